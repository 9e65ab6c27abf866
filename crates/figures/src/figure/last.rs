//! The latest value of a field: an outside number as it last stood (常住人口).
//!
//! In: the records selected, of which each has the field. Out: the value at the latest day, or
//! the latest of each place added up, whole or parted by the records' own fields, with the
//! records it was taken from. Two records at one latest day are told, never picked between.

use std::collections::BTreeMap;

use base::{Answer, Catalogue, Kind, Record, Value};

use super::{Figure, Gap, Part, read::places};
use crate::{Amount, Definition, Last, Need};

type Key = Vec<Option<Value>>;

/// The figure from the rows read for it.
pub(super) fn latest(
    definition: &Definition,
    last: &Last,
    need: &Need,
    answers: Vec<Answer>,
    catalogue: &Catalogue,
) -> Figure {
    let Some(kind) = catalogue.kind(&definition.kind) else {
        return Figure::gap(Gap::Empty);
    };
    let page = answers.into_iter().next().map(Answer::page);
    let page = page.unwrap_or_default();
    if need.by.iter().any(|path| kind.field(path).is_none()) {
        return Figure::gap(Gap::NoParts);
    }
    let when = crate::when(definition, catalogue);
    let standing = standing(kind, when, last, &need.by, &page.rows);
    let scale = places(catalogue, kind.name, &last.of);
    let mut picked = Vec::new();
    let mut sums: BTreeMap<Key, Amount> = BTreeMap::new();
    for ((part, _), (_, rows)) in &standing {
        let [row] = rows.as_slice() else {
            return Figure::gap(Gap::Several);
        };
        let value = Amount::scaled(row.whole(kind, &last.of).unwrap_or(0), scale);
        let sum = sums.entry(part.clone()).or_insert(Amount::whole(0));
        *sum = sum.plus(value);
        picked.push(row.id.0);
    }
    if need.by.is_empty() {
        let whole = sums.into_values().next().ok_or(Gap::Empty);
        return Figure {
            picked: Some(picked),
            ..Figure::number(whole)
        };
    }
    let part = |(of, amount)| Part {
        of,
        amount: Some(amount),
    };
    Figure {
        parts: sums.into_iter().map(part).collect(),
        ..Figure::default()
    }
}

/// For each part, and in it each that has a latest of its own: the latest day and its records.
fn standing<'r>(
    kind: &Kind,
    when: &str,
    last: &Last,
    by: &[String],
    rows: &'r [Record],
) -> BTreeMap<(Key, Option<Value>), (String, Vec<&'r Record>)> {
    let mut latest: BTreeMap<(Key, Option<Value>), (String, Vec<&Record>)> = BTreeMap::new();
    for row in rows {
        let Some(day) = row.value(kind, when).map(|v| match v {
            Value::Text(text) => text.clone(),
            // Years have four digits and sort as text.
            Value::Whole(n) => n.to_string(),
            Value::Many(_) | Value::Sealed(_) => String::new(),
        }) else {
            continue;
        };
        let part: Key = by
            .iter()
            .map(|path| row.value(kind, path).cloned())
            .collect();
        let own = last
            .per
            .as_ref()
            .and_then(|per| row.value(kind, per).cloned());
        let (found, rows) = latest.entry((part, own)).or_default();
        if rows.is_empty() || day > *found {
            (*found, *rows) = (day, vec![row]);
        } else if day == *found {
            rows.push(row);
        }
    }
    latest
}
