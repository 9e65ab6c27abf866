//! Signing a report of 60 figures over 100,000 sign-ins: the shipped annual text, and every figure
//! of the starting set that has a value, in a row below it.
//!
//! In: the program. Out: a line: how long it takes from the press of the button to the answer,
//! beside one statement for each kind that was counted, whose rows are read and hashed.

use std::{collections::HashSet, fmt::Write as _, time::Instant};

use app::{
    reports::text::shipped,
    returns::signed::{Archived, SPACE, unpack},
};
use rusqlite::types::ValueRef;
use serde_json::{Value as Json, json};
use trials::{Failed, browser::Browser, deeds::Deed, program::Program, talk::request};

use super::{
    load::ROUNDS,
    park::{Large, YEAR},
    table::{Table, median},
};

const SIGN_INS: u32 = 100_000;
const CODE: &str = "bench_signing";

/// Measures it.
pub fn measure(
    program: &Program,
    kept: Option<&std::path::Path>,
    table: &mut Table,
) -> Result<(), Failed> {
    let large = Large::at(kept, SIGN_INS, program)?;
    let serving = large.park.serve(program)?;
    let mut line = serving.line()?;
    let browser = Browser::of(&serving, &large.park)?;
    let token = &large.park.token;
    let path = format!("/api/v1/figures?period={YEAR}");
    let ask = request("GET", &path, std::slice::from_ref(token), b"");
    let figures: Json = serde_json::from_slice(&line.send(&ask)?.body)?;
    let there = |one: &Json| {
        let has = one.get("value").is_some_and(|value| !value.is_null());
        let key = one.get("key").and_then(Json::as_str);
        key.filter(|_| has).map(str::to_owned)
    };
    let keys: Vec<String> = figures
        .get("figures")
        .and_then(Json::as_array)
        .into_iter()
        .flatten()
        .filter_map(there)
        .collect();
    let annual = shipped()
        .into_iter()
        .find(|(text, _)| text.code == "annual");
    let mut body = annual.ok_or("no annual text")?.0.body.zh + "\n\n";
    for key in &keys {
        let _ = write!(body, "{{{key}}}，");
    }
    let name = std::time::UNIX_EPOCH.elapsed()?.as_millis(); // a kept park is measured again
    let code = format!("{CODE}{name}");
    let own = json!({ "code": code, "name": "年报", "rhythm": "year", "title": "{period}年报", "body": body });
    let deed = |path, body, mark| Deed { path, body, mark };
    deed("/api/v1/return_types", own, code.clone()).done(&mut line, token)?;
    let (mut times, mut last) = (Vec::new(), String::new());
    for n in 0..=ROUNDS {
        let mark = format!("{name}-{n}");
        let own = json!({
            "number": mark, "category": code, "name": "年报", "for_period": YEAR.to_string(),
            "state": "checking",
        });
        let made = deed("/api/v1/returns", own, mark).done(&mut line, token)?;
        let id = made.get("id").and_then(Json::as_str);
        last = id.ok_or("no identity")?.to_owned();
        let desk = format!("/returns/{last}");
        browser.confirms(&mut line, &desk, keys.iter().map(String::as_str))?;
        let begun = Instant::now();
        browser.done(&mut line, &format!("{desk}/sign"), "")?;
        if n > 0 {
            times.push(begun.elapsed().as_secs_f64()); // the first only warms
        }
    }
    let most = serving.kilobytes("VmHWM")?;
    serving.stop()?;
    let rows = large.park.looked(&format!(
        "SELECT value FROM kept WHERE space = '{SPACE}' AND key = '{last}'"
    ))?;
    let text = rows.first().and_then(|row| row.first());
    let archived = text.and_then(|text| Archived::read(text));
    let archived = archived.ok_or("nothing was signed")?;
    let raw: Result<Vec<f64>, Failed> = (0..ROUNDS).map(|_| by_hand(&large, &archived)).collect();
    let (ours, raw) = (median(&times), median(&raw?));
    let figures = archived.signed.figures.len();
    let records: usize = archived
        .signed
        .records
        .values()
        .map(|h| unpack(&h.ids).len())
        .sum();
    table.add(
        &format!("signing {figures} figures over {records} records"),
        format!(
            "{ours:.2} s, {} MB, {} kB kept",
            most / 1000,
            text.map_or(0, String::len) / 1000
        ),
        format!("{raw:.2} s"),
        Some(ours / raw),
        "< 5 s",
    );
    Ok(())
}

/// Reads the rows of the same records, one statement a kind, and hashes each: the seconds.
fn by_hand(large: &Large, archived: &Archived) -> Result<f64, Failed> {
    let begun = Instant::now();
    let database = rusqlite::Connection::open(large.park.file())?;
    let mut digests = Vec::new();
    for (kind, held) in &archived.signed.records {
        let ids: HashSet<i64> = unpack(&held.ids).into_iter().collect();
        let mut statement = database.prepare(&format!("SELECT id, * FROM {kind}"))?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if !ids.contains(&row.get(0)?) {
                continue;
            }
            let mut bytes = Vec::new();
            for at in 1..columns {
                match row.get_ref(at)? {
                    ValueRef::Integer(n) => bytes.extend(n.to_string().bytes()),
                    ValueRef::Text(text) | ValueRef::Blob(text) => bytes.extend(text),
                    _ => bytes.push(0),
                }
            }
            digests.push(seal::digest(&bytes));
        }
    }
    if digests.is_empty() {
        return Err("no records were read".into());
    }
    Ok(begun.elapsed().as_secs_f64())
}
