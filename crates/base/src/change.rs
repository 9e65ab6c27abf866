//! What is to become different, as data: the only way anything is written.
//!
//! In: what a rule decided. Out: changes that the store applies in one transaction together
//! with a trail line each. A change says what, never how.

use crate::{Id, Value};

/// Where an act came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A page's form.
    Form,
    /// A workbook.
    Import,
    /// A program.
    Api,
    /// The command line.
    Command,
    /// The program itself (a task that falls due).
    System,
}

impl Source {
    /// The word kept in the trail.
    pub const fn code(self) -> &'static str {
        match self {
            Source::Form => "form",
            Source::Import => "import",
            Source::Api => "api",
            Source::Command => "command",
            Source::System => "system",
        }
    }
}

/// One change to one record.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)] // the variants say what their parts are
pub enum Change {
    /// A new record. `values` in the order of the kind's fields; `natural` is its key in text.
    Add {
        kind: &'static str,
        id: Id,
        natural: String,
        values: Vec<Option<Value>>,
    },
    /// A record that stands otherwise from now on: all its values, in order. Refused when it
    /// no longer stands as of `since`.
    Set {
        kind: &'static str,
        id: Id,
        since: i64,
        natural: String,
        values: Vec<Option<Value>>,
    },
    /// A record that is taken away; a tombstone and its past stay.
    Remove {
        kind: &'static str,
        id: Id,
        since: i64,
    },
    /// Keeps a small thing that is no record (a session, a draft, a setting) until a moment
    /// (milliseconds since 1970; 0 for ever).
    Keep {
        space: &'static str,
        key: String,
        value: String,
        until: i64,
    },
    /// Drops such a thing.
    Drop { space: &'static str, key: String },
}

/// Who does it and by which door: what each trail line of one writing shares.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// The account that acts; `Id(0)` for the program itself and the command line.
    pub actor: Id,
    /// By which door.
    pub source: Source,
    /// A word on it for the history: the file imported, the reason of a removal.
    pub note: String,
}
