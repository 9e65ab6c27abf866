//! Promises broken on purpose, only in a binary built to be caught by the trials.
//!
//! In: `YOUJU_CONTROL`, `answer-early` or `sync-off`. Out: a store that answers a writing before
//! its commit, or commits without waiting for the disk. No other build knows this file.

use tokio::sync::oneshot;

use crate::{Receipt, WriteError};

type Outcome = Result<Receipt, WriteError>;

fn asked(control: &str) -> bool {
    std::env::var("YOUJU_CONTROL").is_ok_and(|asked| asked == control)
}

/// Answers a writing that is not committed yet.
pub(crate) fn answer_early(waiting: &mut oneshot::Sender<Outcome>, outcome: Option<&Outcome>) {
    if let (true, Some(Ok(receipt))) = (asked("answer-early"), outcome) {
        let waiting = std::mem::replace(waiting, oneshot::channel().0);
        drop(waiting.send(Ok(receipt.clone())));
    }
}

/// Lets the disk do as it likes.
pub(crate) fn sync_off(connection: &rusqlite::Connection) -> rusqlite::Result<()> {
    match asked("sync-off") {
        true => connection.execute_batch("PRAGMA synchronous=OFF"),
        false => Ok(()),
    }
}
