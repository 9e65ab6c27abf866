//! How a field's value lies in a table: its column, its storage, and the way there and back.
//!
//! In: a field and a value. Out: a cell, and the value again. Four storages are enough: a
//! whole number, a text, a list of links (as text, with a side table for looking through
//! them), and sealed bytes. An empty text or list is never stored: it is a missing value.

use base::{Field, Kind, Type, Value};

use crate::sql::Cell;

/// Columns that every table of records has before its fields'.
pub(crate) const OWN: [&str; 5] = ["park", "id", "since", "act", "natural"];

/// How a field is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Storage {
    Whole,
    Text,
    Many,
    Sealed,
}

impl Storage {
    /// The storage of a field.
    pub(crate) fn of(field: &Field) -> Storage {
        match field.kind {
            Type::Links(_) => Storage::Many,
            Type::Sealed(_) => Storage::Sealed,
            _ if field.is_text() => Storage::Text,
            _ => Storage::Whole,
        }
    }

    /// The cell of a value, or `None` when the value is none of this storage.
    pub(crate) fn cell(self, value: Option<&Value>) -> Option<Cell> {
        Some(match (self, value) {
            (_, None) => Cell::Null,
            (Storage::Whole, Some(Value::Whole(n))) => Cell::Whole(*n),
            (Storage::Text, Some(Value::Text(text))) => Cell::Text(text.clone()),
            (Storage::Many, Some(Value::Many(many))) => Cell::Text(joined(many)),
            (Storage::Sealed, Some(Value::Sealed(bytes))) => Cell::Bytes(bytes.clone()),
            _ => return None,
        })
    }

    /// The value of a cell.
    pub(crate) fn value(self, cell: Cell) -> Option<Value> {
        match (self, cell) {
            (Storage::Whole, Cell::Whole(n)) => Some(Value::Whole(n)),
            (Storage::Text, Cell::Text(text)) => Some(Value::Text(text)),
            (Storage::Many, Cell::Text(text)) => Some(Value::Many(parted(&text))),
            (Storage::Sealed, Cell::Bytes(bytes)) => Some(Value::Sealed(bytes)),
            _ => None,
        }
    }
}

fn joined(many: &[i64]) -> String {
    let many: Vec<String> = many.iter().map(i64::to_string).collect();
    many.join(",")
}

fn parted(text: &str) -> Vec<i64> {
    text.split(',').filter_map(|n| n.parse().ok()).collect()
}

/// The value as it is stored: an empty text or list is missing, a list repeats nothing.
pub(crate) fn normal(value: Option<Value>) -> Option<Value> {
    match value? {
        Value::Text(text) if text.is_empty() => None,
        Value::Many(many) => {
            let mut seen = Vec::with_capacity(many.len());
            for id in many {
                if !seen.contains(&id) {
                    seen.push(id);
                }
            }
            (!seen.is_empty()).then_some(Value::Many(seen))
        }
        other => Some(other),
    }
}

/// The column of a field.
pub(crate) fn column(field: &Field) -> String {
    column_named(field.name)
}

/// The column of the field with this name: its name, unless the table has such a column of
/// its own.
pub(crate) fn column_named(field: &str) -> String {
    if OWN.contains(&field) || field == "until" {
        format!("field_{field}")
    } else {
        field.to_owned()
    }
}

/// The column beside a searched field that «contains» looks in.
pub(crate) fn folded_column(field: &str) -> String {
    format!("{field}_folded")
}

/// The table of replaced and removed rows.
pub(crate) fn past(table: &str) -> String {
    format!("{table}_past")
}

/// The table of the links of a field that holds many.
pub(crate) fn side_table(kind: &str, field: &str) -> String {
    format!("{kind}__{field}")
}

/// All columns of a kind's table, in order.
pub(crate) fn columns(kind: &Kind) -> Vec<String> {
    let own = OWN.iter().map(|name| (*name).to_owned());
    own.chain(kind.fields.iter().map(column))
        .chain(
            kind.fields
                .iter()
                .filter(|f| f.searched)
                .map(|f| folded_column(f.name)),
        )
        .collect()
}

/// The fields of a kind that hold many links.
pub(crate) fn many_fields(kind: &'static Kind) -> impl Iterator<Item = (usize, &'static Field)> {
    let fields = kind.fields.iter().enumerate();
    fields.filter(|(_, field)| Storage::of(field) == Storage::Many)
}

/// The word by which the database remembers what a field is. Types that are stored and read
/// alike share one, so that a line may become several lines; a change of unit does not pass.
pub(crate) fn type_word(field: &Field) -> String {
    match field.kind {
        Type::Text | Type::Long | Type::Choice(_) | Type::Definition => "text".to_owned(),
        Type::Day => "day".to_owned(),
        Type::Month => "month".to_owned(),
        Type::Time => "time".to_owned(),
        Type::Moment => "moment".to_owned(),
        Type::Whole | Type::Year => "whole".to_owned(),
        Type::YesNo => "yes_no".to_owned(),
        Type::Decimal(places) => format!("decimal {places}"),
        Type::Money => "money".to_owned(),
        Type::Area | Type::Link(_) => "link".to_owned(),
        Type::Links(_) => "links".to_owned(),
        Type::Sealed(_) => "sealed".to_owned(),
    }
}
