//! The records that a change may move figures through, and all that judging them looks at.
//!
//! In: the changes, and how far definitions look. Out: tables with both states, and of each kind
//! the records whose judgement may change. It reads by identity and by link only, a few questions
//! for each step; of more records than it reads it says so and gives nothing.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use base::{Answer, Ask, Change, Filter, Id, Kind, Record, Selection, Sort, Value};
use figures::{Both, Reach, Tables, Way};
use store::{AskError, Moment, Scope, Store};

/// More records than this on one way are not looked through.
pub(super) const MOST: u32 = 20_000;
/// So many identities in one question.
const AT_ONCE: usize = 1_000;

/// By kind and field: at which records all that point so were read.
type Pointing = BTreeMap<(&'static str, String), BTreeSet<Id>>;

/// Tables, and the records of each kind whose judgement may change.
pub(super) struct Around {
    pub(super) tables: Tables,
    pub(super) affected: BTreeMap<&'static str, BTreeSet<Id>>,
}

/// The changed records alone, in both states. A change that changes nothing is left out.
pub(super) async fn changed(
    store: &Store,
    scope: &Scope,
    changes: &[Change],
) -> Result<Tables, AskError> {
    let catalogue = store.catalogue();
    let mut standing: BTreeMap<&'static str, Vec<Id>> = BTreeMap::new();
    for change in changes {
        if let Change::Set { kind, id, .. } | Change::Remove { kind, id, .. } = change {
            standing.entry(kind).or_default().push(*id);
        }
    }
    let mut found: BTreeMap<(&str, Id), Arc<Record>> = BTreeMap::new();
    for (kind, ids) in &standing {
        let records = many(store, scope, kind, ids).await?.into_iter();
        found.extend(records.map(|r| ((*kind, r.id), Arc::new(r))));
    }
    let mut tables = Tables::default();
    for change in changes {
        let (kind, id, values) = match change {
            Change::Add {
                kind, id, values, ..
            }
            | Change::Set {
                kind, id, values, ..
            } => (*kind, *id, Some(values)),
            Change::Remove { kind, id, .. } => (*kind, *id, None),
            Change::Keep { .. } | Change::Drop { .. } => continue,
        };
        let Some(known) = catalogue.kind(kind) else {
            continue;
        };
        let before = found.get(&(kind, id)).cloned();
        if before.as_ref().map(|r| &r.values) == values {
            continue;
        }
        let after = values.map(|values| {
            Arc::new(Record {
                id,
                since: 0,
                values: values.clone(),
                hidden: Vec::new(),
            })
        });
        tables.put(known, Both { id, before, after });
    }
    Ok(tables)
}

/// What lies around the changed records, as far as these look, one for each kind counted; nothing
/// when it is too much.
pub(super) async fn around(
    store: &Store,
    scope: &Scope,
    mut tables: Tables,
    reaches: &[Reach],
) -> Result<Option<Around>, AskError> {
    let looking = reaches.iter().flat_map(|reach| {
        let ways = reach.looking(&tables).into_iter();
        ways.map(move |filter| (reach.kind, filter))
    });
    let looking: Vec<(&'static Kind, Filter)> = looking.collect();
    let asks = looking.iter().map(|(kind, filter)| Ask::Rows {
        selection: Selection::all(kind.name).and(filter.clone()),
        sort: Sort::default(),
        after: None,
        limit: MOST,
    });
    let answers = asked(store, scope, asks.collect()).await?;
    let mut pointing = Pointing::new();
    for ((kind, filter), answer) in looking.iter().zip(answers) {
        let page = answer.page();
        if page.next.is_some() {
            return Ok(None);
        }
        page.rows.into_iter().for_each(|r| tables.keep(kind, r));
        if let Filter::Through {
            through, filter, ..
        } = filter
            && let Filter::Ids { ids } = &**filter
        {
            let known = pointing.entry((kind.name, through.clone())).or_default();
            known.extend(ids.iter().map(|id| Id(*id)));
        }
    }
    let mut affected = BTreeMap::new();
    for reach in reaches {
        let ids = tables.rows(reach.kind.name).iter().map(|both| both.id);
        affected.insert(reach.kind.name, ids.collect());
    }
    let mut level: Vec<(&Reach, BTreeSet<Id>)> = reaches
        .iter()
        .filter_map(|reach| Some((reach, affected.get(reach.kind.name).cloned()?)))
        .collect();
    while !level.is_empty() {
        level = next(store, scope, (&mut tables, &mut pointing), level).await?;
    }
    Ok(Some(Around { tables, affected }))
}

/// Follows each link of these places one step, and gives the places come to.
async fn next<'r>(
    store: &Store,
    scope: &Scope,
    (tables, pointing): (&mut Tables, &mut Pointing),
    level: Vec<(&'r Reach, BTreeSet<Id>)>,
) -> Result<Vec<(&'r Reach, BTreeSet<Id>)>, AskError> {
    let mut come = Vec::new();
    for (reach, ids) in level {
        for (way, then) in &reach.steps {
            let there = match way {
                Way::On(field) => {
                    let linked = linked(tables, reach.kind, field, &ids);
                    read(store, scope, tables, then.kind, &linked).await?;
                    linked
                }
                Way::Up(field) => {
                    climb(store, scope, tables, (reach.kind, field), &ids).await?;
                    BTreeSet::new()
                }
                Way::Back(field) => {
                    let known = pointing.entry((then.kind.name, (*field).to_owned()));
                    let known = known.or_default();
                    let unknown: Vec<Id> = ids.difference(known).copied().collect();
                    known.extend(&unknown);
                    back(
                        store,
                        scope,
                        tables,
                        (reach.kind, then.kind, field),
                        &unknown,
                    )
                    .await?;
                    holding(tables, (then.kind, field), &ids)
                }
            };
            if !there.is_empty() && !then.steps.is_empty() {
                come.push((then, there));
            }
        }
    }
    Ok(come)
}

/// What these records point at by a field, in either state.
fn linked(tables: &Tables, kind: &Kind, field: &str, ids: &BTreeSet<Id>) -> BTreeSet<Id> {
    let both = ids.iter().filter_map(|id| tables.get(kind.name, *id));
    let states = both.flat_map(|both| [both.before.as_deref(), both.after.as_deref()]);
    let values = states.flatten().filter_map(|r| r.value(kind, field));
    values.flat_map(Value::ids).collect()
}

async fn read(
    store: &Store,
    scope: &Scope,
    tables: &mut Tables,
    kind: &'static Kind,
    ids: &BTreeSet<Id>,
) -> Result<(), AskError> {
    let unknown = ids
        .iter()
        .filter(|id| tables.place(kind.name, **id).is_none());
    let unknown: Vec<Id> = unknown.copied().collect();
    let found = many(store, scope, kind.name, &unknown).await?;
    found.into_iter().for_each(|r| tables.keep(kind, r));
    Ok(())
}

/// Reads all that lies above these.
async fn climb(
    store: &Store,
    scope: &Scope,
    tables: &mut Tables,
    (kind, field): (&'static Kind, &str),
    ids: &BTreeSet<Id>,
) -> Result<(), AskError> {
    let (mut here, mut seen) = (ids.clone(), ids.clone());
    while !here.is_empty() {
        let above = linked(tables, kind, field, &here);
        read(store, scope, tables, kind, &above).await?;
        here = above.into_iter().filter(|id| seen.insert(*id)).collect();
    }
    Ok(())
}

/// Reads those that point at these.
async fn back(
    store: &Store,
    scope: &Scope,
    tables: &mut Tables,
    (kind, holder, field): (&Kind, &'static Kind, &str),
    ids: &[Id],
) -> Result<(), AskError> {
    let targets = holder.field(field).map(|f| f.targets()).unwrap_or_default();
    let several = targets.len() > 1;
    let ask = |ids: &[Id]| Ask::Rows {
        selection: Selection::all(holder.name).and(Filter::Through {
            through: field.to_owned(),
            kind: if several { kind.name } else { "" }.to_owned(),
            filter: Box::new(Filter::ids(ids.iter().map(|id| id.0).collect())),
        }),
        sort: Sort::default(),
        after: None,
        limit: MOST,
    };
    let asks = ids.chunks(AT_ONCE).map(ask).collect();
    let found = asked(store, scope, asks).await?.into_iter();
    let found = found.flat_map(Answer::many);
    found.for_each(|record| tables.keep(holder, record));
    Ok(())
}

/// Those read that point at one of these, in either state, and all that change.
fn holding(tables: &Tables, (holder, field): (&Kind, &str), ids: &BTreeSet<Id>) -> BTreeSet<Id> {
    let points = |both: &&Both| {
        let states = [both.before.as_deref(), both.after.as_deref()];
        let mut values = states.into_iter().flatten();
        let leads = |value: &Value| value.ids().iter().any(|id| ids.contains(id));
        both.changes() || values.any(|r| r.value(holder, field).is_some_and(leads))
    };
    let rows = tables.rows(holder.name).iter();
    rows.filter(points).map(|both| both.id).collect()
}

async fn many(
    store: &Store,
    scope: &Scope,
    kind: &str,
    ids: &[Id],
) -> Result<Vec<Record>, AskError> {
    let ask = |ids: &[Id]| Ask::Many {
        kind: kind.to_owned(),
        ids: ids.to_vec(),
    };
    let asks = ids.chunks(AT_ONCE).map(ask).collect();
    let answers = asked(store, scope, asks).await?;
    Ok(answers.into_iter().flat_map(Answer::many).collect())
}

async fn asked(store: &Store, scope: &Scope, asks: Vec<Ask>) -> Result<Vec<Answer>, AskError> {
    match asks.is_empty() {
        true => Ok(Vec::new()),
        false => store.ask(scope, Moment::Now, asks).await,
    }
}
