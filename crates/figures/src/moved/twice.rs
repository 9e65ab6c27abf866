//! Something that is known of a table in both states.
//!
//! In: a way to find it in a state. Out: both, held once where they are the same: most of what a
//! change leaves alone is then neither looked at twice nor compared.

use std::sync::Arc;

use super::State;

/// Both, the same one where they do not differ.
#[derive(Debug)]
pub(super) struct Twice<T> {
    before: Arc<T>,
    after: Arc<T>,
}

impl<T> Clone for Twice<T> {
    fn clone(&self) -> Twice<T> {
        Twice {
            before: Arc::clone(&self.before),
            after: Arc::clone(&self.after),
        }
    }
}

impl<T: PartialEq> Twice<T> {
    /// Finds both; once where it is known that they are the same.
    pub(super) fn of(same: bool, mut find: impl FnMut(State) -> T) -> Twice<T> {
        let before = Arc::new(find(State::Before));
        let after = match same {
            true => None,
            false => Some(find(State::After)).filter(|after| *after != *before),
        };
        Twice {
            after: after.map_or_else(|| Arc::clone(&before), Arc::new),
            before,
        }
    }
}

impl<T> Twice<T> {
    /// In one state.
    pub(super) fn at(&self, state: State) -> &T {
        match state {
            State::Before => &self.before,
            State::After => &self.after,
        }
    }

    /// Whether both are the same.
    pub(super) fn same(&self) -> bool {
        Arc::ptr_eq(&self.before, &self.after)
    }
}
