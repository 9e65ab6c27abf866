//! `kill -9` at random moments while eight clients write: what was acknowledged is there once,
//! nothing else is, and the trail fits. A build that answers too early is caught by the same.

// A trial stops where it fails, and a table of cases is as long as it is.
#![allow(clippy::indexing_slicing, clippy::too_many_lines)]
#![allow(
    clippy::panic,
    clippy::expect_used,
    reason = "a test stops where it fails"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    thread,
    time::{Duration, Instant},
};

use trials::{
    Failed,
    chance::Chance,
    deeds::{self, Deed},
    program::{Park, Program, Serving},
    talk::Line,
};

const CLIENTS: u64 = 8;
const ROUNDS: u64 = 20;

/// What one client did before the server was gone.
#[derive(Default)]
struct Written {
    acknowledged: Vec<Deed>,
    /// Answered, but not with a 2xx: nothing here gives a reason for that.
    refused: Vec<String>,
    unanswered: Option<Deed>,
}

/// Writes without pause until the server is gone: six sign-ins, then four visits.
fn write(address: &str, token: &str, client: &str) -> Written {
    let mut written = Written::default();
    let Ok(mut line) = Line::open(address) else {
        return written;
    };
    for n in 0.. {
        let mark = format!("{client}-{n}");
        let deed = if n % 10 < 6 {
            deeds::sign_in(mark)
        } else {
            deeds::visit(mark)
        };
        match line.send(&deed.bytes(token)) {
            Ok(answer) if matches!(answer.status, 200..=299) => written.acknowledged.push(deed),
            Ok(answer) => {
                let said = answer.text();
                let refused = format!("{} was answered {} {said}", deed.mark, answer.status);
                written.refused.push(refused);
            }
            Err(_) => {
                written.unanswered = Some(deed);
                break;
            }
        }
    }
    written
}

/// How often each mark of this round stands in the database.
fn kept(park: &Park, round: u64) -> Result<BTreeMap<String, u64>, Failed> {
    let mut found = BTreeMap::new();
    for (table, column) in [("attendance", "name"), ("visits", "number")] {
        let text = format!(
            "SELECT {column}, count(*) FROM {table} WHERE {column} LIKE 'R{round}-%' GROUP BY 1"
        );
        for row in park.looked(&text)? {
            found.insert(row[0].clone(), row[1].parse()?);
        }
    }
    Ok(found)
}

/// What does not fit: lost, doubled or invented. After `resent`, nothing may be unanswered.
fn misfits(all: &[Written], kept: &BTreeMap<String, u64>, resent: bool) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut sent = BTreeSet::new();
    for written in all {
        wrong.extend(written.refused.iter().cloned());
        let must = written.acknowledged.iter().map(|deed| (deed, true));
        let may = written.unanswered.iter().map(|deed| (deed, resent));
        for (deed, must) in must.chain(may) {
            sent.insert(&deed.mark);
            match kept.get(&deed.mark) {
                None if must => wrong.push(format!("{} is lost", deed.mark)),
                Some(n) if *n != 1 => wrong.push(format!("{} is there {n} times", deed.mark)),
                _ => {}
            }
        }
    }
    let refused = all.iter().any(|written| !written.refused.is_empty());
    let invented = kept.keys().filter(|mark| !refused && !sent.contains(mark));
    wrong.extend(invented.map(|mark| format!("{mark} was never sent")));
    wrong
}

/// One round: start, write, kill, look, start again, send again, look again.
fn round(
    program: &Program,
    park: &Park,
    n: u64,
    alive: Duration,
) -> Result<(usize, Vec<String>, Duration), Failed> {
    let serving = park.serve(program)?;
    let all = while_alive(serving, park, n, alive)?;
    let written = all.iter().map(|one| one.acknowledged.len()).sum();
    let mut wrong = misfits(&all, &kept(park, n)?, false);
    let begun = Instant::now();
    let serving = park.serve(program)?;
    let mut line = serving.line()?;
    let again = begun.elapsed();
    for deed in all.iter().filter_map(|one| one.unanswered.as_ref()) {
        let bytes = deed.bytes(&park.token);
        let [first, second] = [line.send(&bytes)?, line.send(&bytes)?];
        if first.status / 100 != 2 || (first.status, &first.body) != (second.status, &second.body) {
            let (first, second) = (first.text(), second.text());
            wrong.push(format!("{} was answered {first}, then {second}", deed.mark));
        }
    }
    serving.kill()?;
    wrong.extend(misfits(&all, &kept(park, n)?, true));
    Ok((written, wrong, again))
}

fn while_alive(
    serving: Serving,
    park: &Park,
    n: u64,
    alive: Duration,
) -> Result<Vec<Written>, Failed> {
    thread::scope(|scope| {
        let client = |client| {
            let address = serving.address.clone();
            scope.spawn(move || write(&address, &park.token, &format!("R{n}-{client}")))
        };
        let clients: Vec<_> = (0..CLIENTS).map(client).collect();
        thread::sleep(alive); // the moment of the kill is the point, not a wait for something
        serving.kill()?;
        let joined = clients
            .into_iter()
            .map(|client| client.join().expect("a client panicked"));
        Ok(joined.collect())
    })
}

fn with_activity(program: &Program) -> Result<Park, Failed> {
    let park = Park::fresh(program)?;
    let serving = park.serve(program)?;
    deeds::activity().done(&mut serving.line()?, &park.token)?;
    serving.stop()?;
    Ok(park)
}

#[test]
fn what_was_acknowledged_survives_kill_9() -> Result<(), Failed> {
    let program = Program::youju()?;
    let park = with_activity(&program)?;
    let mut chance = Chance::new();
    let (mut total, mut slowest) = (0, Duration::ZERO);
    for n in 0..ROUNDS {
        let alive = Duration::from_millis(100 + chance.below(500));
        let (written, wrong, again) = round(&program, &park, n, alive)?;
        assert!(
            wrong.is_empty(),
            "round {n}, killed after {alive:?}, {written} acknowledged: {wrong:?}"
        );
        (total, slowest) = (total + written, slowest.max(again));
    }
    park.told(&program, "verify", &[])?;
    assert!(
        total > 200,
        "only {total} writings: too few to say anything"
    );
    assert!(slowest < Duration::from_secs(5), "a start took {slowest:?}");
    println!("{ROUNDS} kills, {total} acknowledged writings, slowest start {slowest:?}");
    Ok(())
}

#[test]
fn a_build_that_answers_too_early_is_caught() -> Result<(), Failed> {
    let program = Program::breaking("answer-early")?;
    let park = with_activity(&Program::youju()?)?;
    let mut chance = Chance::new();
    for n in 0..ROUNDS {
        let alive = Duration::from_millis(100 + chance.below(200));
        let (_, wrong, _) = round(&program, &park, n, alive)?;
        // Nothing else will do: it must be seen that what was acknowledged is gone.
        let lost = wrong.iter().filter(|wrong| wrong.ends_with(" is lost"));
        if let Some(first) = lost.clone().next() {
            println!("caught in round {n}, {} times: {first}", lost.count());
            return Ok(());
        }
    }
    panic!("{ROUNDS} kills did not catch a build that answers before the commit");
}
