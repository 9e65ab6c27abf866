//! The imports that were taken, so that one can be found again and undone.
//!
//! In: an import that wrote something. Out: who took it, when, of which files, what it came to;
//! newest first. An import that was undone is no longer among them. No row of it stands here.

use base::{Answer, Ask, Change, Id};
use serde::{Deserialize, Serialize};
use store::{AskError, Moment, Scope, Store};

/// The space in which each is kept, under its act.
const SPACE: &str = "imports";

/// An import that was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Past {
    /// Its act, by which it is undone.
    #[serde(skip)]
    pub act: Id,
    /// Whose it was.
    pub actor: Id,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// The names of its files.
    pub files: String,
    /// How many records were new.
    pub added: usize,
    /// How many were changed.
    pub changed: usize,
    /// How many rows were kept back as 待核.
    pub held: usize,
}

impl Past {
    /// What notes it, as of a moment: a change of the import itself.
    pub(super) fn noted(&self, at: i64) -> Change {
        let past = Past { at, ..self.clone() };
        Change::Keep {
            space: SPACE,
            key: self.act.to_string(),
            value: serde_json::json!(past).to_string(),
            until: 0,
        }
    }
}

/// The imports that were taken and not undone, newest first.
///
/// # Errors
/// When the store does not answer.
pub async fn all(store: &Store, scope: &Scope) -> Result<Vec<Past>, AskError> {
    let ask = Ask::KeptAll { space: SPACE };
    let answers = store.ask(scope, Moment::Now, vec![ask]).await?;
    let Some(Answer::KeptAll(kept)) = answers.into_iter().next() else {
        return Ok(Vec::new());
    };
    let past = |(key, value): (String, String)| {
        let act = Id(key.parse().ok()?);
        let past: Past = serde_json::from_str(&value).ok()?;
        Some(Past { act, ..past })
    };
    let mut all: Vec<Past> = kept.into_iter().filter_map(past).collect();
    all.sort_by_key(|past| std::cmp::Reverse(past.act));
    Ok(all)
}

/// The change that takes one off the list.
pub(super) fn gone(act: Id) -> Change {
    Change::Drop {
        space: SPACE,
        key: act.to_string(),
    }
}
