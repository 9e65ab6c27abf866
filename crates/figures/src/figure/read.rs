//! A figure taken from records: counts, sums, middles, lengths of time, rankings.
//!
//! In: the store's answers, grouped by the parts asked for (no part: one group). Out: the
//! figure, exact. The whole is the one part that has no name, so both are computed alike.

use std::collections::BTreeMap;

use base::{Answer, Catalogue, Group, Test, Type, Value};

use super::{Figure, Gap, Part, is_called, last};
use crate::{Amount, Definition, Fold, Need, Placed, ranking, span};

type Key = Vec<Option<Value>>;

/// The figure from the answers to its asks.
pub(super) fn from_answers(
    definition: &Definition,
    need: &Need,
    answers: Vec<Answer>,
    catalogue: &Catalogue,
    known: &BTreeMap<Need, Figure>,
) -> Figure {
    if answers.iter().any(is_cut_off) {
        return Figure::gap(Gap::TooMany);
    }
    if let Some((_, leaf)) = crate::plan::by_figure(&definition.filter) {
        return by_figure(definition, need, &leaf, answers, catalogue, known);
    }
    if let Fold::Last(last) = &definition.fold {
        return last::latest(definition, last, need, answers, catalogue);
    }
    let places = |path: &str| places(catalogue, &definition.kind, path);
    let mut answers = answers.into_iter().map(Answer::groups);
    let (first, second) = (
        answers.next().unwrap_or_default(),
        answers.next().unwrap_or_default(),
    );
    let width = need.by.len();
    match &definition.fold {
        Fold::Rank(rank) => placed(rank, first, places(&rank.sum)),
        Fold::Names(_) | Fold::Months(_) => named(
            first
                .into_iter()
                .filter_map(|g| g.by.into_iter().next().flatten()),
        ),
        Fold::Least(field) | Fold::Most(field) => extreme(first, width, places(field)),
        Fold::Median(field) => each(
            histograms(first, width, 1, |v| whole(v, places(field))),
            width,
            middle,
        ),
        Fold::Trimmed(by) => each(
            histograms(first, width, 1, |v| whole(v, places(&by.of))),
            width,
            |many| span::trimmed(&many, by.trim),
        ),
        Fold::Span(by) => {
            let lengths = histograms(first, width, 2, |v| span::length(by.unit, v));
            each(lengths, width, |many| span::taken(by.take, &many))
        }
        Fold::Share(_) => share(amounts(first, 0), amounts(second, 0), width),
        Fold::Mean(field) => quotient(
            amounts(first, places(field)),
            amounts(second, 0),
            width,
            |sum, n| sum.divided(n).ok_or(Gap::Empty),
        ),
        Fold::Sum(field) => parted(amounts(first, places(field)), width),
        _ => parted(amounts(first, 0), width),
    }
}

/// Whether more was there than was read.
fn is_cut_off(answer: &Answer) -> bool {
    match answer {
        Answer::Groups(groups) => groups.more,
        Answer::Page(page) => page.next.is_some(),
        _ => false,
    }
}

/// How many decimals a field's stored whole numbers carry.
pub(crate) fn places(catalogue: &Catalogue, kind: &str, path: &str) -> u8 {
    match catalogue.field_at(kind, path).map(|(_, f)| f.kind) {
        Some(Type::Decimal(places)) => places,
        Some(Type::Money) => 2,
        _ => 0,
    }
}

fn amounts(groups: Vec<Group>, places: u8) -> BTreeMap<Key, Amount> {
    let amount = |g: Group| {
        let n = g.value.and_then(|v| v.as_whole()).unwrap_or(0);
        (g.by, Amount::scaled(n, places))
    };
    groups.into_iter().map(amount).collect()
}

/// Parts with their amounts, or the whole, which is zero where nothing was found.
fn parted(amounts: BTreeMap<Key, Amount>, width: usize) -> Figure {
    if width == 0 {
        let whole = amounts.into_values().next().unwrap_or(Amount::whole(0));
        return Figure::number(Ok(whole));
    }
    in_parts(amounts.into_iter().map(|(of, amount)| (of, Some(amount))))
}

fn in_parts(parts: impl Iterator<Item = (Key, Option<Amount>)>) -> Figure {
    Figure {
        parts: parts.map(|(of, amount)| Part { of, amount }).collect(),
        ..Figure::default()
    }
}

/// One amount by another, part by part. Every part of the second is one.
fn quotient(
    upper: BTreeMap<Key, Amount>,
    lower: BTreeMap<Key, Amount>,
    width: usize,
    by: impl Fn(Amount, Amount) -> Result<Amount, Gap>,
) -> Figure {
    let nothing = Amount::whole(0);
    let at = |key: &Key| upper.get(key).copied().unwrap_or(nothing);
    if width == 0 {
        let key = Key::new();
        return Figure::number(by(at(&key), lower.get(&key).copied().unwrap_or(nothing)));
    }
    in_parts(
        lower
            .iter()
            .map(|(key, n)| (key.clone(), by(at(key), *n).ok())),
    )
}

/// The share in percent, with what it is of.
fn share(met: BTreeMap<Key, Amount>, of: BTreeMap<Key, Amount>, width: usize) -> Figure {
    let whole = |amounts: &BTreeMap<Key, Amount>| {
        let nothing = Amount::whole(0);
        amounts.get(&Key::new()).copied().unwrap_or(nothing)
    };
    let out_of = (width == 0).then(|| (whole(&met), whole(&of)));
    let percent = |part: Amount, whole| Ok(part.divided(whole).ok_or(Gap::OverZero)?.percent());
    Figure {
        out_of,
        ..quotient(met, of, width, percent)
    }
}

/// For each part the values found in it, with how often. `last` fields of a group make a value.
fn histograms(
    groups: Vec<Group>,
    width: usize,
    last: usize,
    value: impl Fn(&[Option<Value>]) -> Option<Amount>,
) -> BTreeMap<Key, Vec<(Amount, i64)>> {
    let mut parts: BTreeMap<Key, Vec<(Amount, i64)>> = BTreeMap::new();
    for group in groups {
        let (part, rest) = group.by.split_at(width.min(group.by.len()));
        if let Some(amount) = rest.get(..last).and_then(&value) {
            parts
                .entry(part.to_vec())
                .or_default()
                .push((amount, group.rows));
        }
    }
    for many in parts.values_mut() {
        many.sort_by_key(|(amount, _)| *amount);
    }
    parts
}

fn whole(of: &[Option<Value>], places: u8) -> Option<Amount> {
    Some(Amount::scaled(of.first()?.as_ref()?.as_whole()?, places))
}

fn each(
    mut parts: BTreeMap<Key, Vec<(Amount, i64)>>,
    width: usize,
    take: impl Fn(Vec<(Amount, i64)>) -> Option<Amount>,
) -> Figure {
    if width == 0 {
        let many = parts.remove(&Key::new()).unwrap_or_default();
        return Figure::number(take(many).ok_or(Gap::Empty));
    }
    in_parts(parts.into_iter().map(|(key, many)| (key, take(many))))
}

/// The middle of values in order; of an even number, the mean of the middle two.
fn middle(many: Vec<(Amount, i64)>) -> Option<Amount> {
    span::middle(&many)
}

/// The smallest or largest value: a number, or a day.
fn extreme(groups: Vec<Group>, width: usize, places: u8) -> Figure {
    if width > 0 {
        return in_parts(groups.into_iter().map(|g| {
            let amount = g
                .value
                .and_then(|v| v.as_whole())
                .map(|n| Amount::scaled(n, places));
            (g.by, amount)
        }));
    }
    match groups.into_iter().next().and_then(|g| g.value) {
        Some(Value::Whole(n)) => Figure::number(Ok(Amount::scaled(n, places))),
        Some(value) => named(std::iter::once(value)),
        None => Figure::gap(Gap::Empty),
    }
}

fn named(names: impl Iterator<Item = Value>) -> Figure {
    Figure {
        names: names.collect(),
        ..Figure::default()
    }
}

fn placed(rank: &crate::Rank, groups: Vec<Group>, places: u8) -> Figure {
    let ranking = ranking(&groups, places, rank.trim, rank.ties);
    if let Some(one) = &rank.one {
        return place_of(one, ranking);
    }
    let first: Vec<&Placed> = ranking.iter().filter(|p| p.place == rank.place).collect();
    let picked = first.iter().filter_map(|p| p.thing.as_whole()).collect();
    let (amount, names) = if rank.show == "score" {
        (first.first().map(|p| p.mean), Vec::new())
    } else {
        (None, first.iter().filter_map(|p| p.name.clone()).collect())
    };
    Figure {
        amount,
        names,
        picked: Some(picked),
        ranking,
        ..Figure::default()
    }
}

/// The place of the thing named so.
fn place_of(one: &str, ranking: Vec<Placed>) -> Figure {
    let named = |p: &&Placed| is_called(p.name.as_ref().unwrap_or(&p.thing), one);
    let found = ranking.iter().find(named);
    let place = found.map(|p| Amount::whole(i64::try_from(p.place).unwrap_or(i64::MAX)));
    Figure {
        picked: Some(found.and_then(|p| p.thing.as_whole()).into_iter().collect()),
        ranking: ranking.clone(),
        ..Figure::number(place.ok_or(Gap::Absent))
    }
}

fn by_figure(
    definition: &Definition,
    need: &Need,
    leaf: &base::Leaf,
    answers: Vec<Answer>,
    catalogue: &Catalogue,
    known: &BTreeMap<Need, Figure>,
) -> Figure {
    if !need.by.is_empty() {
        return Figure::gap(Gap::NoParts);
    }
    let (Some(kind), Test::FigureAtLeast(target)) = (catalogue.kind(&definition.kind), &leaf.test)
    else {
        return Figure::default();
    };
    let places = places(catalogue, kind.name, target);
    let rows = answers.into_iter().flat_map(Answer::many);
    let met = rows.filter(|row| {
        let value = |key: &str| known.get(&Need::whole(key, need.period))?.amount;
        let amount = row.text(kind, &leaf.field).and_then(value);
        let target = row.whole(kind, target).map(|n| Amount::scaled(n, places));
        matches!((amount, target), (Some(a), Some(t)) if a >= t)
    });
    let picked: Vec<i64> = met.map(|row| row.id.0).collect();
    Figure {
        amount: Some(Amount::whole(picked.len() as i64)),
        picked: Some(picked),
        ..Figure::default()
    }
}

#[cfg(test)]
mod tests {
    use base::{Cursor, Group, Groups, Id, Page};

    use super::*;

    #[test]
    fn what_was_cut_off_gives_no_figure() {
        let group = Group {
            by: Vec::new(),
            value: None,
            rows: 1,
        };
        let groups = |more| {
            Answer::Groups(Groups {
                groups: vec![group.clone()],
                more,
            })
        };
        let page = |next: Option<i64>| {
            Answer::Page(Page {
                next: next.map(|id| Cursor {
                    value: None,
                    id: Id(id),
                }),
                ..Page::default()
            })
        };
        for (answer, cut) in [
            (groups(true), true),
            (groups(false), false),
            (page(Some(1)), true),
            (page(None), false),
        ] {
            assert_eq!(is_cut_off(&answer), cut, "{answer:?}");
        }
    }
}
