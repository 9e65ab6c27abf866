//! A selection: a kind, a filter, a period. The central word of the program.
//!
//! In: what a list shows, a figure folds, an export writes. Out: the same, as one value that
//! also is the address of the page. A selection never says how it is found.

use serde::{Deserialize, Serialize};

use crate::{Catalogue, Cursor, Filter, Kind, Period, Record, Type};

/// Some records of one kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Selection {
    /// The kind's name.
    pub kind: String,
    /// Which of them.
    #[serde(default)]
    pub filter: Filter,
    /// By which field (`on`, `activity.on`) a period selects them, and which period.
    #[serde(default)]
    pub period: Option<(String, Period)>,
}

/// The order of a list: by a field that is declared `sorted`, else by identity.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort {
    /// The field; empty for the order of recording.
    pub field: String,
    /// Largest first.
    pub descending: bool,
}

impl Sort {
    /// The place of a record in this order: what pages begin after and end before.
    pub fn place(&self, kind: &Kind, record: &Record) -> Cursor {
        Cursor {
            value: record.value(kind, &self.field).cloned(),
            id: record.id,
        }
    }
}

impl Selection {
    /// All records of a kind.
    pub fn all(kind: &str) -> Selection {
        Selection {
            kind: kind.to_owned(),
            filter: Filter::default(),
            period: None,
        }
    }

    /// The same, of which only those that also meet `filter`.
    pub fn and(mut self, filter: Filter) -> Selection {
        self.filter = self.filter.and(filter);
        self
    }

    /// The whole condition as one filter: the period in it, «this year» made plain. Without a
    /// period «this year» stays as it is, and the store refuses it.
    pub fn condition(&self, catalogue: &Catalogue) -> Filter {
        let Some((path, period)) = &self.period else {
            return self.filter.clone();
        };
        let kind = catalogue
            .field_at(&self.kind, path)
            .map_or(Type::Day, |(_, f)| f.kind);
        self.filter
            .at(*period)
            .and(Filter::within(path, *period, kind))
    }
}
