//! The text by which a record is told from others of its kind.
//!
//! In: a kind and values. Out: the values of its key joined by U+001F, a link as the identity
//! it points at, a missing value as nothing; for kinds told apart by order, the n behind it.
//! No typed text can hold U+001F, so two keys never run into one.

use std::fmt::Write;

use base::{Day, Draft, Key, Kind, Type, Value};

/// What stands between the values of a key.
const JOINT: char = '\u{1f}';

/// The key in text; for a kind told apart by order, without the n.
pub fn natural(kind: &Kind, values: &[Option<Value>]) -> String {
    // Most keys are two or three short values and a few identities.
    let mut text = String::with_capacity(72);
    for (n, name) in kind.key.fields().iter().enumerate() {
        if n > 0 {
            text.push(JOINT);
        }
        let value = kind.at(name).and_then(|at| values.get(at));
        match value.and_then(Option::as_ref) {
            Some(Value::Text(words)) => text.push_str(words),
            // Writing to a string never fails.
            Some(Value::Whole(n)) => {
                let _ = write!(text, "{n}");
            }
            Some(Value::Many(many)) => {
                for (n, id) in many.iter().enumerate() {
                    let comma = if n > 0 { "," } else { "" };
                    let _ = write!(text, "{comma}{id}");
                }
            }
            Some(Value::Sealed(_)) | None => {}
        }
    }
    text
}

/// The key of the n-th record (from 1) of those that share the rest of it.
pub fn nth(base: &str, n: u32) -> String {
    format!("{base}{JOINT}{n}")
}

/// Whether nothing of a key is there.
pub fn is_blank(natural: &str) -> bool {
    natural.chars().all(|c| c == JOINT)
}

/// Whether every part of a key is there.
pub fn is_whole(kind: &Kind, values: &[Option<Value>]) -> bool {
    let there = |name: &&str| {
        kind.at(name)
            .is_some_and(|at| matches!(values.get(at), Some(Some(_))))
    };
    kind.key.fields().iter().all(there)
}

/// The one text field that is the whole key: by it people write of such a record.
pub fn number_field(kind: &Kind) -> Option<usize> {
    let Key::Unique([name]) = kind.key else {
        return None;
    };
    let at = kind.at(name)?;
    (kind.fields.get(at)?.kind == Type::Text).then_some(at)
}

/// The number of a record whose kind's rule writes it (a place's code).
pub fn derived_number(kind: &'static Kind, values: &[Option<Value>]) -> Option<String> {
    let (at, rule) = (number_field(kind)?, kind.rule?);
    if !kind.fields.get(at)?.derived {
        return None;
    }
    let mut values = values.to_vec();
    rule(&mut Draft::new(kind, &mut values, Day::FIRST));
    values.get(at)?.as_ref()?.as_text().map(str::to_owned)
}

/// The text field that names a record to people, when it is not its key.
pub fn label_field(kind: &Kind) -> Option<usize> {
    let at = kind.at(kind.label)?;
    let text = kind.fields.get(at)?.kind == Type::Text;
    (text && number_field(kind) != Some(at)).then_some(at)
}
