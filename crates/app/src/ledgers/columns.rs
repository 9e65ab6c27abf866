//! A kind's columns in a sheet, and a record's cells under them.
//!
//! In: fields and a record. Out: columns as the papers write them: days as days, money in 元,
//! choices with the words to pick from. The headers are those an import knows.

use base::{Day, Field, Kind, Lang, Record, Type, Value, decimal, show};
use papers::{
    cell::Cell,
    sheet::{Column, Style},
};

use super::labels::Labels;

/// The name of a kind's tab.
pub fn tab(kind: &Kind) -> &'static str {
    if kind.sheet.is_empty() {
        kind.words.zh
    } else {
        kind.sheet
    }
}

/// The columns of these fields; one under encryption has a column for each answer.
pub fn all(kind: &Kind, fields: &[&'static Field]) -> Vec<Column> {
    let mut columns = Vec::new();
    for field in fields {
        match field.kind {
            Type::Sealed(parts) => {
                columns.extend(
                    parts
                        .iter()
                        .map(|part| Column::new(part, Style::Number { decimals: 0 })),
                );
            }
            _ => columns.push(one(kind, field)),
        }
    }
    columns
}

fn one(kind: &Kind, field: &Field) -> Column {
    let mut column = Column::new(field.words.zh, style(field));
    column.is_must = field.must || kind.key.fields().contains(&field.name);
    column.is_open = field.grows;
    column.choices = match field.kind {
        Type::Choice(choices) => choices.iter().map(|c| c.words.zh.to_owned()).collect(),
        Type::YesNo => vec!["是".to_owned(), "否".to_owned()],
        _ => Vec::new(),
    };
    column.meaning = field.hint.map_or("", |hint| hint.zh).to_owned();
    column
}

fn style(field: &Field) -> Style {
    match field.kind {
        Type::Whole | Type::Year => Style::Number { decimals: 0 },
        Type::Decimal(places) => Style::Number {
            decimals: places.min(9),
        },
        Type::Money => Style::Number { decimals: 2 },
        Type::Day => Style::Day,
        _ => Style::Text,
    }
}

/// A record's cell under a field.
pub fn cell(kind: &'static Kind, field: &'static Field, record: &Record, known: &Labels) -> Cell {
    let Some(value) = record.value(kind, field.name) else {
        return Cell::blank();
    };
    if !field.targets().is_empty() {
        let names: Vec<&str> = value
            .ids()
            .iter()
            .filter_map(|id| Some(known.get(*id)?.1))
            .collect();
        return Cell::text(&names.join("、"));
    }
    match (field.kind, value) {
        (Type::Whole | Type::Year, Value::Whole(n)) => number(decimal(*n, 0)),
        (Type::Decimal(places), Value::Whole(n)) => number(decimal(*n, places)),
        (Type::Money, Value::Whole(n)) => number(decimal(*n, 2)),
        (Type::Day, Value::Text(day)) => match day.parse::<Day>().map(Day::serial) {
            // Before 1900 a sheet has no days: those stay words.
            Ok(serial) if serial > 60 => i32::try_from(serial)
                .map_or_else(|_| Cell::text(day), |n| Cell::Moment(f64::from(n))),
            _ => Cell::text(day),
        },
        _ => Cell::text(&show(field, value, Lang::Zh)),
    }
}

/// A number, exactly as far as a sheet can hold it; else its digits as words.
fn number(digits: String) -> Cell {
    let whole = digits.chars().filter(char::is_ascii_digit).count();
    match digits.parse::<f64>() {
        Ok(n) if whole <= 15 => Cell::Number(n),
        _ => Cell::text(&digits),
    }
}
