//! The records around one record, as far as filters look: what it points at, what points at it.
//!
//! In: a record and the filters that will judge it. Out: a world in memory, read level by level
//! with one question to the store for each. It reads by identity and by link only, so that it
//! costs what lies around the record, however many records there are.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use base::{Ask, Catalogue, Filter, Id, Kind, Record, Selection, Sort, Value};
use figures::World;
use store::{AskError, Moment, Scope, Store};

/// The most records read that point at one.
const MOST: u32 = 100_000;

/// Records by kind and identity, and who points at them by which field.
pub struct Near {
    catalogue: Arc<Catalogue>,
    records: HashMap<(&'static str, Id), Record>,
    holders: HashMap<(&'static str, &'static str, Id), Vec<Id>>,
    /// Those from which one has gone up already: links may lead round in a ring.
    climbed: HashSet<(&'static str, Id)>,
}

impl World for Near {
    fn record(&self, kind: &str, id: Id) -> Option<&Record> {
        let kind = self.catalogue.kind(kind)?;
        self.records.get(&(kind.name, id))
    }

    fn holders(&self, kind: &str, field: &str, id: Id) -> Vec<&Record> {
        let known = self.catalogue.kind(kind);
        let Some((kind, field)) = known.and_then(|k| Some((k, k.field(field)?))) else {
            return Vec::new();
        };
        let ids = self.holders.get(&(kind.name, field.name, id));
        let ids = ids.map_or(&[][..], Vec::as_slice);
        ids.iter()
            .filter_map(|id| self.records.get(&(kind.name, *id)))
            .collect()
    }
}

/// Which way a step goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Along a field of this kind.
    On,
    /// To the one above of the same kind, and on from there.
    Up,
    /// To those whose field links here.
    Back,
}

/// A step from records of one kind to those of another, and what is looked at there.
struct Step<'f> {
    /// The field that links, and the kind that has it.
    field: &'static str,
    /// The kind stepped to.
    to: &'static Kind,
    /// Which way.
    way: Way,
    then: Vec<&'f Filter>,
}

/// Reads what these filters look at around a record.
///
/// # Errors
/// When the store does not answer.
pub async fn around(
    store: &Store,
    scope: &Scope,
    (kind, record): (&'static Kind, &Record),
    filters: Vec<&Filter>,
) -> Result<Near, AskError> {
    let catalogue = store.catalogue();
    let mut near = Near {
        records: HashMap::from([((kind.name, record.id), record.clone())]),
        holders: HashMap::new(),
        climbed: HashSet::new(),
        catalogue: catalogue.clone(),
    };
    let mut level = vec![(kind, BTreeSet::from([record.id]), filters)];
    while !level.is_empty() {
        let mut asked: Vec<(&'static Kind, Step<'_>, Ask)> = Vec::new();
        for (kind, ids, filters) in &level {
            for step in steps(kind, filters, &catalogue) {
                if let Some(ask) = near.ask(kind, ids, &step) {
                    asked.push((kind, step, ask));
                }
            }
        }
        let asks = asked.iter().map(|(_, _, ask)| ask.clone()).collect();
        let answers = match asked.is_empty() {
            true => Vec::new(),
            false => store.ask(scope, Moment::Now, asks).await?,
        };
        level = Vec::new();
        for ((_, step, _), answer) in asked.into_iter().zip(answers) {
            let ids = near.keep(&step, answer.many());
            if !ids.is_empty() {
                level.push((step.to, ids, step.then));
            }
        }
    }
    Ok(near)
}

impl Near {
    /// What to ask for a step from these records; nothing where all is known.
    fn ask(&self, kind: &Kind, ids: &BTreeSet<Id>, step: &Step<'_>) -> Option<Ask> {
        if step.way == Way::Back {
            let field = step.to.field(step.field)?;
            let several = field.targets().len() > 1;
            let selection = Selection::all(step.to.name).and(Filter::Through {
                through: step.field.to_owned(),
                kind: if several { kind.name } else { "" }.to_owned(),
                filter: Box::new(Filter::ids(ids.iter().map(|id| id.0).collect())),
            });
            return Some(Ask::Rows {
                selection,
                sort: Sort::default(),
                after: None,
                limit: MOST,
            });
        }
        let here = ids
            .iter()
            .filter_map(|id| self.records.get(&(kind.name, *id)));
        let linked = here.filter_map(|r| r.value(kind, step.field));
        let linked: BTreeSet<Id> = linked.flat_map(Value::ids).collect();
        let ids = linked.into_iter().collect::<Vec<_>>();
        (!ids.is_empty()).then(|| Ask::Many {
            kind: step.to.name.to_owned(),
            ids,
        })
    }

    /// Keeps what a step led to; gives those to go on from.
    fn keep(&mut self, step: &Step<'_>, found: Vec<Record>) -> BTreeSet<Id> {
        let mut fresh = BTreeSet::new();
        for record in found {
            if step.way == Way::Back {
                let links = record.value(step.to, step.field).map(Value::ids);
                for id in links.unwrap_or_default() {
                    let holders = self.holders.entry((step.to.name, step.field, id));
                    let holders = holders.or_default();
                    if !holders.contains(&record.id) {
                        holders.push(record.id);
                    }
                }
            }
            let once = step.way != Way::Up || self.climbed.insert((step.to.name, record.id));
            if once {
                fresh.insert(record.id);
            }
            self.records.insert((step.to.name, record.id), record);
        }
        fresh
    }
}

/// The steps that filters on a kind take, each once.
fn steps<'f>(kind: &'static Kind, filters: &[&'f Filter], catalogue: &Catalogue) -> Vec<Step<'f>> {
    let mut steps: Vec<Step<'f>> = Vec::new();
    let mut open: Vec<&'f Filter> = filters.to_vec();
    let mut add = |field: &'static str, to: &'static Kind, way, then: &'f Filter| {
        let same = |s: &&mut Step<'f>| s.field == field && s.to.name == to.name && s.way == way;
        match steps.iter_mut().find(same) {
            Some(step) => step.then.push(then),
            None => steps.push(Step {
                field,
                to,
                way,
                then: vec![then],
            }),
        }
    };
    while let Some(filter) = open.pop() {
        match filter {
            Filter::All { all: many } | Filter::Any { any: many } => open.extend(many),
            Filter::Not { not } => open.push(not),
            Filter::Through {
                through,
                kind: only,
                filter,
            } => {
                let field = kind.field(through);
                for target in field.map(|f| f.targets()).unwrap_or_default() {
                    let to = catalogue.kind(target);
                    let to = to.filter(|to| only.is_empty() || to.name == only);
                    if let (Some(field), Some(to)) = (field, to) {
                        add(field.name, to, Way::On, filter);
                    }
                }
            }
            Filter::HeldBy {
                held_by,
                by,
                filter,
            } => {
                let to = catalogue.kind(held_by);
                if let Some((to, field)) = to.and_then(|to| Some((to, to.field(by)?))) {
                    add(field.name, to, Way::Back, filter);
                }
            }
            Filter::Below { by, .. } => {
                if let Some(field) = kind.field(by) {
                    add(field.name, kind, Way::Up, filter);
                }
            }
            Filter::Ids { .. } | Filter::Leaf(_) => {}
        }
    }
    steps
}
