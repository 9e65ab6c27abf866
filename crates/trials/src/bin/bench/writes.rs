//! Durable single writes over HTTP: our sign-ins beside those of a bare server.
//!
//! In: the program. Out: lines for 8 and 64 connections, on SQLite and, when there is one, on
//! PostgreSQL. Those who sign in are 2,000 people that are known already: a new sign-in is one
//! new row.

use std::{
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::Duration,
};

use trials::{
    Failed, deeds,
    program::{Park, Program, Serving},
};

use super::{
    bare,
    load::{ROUNDS, answers_a_second},
    table::{Table, median},
};

const PEOPLE: u64 = 2_000;
const ACTIVITIES: u64 = 200;

/// Measures them.
pub fn measure(program: &Program, postgres: Option<&str>, table: &mut Table) -> Result<(), Failed> {
    let park = Park::new(program)?;
    let ours = prepared(program, &park)?;
    let file = park.path().join("bare.sqlite");
    let raw = Serving::start(bare::on_sqlite(&file, &park.file())?)?;
    compare(&park, &ours, &raw, ("SQLite", ["≥ 0.5×", "≥ 0.6×"]), table)?;
    drop((ours, raw));
    let Some(url) = postgres else { return Ok(()) };
    super::park::runtime()?.block_on(bare::postgres::empty(url))?;
    let park = Park::on(program, Some(url))?;
    let ours = prepared(program, &park)?;
    let raw = Serving::start(bare::on_postgres(url)?)?;
    compare(
        &park,
        &ours,
        &raw,
        ("PostgreSQL", ["reported", "reported"]),
        table,
    )
}

/// A server whose park knows the activity and the people.
fn prepared(program: &Program, park: &Park) -> Result<Serving, Failed> {
    let serving = park.serve(program)?;
    let mut line = serving.line()?;
    for n in 0..ACTIVITIES {
        deeds::activity_of(n).done(&mut line, &park.token)?;
    }
    for n in 0..PEOPLE {
        deeds::sign_in_of(n, n % ACTIVITIES, format!("first-{n}")).done(&mut line, &park.token)?;
    }
    Ok(serving)
}

fn compare(
    park: &Park,
    ours: &Serving,
    raw: &Serving,
    (engine, goals): (&str, [&str; 2]),
    table: &mut Table,
) -> Result<(), Failed> {
    // Nobody signs in to one activity twice, until all have been to all.
    let next = AtomicU64::new(PEOPLE);
    for (connections, goal) in [8, 64].into_iter().zip(goals) {
        let (mut our_rates, mut raw_rates) = (Vec::new(), Vec::new());
        for round in 0..ROUNDS {
            let mark = |client, n| format!("{connections}-{round}-{client}-{n}");
            let request = |client: u32, n: u64| {
                let k = next.fetch_add(1, Relaxed);
                let activity = (k + k / PEOPLE) % ACTIVITIES;
                deeds::sign_in_of(k % PEOPLE, activity, mark(client, n)).bytes(&park.token)
            };
            let run = |at: &Serving| {
                answers_a_second(&at.address, connections, Duration::from_secs(2), request)
            };
            our_rates.push(run(ours)?);
            raw_rates.push(run(raw)?);
        }
        let (ours, raw) = (median(&our_rates), median(&raw_rates));
        let what = format!("durable writes over HTTP, {connections} connections, {engine}");
        table.add(
            &what,
            format!("{ours:.0}/s"),
            format!("{raw:.0}/s"),
            Some(ours / raw),
            goal,
        );
    }
    Ok(())
}
