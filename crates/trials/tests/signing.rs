//! `kill -9` at random moments while returns are being signed: afterwards each is signed, with all
//! that its signature holds fast, or it still waits for it with nothing kept. Never half.

// A trial stops where it fails.
#![allow(clippy::indexing_slicing)]
#![allow(
    clippy::panic,
    clippy::expect_used,
    reason = "a test stops where it fails"
)]

use std::{
    collections::BTreeMap,
    thread,
    time::{Duration, Instant},
};

use app::returns::signed::{Archived, SPACE, signature};
use serde_json::json;
use trials::{
    Failed,
    browser::Browser,
    chance::Chance,
    deeds::{self, Deed},
    program::{Park, Program, Serving},
    talk::Line,
};

/// The first is not killed: it tells how long signing takes here.
const ROUNDS: u64 = 11;
const RETURNS: u64 = 6;
/// Two sign the same returns, from both ends.
const SIGNERS: u64 = 2;

/// Returns of this round that wait for a signature, every figure confirmed: their identities.
fn waiting(
    park: &Park,
    serving: &Serving,
    browser: &Browser,
    round: u64,
) -> Result<Vec<String>, Failed> {
    let mut line = serving.line()?;
    let mut all = Vec::new();
    for n in 0..RETURNS {
        let mark = format!("BS-{round}-{n}");
        let body = json!({
            "number": mark, "category": "own_report", "name": "2026年5月月报",
            "for_period": "2026-05", "state": "checking",
        });
        let deed = Deed {
            path: "/api/v1/returns",
            body,
            mark,
        };
        let made = deed.done(&mut line, &park.token)?;
        let id = made["id"].as_str().ok_or("a return without identity")?;
        let keys = ["all_activities", "all_attendances"];
        browser.confirms(&mut line, &format!("/returns/{id}"), keys)?;
        all.push(id.to_owned());
    }
    Ok(all)
}

/// Signs until the server is gone: those that were answered as signed.
fn sign(address: &str, browser: &Browser, ids: &[&String]) -> Vec<String> {
    let mut signed = Vec::new();
    let Ok(mut line) = Line::open(address) else {
        return signed;
    };
    for id in ids {
        let press = browser.presses(&format!("/returns/{id}/sign"), "");
        match line.send(&press) {
            Ok(answer) if answer.status == 303 => signed.push((*id).clone()),
            Ok(_) => {} // the other was quicker
            Err(_) => break,
        }
    }
    signed
}

fn until_killed(
    serving: Serving,
    browser: &Browser,
    ids: &[String],
    alive: Duration,
) -> Result<Vec<String>, Failed> {
    thread::scope(|scope| {
        let signer = |n: u64| {
            let address = serving.address.clone();
            let order: Vec<&String> = match n {
                0 => ids.iter().collect(),
                _ => ids.iter().rev().collect(),
            };
            scope.spawn(move || sign(&address, browser, &order))
        };
        let signers: Vec<_> = (0..SIGNERS).map(signer).collect();
        thread::sleep(alive); // the moment of the kill is the point, not a wait for something
        serving.kill()?;
        let signed = signers
            .into_iter()
            .flat_map(|s| s.join().expect("a signer panicked"));
        Ok(signed.collect())
    })
}

/// What is half of these returns, as the database holds them; and how many are signed.
fn halves(park: &Park, ids: &[String], told: &[String]) -> Result<(Vec<String>, usize), Failed> {
    let kept = format!("SELECT key, value FROM kept WHERE space = '{SPACE}'");
    let rows = park.looked(&kept)?;
    let kept: BTreeMap<String, String> = rows
        .into_iter()
        .map(|row| (row[0].clone(), row[1].clone()))
        .collect();
    let mut wrong = Vec::new();
    let mut signed = 0;
    for id in ids {
        let row = park.looked(&format!(
            "SELECT state, signature FROM returns WHERE id = {id}"
        ))?;
        let (state, own) = (row[0][0].as_str(), row[0][1].as_str());
        let json = kept.get(id).and_then(|text| text.split_once('\n'));
        match (state, json) {
            ("signed", Some((_, json))) if signature(json) == own => signed += 1,
            ("checking", None) if own.is_empty() && !told.contains(id) => {}
            _ => wrong.push(format!("{id}: {state}, «{own}», kept: {}", json.is_some())),
        }
        let readable = |text: &String| Archived::read(text).is_some();
        if !kept.get(id).is_none_or(readable) {
            wrong.push(format!("{id}: what is kept cannot be read"));
        }
    }
    Ok((wrong, signed))
}

fn a_park(program: &Program) -> Result<(Park, Browser), Failed> {
    let park = Park::fresh(program)?;
    let serving = park.serve(program)?;
    let mut line = serving.line()?;
    deeds::activity().done(&mut line, &park.token)?;
    for n in 0..20 {
        deeds::sign_in(format!("居民{n}")).done(&mut line, &park.token)?;
    }
    let own = Deed {
        path: "/api/v1/return_types",
        body: json!({
            "code": "own_report", "rhythm": "month", "name": "月报", "title": "{period}月报",
            "body": "活动{all_activities}，参与{all_attendances}。",
        }),
        mark: "a type of return".to_owned(),
    };
    own.done(&mut line, &park.token)?;
    let browser = Browser::of(&serving, &park)?;
    serving.stop()?;
    Ok((park, browser))
}

#[test]
fn a_return_is_signed_whole_or_not_at_all() -> Result<(), Failed> {
    let program = Program::youju()?;
    let (park, browser) = a_park(&program)?;
    let mut chance = Chance::new();
    let serving = park.serve(&program)?;
    let ids = waiting(&park, &serving, &browser, 0)?;
    let begun = Instant::now();
    let told = sign(&serving.address, &browser, &ids.iter().collect::<Vec<_>>());
    assert_eq!(told, ids, "all are signed");
    let long = u64::try_from(begun.elapsed().as_millis())?;
    serving.stop()?;
    let (mut all, mut between) = (0, 0);
    for round in 1..ROUNDS {
        let serving = park.serve(&program)?;
        let ids = waiting(&park, &serving, &browser, round)?;
        let alive = Duration::from_millis(1 + chance.below(long));
        let told = until_killed(serving, &browser, &ids, alive)?;
        let serving = park.serve(&program)?;
        let (wrong, signed) = halves(&park, &ids, &told)?;
        assert!(
            wrong.is_empty(),
            "round {round}, killed after {alive:?}: {wrong:?}"
        );
        let mut line = serving.line()?;
        for id in &ids {
            browser.sees(&mut line, &format!("/returns/{id}"))?;
        }
        // Those that wait can still be signed.
        sign(&serving.address, &browser, &ids.iter().collect::<Vec<_>>());
        let (wrong, now) = halves(&park, &ids, &[])?;
        assert!(
            wrong.is_empty() && now == ids.len(),
            "round {round}: {now} {wrong:?}"
        );
        serving.stop()?;
        all += signed;
        between += usize::from(signed > 0 && signed < ids.len());
    }
    park.told(&program, "verify", &[])?;
    println!(
        "{} kills, {all} signed before them, {between} in the midst of it",
        ROUNDS - 1
    );
    assert!(between > 0, "no kill came between two signatures");
    Ok(())
}
