//! What one field of one record holds.
//!
//! Three shapes are enough for every type of field, and both engines hold them alike: a
//! whole number (also money in 分, decimals scaled, yes/no, a link), a text (also a day, a
//! month, a time, a choice's code), and several links. A missing value is `None` beside it,
//! never an empty text or a zero.

use serde::{Deserialize, Serialize};

use crate::Id;

/// A value that is there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// A whole number, or anything counted in whole units: 分, tenths, 0/1, an [`Id`].
    Whole(i64),
    /// A text, never empty: words, `2022-07-06`, `2022-07`, `14:30`, a choice's code.
    Text(String),
    /// Links to several records, in the order given, without repeats.
    Many(Vec<i64>),
    /// Bytes that only their key opens (item answers, call summaries).
    Sealed(Vec<u8>),
}

impl Value {
    /// A text, or `None` when it is empty: an empty text is never stored.
    pub fn text(text: impl Into<String>) -> Option<Value> {
        let text = text.into();
        (!text.is_empty()).then_some(Value::Text(text))
    }

    /// The number, if this is one.
    pub fn as_whole(&self) -> Option<i64> {
        match self {
            Value::Whole(n) => Some(*n),
            _ => None,
        }
    }

    /// The text, if this is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(t) => Some(t),
            _ => None,
        }
    }

    /// The records this points at: one for a link, several for links, none otherwise.
    pub fn ids(&self) -> Vec<Id> {
        match self {
            Value::Whole(n) => vec![Id(*n)],
            Value::Many(many) => many.iter().map(|n| Id(*n)).collect(),
            _ => Vec::new(),
        }
    }
}

impl From<i64> for Value {
    fn from(n: i64) -> Self {
        Value::Whole(n)
    }
}

impl From<Id> for Value {
    fn from(id: Id) -> Self {
        Value::Whole(id.0)
    }
}

impl From<&str> for Value {
    fn from(t: &str) -> Self {
        Value::Text(t.to_owned())
    }
}

impl From<String> for Value {
    fn from(t: String) -> Self {
        Value::Text(t)
    }
}

impl From<bool> for Value {
    fn from(yes: bool) -> Self {
        Value::Whole(i64::from(yes))
    }
}
