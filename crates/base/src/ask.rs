//! What is asked of the store, and what it answers, as data.
//!
//! In: a list of asks, answered from one snapshot. Out: rows, groups, records. An ask never
//! carries its own permission: the store adds the scope to every table it names.

use crate::{Id, Record, Selection, Sort, Value};

/// Something to be read.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)] // the variants say what their parts are
pub enum Ask {
    /// A page of the records selected, in order.
    Rows {
        selection: Selection,
        sort: Sort,
        after: Option<Cursor>,
        limit: u32,
    },
    /// The page that ends where another begins: as `Rows`, read towards the beginning. Its rows
    /// stand in the same order, and `next` is where the page before it ends.
    RowsBefore {
        selection: Selection,
        sort: Sort,
        before: Cursor,
        limit: u32,
    },
    /// How many records are selected, counted no further than one beyond `most`: so a large
    /// kind costs no more than a small one.
    Count { selection: Selection, most: u32 },
    /// One record.
    One { kind: String, id: Id },
    /// The records with these identities, in no order; those not there or not to be seen are left out.
    Many { kind: String, ids: Vec<Id> },
    /// The records with these keys in text, in no order.
    Natural { kind: String, keys: Vec<String> },
    /// The records selected, folded, once for each group. `by` names fields, a step through a
    /// link (`activity.community`), or the month of a day (`on:month`); none gives one group.
    Fold {
        selection: Selection,
        fold: Fold,
        by: Vec<String>,
        after: Option<Cursor>,
        limit: u32,
    },
    /// What a record was before, newest first: each with the moment it ended.
    Past { kind: String, id: Id },
    /// The trail lines of one record, newest first, or of the park when none.
    Trail {
        kind: String,
        id: Option<Id>,
        limit: u32,
    },
    /// A small thing that is no record.
    Kept { space: &'static str, key: String },
    /// All small things of a space, by key.
    KeptAll { space: &'static str },
}

/// How records become a number. Exact: counts and sums of whole numbers only; whoever asks
/// divides and rounds once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fold {
    /// How many.
    Count,
    /// The sum of a number field (missing counts nothing), in stored units.
    Sum(String),
    /// How many distinct values of a field or path (missing is not one). A link counts the
    /// records pointed at, each through its representative (`same_as`).
    Distinct(String),
    /// The smallest value of a field.
    Least(String),
    /// The largest value of a field.
    Most(String),
}

/// Where the next page begins: the last row's sorted value and identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The value sorted by; `None` when it is missing there.
    pub value: Option<Value>,
    /// The identity.
    pub id: Id,
}

/// An answer, of the shape its ask says.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// To `Rows` and `RowsBefore`.
    Page(Page),
    /// To `One`.
    One(Option<Record>),
    /// To `Many`.
    Many(Vec<Record>),
    /// To `Natural`: each with its key.
    Natural(Vec<(String, Record)>),
    /// To `Fold` and `Count`.
    Groups(Groups),
    /// To `Past`.
    Past(Vec<(i64, Record)>),
    /// To `Trail`.
    Trail(Vec<TrailLine>),
    /// To `Kept`.
    Kept(Option<String>),
    /// To `KeptAll`.
    KeptAll(Vec<(String, String)>),
}

/// A page of records.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The records, in order.
    pub rows: Vec<Record>,
    /// Where the next page in the direction read begins; `None` at the end.
    pub next: Option<Cursor>,
    /// How many records are selected in all, where reading the page told it.
    pub all: Option<i64>,
}

/// Groups, in the order of their values (missing last).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Groups {
    /// The groups.
    pub groups: Vec<Group>,
    /// Whether more follow.
    pub more: bool,
}

/// One group: by what, and its number.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The value of each field of `by`.
    pub by: Vec<Option<Value>>,
    /// The fold; `None` where nothing could be folded (least of nothing).
    pub value: Option<Value>,
    /// How many records it holds.
    pub rows: i64,
}

/// One line of the trail.
#[derive(Clone, Debug, PartialEq)]
pub struct TrailLine {
    /// Its number in the park.
    pub seq: i64,
    /// When: milliseconds since 1970.
    pub at: i64,
    /// The account; 0 for the program and the command line.
    pub actor: Id,
    /// The writing it belongs to: lines of one import share it.
    pub act: Id,
    /// By which door (`form`, `import` …).
    pub source: String,
    /// `add`, `set` or `remove`.
    pub verb: String,
    /// The record's kind.
    pub kind: String,
    /// The record.
    pub record: Id,
    /// The word on it: a file's name, a reason.
    pub note: String,
}

impl Answer {
    /// The page, when that was asked; an empty one otherwise.
    pub fn page(self) -> Page {
        match self {
            Answer::Page(page) => page,
            _ => Page::default(),
        }
    }

    /// The groups, when those were asked; none otherwise.
    pub fn groups(self) -> Vec<Group> {
        match self {
            Answer::Groups(groups) => groups.groups,
            _ => Vec::new(),
        }
    }

    /// The only group's number: 0 when there is none.
    pub fn number(self) -> i64 {
        self.groups()
            .first()
            .and_then(|g| g.value.as_ref()?.as_whole())
            .unwrap_or(0)
    }

    /// The record, when one was asked.
    pub fn one(self) -> Option<Record> {
        match self {
            Answer::One(record) => record,
            _ => None,
        }
    }

    /// The records, when several were asked.
    pub fn many(self) -> Vec<Record> {
        match self {
            Answer::Many(records) => records,
            Answer::Page(page) => page.rows,
            Answer::Natural(found) => found.into_iter().map(|(_, record)| record).collect(),
            _ => Vec::new(),
        }
    }

    /// The small thing, when one was asked.
    pub fn kept(self) -> Option<String> {
        match self {
            Answer::Kept(value) => value,
            _ => None,
        }
    }
}
