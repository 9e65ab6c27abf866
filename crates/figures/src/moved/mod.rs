//! What a change of records moves, before it is made: which figures, in which period, by how
//! much, and whether only the rows behind a value are others.
//!
//! In: tables that hold the changed records and what lies around them in both states, and the
//! definitions. Out: for each figure whether it can differ at all, the asks whose answers differ
//! and what becomes of them, and the rows that would come or go. The answers themselves are
//! read by whoever has a store; a figure is then made of them as of any others.

mod bits;
mod column;
mod counted;
mod patch;
mod reach;
mod sets;
mod table;
mod turning;
mod twice;

use std::collections::{BTreeMap, BTreeSet};

use base::{Ask, Catalogue, Id, Kind, Selection, Value};

use self::{bits::Bits, patch::How, sets::Sets, turning::Turning};
pub use self::{
    patch::Patch,
    reach::{Reach, Way},
    table::{Both, State, Tables},
};
use crate::{
    Definition, Definitions, Fold, Need, Opening, asks,
    need::{needs_of, parts},
    opening,
};

/// The figures that the records of a definition name (合同指标), before or after, by its key.
pub type Named = BTreeMap<String, Vec<String>>;

/// A change, held against definitions.
pub struct Moving<'a> {
    definitions: &'a Definitions,
    named: &'a Named,
    catalogue: &'a Catalogue,
    tables: &'a Tables,
    sets: Sets<'a>,
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
            sets: Sets::new(tables, catalogue),
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

    /// All that figures are made of, with those their records name, each after its own parts.
    pub fn needs(&self, wanted: &[Need]) -> Vec<Need> {
        let named_by = |d: &Definition| self.named.get(&d.key).cloned().unwrap_or_default();
        needs_of(self.definitions, wanted, &named_by)
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
                let condition = selection.condition(self.catalogue);
                let counted = self.sets.truth(kind, &condition);
                let turning = Turning::of(&mut self.sets, kind, counted, (by, path));
                match turning.is_empty() {
                    true => Patch::none(ask),
                    false => {
                        let rows = self.tables.rows(kind.name);
                        let id = |at: usize| rows.get(at).map(|both| both.id);
                        Patch::turned(ask, turning, (kind, &id))
                    }
                }
            }
            Ask::Rows { selection, .. } => self.listed(selection.clone(), ask),
            _ => Patch::none(ask),
        }
    }

    /// The records of a list that would be others.
    fn listed(&mut self, selection: Selection, ask: Ask) -> Patch {
        let Some(kind) = self.catalogue.kind(&selection.kind) else {
            return Patch::none(ask);
        };
        let truth = self.sets.truth(kind, &selection.condition(self.catalogue));
        let (was, is) = (truth.at(State::Before), truth.at(State::After));
        let others = was.apart(is).or(&self.sets.changed(kind));
        let rows = self.tables.rows(kind.name);
        let here = |at: usize| rows.get(at);
        let gone = was.and(&others);
        let gone = gone.places().into_iter().filter_map(here);
        let gone: BTreeSet<Id> = gone.map(|b| b.id).collect();
        let come = is.and(&others);
        let come = come
            .places()
            .into_iter()
            .filter_map(|at| here(at)?.after.as_deref());
        let come: Vec<_> = come.cloned().collect();
        match gone.is_empty() && come.is_empty() {
            true => Patch::none(ask),
            false => Patch {
                ask,
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
        let column = self.sets.column(kind, path);
        let mut rows = Bits::none(self.tables.rows(kind.name).len());
        let places = of.iter().filter_map(|id| self.tables.place(kind.name, *id));
        places.for_each(|at| rows.add(at));
        let held = column.held(&rows, &rows);
        column.cells(&held).flatten().cloned().collect()
    }

    /// The rows that differ behind a figure, given what it opens onto before and after.
    pub fn rows(&mut self, was: &[Opening], is: &[Opening]) -> Rows {
        let mut rows = Rows::default();
        for (was, is) in was.iter().zip(is) {
            let Some(kind) = self.catalogue.kind(&was.selection.kind) else {
                continue;
            };
            let of = counted::rows(&mut self.sets, kind, (was, is), self.catalogue);
            rows.come += of.come;
            rows.gone += of.gone;
            rows.otherwise += of.otherwise;
        }
        rows
    }
}
