//! What was read still stands when it is written: nothing came between.
//!
//! In: the trail's end when figures were read, and the trail's end inside the writing. Out: the
//! writing goes on, or is refused and its caller reads again, a few times. So no number is signed
//! or leaves that a record saved meanwhile made another.

use std::{pin::Pin, time::Duration};

use base::{Answer, Ask, Code, Id, Problem};
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

/// The number and the moment of the last line of a park's trail.
///
/// # Errors
/// When the store does not answer.
pub async fn end(store: &Store, park: Id) -> Result<(i64, i64), AskError> {
    let scope = Scope::system(park, "whether anything is written meanwhile");
    let answers = store.ask(&scope, Moment::Now, vec![trail_end()]).await?;
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
        false => Err(vec![Problem::of(Code::Changed, MOVED).with(
            "这会儿记录正在变动，请再按一次",
            "Records are being saved right now: press once more",
        )]),
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

#[cfg(test)]
mod tests {
    use base::TrailLine;

    use super::*;

    fn ends(seq: i64, at: i64) -> Option<Answer> {
        Some(Answer::Trail(vec![TrailLine {
            seq,
            at,
            actor: Id(1),
            act: Id(1),
            source: "form".to_owned(),
            verb: "set".to_owned(),
            kind: "activities".to_owned(),
            record: Id(1),
            note: String::new(),
        }]))
    }

    #[test]
    fn it_stands_while_nothing_was_written_and_a_moment_has_gone_by() {
        for (answer, on, now, holds) in [
            (ends(7, 1_000), 7, 1_001, true),
            (ends(8, 1_000), 7, 1_001, false),
            (ends(7, 1_000), 7, 1_000, false),
            (Some(Answer::Trail(Vec::new())), 0, 1, true),
            (None, 7, 1_001, false),
        ] {
            let said = format!("{answer:?} on {on} at {now}");
            assert_eq!(stands(answer, on, now).is_ok(), holds, "{said}");
        }
    }

    #[tokio::test]
    async fn what_moved_is_read_again_and_anything_else_is_not() {
        let moved = || stands(None, 1, 1).map_err(Stop::Problems);
        for (fails, expected) in [(0, Some(1)), (2, Some(3)), (4, Some(5)), (9, None)] {
            let mut tries = 0;
            let done = tried(|| {
                tries += 1;
                let this = tries;
                Box::pin(async move {
                    if this <= fails {
                        moved().map(|()| this)
                    } else {
                        Ok(this)
                    }
                })
            });
            assert_eq!(done.await.ok(), expected, "{fails} times in the way");
        }
        let mut tries = 0;
        let other = tried::<()>(|| {
            tries += 1;
            Box::pin(async { Err(Stop::NotThere) })
        });
        assert!(other.await.is_err());
        assert_eq!(tries, 1);
    }
}
