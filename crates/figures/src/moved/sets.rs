//! Conditions and paths judged for whole tables at once.
//!
//! In: tables in one state, a condition or a path. Out: which rows meet it, or what each holds
//! there; what was found once is not looked for again, since definitions ask alike. It judges
//! as `judge` does for one record, and reads a path as the store's folds do.

use std::{
    collections::{BTreeSet, HashMap},
    rc::Rc,
};

use base::{Catalogue, Filter, Id, Kind, Record, Value};

use super::{State, Tables};
use crate::judge::leaf_meets;

/// Which rows of a table meet a condition, by their places.
pub(super) type Truth = Rc<Vec<bool>>;
/// What each row of a table holds at the end of a path: nothing, a value, or several links.
pub(super) type Column = Rc<Vec<Vec<Value>>>;

/// Tables in one state, and what was found in them.
pub(super) struct Sets<'a> {
    tables: &'a Tables,
    catalogue: &'a Catalogue,
    state: State,
    truths: HashMap<&'static str, HashMap<Filter, Truth>>,
    columns: HashMap<&'static str, HashMap<String, Column>>,
}

impl<'a> Sets<'a> {
    pub(super) fn new(tables: &'a Tables, catalogue: &'a Catalogue, state: State) -> Sets<'a> {
        Sets {
            tables,
            catalogue,
            state,
            truths: HashMap::new(),
            columns: HashMap::new(),
        }
    }

    /// The records of a kind, in their places; none where one is not there in this state.
    fn rows(&self, kind: &Kind) -> impl Iterator<Item = Option<&'a Record>> + use<'a> {
        let state = self.state;
        self.tables.rows(kind.name).iter().map(move |b| b.at(state))
    }

    fn each(&self, kind: &Kind, meets: impl Fn(&Record) -> bool) -> Vec<bool> {
        self.rows(kind).map(|r| r.is_some_and(&meets)).collect()
    }

    /// Which rows meet a condition.
    pub(super) fn truth(&mut self, kind: &'static Kind, filter: &Filter) -> Truth {
        let found = self.truths.get(kind.name).and_then(|t| t.get(filter));
        if let Some(found) = found {
            return Rc::clone(found);
        }
        let truth = Rc::new(self.judged(kind, filter));
        let known = self.truths.entry(kind.name).or_default();
        known.insert(filter.clone(), Rc::clone(&truth));
        truth
    }

    fn judged(&mut self, kind: &'static Kind, filter: &Filter) -> Vec<bool> {
        match filter {
            Filter::All { all } => {
                let mut truth = self.each(kind, |_| true);
                for part in all {
                    let part = self.truth(kind, part);
                    truth.iter_mut().zip(part.iter()).for_each(|(t, p)| *t &= p);
                }
                truth
            }
            Filter::Any { any } => {
                let mut truth = self.each(kind, |_| false);
                for part in any {
                    let part = self.truth(kind, part);
                    truth.iter_mut().zip(part.iter()).for_each(|(t, p)| *t |= p);
                }
                truth
            }
            Filter::Not { not } => {
                let part = self.truth(kind, not);
                let there = self.each(kind, |_| true);
                there
                    .iter()
                    .zip(part.iter())
                    .map(|(t, p)| *t && !p)
                    .collect()
            }
            Filter::Ids { ids } => self.each(kind, |record| ids.contains(&record.id.0)),
            Filter::Below { below, by } => {
                self.each(kind, |record| self.is_below(kind, record, below, by))
            }
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
            Filter::Leaf(leaf) => self.each(kind, |record| leaf_meets(leaf, kind, record)),
        }
    }

    fn through(
        &mut self,
        kind: &'static Kind,
        (field, only): (&str, &str),
        filter: &Filter,
    ) -> Vec<bool> {
        let Some(at) = kind.at(field) else {
            return self.each(kind, |_| false);
        };
        let targets = kind.field(field).map(|f| f.targets()).unwrap_or_default();
        let targets = targets.iter().filter(|t| only.is_empty() || **t == only);
        let kinds: Vec<&'static Kind> = targets.filter_map(|t| self.catalogue.kind(t)).collect();
        let truths: Vec<(&str, Truth)> = kinds
            .into_iter()
            .map(|k| (k.name, self.truth(k, filter)))
            .collect();
        let meets = |id: Id| {
            truths.iter().any(|(name, truth)| {
                let place = self.tables.place(name, id);
                place.is_some_and(|place| truth.get(place) == Some(&true))
            })
        };
        self.each(kind, |record| {
            match record.values.get(at).and_then(Option::as_ref) {
                Some(Value::Whole(id)) => meets(Id(*id)),
                Some(Value::Many(many)) => many.iter().any(|id| meets(Id(*id))),
                _ => false,
            }
        })
    }

    fn held(
        &mut self,
        kind: &'static Kind,
        (by, field): (&str, &str),
        filter: &Filter,
    ) -> Vec<bool> {
        let Some(holder) = self.catalogue.kind(by) else {
            return self.each(kind, |_| false);
        };
        let truth = self.truth(holder, filter);
        let holding = self.rows(holder).zip(truth.iter()).filter(|(_, t)| **t);
        let links = holding.filter_map(|(record, _)| record?.value(holder, field));
        let held: BTreeSet<Id> = links.flat_map(Value::ids).collect();
        self.each(kind, |record| held.contains(&record.id))
    }

    fn record(&self, kind: &Kind, id: Id) -> Option<&'a Record> {
        self.tables.get(kind.name, id)?.at(self.state)
    }

    /// As `judge` has it: links that lead round in a ring end where they began.
    fn is_below(&self, kind: &Kind, record: &Record, below: &[i64], by: &str) -> bool {
        let (mut here, mut seen) = (Some(record), Vec::new());
        while let Some(record) = here.filter(|r| !seen.contains(&r.id)) {
            if below.contains(&record.id.0) {
                return true;
            }
            seen.push(record.id);
            let above = record.value(kind, by).map(Value::ids).unwrap_or_default();
            here = above.first().and_then(|id| self.record(kind, *id));
        }
        false
    }

    /// What each row holds at the end of a path.
    pub(super) fn column(&mut self, kind: &'static Kind, path: &str) -> Column {
        if let Some(found) = self.columns.get(kind.name).and_then(|c| c.get(path)) {
            return Rc::clone(found);
        }
        let (bare, month) = match path.strip_suffix(":month") {
            Some(bare) => (bare, true),
            None => (path, false),
        };
        let cell = |record: Option<&Record>| {
            let mut cell = record.map_or_else(Vec::new, |r| self.cell(kind, r, bare));
            if month {
                cell = cell.iter().filter_map(to_month).collect();
            }
            cell
        };
        let column = Rc::new(self.rows(kind).map(cell).collect::<Vec<_>>());
        let known = self.columns.entry(kind.name).or_default();
        known.insert(path.to_owned(), Rc::clone(&column));
        column
    }

    fn cell(&self, kind: &Kind, record: &Record, path: &str) -> Vec<Value> {
        let Some((link, rest)) = path.split_once('.') else {
            return self.end(kind, record, path);
        };
        let next = rest.split('.').next().unwrap_or(rest);
        let targets = kind.field(link).map(|f| f.targets()).unwrap_or_default();
        let mut leading = targets
            .iter()
            .filter(|t| self.catalogue.field_at(t, next).is_some());
        let target = leading.next().and_then(|t| self.catalogue.kind(t));
        let there = target.and_then(|target| {
            let id = record.whole(kind, link).map(Id)?;
            Some((target, self.record(target, id)?))
        });
        there.map_or_else(Vec::new, |(target, r)| self.cell(target, r, rest))
    }

    fn end(&self, kind: &Kind, record: &Record, name: &str) -> Vec<Value> {
        let targets = kind.field(name).map(|f| f.targets()).unwrap_or_default();
        match record.value(kind, name) {
            None => Vec::new(),
            Some(Value::Whole(id)) if !targets.is_empty() => {
                vec![Value::Whole(self.representative(targets, *id))]
            }
            Some(Value::Many(many)) => {
                let of = |id: &i64| Value::Whole(self.representative(targets, *id));
                many.iter().map(of).collect()
            }
            Some(value) => vec![value.clone()],
        }
    }

    /// Whoever one is said to be the same as; in two steps, as the store looks.
    fn representative(&self, targets: &[&str], id: i64) -> i64 {
        let same = |id: i64| {
            targets.iter().find_map(|target| {
                let kind = self.catalogue.kind(target)?;
                kind.at("same_as")?;
                self.record(kind, Id(id))?.whole(kind, "same_as")
            })
        };
        match same(id) {
            Some(one) => same(one).unwrap_or(one),
            None => id,
        }
    }
}

fn to_month(value: &Value) -> Option<Value> {
    let text = value.as_text()?;
    Value::text(text.chars().take(7).collect::<String>())
}
