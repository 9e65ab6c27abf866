//! The records that a change touches and those around them, as they stand and as they would.
//!
//! In: records read, and for those that change what they would become. Out: tables by kind,
//! one row a record with both states beside each other. It reads nothing and decides nothing.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use base::{Id, Kind, Record};

/// Which of the two states is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// As it stands.
    Before,
    /// As it would stand.
    After,
}

/// One record in both states; the same one in both where it does not change.
#[derive(Clone, Debug)]
pub struct Both {
    /// Its identity.
    pub id: Id,
    /// As it stands; none where it would be added.
    pub before: Option<Arc<Record>>,
    /// As it would stand; none where it would be removed.
    pub after: Option<Arc<Record>>,
}

impl Both {
    /// The record in one state.
    pub fn at(&self, state: State) -> Option<&Record> {
        match state {
            State::Before => self.before.as_deref(),
            State::After => self.after.as_deref(),
        }
    }

    /// Whether it changes at all.
    pub fn changes(&self) -> bool {
        match (&self.before, &self.after) {
            (Some(a), Some(b)) => !Arc::ptr_eq(a, b),
            _ => true,
        }
    }

    /// Whether this field of it changes; every one of a record that comes or goes.
    pub fn changes_in(&self, kind: &Kind, field: &str) -> bool {
        match (&self.before, &self.after) {
            (Some(a), Some(b)) => a.value(kind, field) != b.value(kind, field),
            _ => true,
        }
    }
}

/// The records of one kind.
#[derive(Clone, Debug, Default)]
struct Table {
    at: HashMap<Id, usize>,
    rows: Vec<Both>,
    /// The places of those that change.
    changed: Vec<usize>,
}

/// Records by kind, each in both states.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    kinds: BTreeMap<&'static str, Table>,
}

impl Tables {
    /// Puts in a record with both its states. What is there already stays: a change goes in
    /// before what is read around it.
    pub fn put(&mut self, kind: &'static Kind, both: Both) {
        let table = self.kinds.entry(kind.name).or_default();
        let next = table.rows.len();
        if *table.at.entry(both.id).or_insert(next) == next {
            table.changed.extend(both.changes().then_some(next));
            table.rows.push(both);
        }
    }

    /// Puts in a record that stays as it is.
    pub fn keep(&mut self, kind: &'static Kind, record: Record) {
        let record = Arc::new(record);
        let both = Both {
            id: record.id,
            before: Some(Arc::clone(&record)),
            after: Some(record),
        };
        self.put(kind, both);
    }

    /// The records of a kind, in the order they were put in.
    pub fn rows(&self, kind: &str) -> &[Both] {
        self.kinds.get(kind).map_or(&[], |table| &table.rows)
    }

    /// The place of a record among those of its kind.
    pub fn place(&self, kind: &str, id: Id) -> Option<usize> {
        self.kinds.get(kind)?.at.get(&id).copied()
    }

    /// The record of this identity in both states.
    pub fn get(&self, kind: &str, id: Id) -> Option<&Both> {
        self.rows(kind).get(self.place(kind, id)?)
    }

    /// Whether any record of a kind changes.
    pub fn changes(&self, kind: &str) -> bool {
        self.changed_of(kind).next().is_some()
    }

    /// The records of a kind that change.
    pub fn changed_of(&self, kind: &str) -> impl Iterator<Item = &Both> {
        let table = self.kinds.get(kind).into_iter();
        table.flat_map(|t| t.changed.iter().filter_map(|at| t.rows.get(*at)))
    }

    /// The records that change, of every kind.
    pub fn changed(&self) -> impl Iterator<Item = (&'static str, &Both)> {
        let kinds = self.kinds.keys();
        kinds.flat_map(|kind| self.changed_of(kind).map(|both| (*kind, both)))
    }
}
