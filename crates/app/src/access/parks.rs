//! The parks of a database: what each is called, where it lies, who runs it.
//!
//! In: a store. Out: each park's identity and what it says of itself. A park's own words are
//! kept beside its records, so that one database may hold the parks of one operator.

use base::{Answer, Ask, Change, Id};
use serde::{Deserialize, Serialize};
use store::{AskError, Moment, Scope, Store};

/// The space of what a park says of itself.
pub const SPACE: &str = "park";
/// The key under which that space holds what the park is: an [`About`] as JSON.
pub const KEY: &str = "about";

/// What a park says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Its name.
    pub name: String,
    /// The body that runs it; empty while not entered.
    #[serde(default)]
    pub operator: String,
    /// The 12-digit (or shorter) code of the area it serves.
    pub area: String,
    /// Whether it is the demonstration, with made-up people.
    #[serde(default)]
    pub demo: bool,
    /// Whether it is still being filled: set before the first row, taken away after the last.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub making: bool,
}

impl About {
    /// The change that keeps it.
    pub fn keep(&self) -> Change {
        let value = serde_json::json!(self).to_string();
        Change::Keep {
            space: SPACE,
            key: KEY.to_owned(),
            value,
            until: 0,
        }
    }
}

/// Every park, in the order they were made.
///
/// # Errors
/// When the store does not answer.
pub async fn all(store: &Store) -> Result<Vec<(Id, About)>, AskError> {
    let mut parks = Vec::new();
    for id in store.parks().await? {
        parks.push((id, about(store, id).await?));
    }
    Ok(parks)
}

/// What one park says of itself.
///
/// # Errors
/// When the store does not answer.
pub async fn about(store: &Store, park: Id) -> Result<About, AskError> {
    let scope = Scope::system(park, "what the park is called");
    let asks = vec![Ask::Kept {
        space: SPACE,
        key: KEY.to_owned(),
    }];
    let answers = store.ask(&scope, Moment::Now, asks).await?;
    let kept = answers.into_iter().next().and_then(Answer::kept);
    Ok(kept
        .and_then(|json| serde_json::from_str(&json).ok())
        .unwrap_or_default())
}
