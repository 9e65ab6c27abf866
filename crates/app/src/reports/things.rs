//! The things a figure counted, each with its rows and its weight: together what the figure says.
//!
//! In: what a figure opens onto. Out: things in order, whole or the first so many. Under a
//! reader's scope only what they may see is there; under the figure's own, all of it.

use std::collections::{BTreeMap, BTreeSet};

use base::{
    Answer, Ask, Catalogue, Field, Fold, Id, Kind, Lang, Record, Selection, Sort, Type, Value, show,
};
use figures::{Definition, Each, Opening, opening};
use store::{AskError, Moment, Scope, Store};

use super::{
    Values,
    evaluate::Reading,
    labels::{self, Labels},
};
use crate::ledgers::labels::label;

/// One thing that a figure counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Thing {
    /// What it is called.
    pub label: String,
    /// The record it is, when it is one.
    pub record: Option<(String, Id)>,
    /// What it adds to the figure, in stored units: 1, or what a summed field of the record says
    /// (a row of 3 份 weighs 3).
    pub weight: i64,
    /// For a share: whether it meets what the share asks.
    pub met: Option<bool>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// One record behind a thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its kind.
    pub kind: String,
    /// Its identity.
    pub id: Id,
    /// What it is called.
    pub label: String,
}

/// Rows read at a time.
const PAGE: u32 = 50_000;

/// Who looks, at which moment.
#[derive(Clone, Copy)]
pub struct Looking<'a> {
    /// The records.
    pub store: &'a Store,
    /// Whose bounds are kept.
    pub scope: &'a Scope,
    /// Now, or as of then.
    pub moment: Moment,
}

impl Looking<'_> {
    async fn ask(&self, asks: Vec<Ask>) -> Result<Vec<Answer>, AskError> {
        self.store.ask(self.scope, self.moment, asks).await
    }
}

/// All things of a figure.
///
/// # Errors
/// When the store does not answer, or the reader may not open the records.
pub async fn things(
    looking: Looking<'_>,
    openings: &[Opening],
    lang: Lang,
) -> Result<Vec<Thing>, AskError> {
    let mut all = Vec::new();
    for opening in openings {
        let met = match &opening.met {
            Some(filter) => {
                Some(ids(looking, &opening.selection.clone().and(filter.clone())).await?)
            }
            None => None,
        };
        let records = every(looking, &opening.selection).await?;
        let mut made = group(looking, opening, records, lang).await?;
        if let Some(met) = met {
            for thing in &mut made {
                thing.met = Some(thing.rows.iter().any(|row| met.contains(&row.id)));
            }
        }
        all.extend(made);
    }
    Ok(all)
}

async fn ids(looking: Looking<'_>, selection: &Selection) -> Result<BTreeSet<Id>, AskError> {
    Ok(every(looking, selection)
        .await?
        .iter()
        .map(|r| r.id)
        .collect())
}

/// Every record of a selection, page by page.
///
/// # Errors
/// When the store does not answer.
pub async fn every(looking: Looking<'_>, selection: &Selection) -> Result<Vec<Record>, AskError> {
    let mut records = Vec::new();
    let mut after = None;
    loop {
        let ask = Ask::Rows {
            selection: selection.clone(),
            sort: Sort::default(),
            after,
            limit: PAGE,
        };
        let answers = looking.ask(vec![ask]).await?;
        let page = answers.into_iter().next().map(Answer::page);
        let page = page.unwrap_or_default();
        records.extend(page.rows);
        match page.next {
            Some(cursor) => after = Some(cursor),
            None => return Ok(records),
        }
    }
}

async fn group(
    looking: Looking<'_>,
    opening: &Opening,
    records: Vec<Record>,
    lang: Lang,
) -> Result<Vec<Thing>, AskError> {
    let catalogue = looking.store.catalogue();
    let Some(kind) = catalogue.kind(&opening.selection.kind) else {
        return Ok(Vec::new());
    };
    match &opening.each {
        Each::Row => Ok(records.iter().map(|r| own(kind, r, 1, lang)).collect()),
        Each::Weight(field) => Ok(records
            .iter()
            .map(|r| own(kind, r, r.whole(kind, field).unwrap_or(0), lang))
            .filter(|thing| thing.weight != 0)
            .collect()),
        Each::Value(path) => by_value(looking, kind, path, records, lang).await,
    }
}

fn own(kind: &'static Kind, record: &Record, weight: i64, lang: Lang) -> Thing {
    let name = label(kind, record, lang);
    let row = Row {
        kind: kind.name.to_owned(),
        id: record.id,
        label: name.clone(),
    };
    Thing {
        label: name,
        record: Some((row.kind.clone(), row.id)),
        weight,
        met: None,
        rows: vec![row],
    }
}

/// One thing for each distinct value of a field or path, in the order first met.
async fn by_value(
    looking: Looking<'_>,
    kind: &'static Kind,
    path: &str,
    records: Vec<Record>,
    lang: Lang,
) -> Result<Vec<Thing>, AskError> {
    let catalogue = looking.store.catalogue();
    let Some(values) = Valued::read(looking, kind, path, &records).await? else {
        return Ok(Vec::new());
    };
    let mut order: Vec<(Value, Vec<&Record>)> = Vec::new();
    let mut at: BTreeMap<Value, usize> = BTreeMap::new();
    for record in &records {
        for value in values.of(record) {
            let place = *at.entry(value.clone()).or_insert_with(|| {
                order.push((value, Vec::new()));
                order.len() - 1
            });
            if let Some((_, rows)) = order.get_mut(place) {
                rows.push(record);
            }
        }
    }
    let end = values.end(&catalogue);
    let names = names(looking, end.map(|(_, f)| f), &order, lang).await?;
    let thing = |(value, rows): &(Value, Vec<&Record>)| {
        let target = end.and_then(|(_, f)| {
            f.targets().iter().find_map(|t| {
                let key = ((*t).to_owned(), Id(value.as_whole()?));
                names.get(&key).map(|name| (key, name.clone()))
            })
        });
        let shown = || end.map_or_else(String::new, |(_, f)| show(f, value, lang));
        let rows = rows
            .iter()
            .map(|r| Row {
                kind: kind.name.to_owned(),
                id: r.id,
                label: label(kind, r, lang),
            })
            .collect();
        let (record, name) =
            target.map_or_else(|| (None, shown()), |(key, name)| (Some(key), name));
        Thing {
            label: name,
            record,
            weight: 1,
            met: None,
            rows,
        }
    };
    Ok(order.iter().map(thing).collect())
}

/// The records a link of these records points at, by kind and identity.
async fn pointed_at(
    looking: Looking<'_>,
    kind: &'static Kind,
    field: &'static Field,
    records: &[Record],
) -> Result<BTreeMap<Id, (&'static Kind, Record)>, AskError> {
    let catalogue = looking.store.catalogue();
    let ids: BTreeSet<Id> = records
        .iter()
        .filter_map(|r| r.value(kind, field.name))
        .flat_map(Value::ids)
        .collect();
    if field.targets().is_empty() || ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let targets: Vec<&'static Kind> = field
        .targets()
        .iter()
        .filter_map(|t| catalogue.kind(t))
        .collect();
    let mut found: BTreeMap<Id, (&'static Kind, Record)> = BTreeMap::new();
    let mut open = ids;
    // Those whom the records point at, and whom these are the same as.
    for _ in 0..2 {
        let asks = targets
            .iter()
            .map(|k| Ask::Many {
                kind: k.name.to_owned(),
                ids: open.iter().copied().collect(),
            })
            .collect();
        let answers = looking.ask(asks).await?;
        let more = targets.iter().zip(answers);
        let more = more.flat_map(|(k, a)| a.many().into_iter().map(move |r| (r.id, (*k, r))));
        found.extend(more);
        let same = |(k, r): &(&'static Kind, Record)| r.whole(k, "same_as").map(Id);
        open = found
            .values()
            .filter_map(same)
            .filter(|id| !found.contains_key(id))
            .collect();
        if open.is_empty() {
            break;
        }
    }
    Ok(found)
}

/// What records count under: the value of a field or path, read once for all of them.
pub struct Valued<'p> {
    kind: &'static Kind,
    field: &'static Field,
    rest: Option<&'p str>,
    pointed: BTreeMap<Id, (&'static Kind, Record)>,
}

impl<'p> Valued<'p> {
    /// Reads what the path leads to from these records; nothing where there is no such path.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn read(
        looking: Looking<'_>,
        kind: &'static Kind,
        path: &'p str,
        records: &[Record],
    ) -> Result<Option<Valued<'p>>, AskError> {
        let (link, rest) = path
            .split_once('.')
            .map_or((path, None), |(link, rest)| (link, Some(rest)));
        let Some(field) = kind.field(link) else {
            return Ok(None);
        };
        let pointed = pointed_at(looking, kind, field, records).await?;
        Ok(Some(Valued {
            kind,
            field,
            rest,
            pointed,
        }))
    }

    /// The field at the end of the path.
    pub fn end(&self, catalogue: &Catalogue) -> Option<(&'static Kind, &'static Field)> {
        match self.rest {
            None => Some((self.kind, self.field)),
            Some(rest) => catalogue.field_at(self.field.targets().first()?, rest),
        }
    }

    /// What a record counts under: the value itself, the record pointed at (through its
    /// representative), or a field of that record.
    pub fn of(&self, record: &Record) -> Vec<Value> {
        let Some(value) = record.value(self.kind, self.field.name) else {
            return Vec::new();
        };
        if self.field.targets().is_empty() {
            return vec![value.clone()];
        }
        let one = |id: Id| {
            let target = self.pointed.get(&id);
            match (self.rest, target) {
                (Some(rest), Some((k, r))) => r.value(k, rest).cloned(),
                (None, Some((k, r))) => {
                    let one = r.whole(k, "same_as").unwrap_or(id.0);
                    let two = self.pointed.get(&Id(one));
                    let two = two.and_then(|(k, r)| r.whole(k, "same_as"));
                    Some(Value::Whole(two.unwrap_or(one)))
                }
                (None, None) => Some(Value::Whole(id.0)),
                (Some(_), None) => None,
            }
        };
        value.ids().into_iter().filter_map(one).collect()
    }
}

async fn names(
    looking: Looking<'_>,
    field: Option<&'static Field>,
    order: &[(Value, Vec<&Record>)],
    lang: Lang,
) -> Result<Labels, AskError> {
    let Some(field) =
        field.filter(|f| matches!(f.kind, Type::Area | Type::Link(_) | Type::Links(_)))
    else {
        return Ok(Labels::new());
    };
    let ids = order.iter().filter_map(|(v, _)| v.as_whole().map(Id));
    let wanted = ids
        .flat_map(|id| field.targets().iter().map(move |t| ((*t).to_owned(), id)))
        .collect();
    labels::labels_at(looking, wanted, lang).await
}

/// All things of one figure.
///
/// # Errors
/// When the store does not answer.
pub async fn of_figure(
    store: &Store,
    scope: &Scope,
    values: &Values,
    definition: &Definition,
    lang: Lang,
) -> Result<Vec<Thing>, AskError> {
    let openings = opening(
        definition,
        &values.figures,
        &values.definitions,
        values.period,
        &store.catalogue(),
    );
    let looking = Looking {
        store,
        scope,
        moment: Moment::Now,
    };
    things(looking, &openings, lang).await
}

/// How many records lie behind a figure.
///
/// # Errors
/// When the store does not answer.
pub async fn count_records(
    reading: &Reading<'_>,
    values: &Values,
    definition: &Definition,
) -> Result<i64, AskError> {
    let openings = opening(
        definition,
        &values.figures,
        &values.definitions,
        values.period,
        reading.catalogue,
    );
    let count = |o: &Opening| Ask::Fold {
        selection: o.selection.clone(),
        fold: Fold::Count,
        by: Vec::new(),
        after: None,
        limit: 1,
    };
    let answers = reading.ask(openings.iter().map(count).collect()).await?;
    Ok(answers.into_iter().map(Answer::number).sum())
}
