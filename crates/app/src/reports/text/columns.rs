//! A list of a text in the columns its writer asked for.
//!
//! In: what a figure opens onto, the columns by the names of the records' fields, who reads. Out:
//! a table, a row a record; a column that names a figure (合同指标's 统计口径) shows that figure's
//! value, and `统计口径=已完成` has a title of its own. A column the records do not have, or that would name a person or tell of a client, is
//! told in place of the table.

use std::collections::BTreeSet;

use base::{Answer, Ask, Field, Id, Kind, Lang, Privacy, Record, Type, Value, Words, show, words};
use figures::{Each, Opening};
use store::{AskError, Moment, Scope, Store};

use super::{
    Paragraph, Run, Table,
    filled::figure,
    lists::{MOST, NUMBER, rest},
};
use crate::reports::{
    guard::Guard,
    labels::{Labels, labels},
    shortly::in_period,
};

const NO_COLUMN: Words = words(
    "清单里没有这一栏，或者这一栏不能放进材料",
    "the list has no such column, or it may not stand in a return",
);

/// The table of these records in these columns, up to [`MOST`] rows.
///
/// # Errors
/// When the store does not answer.
pub async fn columned(
    store: &Store,
    scope: &Scope,
    guard: Guard<'_>,
    openings: &[Opening],
    columns: &[String],
    lang: Lang,
) -> Result<Table, AskError> {
    let mut table = Table::default();
    for opening in openings {
        let (kind, fields) = match fields(guard, opening, columns) {
            Ok(found) => found,
            Err(column) => return Ok(told(column, lang)),
        };
        if table.headers.is_empty() {
            let title = |(column, field): (&String, &&'static Field)| match split(column).1 {
                "" => field.words.get(lang).to_owned(),
                own => own.to_owned(),
            };
            table.headers = vec![NUMBER.get(lang).to_owned()];
            table.headers.extend(columns.iter().zip(&fields).map(title));
        }
        let ask = Ask::Rows {
            selection: opening.selection.clone(),
            sort: in_period(kind, opening),
            after: None,
            limit: MOST,
        };
        let answers = store.ask(scope, Moment::Now, vec![ask]).await?;
        let page = answers.into_iter().next().map(Answer::page);
        let page = page.unwrap_or_default();
        let names = names(store, scope, (kind, &fields), &page.rows, lang).await?;
        for record in &page.rows {
            let at = table.rows.len() + 1;
            let mut row = vec![vec![Run::Words(at.to_string())]];
            let cell = |field: &&'static Field| {
                cell(guard, field, record.value(kind, field.name), &names, lang)
            };
            row.extend(fields.iter().map(cell));
            table.rows.push(row);
        }
        if page.next.is_some() {
            table.rows.push(rest(lang));
        }
    }
    Ok(table)
}

/// The kind of what is listed and the fields that these columns name, in either language.
///
/// # Errors
/// The first column that is none of them.
fn fields<'a>(
    guard: Guard<'_>,
    opening: &Opening,
    columns: &'a [String],
) -> Result<(&'static Kind, Vec<&'static Field>), &'a str> {
    let kind = guard.catalogue.kind(&opening.selection.kind);
    // Things that are groups of records have no fields; nothing of a client is told.
    let groups = matches!(opening.each, Each::Value(_));
    let kind = kind.filter(|kind| !groups && !kind.is_care());
    let field = |column: &'a String| {
        let name = split(column).0;
        let called = |field: &&'static Field| {
            let names = [field.name, field.words.zh, field.words.en];
            names.contains(&name) || field.synonyms.contains(&name)
        };
        let shown = |field: &&'static Field| {
            matches!(field.privacy, Some(Privacy::Open | Privacy::Internal))
        };
        kind?.fields.iter().find(called).filter(shown)
    };
    let mut found = Vec::new();
    for column in columns {
        found.push(field(column).ok_or(column.as_str())?);
    }
    let first = columns.first().map_or("", String::as_str);
    Ok((kind.ok_or(first)?, found))
}

/// A column's field, and the title it is to have; empty for that of the field.
fn split(column: &str) -> (&str, &str) {
    let (field, title) = column.split_once(['=', '＝']).unwrap_or((column, ""));
    (field.trim(), title.trim())
}

fn told(column: &str, lang: Lang) -> Table {
    let why = NO_COLUMN.get(lang).to_owned();
    let missing = Run::Missing(column.to_owned(), column.to_owned(), why);
    Table {
        headers: vec![column.to_owned()],
        rows: vec![vec![vec![missing]]],
    }
}

/// What the records point at is called.
async fn names(
    store: &Store,
    scope: &Scope,
    (kind, fields): (&'static Kind, &[&'static Field]),
    records: &[Record],
    lang: Lang,
) -> Result<Labels, AskError> {
    let mut wanted: BTreeSet<(String, Id)> = BTreeSet::new();
    for field in fields {
        let values = records.iter().filter_map(|r| r.value(kind, field.name));
        let ids: Vec<Id> = values.flat_map(Value::ids).collect();
        let readable = |name: &&&'static str| {
            let target = store.catalogue().kind(name);
            target.is_some_and(|kind| scope.may_read(kind))
        };
        for target in field.targets().iter().filter(readable) {
            wanted.extend(ids.iter().map(|id| ((*target).to_owned(), *id)));
        }
    }
    labels(store, scope, wanted, lang).await
}

fn cell(
    guard: Guard<'_>,
    field: &'static Field,
    value: Option<&Value>,
    names: &Labels,
    lang: Lang,
) -> Paragraph {
    let Some(value) = value else {
        return vec![Run::Words("—".to_owned())];
    };
    if let (Type::Definition, Value::Text(key)) = (field.kind, value) {
        return vec![figure(guard, key, lang)];
    }
    let targets = field.targets();
    if targets.is_empty() {
        let unit = field.unit.map_or("", |unit| unit.get(lang));
        let said = show(field, value, lang);
        return vec![Run::Words(format!("{said}{unit}"))];
    }
    let name = |id: Id| {
        let named = |target: &&'static str| names.get(&((*target).to_owned(), id)).cloned();
        targets.iter().find_map(named)
    };
    let named: Vec<String> = value.ids().into_iter().filter_map(name).collect();
    let joint = if lang == Lang::Zh { "、" } else { ", " };
    vec![Run::Words(match named.is_empty() {
        true => "—".to_owned(),
        false => named.join(joint),
    })]
}
