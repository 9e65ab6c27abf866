//! The first things of a figure, a page at a time, without reading all of them.
//!
//! In: what a figure opens onto, and where the last page ended. Out: up to a page of things,
//! each with its name, how many records it holds and what it weighs, within the reader's scope.

mod back;

use base::{Answer, Ask, Cursor, Field, Fold, Group, Id, Kind, Lang, Sort, Type, Value, show};
use figures::{Amount, Each, Opening};
use store::{AskError, Moment, Scope, Store};

use super::labels;
use crate::ledgers::{labels::label, selected};

/// One thing in short.
#[derive(Clone, Debug, PartialEq)]
pub struct Short {
    /// What it is called.
    pub label: String,
    /// What is said beside it: the day of a record.
    pub beside: String,
    /// The record it is, when it is one.
    pub record: Option<(String, Id)>,
    /// How many records it stands for.
    pub holds: i64,
    /// What it adds to the figure: 1, or what a summed field of it says, with its decimals.
    pub weight: Amount,
    /// The decimals of that field.
    pub places: u8,
}

/// A page of things, and where those beside it begin: the part's number, then its own cursor.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shortly {
    /// The things.
    pub things: Vec<Short>,
    /// The next page; `None` at the end.
    pub next: Option<String>,
    /// The page before, empty where that is the first; `None` on the first.
    pub before: Option<String>,
}

/// The page after `after` (none: the first), at most `limit` things.
///
/// # Errors
/// When the store does not answer, or the reader may not open these records.
pub async fn shortly(
    store: &Store,
    scope: &Scope,
    openings: &[Opening],
    after: Option<&str>,
    limit: u32,
    lang: Lang,
) -> Result<Shortly, AskError> {
    let (part, cursor) = after.and_then(|a| a.split_once('.')).unwrap_or(("0", ""));
    let mut at: usize = part.parse().unwrap_or(0);
    let mut cursor = (!cursor.is_empty()).then(|| cursor.to_owned());
    let mut page = Shortly::default();
    if at > 0 || cursor.is_some() {
        let looking = back::Looking { store, scope };
        let before = looking.before(openings, (at, cursor.as_deref()), limit);
        page.before = Some(before.await?);
    }
    while let Some(opening) = openings.get(at) {
        let room = limit - u32::try_from(page.things.len()).unwrap_or(limit).min(limit);
        if room == 0 {
            page.next = Some(format!("{at}."));
            return Ok(page);
        }
        let (things, next) = match &opening.each {
            Each::Row | Each::Weight(_) => {
                rows(store, scope, opening, cursor.take(), room, lang).await?
            }
            Each::Value(path) => {
                groups(store, scope, opening, path, cursor.take(), room, lang).await?
            }
        };
        page.things.extend(things);
        if let Some(next) = next {
            page.next = Some(format!("{at}.{next}"));
            return Ok(page);
        }
        at += 1;
    }
    Ok(page)
}

async fn rows(
    store: &Store,
    scope: &Scope,
    opening: &Opening,
    after: Option<String>,
    limit: u32,
    lang: Lang,
) -> Result<(Vec<Short>, Option<String>), AskError> {
    let catalogue = store.catalogue();
    let Some(kind) = catalogue.kind(&opening.selection.kind) else {
        return Ok(Default::default());
    };
    let ask = Ask::Rows {
        selection: opening.selection.clone(),
        sort: in_period(kind, opening),
        after: after.as_deref().and_then(selected::cursor),
        limit,
    };
    let page = store
        .ask(scope, Moment::Now, vec![ask])
        .await?
        .into_iter()
        .next()
        .map(Answer::page)
        .unwrap_or_default();
    let places = match &opening.each {
        Each::Weight(field) => match catalogue.field_at(kind.name, field).map(|(_, f)| f.kind) {
            Some(Type::Decimal(places)) => places,
            Some(Type::Money) => 2,
            _ => 0,
        },
        _ => 0,
    };
    let one = |record: &base::Record| Short {
        label: label(kind, record, lang),
        beside: beside(kind, record),
        record: Some((kind.name.to_owned(), record.id)),
        holds: 1,
        weight: match &opening.each {
            Each::Weight(field) => Amount::scaled(record.whole(kind, field).unwrap_or(0), places),
            _ => Amount::whole(1),
        },
        places,
    };
    let things = page
        .rows
        .iter()
        .map(one)
        .filter(|t| t.weight != Amount::whole(0))
        .collect();
    Ok((things, page.next.as_ref().map(selected::cursor_text)))
}

/// The order in which a period finds records: by its day, or by the record whose day it is.
/// So the first of them are there without a look at the others.
pub fn in_period(kind: &Kind, opening: &Opening) -> Sort {
    let path = opening.selection.period.as_ref().map(|(path, _)| path);
    let first = path.and_then(|path| path.split('.').next());
    let sorted = first
        .and_then(|name| kind.field(name))
        .filter(|field| store::is_indexed(field));
    Sort {
        field: sorted.map_or_else(String::new, |field| field.name.to_owned()),
        descending: false,
    }
}

/// The day of a record, where its kind has one of its own.
fn beside(kind: &Kind, record: &base::Record) -> String {
    record.text(kind, kind.when).unwrap_or_default().to_owned()
}

async fn groups(
    store: &Store,
    scope: &Scope,
    opening: &Opening,
    path: &str,
    after: Option<String>,
    limit: u32,
    lang: Lang,
) -> Result<(Vec<Short>, Option<String>), AskError> {
    let catalogue = store.catalogue();
    let Some((_, field)) = catalogue.field_at(&opening.selection.kind, path) else {
        return Ok(Default::default());
    };
    let link = !field.targets().is_empty();
    let after = after.map(|text| Cursor {
        value: value_of(field, text),
        id: Id(0),
    });
    let ask = Ask::Fold {
        selection: opening.selection.clone(),
        fold: Fold::Count,
        by: vec![path.to_owned()],
        after,
        limit,
    };
    let answer = store
        .ask(scope, Moment::Now, vec![ask])
        .await?
        .into_iter()
        .next();
    let Some(Answer::Groups(found)) = answer else {
        return Ok(Default::default());
    };
    let there: Vec<&Group> = found
        .groups
        .iter()
        .filter(|g| matches!(g.by.first(), Some(Some(_))))
        .collect();
    let value = |g: &Group| g.by.first().cloned().flatten();
    let ids = there.iter().filter_map(|g| value(g)?.as_whole().map(Id));
    let wanted = if link {
        ids.flat_map(|id| field.targets().iter().map(move |t| ((*t).to_owned(), id)))
            .collect()
    } else {
        Default::default()
    };
    let names = labels::labels(store, scope, wanted, lang).await?;
    let one = |g: &&Group| {
        let value = value(g)?;
        let id = value.as_whole().map(Id);
        let record = field
            .targets()
            .iter()
            .find_map(|t| Some(((*t).to_owned(), id?)).filter(|key| names.contains_key(key)));
        let name = record.as_ref().and_then(|key| names.get(key)).cloned();
        let name = name.unwrap_or_else(|| {
            if link {
                unseen(lang)
            } else {
                show(field, &value, lang)
            }
        });
        Some(Short {
            label: name,
            beside: String::new(),
            record,
            holds: g.rows,
            weight: Amount::whole(1),
            places: 0,
        })
    };
    let next = found
        .more
        .then(|| there.last().and_then(|g| value(g)))
        .flatten();
    let next = next.map(said);
    Ok((there.iter().filter_map(one).collect(), next))
}

/// The value that a cursor among values says.
fn value_of(field: &Field, said: String) -> Option<Value> {
    match field.is_text() {
        true => Some(Value::Text(said)),
        false => said.parse().ok().map(Value::Whole),
    }
}

/// A value as a cursor says it.
fn said(value: Value) -> String {
    match value {
        Value::Text(text) => text,
        other => other.as_whole().unwrap_or_default().to_string(),
    }
}

/// What stands in place of a name the reader may not see.
fn unseen(lang: Lang) -> String {
    match lang {
        Lang::Zh => "（需授权）".to_owned(),
        Lang::En => "(needs permission)".to_owned(),
    }
}
