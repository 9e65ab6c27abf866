//! What a signature holds fast: a return's text, its definitions, its values and its records.
//!
//! In: a return as it was signed. Out: the same again, word for word, whatever happens to the
//! records later: its figures for every reader as far as they may see, and the identity and
//! content digest of every record that each figure counted. It is written once and never changed;
//! the park's chain holds its hash.

mod freeze;
mod packed;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use base::{Catalogue, Id, Lang, Period};
use figures::{Definition, Definitions, Figure};
use serde::{Deserialize, Serialize};
use store::Scope;

pub use freeze::{Frozen, digest, freeze, signature};
pub use packed::unpack;

use crate::reports::{
    Values,
    evaluate::Once,
    guard::{Guard, Release},
    text::{About, Both, Filled, Table, Written},
};

/// What signed returns are kept under, by the return's identity.
pub const SPACE: &str = "signed";

/// A signed return.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Signed {
    /// The period.
    pub period: Period,
    /// The number of the trail's last line when it was read.
    pub seq: i64,
    /// Who signed.
    pub by: Id,
    /// The park's name, and who runs it.
    pub park: String,
    /// Who runs it.
    pub operator: String,
    /// What it tells of the care compartment for a part of a year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<Release>,
    /// Its text, with slots.
    pub written: Written,
    /// By which definitions.
    pub definitions: Vec<Definition>,
    /// What they came to.
    pub figures: BTreeMap<String, Figure>,
    /// Its lists, in Chinese and in English; one that stands in one language only is there twice.
    pub lists: BTreeMap<String, [Table; 2]>,
    /// It as a text, as whoever signed it read it.
    pub said: Both,
    /// Why a figure differs from what was given out before, by its key.
    pub because: BTreeMap<String, String>,
    /// Which records each figure counted.
    pub counted: BTreeMap<String, Vec<Counted>>,
    /// The records, by kind.
    pub records: BTreeMap<String, Held>,
}

/// The records of one kind that a figure counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// The kind.
    pub kind: String,
    /// Their places among the kind's records, rising ([`packed`]).
    pub places: String,
}

/// The records of one kind that were counted, each as it stood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// Their identities, rising ([`packed`]).
    pub ids: String,
    /// The first 16 bytes of the SHA-256 of each one's values, in hexadecimal, in a row.
    pub digests: String,
}

/// A signed return, and the last moment that it counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Archived {
    /// In milliseconds since 1970.
    pub at: i64,
    /// What was signed.
    pub signed: Signed,
}

impl Archived {
    /// What is kept, as text: the moment on a line of its own, then the rest as JSON.
    ///
    /// # Errors
    /// Never: all of it has a JSON shape.
    pub fn read(kept: &str) -> Option<Archived> {
        let (at, rest) = kept.split_once('\n')?;
        Some(Archived {
            at: at.parse().ok()?,
            signed: serde_json::from_str(rest).ok()?,
        })
    }

    /// The figures as they were signed. A definition that names what is no longer there is left
    /// out; then only the text as it was read is left.
    pub fn values(&self, catalogue: &Catalogue) -> Values {
        let list = self.signed.definitions.clone();
        Values {
            definitions: Arc::new(Definitions::fitting(list, catalogue, Vec::new())),
            period: self.signed.period,
            place: None,
            figures: self.signed.figures.clone(),
            waiting: Default::default(),
            old: None,
            records: Once::default(),
            parts: Once::default(),
        }
    }

    /// The text as it was signed, as a reader may see it; nobody for what is made public.
    pub fn filled(&self, catalogue: &Catalogue, reader: Option<&Scope>, lang: Lang) -> Filled {
        let (signed, values) = (&self.signed, self.values(catalogue));
        let about = About {
            park: signed.park.clone(),
            operator: signed.operator.clone(),
            period: signed.period,
        };
        let guard = Guard {
            release: signed.release.as_ref(),
            ..Guard::new(&values, catalogue, reader)
        };
        let open = |key: &str| values.definitions.get(key).is_some_and(|d| guard.lists(d));
        // A table is named by its figure, then its columns; before there were columns, by its figure.
        let figure = |name: &str| name.split(' ').next().unwrap_or_default().to_owned();
        let lists = signed.lists.iter();
        let lists = lists.filter(|(name, _)| open(&figure(name)));
        let lists = lists.map(|(name, [zh, en])| {
            let table = if lang == Lang::Zh { zh } else { en };
            let name = if name.contains(' ') {
                name.clone()
            } else {
                format!("{name} ")
            };
            (name, table.clone())
        });
        Filled::new(&signed.written, &about, guard, &lists.collect(), lang)
    }

    /// The records that a figure counted, by kind.
    pub fn rows(&self, key: &str) -> BTreeMap<String, BTreeSet<Id>> {
        let mut rows: BTreeMap<String, BTreeSet<Id>> = BTreeMap::new();
        for counted in self.signed.counted.get(key).into_iter().flatten() {
            let held = self.signed.records.get(&counted.kind);
            let ids = held.map(|held| unpack(&held.ids)).unwrap_or_default();
            let place = |place: i64| usize::try_from(place).ok();
            let found = unpack(&counted.places)
                .into_iter()
                .filter_map(|at| ids.get(place(at)?).copied().map(Id));
            rows.entry(counted.kind.clone()).or_default().extend(found);
        }
        rows
    }
}
