//! From a click on a figure to its first 50 rows, at 1,000,000 sign-ins.
//!
//! In: the large park on one engine, served. Out: a line for each figure asked for, rare and
//! common, plain and distinct, and for lists: how long 19 in 20 of the answers take at most,
//! over HTTP in a session, and how long the first takes after a start.

use std::time::Instant;

use trials::{
    Failed,
    program::Program,
    talk::{Line, request},
};

use super::{
    park::{Large, YEAR},
    table::{Table, median, percentile},
};

/// What is clicked: figures and lists with few and with many rows behind them.
const CLICKS: [(&str, &str); 10] = [
    (
        "first 50 of all_attendances (common)",
        "/figures/all_attendances/things?period=YEAR",
    ),
    (
        "first 50 of all_participants (common, distinct)",
        "/figures/all_participants/things?period=YEAR",
    ),
    (
        "first 50 of observation_attendances (rare)",
        "/figures/observation_attendances/things?period=YEAR",
    ),
    (
        "first 50 of trainee_persons (rare, distinct)",
        "/figures/trainee_persons/things?period=YEAR",
    ),
    (
        "page of all_attendances (common)",
        "/figures/all_attendances?period=YEAR",
    ),
    (
        "page of all_participants (common, distinct)",
        "/figures/all_participants?period=YEAR",
    ),
    ("list of sign-ins", "/records/attendance"),
    (
        "list of sign-ins, a rare session",
        "/records/attendance?batch_from=2",
    ),
    ("list of sign-ins by name", "/records/attendance?sort=name"),
    ("list of sign-ins, API", "/api/v1/attendance"),
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
    for (what, path) in CLICKS {
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
        table.add(&what, ours, "—".into(), None, "p95 < 50 ms");
    }
    Ok(())
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
