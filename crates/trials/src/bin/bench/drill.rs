//! From a click on a figure to its first 50 rows, at 1,000,000 sign-ins.
//!
//! In: the large park on one engine, served. Out: a line for each figure asked for, rare and
//! common, plain and distinct, and for lists: how long 19 in 20 of the answers take at most,
//! over HTTP in a session, and how long the first takes after a start; beside it one
//! hand-written statement for the same 50 rows, without a page, a session or names of links.

use std::time::Instant;

use trials::{
    Failed,
    program::Program,
    talk::{Line, request},
};

use super::{
    hand::Hand,
    park::{Large, YEAR, runtime},
    table::{Table, median, percentile},
};

/// What is clicked, figures and lists with few and with many rows behind them, and the statement
/// that reads the same rows.
const CLICKS: [(&str, &str, &str); 10] = [
    (
        "first 50 of all_attendances (common)",
        "/figures/all_attendances/things?period=YEAR",
        "SELECT * FROM attendance WHERE park = ?1 AND +activity IN (SELECT id FROM activities WHERE park = ?1 AND \"on\" >= ?2 AND \"on\" <= ?3 \
            AND status = 'completed') \
            ORDER BY id LIMIT 50",
    ),
    (
        "first 50 of all_participants (common, distinct)",
        "/figures/all_participants/things?period=YEAR",
        "SELECT coalesce(p.same_as, a.person), count(*) FROM attendance a \
            LEFT JOIN people p ON p.park = a.park AND p.id = a.person WHERE a.park = ?1 \
            AND a.activity IN (SELECT id FROM activities WHERE park = ?1 AND \"on\" >= ?2 AND \"on\" <= ?3 \
            AND status = 'completed') \
            GROUP BY 1 ORDER BY 1 LIMIT 50",
    ),
    (
        "first 50 of observation_attendances (rare)",
        "/figures/observation_attendances/things?period=YEAR",
        "SELECT * FROM attendance WHERE park = ?1 AND activity IN (SELECT id FROM activities WHERE park = ?1 AND \"on\" >= ?2 AND \"on\" <= ?3 \
            AND status = 'completed' \
            AND category = 'observation') ORDER BY id LIMIT 50",
    ),
    (
        "first 50 of trainee_persons (rare, distinct)",
        "/figures/trainee_persons/things?period=YEAR",
        "SELECT coalesce(p.same_as, a.person), count(*) FROM attendance a \
            LEFT JOIN people p ON p.park = a.park AND p.id = a.person WHERE a.park = ?1 \
            AND a.activity IN (SELECT id FROM activities WHERE park = ?1 AND \"on\" >= ?2 AND \"on\" <= ?3 \
            AND status = 'completed' AND series = 'good_mind' \
            AND category IN ('drill', 'group_supervision')) \
            GROUP BY 1 ORDER BY 1 LIMIT 50",
    ),
    (
        "page of all_attendances (common)",
        "/figures/all_attendances?period=YEAR",
        "SELECT count(*) FROM attendance WHERE park = ?1 AND activity IN (SELECT id FROM activities WHERE park = ?1 AND \"on\" >= ?2 AND \"on\" <= ?3 \
            AND status = 'completed')",
    ),
    (
        "page of all_participants (common, distinct)",
        "/figures/all_participants?period=YEAR",
        "SELECT count(DISTINCT person) FROM attendance WHERE park = ?1 AND activity IN (SELECT id FROM activities WHERE park = ?1 AND \"on\" >= ?2 AND \"on\" <= ?3 \
            AND status = 'completed')",
    ),
    (
        "list of sign-ins",
        "/records/attendance",
        "SELECT * FROM attendance WHERE park = ?1 ORDER BY id LIMIT 50",
    ),
    (
        "list of sign-ins, a rare session",
        "/records/attendance?batch_from=2",
        "SELECT * FROM attendance WHERE park = ?1 AND batch >= 2 ORDER BY id LIMIT 50",
    ),
    (
        "list of sign-ins by name",
        "/records/attendance?sort=name",
        "SELECT * FROM attendance WHERE park = ?1 ORDER BY name, id LIMIT 50",
    ),
    (
        "list of sign-ins, API",
        "/api/v1/attendance",
        "SELECT * FROM attendance WHERE park = ?1 ORDER BY id LIMIT 50",
    ),
];
/// Answers of a running program, and starts.
const TIMES: usize = 100;
const STARTS: usize = 5;

/// Measures them.
pub fn measure(
    large: &Large,
    engine: &str,
    program: &Program,
    table: &mut Table,
) -> Result<(), Failed> {
    for (what, path, by_hand) in CLICKS {
        let raw = runtime()?.block_on(raw(large, by_hand))?;
        let path = path.replace("YEAR", &YEAR.to_string());
        let (mut first, mut later) = (Vec::new(), Vec::new());
        for _ in 0..STARTS {
            let serving = large.park.serve(program)?;
            let mut line = serving.line()?;
            let cookie = serving.session(&large.park)?;
            let ask = request("GET", &path, std::slice::from_ref(&cookie), b"");
            first.push(answered(&mut line, &ask, &path)?);
            for _ in 0..TIMES / STARTS {
                later.push(answered(&mut line, &ask, &path)?);
            }
            serving.stop()?;
        }
        let ours = format!(
            "p50 {:.1} ms, p95 {:.1} ms; first after a start p50 {:.1} ms, at most {:.1} ms",
            median(&later),
            percentile(&later, 95),
            median(&first),
            percentile(&first, 100)
        );
        let what = format!("{what}, {engine}");
        let by_hand = format!(
            "p50 {:.1} ms, p95 {:.1} ms",
            median(&raw),
            percentile(&raw, 95)
        );
        table.add(&what, ours, by_hand, None, "p95 < 50 ms");
    }
    Ok(())
}

/// Milliseconds that the statement takes, after a first that warms.
async fn raw(large: &Large, by_hand: &str) -> Result<Vec<f64>, Failed> {
    let (opened, scope) = large.open().await?;
    let park = scope.park();
    opened.store.close().await;
    let mut hand = Hand::at(large, park).await?;
    let mut times = Vec::new();
    for round in 0..=TIMES / STARTS {
        let begun = Instant::now();
        hand.rows(by_hand).await?;
        if round > 0 {
            times.push(begun.elapsed().as_secs_f64() * 1000.0);
        }
    }
    Ok(times)
}

/// Milliseconds from an ask to its answer.
fn answered(line: &mut Line, ask: &[u8], path: &str) -> Result<f64, Failed> {
    let begun = Instant::now();
    let answer = line.send(ask)?;
    let taken = begun.elapsed().as_secs_f64() * 1000.0;
    match answer.status {
        200 => Ok(taken),
        status => Err(format!("{path}: {status} {}", answer.text()).into()),
    }
}
