//! How often each kind and each space of small things has changed since the program started.
//!
//! In: the names that a group of writings changed, once it is durable. Out: a number that grows
//! with each change, so that whoever keeps something read can tell that it still holds. Only
//! this program's own writings are counted; what other programs write must be waited out.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Mutex, PoisonError},
};

/// The names that changed.
pub(crate) type Names = BTreeSet<&'static str>;

#[derive(Default)]
pub(crate) struct Tide(Mutex<HashMap<&'static str, u64>>);

impl Tide {
    pub(crate) fn rise(&self, names: Names) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for name in names {
            *counts.entry(name).or_default() += 1;
        }
    }

    pub(crate) fn of(&self, names: &[&str]) -> u64 {
        let counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        names.iter().filter_map(|name| counts.get(name)).sum()
    }
}
