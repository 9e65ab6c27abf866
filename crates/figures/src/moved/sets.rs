//! Conditions and paths judged for whole tables at once, in both states.
//!
//! In: tables, a condition or a path. Out: which rows meet it, or what each holds there; what was
//! found once is not looked for again, since definitions ask alike, and what a change cannot
//! reach is judged for one state. It judges as `judge` does for one record, and reads a path as
//! the store's folds do.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use base::{Catalogue, Field, Filter, Id, Kind, Leaf, Record, Value};

use super::{
    State, Tables,
    bits::Bits,
    column::{Cell, Cells, Codes, Column},
    twice::Twice,
};
use crate::judge::test_meets;

/// Which rows of a table meet a condition, by their places.
pub(super) type Truth = Twice<Bits>;
/// Rows of one table that point at rows of another, by their places.
type Pairs = Twice<Vec<(u32, u32)>>;

/// Tables, and what was found in them.
pub(super) struct Sets<'a> {
    tables: &'a Tables,
    catalogue: &'a Catalogue,
    truths: HashMap<&'static str, HashMap<Filter, Truth>>,
    columns: HashMap<&'static str, HashMap<String, Column>>,
    pairs: HashMap<(&'static str, &'static str, &'static str), Pairs>,
}

impl<'a> Sets<'a> {
    pub(super) fn new(tables: &'a Tables, catalogue: &'a Catalogue) -> Sets<'a> {
        Sets {
            tables,
            catalogue,
            truths: HashMap::new(),
            columns: HashMap::new(),
            pairs: HashMap::new(),
        }
    }

    /// The records of a kind, in their places; none where one is not there in this state.
    fn rows(
        &self,
        kind: &Kind,
        state: State,
    ) -> impl ExactSizeIterator<Item = Option<&'a Record>> + use<'a> {
        self.tables.rows(kind.name).iter().map(move |b| b.at(state))
    }

    /// The rows that meet this, where nothing but the row itself is looked at.
    fn each(&self, kind: &Kind, meets: impl Fn(&Record) -> bool) -> Truth {
        Twice::of(!self.tables.changes(kind.name), |state| {
            Bits::of(self.rows(kind, state).map(|r| r.is_some_and(&meets)))
        })
    }

    /// The rows that change.
    pub(super) fn changed(&self, kind: &Kind) -> Bits {
        Bits::of(self.tables.rows(kind.name).iter().map(super::Both::changes))
    }

    /// Which rows meet a condition.
    pub(super) fn truth(&mut self, kind: &'static Kind, filter: &Filter) -> Truth {
        if let Some(found) = self.truths.get(kind.name).and_then(|t| t.get(filter)) {
            return found.clone();
        }
        let truth = self.judged(kind, filter);
        let known = self.truths.entry(kind.name).or_default();
        known.insert(filter.clone(), truth.clone());
        truth
    }

    fn judged(&mut self, kind: &'static Kind, filter: &Filter) -> Truth {
        match filter {
            Filter::All { all } => self.joined(kind, all, true),
            Filter::Any { any } => self.joined(kind, any, false),
            Filter::Not { not } => {
                let (there, part) = (self.there(kind), self.truth(kind, not));
                Twice::of(there.same() && part.same(), |state| {
                    there.at(state).without(part.at(state))
                })
            }
            Filter::Ids { ids } => {
                let ids: BTreeSet<i64> = ids.iter().copied().collect();
                self.each(kind, |record| ids.contains(&record.id.0))
            }
            Filter::Below { below, by } => Twice::of(!self.tables.changes(kind.name), |state| {
                let is_below = |r: &Record| self.is_below((kind, state), r, below, by);
                Bits::of(self.rows(kind, state).map(|r| r.is_some_and(is_below)))
            }),
            Filter::Through {
                through,
                kind: only,
                filter,
            } => self.through(kind, (through, only), filter),
            Filter::HeldBy {
                held_by,
                by,
                filter,
            } => self.held(kind, (held_by, by), filter),
            Filter::Leaf(leaf) => self.leaf(kind, leaf),
        }
    }

    fn there(&mut self, kind: &'static Kind) -> Truth {
        self.truth(kind, &Filter::default())
    }

    /// The rows that meet all of some conditions, or any.
    fn joined(&mut self, kind: &'static Kind, parts: &[Filter], all: bool) -> Truth {
        let begin = match all {
            true => self.each(kind, |_| true),
            false => self.each(kind, |_| false),
        };
        let parts: Vec<Truth> = parts.iter().map(|part| self.truth(kind, part)).collect();
        let same = begin.same() && parts.iter().all(Twice::same);
        let join = if all { Bits::and } else { Bits::or };
        Twice::of(same, |state| {
            let begin = begin.at(state).clone();
            let parts = parts.iter().map(|part| part.at(state));
            parts.fold(begin, |found, part| join(&found, part))
        })
    }

    fn leaf(&self, kind: &'static Kind, leaf: &Leaf) -> Truth {
        let at = kind.at(&leaf.field);
        let value = |record: &'a Record, at: Option<usize>| record.values.get(at?)?.as_ref();
        let beside = leaf.test.beside().and_then(|name| kind.at(name));
        Twice::of(!self.tables.changes(kind.name), |state| {
            let meets = |r: Option<&'a Record>| {
                r.is_some_and(|r| test_meets(&leaf.test, value(r, at), value(r, beside)))
            };
            Bits::of(self.rows(kind, state).map(meets))
        })
    }

    fn through(
        &mut self,
        kind: &'static Kind,
        (field, only): (&str, &str),
        filter: &Filter,
    ) -> Truth {
        let targets = kind.field(field).map(Field::targets).unwrap_or_default();
        let targets = targets.iter().filter(|t| only.is_empty() || **t == only);
        let targets: Vec<&'static Kind> = targets.filter_map(|t| self.catalogue.kind(t)).collect();
        let ways: Vec<(Pairs, Truth)> = targets
            .into_iter()
            .map(|to| (self.pairs(kind, field, to), self.truth(to, filter)))
            .collect();
        let same = ways
            .iter()
            .all(|(pairs, truth)| pairs.same() && truth.same());
        let rows = self.tables.rows(kind.name).len();
        Twice::of(same, |state| {
            let mut found = Bits::none(rows);
            for (pairs, truth) in &ways {
                let truth = truth.at(state);
                let met = pairs.at(state).iter();
                let met = met.filter(|(_, place)| truth.has(*place as usize));
                met.for_each(|(row, _)| found.add(*row as usize));
            }
            found
        })
    }

    fn held(&mut self, kind: &'static Kind, (by, field): (&str, &str), filter: &Filter) -> Truth {
        let Some(holder) = self.catalogue.kind(by) else {
            return self.each(kind, |_| false);
        };
        let (there, truth) = (self.there(kind), self.truth(holder, filter));
        let pairs = self.pairs(holder, field, kind);
        let same = there.same() && truth.same() && pairs.same();
        let rows = self.tables.rows(kind.name).len();
        Twice::of(same, |state| {
            let (mut held, truth) = (Bits::none(rows), truth.at(state));
            let holding = pairs.at(state).iter();
            let holding = holding.filter(|(row, _)| truth.has(*row as usize));
            holding.for_each(|(_, place)| held.add(*place as usize));
            held.and(there.at(state))
        })
    }

    /// Which rows point at which of another kind by a field.
    fn pairs(&mut self, kind: &'static Kind, field: &str, to: &'static Kind) -> Pairs {
        let Some((at, field)) = kind.at(field).zip(kind.field(field)) else {
            return Twice::of(true, |_| Vec::new());
        };
        let key = (kind.name, field.name, to.name);
        if let Some(found) = self.pairs.get(&key) {
            return found.clone();
        }
        let place = |id: i64| u32::try_from(self.tables.place(to.name, Id(id))?).ok();
        let pairs = Twice::of(!self.tables.changes(kind.name), |state| {
            let mut pairs = Vec::new();
            for (row, record) in (0_u32..).zip(self.rows(kind, state)) {
                match record.and_then(|r| r.values.get(at)?.as_ref()) {
                    Some(Value::Whole(id)) => pairs.extend(place(*id).map(|to| (row, to))),
                    Some(Value::Many(many)) => {
                        let to = many.iter().filter_map(|id| place(*id));
                        pairs.extend(to.map(|to| (row, to)));
                    }
                    _ => {}
                }
            }
            pairs
        });
        self.pairs.insert(key, pairs.clone());
        pairs
    }

    fn record(&self, kind: &Kind, id: Id, state: State) -> Option<&'a Record> {
        self.tables.get(kind.name, id)?.at(state)
    }

    /// As `judge` has it: links that lead round in a ring end where they began.
    fn is_below(
        &self,
        (kind, state): (&Kind, State),
        record: &Record,
        below: &[i64],
        by: &str,
    ) -> bool {
        let (mut here, mut seen) = (Some(record), Vec::new());
        while let Some(record) = here.filter(|r| !seen.contains(&r.id)) {
            if below.contains(&record.id.0) {
                return true;
            }
            seen.push(record.id);
            let above = record.value(kind, by).map(Value::ids).unwrap_or_default();
            here = above.first().and_then(|id| self.record(kind, *id, state));
        }
        false
    }

    /// What each row holds at the end of a path.
    pub(super) fn column(&mut self, kind: &'static Kind, path: &str) -> Column {
        if let Some(found) = self.columns.get(kind.name).and_then(|c| c.get(path)) {
            return found.clone();
        }
        let column = match (path.strip_suffix(":month"), path.split_once('.')) {
            (Some(bare), _) => {
                let month = |cell: &Cell| cell.iter().filter_map(to_month).collect();
                self.column(kind, bare).made(month)
            }
            (None, Some((link, rest))) => self.behind(kind, link, rest),
            (None, None) => self.end(kind, path),
        };
        let known = self.columns.entry(kind.name).or_default();
        known.insert(path.to_owned(), column.clone());
        column
    }

    /// What lies behind a link: of the first kind it leads to that has such a field. Several links
    /// lead to no one value.
    fn behind(&mut self, kind: &'static Kind, link: &str, rest: &str) -> Column {
        let next = rest.split('.').next().unwrap_or(rest);
        let targets = kind.field(link).map(Field::targets).unwrap_or_default();
        let mut leading = targets
            .iter()
            .filter(|t| self.catalogue.field_at(t, next).is_some());
        let target = leading.next().and_then(|t| self.catalogue.kind(t));
        let rows = self.tables.rows(kind.name).len();
        let Some(target) = target.filter(|_| !is_many(kind, link)) else {
            let nothing = Twice::of(true, |_| vec![0; rows]);
            return Column::new(Arc::new(vec![Cell::new()]), nothing);
        };
        let there = self.column(target, rest);
        there.through(rows, &self.pairs(kind, link, target))
    }

    /// What stands in a field: of a link, whoever stands for the one pointed at.
    fn end(&self, kind: &'static Kind, name: &str) -> Column {
        let (at, field) = (kind.at(name), kind.field(name));
        let targets = field.map(Field::targets).unwrap_or_default().iter();
        let same_as: Vec<(&'static Kind, usize)> = targets
            .filter_map(|target| self.catalogue.kind(target))
            .filter_map(|kind| Some((kind, kind.at("same_as")?)))
            .collect();
        let still = |kind: &Kind| !self.tables.changes(kind.name);
        let same = still(kind) && same_as.iter().all(|(kind, _)| still(kind));
        let mut cells = Cells::default();
        let codes = Twice::of(same, |state| {
            let one = |id: i64| match same_as.is_empty() {
                true => id,
                false => self.representative(&same_as, id, state),
            };
            let cell = |record: Option<&Record>| -> Cell {
                let links = field.is_some_and(|f| !f.targets().is_empty());
                match record.and_then(|r| r.values.get(at?)?.as_ref()) {
                    None => Cell::new(),
                    Some(Value::Whole(id)) if links => vec![Value::Whole(one(*id))],
                    Some(Value::Many(many)) => {
                        many.iter().map(|id| Value::Whole(one(*id))).collect()
                    }
                    Some(value) => vec![value.clone()],
                }
            };
            let rows = self.rows(kind, state);
            rows.map(|r| cells.code(cell(r))).collect::<Codes>()
        });
        Column::new(Arc::new(cells.all), codes)
    }

    /// Whoever one is said to be the same as; in two steps, as the store looks.
    fn representative(&self, targets: &[(&Kind, usize)], id: i64, state: State) -> i64 {
        let same = |id: i64| {
            targets.iter().find_map(|(kind, at)| {
                let record = self.record(kind, Id(id), state)?;
                record.values.get(*at)?.as_ref()?.as_whole()
            })
        };
        match same(id) {
            Some(one) => same(one).unwrap_or(one),
            None => id,
        }
    }
}

fn is_many(kind: &Kind, field: &str) -> bool {
    let field = kind.field(field);
    field.is_some_and(|f| matches!(f.kind, base::Type::Links(_)))
}

fn to_month(value: &Value) -> Option<Value> {
    let text = value.as_text()?;
    Value::text(text.chars().take(7).collect::<String>())
}
