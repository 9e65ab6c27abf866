//! What a change of records moves, before it is made: which figures, in which period, by how
//! much, and whether only the rows behind a value are others.
//!
//! In: tables that hold the changed records and what lies around them in both states, and the
//! definitions. Out: for each figure whether it can differ at all, the asks whose answers differ
//! and what becomes of them, and the rows that would come or go. The answers themselves are
//! read by whoever has a store; a figure is then made of them as of any others.

mod patch;
mod reach;
mod recall;
mod sets;
mod table;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use base::{Ask, Catalogue, Id, Kind, Selection, Value};

pub use self::{
    patch::Patch,
    reach::{Reach, Way},
    recall::recalled,
    table::{Both, State, Tables},
};
use self::{
    patch::{How, Turn},
    sets::{Column, Sets},
};
use crate::{Definitions, Each, Fold, Need, Opening, asks, need::parts, opening};

/// The figures that the records of a definition name (合同指标), before or after, by its key.
pub type Named = BTreeMap<String, Vec<String>>;

/// A change, held against definitions.
pub struct Moving<'a> {
    definitions: &'a Definitions,
    named: &'a Named,
    catalogue: &'a Catalogue,
    tables: &'a Tables,
    before: Sets<'a>,
    after: Sets<'a>,
    seen: BTreeMap<String, bool>,
    found: BTreeMap<Need, Found>,
}

/// What is known of one figure.
#[derive(Default)]
struct Found {
    moves: bool,
    patches: Vec<Patch>,
}

/// How many rows behind a figure come, go, or are counted otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// Counted then, and not now.
    pub come: usize,
    /// Counted now, and not then.
    pub gone: usize,
    /// Counted both times, but as something else.
    pub otherwise: usize,
}

impl Rows {
    /// Whether any row is another.
    pub fn differ(self) -> bool {
        self != Rows::default()
    }
}

impl<'a> Moving<'a> {
    /// Holds a change against these definitions, which may be narrowed to a place.
    pub fn new(
        definitions: &'a Definitions,
        named: &'a Named,
        catalogue: &'a Catalogue,
        tables: &'a Tables,
    ) -> Moving<'a> {
        Moving {
            definitions,
            named,
            catalogue,
            tables,
            before: Sets::new(tables, catalogue, State::Before),
            after: Sets::new(tables, catalogue, State::After),
            seen: BTreeMap::new(),
            found: BTreeMap::new(),
        }
    }

    /// The same change held against other definitions: what was judged is not judged again.
    pub fn against(self, definitions: &'a Definitions) -> Moving<'a> {
        Moving {
            definitions,
            seen: BTreeMap::new(),
            found: BTreeMap::new(),
            ..self
        }
    }

    /// Whether a figure, in a period and in parts, can differ: its value, or what it opens onto.
    pub fn moves(&mut self, need: &Need) -> bool {
        if let Some(found) = self.found.get(need) {
            return found.moves;
        }
        let found = self.find(need);
        let moves = found.moves;
        self.found.insert(need.clone(), found);
        moves
    }

    /// What the answers to a figure's asks become; empty where none moves, or it was not asked
    /// whether it does.
    pub fn patches(&self, need: &Need) -> &[Patch] {
        self.found.get(need).map_or(&[], |found| &found.patches)
    }

    fn find(&mut self, need: &Need) -> Found {
        let definitions = self.definitions;
        let Some(definition) = definitions.get(&need.key) else {
            return Found::default();
        };
        let of = parts(definition, need);
        let mut moves = of.iter().any(|part| self.moves(part));
        if let Some(named) = self.named.get(&need.key) {
            let mut named = named.iter().map(|key| Need::whole(key, need.period));
            moves |= named.any(|other| self.moves(&other));
        }
        if let (Fold::Ratio(_), false) = (&definition.fold, moves) {
            // What of the whole is also of the part is told of each row, whatever the period.
            let nothing = BTreeMap::new();
            let (period, catalogue) = (need.period, self.catalogue);
            let parts = opening(definition, &nothing, definitions, period, catalogue);
            moves = self.rows(&parts, &parts).differ();
        }
        if !definition.made_of().is_empty() || !self.sees(&need.key) {
            return Found {
                moves,
                patches: Vec::new(),
            };
        }
        let asks = asks(definition, need, self.catalogue);
        let patches: Vec<Patch> = asks.into_iter().map(|ask| self.patch(ask)).collect();
        let own = patches.iter().any(Patch::moves);
        Found {
            moves: moves || own,
            patches: if own { patches } else { Vec::new() },
        }
    }

    /// Whether a definition over records looks at anything that changes.
    fn sees(&mut self, key: &str) -> bool {
        if let Some(seen) = self.seen.get(key) {
            return *seen;
        }
        let reach = self.definitions.get(key);
        let reach = reach.and_then(|d| Reach::of(d, self.catalogue));
        let sees = reach.is_some_and(|reach| reach.sees(self.tables));
        self.seen.insert(key.to_owned(), sees);
        sees
    }

    fn patch(&mut self, ask: Ask) -> Patch {
        match &ask {
            Ask::Fold {
                selection,
                fold,
                by,
                ..
            } => {
                let Some(kind) = self.catalogue.kind(&selection.kind) else {
                    return Patch::none(ask);
                };
                let path = match fold {
                    base::Fold::Count => None,
                    base::Fold::Sum(p)
                    | base::Fold::Distinct(p)
                    | base::Fold::Least(p)
                    | base::Fold::Most(p) => Some(p.as_str()),
                };
                let by: Vec<&str> = by.iter().map(String::as_str).collect();
                let (turns, gone) = self.turns(kind, selection, &by, path);
                match turns.is_empty() {
                    true => Patch::none(ask),
                    false => Patch::turned(ask, turns, gone, (kind, self.catalogue)),
                }
            }
            Ask::Rows { selection, .. } => self.listed(selection.clone(), ask),
            _ => Patch::none(ask),
        }
    }

    /// The rows taken from a fold and given to it, and which of those there are.
    fn turns(
        &mut self,
        kind: &'static Kind,
        selection: &Selection,
        by: &[&str],
        path: Option<&str>,
    ) -> (Vec<Turn>, BTreeSet<i64>) {
        let condition = selection.condition(self.catalogue);
        let standing = |sets: &mut Sets<'_>| Standing {
            in_it: sets.truth(kind, &condition),
            by: by.iter().map(|p| sets.column(kind, p)).collect(),
            value: path.map(|p| sets.column(kind, p)),
        };
        let (before, after) = (standing(&mut self.before), standing(&mut self.after));
        let (mut turns, mut gone) = (Turns::default(), BTreeSet::new());
        for (place, both) in self.tables.rows(kind.name).iter().enumerate() {
            if before.same(&after, place) {
                continue;
            }
            if before.counts(place) {
                gone.insert(both.id.0);
            }
            before.turns(place, (1, 0), &mut turns);
            after.turns(place, (0, 1), &mut turns);
        }
        (turns.all(), gone)
    }

    /// The records of a list that would be others.
    fn listed(&mut self, selection: Selection, ask: Ask) -> Patch {
        let Some(kind) = self.catalogue.kind(&selection.kind) else {
            return Patch::none(ask);
        };
        let condition = selection.condition(self.catalogue);
        let before = self.before.truth(kind, &condition);
        let after = self.after.truth(kind, &condition);
        let (mut gone, mut come) = (BTreeSet::new(), Vec::new());
        for (place, both) in self.tables.rows(kind.name).iter().enumerate() {
            let (was, is) = (before.get(place), after.get(place));
            if was == is && !both.changes() {
                continue;
            }
            if was == Some(&true) {
                gone.insert(both.id);
            }
            let record = both.after.as_deref().filter(|_| is == Some(&true));
            come.extend(record.cloned());
        }
        match gone.is_empty() && come.is_empty() {
            true => Patch::none(ask),
            false => Patch {
                ask,
                also: None,
                how: How::Records(gone, come),
            },
        }
    }

    /// What these records hold at the end of a path, before or after.
    pub fn values(
        &mut self,
        kind: &'static Kind,
        path: &str,
        of: &BTreeSet<Id>,
    ) -> BTreeSet<Value> {
        let (before, after) = (
            self.before.column(kind, path),
            self.after.column(kind, path),
        );
        let places = of.iter().filter_map(|id| self.tables.place(kind.name, *id));
        let cells = places.flat_map(|at| [before.get(at), after.get(at)]);
        cells.flatten().flatten().cloned().collect()
    }

    /// The rows that differ behind a figure, given what it opens onto before and after.
    pub fn rows(&mut self, was: &[Opening], is: &[Opening]) -> Rows {
        let mut rows = Rows::default();
        for (was, is) in was.iter().zip(is) {
            let Some(kind) = self.catalogue.kind(&was.selection.kind) else {
                continue;
            };
            let catalogue = self.catalogue;
            let before = Counted::of(&mut self.before, kind, was, catalogue);
            let after = Counted::of(&mut self.after, kind, is, catalogue);
            for place in 0..self.tables.rows(kind.name).len() {
                match (before.at(place), after.at(place)) {
                    (None, Some(_)) => rows.come += 1,
                    (Some(_), None) => rows.gone += 1,
                    (a, b) if a != b => rows.otherwise += 1,
                    _ => {}
                }
            }
        }
        rows
    }
}

/// What a fold takes from each row of a table, in one state.
struct Standing {
    in_it: sets::Truth,
    by: Vec<Column>,
    value: Option<Column>,
}

impl Standing {
    fn counts(&self, place: usize) -> bool {
        self.in_it.get(place) == Some(&true)
    }

    fn same(&self, other: &Standing, place: usize) -> bool {
        let alike = |(a, b): (&Column, &Column)| a.get(place) == b.get(place);
        match (self.counts(place), other.counts(place)) {
            (false, false) => true,
            (true, true) => self
                .by
                .iter()
                .chain(&self.value)
                .zip(other.by.iter().chain(&other.value))
                .all(alike),
            _ => false,
        }
    }

    fn turns(&self, place: usize, (taken, given): (i64, i64), turns: &mut Turns) {
        if !self.counts(place) {
            return;
        }
        if self.by.is_empty() && self.value.is_none() {
            turns.plain.0 += taken;
            turns.plain.1 += given;
            return;
        }
        let cell = |column: &Column| column.get(place).cloned().unwrap_or_default();
        let by = self.by.iter().map(|c| cell(c).into_iter().next()).collect();
        let mut values: Vec<Option<Value>> = match &self.value {
            Some(column) => cell(column).into_iter().map(Some).collect(),
            None => Vec::new(),
        };
        if values.is_empty() {
            values.push(None);
        }
        for value in values {
            let both = turns.keyed.entry((Vec::clone(&by), value)).or_default();
            both.0 += taken;
            both.1 += given;
        }
    }
}

/// Rows taken and given, those alike together.
#[derive(Default)]
struct Turns {
    plain: (i64, i64),
    keyed: HashMap<(patch::Key, Option<Value>), (i64, i64)>,
}

impl Turns {
    fn all(self) -> Vec<Turn> {
        let plain = (self.plain != (0, 0)).then_some(((Vec::new(), None), self.plain));
        let turn = |((by, value), (taken, given))| Turn {
            by,
            value,
            taken,
            given,
        };
        self.keyed.into_iter().chain(plain).map(turn).collect()
    }
}

/// As what each row of a table counts in one part of what a figure opens onto.
struct Counted {
    in_it: sets::Truth,
    weighed: bool,
    value: Option<Column>,
    met: Option<sets::Truth>,
}

impl Counted {
    fn of(
        sets: &mut Sets<'_>,
        kind: &'static Kind,
        part: &Opening,
        catalogue: &Catalogue,
    ) -> Counted {
        let path = match &part.each {
            Each::Row => None,
            Each::Value(path) | Each::Weight(path) => Some(path.as_str()),
        };
        Counted {
            in_it: sets.truth(kind, &part.selection.condition(catalogue)),
            weighed: matches!(part.each, Each::Weight(_)),
            value: path.map(|path| sets.column(kind, path)),
            met: part.met.as_ref().map(|met| sets.truth(kind, met)),
        }
    }

    fn at(&self, place: usize) -> Option<(&[Value], bool)> {
        let nothing: &[Value] = &[];
        let value = match &self.value {
            Some(column) => {
                let value = column.get(place)?;
                let nil = self.weighed && value.first() == Some(&Value::Whole(0));
                (!value.is_empty() && !nil).then_some(value.as_slice())?
            }
            None => nothing,
        };
        let met = self
            .met
            .as_ref()
            .is_some_and(|m| m.get(place) == Some(&true));
        (self.in_it.get(place) == Some(&true)).then_some((value, met))
    }
}
