//! Rows that were read, settled into changes.
//!
//! In: a batch, what is known of the store, the day. Out: for each row whether it is added,
//! changed, the same, wrong, or waits for one that is wrong; the changes of those that can be
//! taken; every problem. Pure: it runs alike on a reader and inside the writer, as often as
//! facts are still wanting. It never takes half a row.

mod key;
mod made;
mod number;
mod order;
mod pointed;
mod row;
mod sealed;

use std::{
    collections::{HashMap, HashSet},
    fmt,
    sync::Arc,
};

use base::{Catalogue, Change, Day, Id, Problem, Record, Value};

use super::{Batch, Facts, Found, Places, Sealer, read::Row, resolve};

/// What settling stands on.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The kinds there are.
    pub catalogue: &'a Catalogue,
    /// The area that a name means, at the level its column speaks of.
    pub places: &'a Places<'a>,
    /// Today in the park's zone.
    pub today: Day,
}

impl fmt::Debug for Ground<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ground")
            .field("today", &self.today)
            .finish_non_exhaustive()
    }
}

/// What became of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Outcome {
    /// A new record.
    Added,
    /// A record that stands otherwise.
    Changed,
    /// A record that stands so already.
    Same,
    /// It has a problem.
    #[default]
    Wrong,
    /// It points at a row that has one.
    Waits,
}

/// A batch, settled.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settled {
    /// What is to become different for the rows that can be taken.
    pub changes: Vec<Change>,
    /// What became of each row.
    pub outcomes: Vec<Outcome>,
    /// The record of each row.
    pub ids: Vec<Id>,
    /// What is wrong, each with the place of its row.
    pub problems: Vec<(usize, Problem)>,
    /// What the writer should know.
    pub warnings: Vec<Problem>,
    found: Vec<Found>,
}

impl Settled {
    /// The record that a row's link points at, as far as it is known.
    pub fn linked(&self, row: &Row, field: &str) -> Option<Id> {
        let at = row.given.kind.at(field)?;
        if let Some(Some(Value::Whole(id))) = row.values.get(at) {
            return Some(Id(*id));
        }
        let (_, name) = row.names.iter().find(|(f, _)| usize::from(*f) == at)?;
        match self.found.get(*name as usize)? {
            Found::Id(id) => Some(*id),
            Found::Row(other) => self.ids.get(*other as usize).copied(),
            Found::Nowhere | Found::Several => None,
        }
    }

    /// How many rows came to this.
    pub fn count(&self, outcome: Outcome) -> usize {
        self.outcomes.iter().filter(|o| **o == outcome).count()
    }
}

/// Settles a batch. Where `facts.wanted()` is not empty afterwards, what came out does not
/// count: ask, learn, settle again.
pub fn settle(
    ground: Ground<'_>,
    batch: &Batch,
    facts: &Facts,
    new_id: &mut dyn FnMut() -> Id,
    sealer: &dyn Sealer,
) -> Settled {
    let rows = batch.rows.len();
    let mut taking = Taking {
        ground,
        batch,
        facts,
        new_id,
        sealer,
        found: resolve::resolve(ground.catalogue, batch, facts, ground.places),
        own: HashMap::new(),
        made: HashMap::new(),
        turns: HashMap::new(),
        fresh: HashSet::new(),
        file_keys: HashMap::new(),
        settled: Settled {
            outcomes: vec![Outcome::Wrong; rows],
            ids: vec![Id(0); rows],
            problems: batch.problems.clone(),
            ..Settled::default()
        },
    };
    for at in order::order(ground.catalogue, batch, &taking.found) {
        taking.take(at);
    }
    taking.settled.found = taking.found;
    taking.settled
}

/// Keys in text, by kind.
type Keys<T> = HashMap<&'static str, HashMap<String, T>>;

/// The work in hand.
struct Taking<'a> {
    ground: Ground<'a>,
    batch: &'a Batch,
    facts: &'a Facts,
    new_id: &'a mut dyn FnMut() -> Id,
    sealer: &'a dyn Sealer,
    found: Vec<Found>,
    /// Records of rows taken before, by key.
    own: Keys<Id>,
    /// Records that rows taken before imply, by key.
    made: Keys<Id>,
    /// How many rows of one key came before, for kinds told apart by order.
    turns: Keys<u32>,
    /// Identities that are new: no record of the store can point at one.
    fresh: HashSet<Id>,
    file_keys: HashMap<Id, String>,
    settled: Settled,
}

/// A row being taken.
#[derive(Default)]
struct Taken {
    values: Vec<Option<Value>>,
    wrong: bool,
    waits: bool,
    /// It is alone and its links are not known yet: its key is nobody's, and not asked for.
    early: bool,
    problems: Vec<Problem>,
    warnings: Vec<Problem>,
    /// Records it implies that are not there yet.
    implied: Vec<Implied>,
    /// The record as it stands, when there is one.
    before: Option<Arc<Record>>,
    /// What it holds sealed.
    kept: Vec<Kept>,
}

/// A sealed field of the record as it stands.
struct Kept {
    at: usize,
    /// The file whose key it is sealed under.
    file: Option<Id>,
    sealed: Vec<u8>,
    /// `None` when the key is gone.
    open: Option<Vec<u8>>,
}

impl Taken {
    /// Whether something is wrong with it, told already or about to be.
    fn is_wrong(&self) -> bool {
        self.wrong || !self.problems.is_empty()
    }
}

/// A record that a row implies.
struct Implied {
    kind: &'static base::Kind,
    id: Id,
    natural: String,
    values: Vec<Option<Value>>,
}
