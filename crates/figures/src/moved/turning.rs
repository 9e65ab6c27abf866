//! What a fold takes from the rows of a table, and the rows it takes otherwise after a change.
//!
//! In: which rows it counts, by what it groups and what it folds, in both states. Out: the rows
//! that turn, and on demand those alike together: how many are taken from it, how many given.

use std::collections::{BTreeSet, HashMap};

use base::{Kind, Value};

use super::{
    State,
    bits::Bits,
    column::Column,
    sets::{Sets, Truth},
};

/// By what a row is grouped.
pub(super) type Key = Vec<Option<Value>>;

/// Rows alike: how many of them are taken from a fold, how many given to it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Turn {
    pub(super) by: Key,
    pub(super) value: Option<Value>,
    pub(super) taken: i64,
    pub(super) given: i64,
}

impl Turn {
    pub(super) fn net(&self) -> i64 {
        self.given - self.taken
    }
}

/// A fold over rows that turn.
#[derive(Clone, Debug)]
pub(super) struct Turning {
    counted: Truth,
    by: Vec<Column>,
    value: Option<Column>,
    rows: Bits,
}

impl Turning {
    /// Of the rows that meet a condition.
    pub(super) fn of(
        sets: &mut Sets<'_>,
        kind: &'static Kind,
        counted: Truth,
        (by, value): (&[String], Option<&str>),
    ) -> Turning {
        let by: Vec<Column> = by.iter().map(|path| sets.column(kind, path)).collect();
        let value = value.map(|path| sets.column(kind, path));
        let (was, is) = (counted.at(State::Before), counted.at(State::After));
        let mut rows = was.apart(is);
        for column in by.iter().chain(&value) {
            rows = rows.or(&was.and(is).and(&column.differs));
        }
        Turning {
            counted,
            by,
            value,
            rows,
        }
    }

    /// Whether no row turns.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn in_state(&self, state: State) -> Bits {
        self.rows.and(self.counted.at(state))
    }

    /// The places of the rows taken.
    pub(super) fn taken(&self) -> Vec<usize> {
        self.in_state(State::Before).places()
    }

    /// By how many rows it grows.
    pub(super) fn net(&self) -> i64 {
        let many = |state| self.in_state(state).many() as i64;
        many(State::After) - many(State::Before)
    }

    /// What the rows that turn are told apart by, in either state.
    pub(super) fn values(&self) -> BTreeSet<&Value> {
        let column = self.value.iter();
        let cells = column.flat_map(|column| column.cells(&self.held(column)).collect::<Vec<_>>());
        cells.flatten().collect()
    }

    /// In how many cells those stand.
    pub(super) fn apart(&self) -> usize {
        let column = self.value.as_ref();
        column.map_or(0, |column| self.held(column).many())
    }

    fn held(&self, column: &Column) -> Bits {
        let (before, after) = (self.in_state(State::Before), self.in_state(State::After));
        column.held(&before, &after)
    }

    /// The rows that turn, those alike together.
    pub(super) fn turns(&self) -> Vec<Turn> {
        let mut alike: HashMap<(Vec<u32>, u32), (i64, i64)> = HashMap::new();
        for state in [State::Before, State::After] {
            for at in self.in_state(state).places() {
                let by = self
                    .by
                    .iter()
                    .map(|column| column.code(at, state))
                    .collect();
                let value = self.value.as_ref().map_or(0, |c| c.code(at, state));
                let (taken, given) = alike.entry((by, value)).or_default();
                match state {
                    State::Before => *taken += 1,
                    State::After => *given += 1,
                }
            }
        }
        let turned = alike.into_iter().flat_map(|((by, value), (taken, given))| {
            let by = self.by.iter().zip(by);
            let by: Key = by.map(|(c, code)| c.cell(code).first().cloned()).collect();
            let cell = self.value.as_ref().map_or(&[][..], |c| c.cell(value));
            // A row of several links counts for each, one with none for none.
            let values: Vec<Option<Value>> = match cell {
                [] => vec![None],
                cell => cell.iter().cloned().map(Some).collect(),
            };
            values.into_iter().map(move |value| Turn {
                by: by.clone(),
                value,
                taken,
                given,
            })
        });
        turned.collect()
    }
}
