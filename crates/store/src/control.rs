//! Promises broken on purpose, only in a binary built to be caught by the trials.
//!
//! In: `YOUJU_CONTROL`, `answer-early` or `sync-off`. Out: a store that answers a writing before
//! its commit, or commits without waiting for the disk. No other build knows this file.

use tokio::sync::oneshot;

use crate::{turn::Outcome, writer::Waiting};

fn asked(control: &str) -> bool {
    std::env::var("YOUJU_CONTROL").is_ok_and(|asked| asked == control)
}

/// Answers writings that are not committed yet, and lets their commit wait: whoever is told
/// meanwhile is told of what a kill would take away.
pub(crate) fn answer_early<'a>(group: impl Iterator<Item = &'a mut Waiting>, outcomes: &[Outcome]) {
    if !asked("answer-early") {
        return;
    }
    for (waiting, outcome) in group.zip(outcomes) {
        if let Ok(receipt) = outcome {
            let waiting = std::mem::replace(waiting, oneshot::channel().0);
            drop(waiting.send((Ok(receipt.clone()), None)));
        }
    }
    std::thread::sleep(std::time::Duration::from_millis(50)); // long enough to be killed in
}

/// Lets the disk do as it likes.
pub(crate) fn sync_off(connection: &rusqlite::Connection) -> rusqlite::Result<()> {
    match asked("sync-off") {
        true => connection.execute_batch("PRAGMA synchronous=OFF"),
        false => Ok(()),
    }
}
