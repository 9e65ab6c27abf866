//! A record as JSON, and JSON as what was given.
//!
//! In: a record, or an object that a program sent. Out: fields by name, identities as text
//! (a browser's numbers end at 2^53), money in 元, days as `2022-07-06`; and back, one cell a
//! field, read by the same rules as a form's. It never shows what is hidden or sealed.

use base::{Code, Field, Id, Kind, Problem, Record, Type, Value, decimal};
use serde_json::{Map, Number, Value as Json, json};

use crate::{intake::Cell, ledgers::show::is_shown};

/// A record as a program reads it.
pub fn of(kind: &'static Kind, record: &Record) -> Json {
    let mut fields = Map::new();
    for (at, field) in kind.fields.iter().enumerate() {
        if is_shown(kind, field) && !record.hidden.contains(&at) {
            let value = record.value(kind, field.name);
            fields.insert(
                field.name.to_owned(),
                value.map_or(Json::Null, |v| value_of(field, v)),
            );
        }
    }
    json!({ "id": record.id, "since": record.since.to_string(), "fields": fields })
}

fn value_of(field: &Field, value: &Value) -> Json {
    match (field.kind, value) {
        (_, Value::Text(text)) => text.as_str().into(),
        (_, Value::Many(many)) => many.iter().map(|id| Json::from(id.to_string())).collect(),
        (Type::Area | Type::Link(_) | Type::Links(_), Value::Whole(id)) => id.to_string().into(),
        (Type::YesNo, Value::Whole(n)) => (*n != 0).into(),
        (Type::Money, Value::Whole(n)) => exact(decimal(*n, 2)),
        (Type::Decimal(places), Value::Whole(n)) => exact(decimal(*n, places)),
        (_, Value::Whole(n)) => (*n).into(),
        (_, Value::Sealed(_)) => Json::Null,
    }
}

/// A decimal as a number where its digits survive that, else as text.
fn exact(digits: String) -> Json {
    let number = digits.parse::<f64>().ok().filter(|_| digits.len() <= 16);
    number
        .and_then(Number::from_f64)
        .map_or_else(|| digits.clone().into(), Json::Number)
}

/// The cells of an object's fields.
///
/// # Errors
/// Every field that the kind has not, or whose value no field can hold.
pub fn cells<'n>(
    kind: &'static Kind,
    sent: &'n Map<String, Json>,
) -> Result<Vec<(&'n str, Option<Cell>)>, Vec<Problem>> {
    let (mut cells, mut problems) = (Vec::new(), Vec::new());
    for (name, value) in sent {
        let field = kind.field(name);
        let item = || {
            kind.typed()
                .any(|f| matches!(f.kind, Type::Sealed(parts) if parts.contains(&name.as_str())))
        };
        if field.is_none_or(|f| f.derived) && !item() {
            problems.push(Problem::of(Code::UnknownField, name));
            continue;
        }
        match cell(field, value) {
            Some(cell) => cells.push((name.as_str(), cell)),
            None => problems.push(Problem::of(Code::BadShape, name)),
        }
    }
    if problems.is_empty() {
        Ok(cells)
    } else {
        Err(problems)
    }
}

/// One value as a cell: `Some(None)` for a blank, `None` for what no field can hold.
fn cell(field: Option<&Field>, value: &Json) -> Option<Option<Cell>> {
    let linked = field.is_some_and(|f| !f.targets().is_empty());
    Some(match value {
        Json::Null => None,
        Json::Bool(yes) => Some(Cell::Yes(*yes)),
        // The digits as they were sent: a double would lose some.
        Json::Number(number) => Some(Cell::text(&number.to_string())),
        Json::String(text) if text.trim().is_empty() => None,
        Json::String(text) if linked => Some(link(text)),
        Json::String(text) => Some(Cell::text(text)),
        Json::Array(many) if linked => Some(links(many)?),
        Json::Array(_) | Json::Object(_) => return None,
    })
}

/// A link: an identity in digits, or a number or name of the other record.
fn link(text: &str) -> Cell {
    match identity(text) {
        Some(id) => Cell::Ids([id].into()),
        None => Cell::text(text),
    }
}

fn links(many: &[Json]) -> Option<Cell> {
    let texts: Vec<&str> = many.iter().map(Json::as_str).collect::<Option<_>>()?;
    let ids: Option<Vec<Id>> = texts.iter().map(|text| identity(text)).collect();
    Some(match ids {
        Some(ids) => Cell::Ids(ids.into()),
        None => Cell::text(&texts.join("、")),
    })
}

/// Identities are of at least twelve digits; shorter ones are numbers that people gave.
fn identity(text: &str) -> Option<Id> {
    let digits = text.len() >= 12 && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}
