//! Bad input of every kind the program meets, against the program as people run it: a clear
//! message, the right exit status or a 4xx, nothing lost, never a 5xx, memory under 512 MB.

// A trial stops where it fails, and a table of cases is as long as it is.
#![allow(clippy::indexing_slicing, clippy::too_many_lines)]
#![allow(
    clippy::panic,
    clippy::expect_used,
    reason = "a test stops where it fails"
)]

mod commands;
mod databases;
mod formulas;
mod half_open;
mod requests;
mod sheets;

use trials::{
    Failed, deeds,
    program::{Ended, Park, Program, watched},
};

/// What nothing may ever hold, in kB.
const MOST_MEMORY: u64 = 512_000;

/// A park with one activity and one sign-in.
fn park(program: &Program) -> Result<Park, Failed> {
    let park = Park::fresh(program)?;
    let serving = park.serve(program)?;
    let mut line = serving.line()?;
    deeds::activity().done(&mut line, &park.token)?;
    deeds::sign_in("居民甲".to_owned()).done(&mut line, &park.token)?;
    serving.stop()?;
    Ok(park)
}

/// How many records of a kind the park has.
fn count(park: &Park, kind: &str) -> Result<i64, Failed> {
    let rows = park.looked(&format!("SELECT count(*) FROM {kind}"))?;
    Ok(rows[0][0].parse()?)
}

/// What is wrong with how a command refused: it must end with this status, say these words, not
/// stop half way, and keep its memory small.
fn refused(ended: &Ended, status: i32, says: &[&str]) -> Vec<String> {
    let words = ended.words();
    let mut wrong = Vec::new();
    if ended.output.status.code() != Some(status) {
        wrong.push(format!(
            "ended with {}, not {status}: {words}",
            ended.output.status
        ));
    }
    let missing = says.iter().filter(|word| !words.contains(*word));
    wrong.extend(missing.map(|word| format!("does not say «{word}»: {words}")));
    if words.contains("panicked") {
        wrong.push(format!("stopped half way: {words}"));
    }
    if ended.most > MOST_MEMORY {
        wrong.push(format!("held {} kB", ended.most));
    }
    wrong
}

/// Runs a command over a park that must be refused.
fn refuses(
    program: &Program,
    words: Vec<String>,
    status: i32,
    says: &[&str],
) -> Result<Vec<String>, Failed> {
    Ok(refused(&watched(program.command(words))?, status, says))
}
