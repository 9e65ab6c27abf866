//! 核定: the figures of a return that somebody who answers for the park has confirmed.
//!
//! In: a figure as it read when it was confirmed. Out: whether what it reads now is confirmed: a
//! figure that has moved since is not, whoever confirmed it before.

use std::collections::BTreeMap;

use base::{Change, Id};
use serde::{Deserialize, Serialize};

/// What confirmations are kept under, by the return's identity.
pub const SPACE: &str = "confirmed";

/// One figure as it was confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct One {
    /// As it read.
    pub said: String,
    /// The version of its definition.
    pub version: i64,
    /// Who confirmed it.
    pub by: i64,
    /// When, in milliseconds since 1970.
    pub at: i64,
}

/// The figures confirmed, by key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmed(BTreeMap<String, One>);

impl Confirmed {
    /// What was kept; nothing where nothing was.
    pub fn read(kept: Option<&str>) -> Confirmed {
        kept.and_then(|text| serde_json::from_str(text).ok())
            .unwrap_or_default()
    }

    /// Who confirmed a figure as it reads now; nobody where it reads otherwise.
    pub fn by(&self, key: &str, said: &str, version: i64) -> Option<Id> {
        let one = self.0.get(key)?;
        (one.said == said && one.version == version).then_some(Id(one.by))
    }

    /// With these confirmed as well.
    pub fn with(mut self, more: impl IntoIterator<Item = (String, One)>) -> Confirmed {
        self.0.extend(more);
        self
    }

    /// Keeping them.
    pub fn keep(&self, of: Id) -> Change {
        Change::Keep {
            space: SPACE,
            key: of.to_string(),
            value: serde_json::to_string(self).unwrap_or_default(),
            until: 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_that_moved_is_confirmed_no_more() {
        let one = One {
            said: "31场".to_owned(),
            version: 1,
            by: 7,
            at: 5,
        };
        let confirmed = Confirmed::default().with([("held".to_owned(), one)]);
        let text = serde_json::to_string(&confirmed).unwrap();
        let confirmed = Confirmed::read(Some(&text));
        assert_eq!(confirmed.by("held", "31场", 1), Some(Id(7)));
        assert_eq!(confirmed.by("held", "32场", 1), None);
        assert_eq!(confirmed.by("held", "31场", 2), None);
        assert_eq!(confirmed.by("other", "31场", 1), None);
        assert_eq!(Confirmed::read(None), Confirmed::default());
    }
}
