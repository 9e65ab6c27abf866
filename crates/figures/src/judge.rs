//! Whether one record meets a filter, judged in memory: the second interpreter.
//!
//! In: a filter, a record, and a world in which links can be followed. Out: true or false,
//! never unknown, always as the store's SQL would have it (a property test holds them to it).
//! It is how «which figures hold this record?» is answered before anything is saved.

use std::cmp::Ordering;

use base::{Catalogue, Filter, Id, Kind, Leaf, Operand, Record, Test, Value, folded};

/// The records a filter may step to.
pub trait World {
    /// The record of this kind with this identity, where there is one.
    fn record(&self, kind: &str, id: Id) -> Option<&Record>;
    /// The records of a kind whose link `field` points at this identity.
    fn holders(&self, kind: &str, field: &str, id: Id) -> Vec<&Record>;
}

/// Whether the record meets the filter. A year not made plain, or a test on a figure's value,
/// is met by nothing: both are made plain before.
pub fn judge(
    filter: &Filter,
    kind: &Kind,
    record: &Record,
    catalogue: &Catalogue,
    world: &dyn World,
) -> bool {
    let meets = |f: &Filter| judge(f, kind, record, catalogue, world);
    match filter {
        Filter::All { all } => all.iter().all(meets),
        Filter::Any { any } => any.iter().any(meets),
        Filter::Not { not } => !judge(not, kind, record, catalogue, world),
        Filter::Below { below, by } => is_below(below, by, kind, record, world),
        Filter::Ids { ids } => ids.contains(&record.id.0),
        Filter::Through {
            through,
            kind: only,
            filter,
        } => {
            let Some(field) = kind.field(through) else {
                return false;
            };
            let ids = record
                .value(kind, through)
                .map(Value::ids)
                .unwrap_or_default();
            let targets = field
                .targets()
                .iter()
                .filter(|t| only.is_empty() || **t == only);
            let kinds: Vec<&'static Kind> = targets.filter_map(|t| catalogue.kind(t)).collect();
            ids.iter().any(|id| {
                kinds.iter().any(|k| {
                    world
                        .record(k.name, *id)
                        .is_some_and(|r| judge(filter, k, r, catalogue, world))
                })
            })
        }
        Filter::HeldBy {
            held_by,
            by,
            filter,
        } => catalogue.kind(held_by).is_some_and(|holder| {
            world
                .holders(held_by, by, record.id)
                .iter()
                .any(|r| judge(filter, holder, r, catalogue, world))
        }),
        Filter::Leaf(leaf) => leaf_meets(leaf, kind, record),
    }
}

/// Whether a record is one of these, or leads up to one of them. Links that lead round in a
/// ring end where they began.
fn is_below(below: &[i64], by: &str, kind: &Kind, record: &Record, world: &dyn World) -> bool {
    let (mut here, mut seen) = (Some(record), Vec::new());
    while let Some(record) = here.filter(|r| !seen.contains(&r.id)) {
        if below.contains(&record.id.0) {
            return true;
        }
        seen.push(record.id);
        let above = record.value(kind, by).map(Value::ids).unwrap_or_default();
        here = above.first().and_then(|id| world.record(kind.name, *id));
    }
    false
}

fn leaf_meets(leaf: &Leaf, kind: &Kind, record: &Record) -> bool {
    let beside = leaf.test.beside();
    let beside = beside.and_then(|name| record.value(kind, name));
    test_meets(&leaf.test, record.value(kind, &leaf.field), beside)
}

/// Whether what a field holds meets a test; `beside` is what the field holds that it is held
/// against, where it is held against one.
pub(crate) fn test_meets(test: &Test, value: Option<&Value>, beside: Option<&Value>) -> bool {
    if let Test::Set(there) = test {
        return value.is_some() == *there;
    }
    let Some(value) = value else { return false };
    let against = |o: &Operand| match o {
        Operand::Is(other) => order(value, other),
        Operand::Year { .. } => None,
    };
    let field = || beside.and_then(|other| order(value, other));
    match test {
        Test::Is(o) => against(o) == Some(Ordering::Equal),
        Test::In(many) => many.iter().any(|o| against(o) == Some(Ordering::Equal)),
        Test::AtLeast(o) => against(o).is_some_and(Ordering::is_ge),
        Test::Above(o) => against(o).is_some_and(Ordering::is_gt),
        Test::AtMost(o) => against(o).is_some_and(Ordering::is_le),
        Test::Below(o) => against(o).is_some_and(Ordering::is_lt),
        Test::Contains(words) => value
            .as_text()
            .is_some_and(|t| folded(t).contains(&folded(words))),
        Test::AtLeastField(_) => field().is_some_and(Ordering::is_ge),
        Test::AtMostField(_) => field().is_some_and(Ordering::is_le),
        Test::IsField(_) => field() == Some(Ordering::Equal),
        Test::InMonth(month) => value
            .as_text()
            .and_then(|t| t.get(5..7))
            .is_some_and(|m| m == format!("{month:02}")),
        Test::Set(_) | Test::FigureAtLeast(_) => false,
    }
}

/// Numbers with numbers, texts with texts, byte by byte; several links are a link when they
/// hold it; nothing else compares.
fn order(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::Whole(a), Value::Whole(b)) => Some(a.cmp(b)),
        (Value::Text(a), Value::Text(b)) => Some(a.as_bytes().cmp(b.as_bytes())),
        (Value::Many(many), Value::Whole(id)) if many.contains(id) => Some(Ordering::Equal),
        _ => None,
    }
}
