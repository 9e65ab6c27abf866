//! Why two figures differ, over 100,000 sign-ins: two periods, how often and how many, then and now.
//!
//! In: the program. Out: a line for each pair of figures: how long 19 in 20 of the answers take at
//! most, over HTTP in a session, every record on both sides read anew for each.

use std::time::Instant;

use trials::{Failed, program::Program, talk::request};

use super::{
    park::{Large, YEAR},
    table::{Table, median, percentile},
};

/// What is held against what: nine sign-ins in ten lie in the year, the others in the year before.
const PAIRS: [(&str, &str); 3] = [
    (
        "two periods of all_attendances",
        "a=all_attendances&ap=BEFORE&b=all_attendances&bp=YEAR",
    ),
    (
        "all_attendances and all_participants",
        "a=all_attendances&ap=YEAR&b=all_participants&bp=YEAR",
    ),
    (
        "all_attendances now and as of an earlier day",
        "a=all_attendances&ap=YEAR&at=2022-01-01&b=all_attendances&bp=YEAR",
    ),
];
/// Sign-ins in all.
const SIGN_INS: u32 = 100_000;
const TIMES: usize = 20;

/// Measures them.
pub fn measure(program: &Program, table: &mut Table) -> Result<(), Failed> {
    let large = Large::at(None, SIGN_INS, program)?;
    let serving = large.park.serve(program)?;
    let mut line = serving.line()?;
    let cookie = serving.session(&large.park)?;
    for (what, query) in PAIRS {
        let query = query.replace("YEAR", &YEAR.to_string());
        let query = query.replace("BEFORE", &(YEAR - 1).to_string());
        let path = format!("/explain?{query}");
        let ask = request("GET", &path, std::slice::from_ref(&cookie), b"");
        let mut times = Vec::new();
        for _ in 0..TIMES {
            let begun = Instant::now();
            let answer = line.send(&ask)?;
            times.push(begun.elapsed().as_secs_f64() * 1000.0);
            if answer.status != 200 || !answer.text().contains("id=\"why\"") {
                return Err(format!("{path}: {} {}", answer.status, answer.text()).into());
            }
        }
        let most = serving.kilobytes("VmHWM")?;
        let ours = format!(
            "p50 {:.0} ms, p95 {:.0} ms, {} MB",
            median(&times),
            percentile(&times, 95),
            most / 1000
        );
        let what = format!("difference over 100,000 records: {what}");
        table.add(&what, ours, "—".into(), None, "p95 < 1 s");
    }
    serving.stop()
}
