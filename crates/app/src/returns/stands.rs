//! What was read still stands when it is written: nothing came between.
//!
//! In: the trail's end when figures were read, and the trail's end inside the writing. Out: the
//! writing goes on, or is refused and its caller reads again, a few times. So no number is signed
//! or leaves that a record saved meanwhile made another.

use std::{pin::Pin, time::Duration};

use base::{Answer, Ask, Code, Problem};
use store::{AskError, Moment, Scope, Store};

use crate::front::Stop;

/// The field of the problem that says that the records moved.
const MOVED: &str = "records";

/// How often it is read anew before that is said.
const TRIES: u8 = 5;

/// What to ask inside the writing.
pub fn trail_end() -> Ask {
    Ask::Trail {
        kind: String::new(),
        id: None,
        limit: 1,
    }
}

/// The number and the moment of the trail's last line.
///
/// # Errors
/// When the store does not answer.
pub async fn end(store: &Store, scope: &Scope) -> Result<(i64, i64), AskError> {
    let answers = store.ask(scope, Moment::Now, vec![trail_end()]).await?;
    Ok(last(answers.into_iter().next()))
}

fn last(answer: Option<Answer>) -> (i64, i64) {
    match answer {
        Some(Answer::Trail(lines)) => lines.first().map_or((0, 0), |line| (line.seq, line.at)),
        _ => (0, 0),
    }
}

/// Refuses where the trail's end, answered inside the writing, is not the one that was read; or
/// was written in this very moment and could not be told from what comes after.
///
/// # Errors
/// `Changed` of the records.
pub fn stands(answer: Option<Answer>, on: i64, now: i64) -> Result<(), Vec<Problem>> {
    let (seq, at) = last(answer);
    match seq == on && now > at {
        true => Ok(()),
        false => Err(vec![Problem::of(Code::Changed, MOVED)]),
    }
}

/// One try.
pub type Try<'a, T> = Pin<Box<dyn Future<Output = Result<T, Stop>> + Send + 'a>>;

/// Reads and writes, again while the records move between.
///
/// # Errors
/// Those of the last try.
pub async fn tried<'a, T>(mut read_and_write: impl FnMut() -> Try<'a, T>) -> Result<T, Stop> {
    for _ in 1..TRIES {
        match read_and_write().await {
            Err(Stop::Problems(problems)) if problems.iter().any(|p| p.place.field == MOVED) => {
                // What was written in the same moment must lie behind what is written now.
                tokio::time::sleep(Duration::from_millis(3)).await;
            }
            other => return other,
        }
    }
    read_and_write().await
}
