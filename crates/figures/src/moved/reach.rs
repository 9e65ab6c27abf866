//! How far a definition looks from the records it counts: which fields, over which links.
//!
//! In: a definition. Out: a tree whose root is its kind and whose branches are the links it
//! follows, with the fields it looks at in each place. Read from the root it says what lies
//! around a record and must be known to judge it; read from a changed record it says, as a
//! condition, whose judgement may change with it.

use std::collections::BTreeSet;

use base::{Catalogue, Filter, Id, Kind, Value};

use super::{State, Tables};
use crate::{Definition, Fold, named::paths, when};

/// What is looked at in records of one kind, and where one goes on from there.
#[derive(Clone, Debug)]
pub struct Reach {
    /// The kind.
    pub kind: &'static Kind,
    /// The fields looked at.
    pub fields: BTreeSet<&'static str>,
    /// The links followed, and what is looked at behind each.
    pub steps: Vec<(Way, Reach)>,
}

/// Which way a link is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Along this field.
    On(&'static str),
    /// To those of the other kind whose field points here.
    Back(&'static str),
    /// Along this field to the record above, of the same kind, and on to the last.
    Up(&'static str),
}

impl Reach {
    /// How far a definition over records looks; nothing for one made of others.
    pub fn of(definition: &Definition, catalogue: &Catalogue) -> Option<Reach> {
        if !definition.made_of().is_empty() {
            return None;
        }
        let mut reach = Reach::from(catalogue.kind(&definition.kind)?);
        reach.path(when(definition, catalogue), catalogue);
        for path in paths(definition) {
            reach.path(path, catalogue);
        }
        reach.filter(&definition.filter, catalogue);
        if let Fold::Share(filter) = &definition.fold {
            reach.filter(filter, catalogue);
        }
        Some(reach)
    }

    /// Looks at nothing yet.
    pub fn from(kind: &'static Kind) -> Reach {
        Reach {
            kind,
            fields: BTreeSet::new(),
            steps: Vec::new(),
        }
    }

    /// Looks at the end of a path too: of a link, at the record that stands for the one pointed
    /// at.
    pub fn path(&mut self, path: &str, catalogue: &Catalogue) {
        let (first, rest) = path.split_once('.').unwrap_or((path, ""));
        let Some(field) = self.kind.field(first.split(':').next().unwrap_or(first)) else {
            return;
        };
        self.fields.insert(field.name);
        for target in field.targets() {
            let Some(kind) = catalogue.kind(target) else {
                continue;
            };
            match rest {
                "" if kind.field("same_as").is_some() => {
                    let one = self.step(Way::On(field.name), kind);
                    one.fields.insert("same_as");
                    let two = one.step(Way::On("same_as"), kind);
                    two.fields.insert("same_as");
                }
                "" => {}
                rest => self.step(Way::On(field.name), kind).path(rest, catalogue),
            }
        }
    }

    /// Looks at what a condition asks for too.
    pub fn filter(&mut self, filter: &Filter, catalogue: &Catalogue) {
        match filter {
            Filter::All { all: many } | Filter::Any { any: many } => {
                many.iter().for_each(|f| self.filter(f, catalogue));
            }
            Filter::Not { not } => self.filter(not, catalogue),
            Filter::Ids { .. } => {}
            Filter::Below { by, .. } => {
                if let Some(field) = self.kind.field(by) {
                    self.fields.insert(field.name);
                    let kind = self.kind;
                    let above = self.step(Way::Up(field.name), kind);
                    above.fields.insert(field.name);
                }
            }
            Filter::Through {
                through,
                kind: only,
                filter,
            } => {
                let Some(field) = self.kind.field(through) else {
                    return;
                };
                self.fields.insert(field.name);
                let targets = field.targets().iter();
                for target in targets.filter(|t| only.is_empty() || **t == only) {
                    if let Some(kind) = catalogue.kind(target) {
                        self.step(Way::On(field.name), kind)
                            .filter(filter, catalogue);
                    }
                }
            }
            Filter::HeldBy {
                held_by,
                by,
                filter,
            } => {
                let holder = catalogue.kind(held_by);
                if let Some((kind, field)) = holder.and_then(|k| Some((k, k.field(by)?))) {
                    let back = self.step(Way::Back(field.name), kind);
                    back.fields.insert(field.name);
                    back.filter(filter, catalogue);
                }
            }
            Filter::Leaf(leaf) => {
                let mut look = |name: &str| {
                    self.fields.extend(self.kind.field(name).map(|f| f.name));
                };
                look(&leaf.field);
                if let Some(other) = leaf.test.beside() {
                    look(other);
                }
            }
        }
    }

    /// The fields of a kind that it looks at, wherever it meets that kind.
    pub fn fields_of(&self, kind: &str) -> BTreeSet<&'static str> {
        let own = self.fields.iter().filter(|_| self.kind.name == kind);
        let behind = self.steps.iter().flat_map(|(_, next)| next.fields_of(kind));
        own.copied().chain(behind).collect()
    }

    /// Looks at what another looks at too.
    pub fn merge(&mut self, other: &Reach) {
        self.fields.extend(&other.fields);
        for (way, next) in &other.steps {
            self.step(*way, next.kind).merge(next);
        }
    }

    #[allow(clippy::indexing_slicing)] // OK because `at` was found or pushed just before
    fn step(&mut self, way: Way, kind: &'static Kind) -> &mut Reach {
        let there = |(w, r): &(Way, Reach)| *w == way && r.kind.name == kind.name;
        let at = self.steps.iter().position(there).unwrap_or_else(|| {
            self.steps.push((way, Reach::from(kind)));
            self.steps.len() - 1
        });
        &mut self.steps[at].1
    }

    /// Whether it looks, anywhere, at a field that changes.
    pub fn sees(&self, tables: &Tables) -> bool {
        !self.seen(tables).is_empty() || self.steps.iter().any(|(_, next)| next.sees(tables))
    }

    /// The changed records of this place in which a field looked at changes.
    fn seen(&self, tables: &Tables) -> Vec<Id> {
        let rows = tables.changed_of(self.kind.name);
        let seen = |both: &&super::Both| {
            let mut fields = self.fields.iter();
            fields.any(|f| both.changes_in(self.kind, f))
                || both.before.is_none()
                || both.after.is_none()
        };
        rows.filter(seen).map(|both| both.id).collect()
    }

    /// The records of the root's kind that look at a changed one, beside those that change
    /// themselves: a condition for each way there, as links stand before the change.
    pub fn looking(&self, tables: &Tables) -> Vec<Filter> {
        let mut found = Vec::new();
        self.walk(tables, &|filter| filter, &mut found);
        found
    }

    fn walk(&self, tables: &Tables, wrap: &dyn Fn(Filter) -> Filter, found: &mut Vec<Filter>) {
        for (way, next) in &self.steps {
            let seen = next.seen(tables);
            let several = match way {
                Way::On(field) => self
                    .kind
                    .field(field)
                    .is_some_and(|f| f.targets().len() > 1),
                _ => false,
            };
            let kind = if several { next.kind.name } else { "" };
            let back = |filter: Filter| {
                wrap(match way {
                    Way::On(field) => Filter::Through {
                        through: (*field).to_owned(),
                        kind: kind.to_owned(),
                        filter: Box::new(filter),
                    },
                    Way::Back(field) => Filter::held_by(next.kind.name, field, filter),
                    Way::Up(_) => filter,
                })
            };
            let ids: Vec<i64> = seen.iter().map(|id| id.0).collect();
            if let (Way::Up(field), false) = (way, ids.is_empty()) {
                found.push(wrap(Filter::below(ids, field)));
                continue;
            }
            if let Way::Back(field) = way {
                let now = pointed(tables, next.kind, field, &seen);
                if !now.is_empty() {
                    found.push(wrap(Filter::ids(now)));
                }
            }
            if !ids.is_empty() {
                found.push(back(Filter::ids(ids)));
            }
            next.walk(tables, &back, found);
        }
    }
}

/// What these records would point at by a field.
fn pointed(tables: &Tables, kind: &Kind, field: &str, of: &[Id]) -> Vec<i64> {
    let after = of
        .iter()
        .filter_map(|id| tables.get(kind.name, *id)?.at(State::After));
    let values = after.filter_map(|record| record.value(kind, field));
    values.flat_map(Value::ids).map(|id| id.0).collect()
}
