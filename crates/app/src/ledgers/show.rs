//! A record's values as lines that are read.
//!
//! In: a record, its kind, the names of what it points at. Out: for each field a line, with
//! links that open, or that it is hidden or blank. It never shows what is sealed.

use base::{Field, Kind, Lang, Record, Type, Value, show};
use page::{Line, Link, Piece, record};

use super::{labels::Labels, of_record};

/// Whether a field is shown at all: answers under encryption and password hashes never are.
pub fn is_shown(kind: &Kind, field: &Field) -> bool {
    let secret = kind.name == crate::access::account::KIND && field.name == "password";
    !matches!(field.kind, Type::Sealed(_)) && !secret
}

/// The value of a fact on a record's page.
pub fn fact(
    kind: &'static Kind,
    field: &'static Field,
    record: &Record,
    names: (&Labels, Lang),
) -> record::Value {
    let at = kind.at(field.name).unwrap_or(usize::MAX);
    if record.hidden.contains(&at) {
        return record::Value::Hidden;
    }
    match record.value(kind, field.name) {
        None => record::Value::Blank,
        Some(value) => record::Value::Line(line(field, value, names, true)),
    }
}

/// The cell of a list: plain words, since the row itself is the link.
pub fn cell(
    kind: &'static Kind,
    field: &'static Field,
    record: &Record,
    names: (&Labels, Lang),
) -> Line {
    let value = record.value(kind, field.name);
    value.map_or_else(Line::default, |value| line(field, value, names, false))
}

/// A value as a line.
pub fn line(field: &Field, value: &Value, names: (&Labels, Lang), open: bool) -> Line {
    let (labels, lang) = names;
    if field.targets().is_empty() {
        return words(field, value, lang, open).into();
    }
    let mut pieces = Vec::new();
    for id in value.ids() {
        if !pieces.is_empty() {
            let joint = if lang == Lang::Zh { "、" } else { ", " };
            pieces.push(Piece::Text(joint.to_owned()));
        }
        pieces.push(match labels.get(id) {
            Some((kind, name)) if open && !kind.is_empty() => {
                Piece::Link(Link::new(name, of_record(kind, id)))
            }
            Some((_, name)) => Piece::Text(name.to_owned()),
            None => Piece::Soft(
                if lang == Lang::Zh {
                    "需授权"
                } else {
                    "needs a right"
                }
                .to_owned(),
            ),
        });
    }
    pieces.into()
}

/// A value in words, with its unit where it stands alone.
fn words(field: &Field, value: &Value, lang: Lang, with_unit: bool) -> String {
    let text = show(field, value, lang);
    match field.unit.filter(|_| with_unit) {
        Some(unit) if lang == Lang::En => format!("{text} {}", unit.en),
        Some(unit) => format!("{text}{}", unit.zh),
        None if with_unit && matches!(field.kind, Type::Money) => match lang {
            Lang::Zh => format!("{text}元"),
            Lang::En => format!("{text} yuan"),
        },
        None => text,
    }
}
