//! From a click on a figure to its first 50 rows, at 1,000,000 sign-ins.
//!
//! In: the large park, served. Out: a line for each figure asked for, rare and common: how long
//! 19 in 20 of the answers take at most, over HTTP with a token.

use std::time::Instant;

use trials::{Failed, program::Program, talk::request};

use super::{
    park::{Large, YEAR},
    table::{Table, median, percentile},
};

/// Figures with few and with many rows behind them.
const FIGURES: [(&str, &str); 4] = [
    ("all_attendances", "common"),
    ("all_participants", "common, distinct"),
    ("observation_attendances", "rare"),
    ("trainee_persons", "rare, distinct"),
];
const CLICKS: usize = 100;

/// Measures them.
pub fn measure(large: &Large, program: &Program, table: &mut Table) -> Result<(), Failed> {
    let serving = large.park.serve(program)?;
    let mut line = serving.line()?;
    let cookie = serving.session(&large.park)?;
    for (key, how) in FIGURES {
        let path = format!("/figures/{key}/things?period={YEAR}");
        let ask = request("GET", &path, std::slice::from_ref(&cookie), b"");
        let begun = Instant::now();
        let answer = line.send(&ask)?;
        let first = begun.elapsed().as_secs_f64() * 1000.0;
        if answer.status != 200 {
            return Err(format!("{path}: {} {}", answer.status, answer.text()).into());
        }
        let mut times = Vec::new();
        for _ in 0..CLICKS {
            let begun = Instant::now();
            line.send(&ask)?;
            times.push(begun.elapsed().as_secs_f64() * 1000.0);
        }
        let ours = format!(
            "p95 {:.1} ms, median {:.1} ms, first {first:.0} ms",
            percentile(&times, 95),
            median(&times)
        );
        table.add(
            &format!("first 50 of {key} ({how})"),
            ours,
            "—".into(),
            None,
            "p95 < 50 ms",
        );
    }
    serving.stop()
}
