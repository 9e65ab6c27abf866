//! Our side of a list: what the figure counted as entries with key, name and day, and beside
//! them the records near it that it did not count.
//!
//! In: a figure with its rows. Out: entries that a list can be paired with. A record that was
//! not counted is there to say why it was not; it never counts.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use base::{Answer, Ask, Day, Filter, Id, Kind, Lang, Period, Record, Selection, show};
use figures::{Each, Entry, Spelt, Thing};
use store::{Scope, Store};

use super::super::side::{Figured, MOST, Rows, paths, places};
use crate::{
    ledgers::labels::label,
    reports::{
        definitions::Trouble,
        things::{Looking, every},
    },
};

/// One of ours.
pub struct Own {
    /// What it is.
    pub thing: Thing,
    /// By what it is found.
    pub entry: Entry,
}

/// Our side.
pub struct Ours {
    /// What the figure counted.
    pub rows: Rows,
    /// Its things, and those near it that it did not count.
    pub own: Vec<Own>,
    /// The kind its things are records of.
    pub kind: &'static Kind,
    /// The field that is summed, where one is.
    pub summed: Option<String>,
    /// The decimals of what it adds up.
    pub places: u8,
}

/// Days before and after the year in which a record is still looked for.
const NEAR: i64 = 62;

/// Reads our side; nothing where the figure does not count records that a list could name.
///
/// # Errors
/// When the store does not answer.
pub async fn read(
    (store, scope): (&Store, &Scope),
    figured: &Figured,
    lang: Lang,
) -> Result<Option<Ours>, Trouble> {
    let catalogue = store.catalogue();
    let Some(first) = figured.pieces().first() else {
        return Ok(None);
    };
    let by = paths([figured, figured]);
    let decimals = figured
        .pieces()
        .iter()
        .map(|p| places(&p.opening, &catalogue));
    let places = decimals.max().unwrap_or(0);
    let rows = figured.rows(store, scope, &by, places).await?;
    let kind_name = match &first.opening.each {
        Each::Value(path) => catalogue
            .field_at(&first.opening.selection.kind, path)
            .and_then(|(_, f)| f.targets().first().copied())
            .unwrap_or(first.opening.selection.kind.as_str()),
        _ => first.opening.selection.kind.as_str(),
    };
    let Some(kind) = catalogue.kind(kind_name) else {
        return Ok(None);
    };
    let summed = match &first.opening.each {
        Each::Weight(field) => Some(field.clone()),
        _ => None,
    };
    let counted = rows.side.parts.iter().flat_map(|p| &p.rows);
    let things: BTreeSet<&Thing> = counted.map(|c| &c.thing).collect();
    let pointed = pointed((store, scope), &things).await?;
    let mut own = Vec::with_capacity(things.len());
    for thing in things {
        own.push(Own {
            entry: entry_of(thing, &rows, &pointed, (&catalogue, lang)),
            thing: thing.clone(),
        });
    }
    let known: BTreeSet<Thing> = own.iter().map(|o| o.thing.clone()).collect();
    let near = match figured.pieces() {
        [_] if by.is_empty() => near((store, scope), figured, kind).await?,
        _ => Vec::new(),
    };
    for record in near {
        let thing = Thing {
            by: kind.name.into(),
            value: record.id.0.into(),
        };
        if !known.contains(&thing) {
            own.push(Own {
                entry: entry(kind, &record, lang),
                thing,
            });
        }
    }
    Ok(Some(Ours {
        rows,
        own,
        kind,
        summed,
        places,
    }))
}

/// A record as an entry.
fn entry(kind: &'static Kind, record: &Record, lang: Lang) -> Entry {
    let key = match kind.key.fields() {
        [one] => record.text(kind, one),
        _ => None,
    };
    Entry {
        key: key.unwrap_or_default().to_owned(),
        name: Spelt::of(&label(kind, record, lang)),
        day: record
            .text(kind, kind.when)
            .and_then(|t| t.get(..10))
            .unwrap_or_default()
            .to_owned(),
    }
}

type Pointed = HashMap<(String, i64), (&'static Kind, Record)>;

/// The records that things are, where they are no rows of their own.
async fn pointed(
    (store, scope): (&Store, &Scope),
    things: &BTreeSet<&Thing>,
) -> Result<Pointed, Trouble> {
    let catalogue = store.catalogue();
    let mut kinds: BTreeMap<&str, Vec<Id>> = BTreeMap::new();
    for thing in things.iter().filter(|t| !t.by.contains('.')) {
        for by in thing.by.split(' ') {
            kinds
                .entry(by)
                .or_default()
                .extend(thing.value.as_whole().map(Id));
        }
    }
    let mut found = Pointed::new();
    for (name, ids) in kinds {
        let Some(kind) = catalogue.kind(name) else {
            continue;
        };
        for ids in ids.chunks(10_000) {
            let ask = Ask::Many {
                kind: name.to_owned(),
                ids: ids.to_vec(),
            };
            let answers = store.ask(scope, Default::default(), vec![ask]).await?;
            let records = answers.into_iter().flat_map(Answer::many);
            found.extend(records.map(|r| ((name.to_owned(), r.id.0), (kind, r))));
        }
    }
    Ok(found)
}

fn entry_of(
    thing: &Thing,
    rows: &Rows,
    pointed: &Pointed,
    (catalogue, lang): (&base::Catalogue, Lang),
) -> Entry {
    if let Some((kind, field)) = thing.by.split_once('.') {
        let field = catalogue.kind(kind).and_then(|k| k.field(field));
        let name = field
            .map(|f| show(f, &thing.value, lang))
            .unwrap_or_default();
        return Entry {
            name: Spelt::of(&name),
            ..Entry::default()
        };
    }
    let id = thing.value.as_whole().unwrap_or_default();
    let mut kinds = thing.by.split(' ').filter_map(|k| catalogue.kind(k));
    let found = kinds.find_map(|kind| {
        let own = rows.records.get(&(kind.name, id));
        let other = || pointed.get(&(kind.name.to_owned(), id)).map(|(_, r)| r);
        own.or_else(other).map(|record| entry(kind, record, lang))
    });
    found.unwrap_or_default()
}

/// The records of the same kind around the period, whether counted or not.
async fn near(
    (store, scope): (&Store, &Scope),
    figured: &Figured,
    kind: &'static Kind,
) -> Result<Vec<Record>, Trouble> {
    let Some(piece) = figured.pieces().first() else {
        return Ok(Vec::new());
    };
    let around = |(path, period): &(String, Period)| {
        let (first, last) = period.bounds();
        let begin = Day::new(first.year(), 1, 1).unwrap_or(first).plus(-NEAR);
        let end = Day::new(last.year(), 12, 31).unwrap_or(last).plus(NEAR);
        (path.clone(), Period::Range(begin, end))
    };
    let selection = Selection {
        kind: kind.name.to_owned(),
        filter: Filter::default(),
        period: piece.opening.selection.period.as_ref().map(around),
    };
    let count = Ask::Fold {
        selection: selection.clone(),
        fold: base::Fold::Count,
        by: Vec::new(),
        after: None,
        limit: 1,
    };
    let counted = store.ask(scope, Default::default(), vec![count]).await?;
    if counted.into_iter().map(Answer::number).sum::<i64>() > MOST {
        return Ok(Vec::new());
    }
    let looking = Looking {
        store,
        scope,
        moment: Default::default(),
    };
    Ok(every(looking, &selection).await?)
}
