//! A ranking of things by the mean of their judges' totals.
//!
//! In: each judge's total for each thing. Out: the things with their mean and place, best
//! first. The highest and lowest totals are left out (`trim` at either end) where enough are
//! left; with no more than 2×trim judges all count. Equal means share a place; whether the next
//! place is skipped (1, 1, 3) or not (1, 1, 2) is the definition's choice.

use std::collections::BTreeMap;

use base::{Group, Value};
use serde::{Deserialize, Serialize};

use crate::{Amount, Best, Ties};

/// One thing and where it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Placed {
    /// The thing: a link's identity or a text.
    pub thing: Value,
    /// What it is called, where that was read.
    pub name: Option<Value>,
    /// The mean of the totals that count.
    pub mean: Amount,
    /// Its place, from 1.
    pub place: usize,
    /// How many totals count.
    pub totals: usize,
}

/// Ranks groups of (thing, judge[, name]) with their totals in units of 10^-places.
pub fn ranking(groups: &[Group], places: u8, trim: usize, ties: Ties) -> Vec<Placed> {
    let mut totals: BTreeMap<&Value, (Option<&Value>, Vec<i64>)> = BTreeMap::new();
    for group in groups {
        let (Some(Some(thing)), Some(total)) = (
            group.by.first(),
            group.value.as_ref().and_then(Value::as_whole),
        ) else {
            continue;
        };
        let entry = totals
            .entry(thing)
            .or_insert_with(|| (group.by.get(2).and_then(Option::as_ref), Vec::new()));
        entry.1.push(total);
    }
    let mut placed: Vec<Placed> = totals
        .into_iter()
        .filter_map(|(thing, (name, totals))| one(thing, name, totals, places, trim))
        .collect();
    placed.sort_by(|a, b| b.mean.cmp(&a.mean).then_with(|| a.name.cmp(&b.name)));
    let means: Vec<Amount> = placed.iter().map(|p| p.mean).collect();
    for each in &mut placed {
        each.place = place(&means, each.mean, Best::Most, ties);
    }
    placed
}

/// The place of one amount among all of them, its own included, from 1.
pub fn place(all: &[Amount], one: Amount, best: Best, ties: Ties) -> usize {
    let before = |other: &&Amount| match best {
        Best::Most => **other > one,
        Best::Least => **other < one,
    };
    let mut ahead: Vec<Amount> = all.iter().filter(before).copied().collect();
    if ties == Ties::Close {
        ahead.sort();
        ahead.dedup();
    }
    1 + ahead.len()
}

fn one(
    thing: &Value,
    name: Option<&Value>,
    mut totals: Vec<i64>,
    places: u8,
    trim: usize,
) -> Option<Placed> {
    totals.sort_unstable();
    let trim = if totals.len() > 2 * trim { trim } else { 0 };
    let counted = totals.get(trim..totals.len() - trim)?;
    let sum = Amount::scaled(counted.iter().sum(), places);
    let mean = sum.divided(Amount::whole(counted.len() as i64))?;
    Some(Placed {
        thing: thing.clone(),
        name: name.cloned(),
        mean,
        place: 0,
        totals: counted.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(thing: i64, judge: &str, total: i64) -> Group {
        Group {
            by: vec![Some(thing.into()), Some(judge.into())],
            value: Some(total.into()),
            rows: 4,
        }
    }

    #[test]
    fn equals_share_a_place_and_the_next_is_skipped_or_not() {
        let all = [90, 82, 82, 70].map(Amount::whole);
        for (one, best, ties, found) in [
            (90, Best::Most, Ties::Skip, 1),
            (82, Best::Most, Ties::Skip, 2),
            (70, Best::Most, Ties::Skip, 4),
            (70, Best::Most, Ties::Close, 3),
            (70, Best::Least, Ties::Skip, 1),
            (90, Best::Least, Ties::Skip, 4),
            (90, Best::Least, Ties::Close, 3),
        ] {
            assert_eq!(
                place(&all, Amount::whole(one), best, ties),
                found,
                "{one} {best:?} {ties:?}"
            );
        }
    }

    #[test]
    fn extremes_are_left_out_and_equal_means_share_a_place() {
        // Thing 1: 10 | 80 81 85 | 99 → mean 82. Thing 2: 82 three times → 82. Thing 3: two judges, all count: 90.
        let groups: Vec<Group> = [
            (1, 10),
            (1, 80),
            (1, 81),
            (1, 85),
            (1, 99),
            (2, 82),
            (2, 82),
            (2, 82),
            (3, 80),
            (3, 100),
        ]
        .iter()
        .enumerate()
        .map(|(i, (t, n))| group(*t, &i.to_string(), *n))
        .collect();
        let placed = ranking(&groups, 0, 1, Ties::Skip);
        let seen: Vec<(i64, usize, String)> = placed
            .iter()
            .map(|p| (p.thing.as_whole().unwrap(), p.place, p.mean.digits(1)))
            .collect();
        assert_eq!(
            seen,
            [
                (3, 1, "90.0".into()),
                (1, 2, "82.0".into()),
                (2, 2, "82.0".into())
            ]
        );
    }
}
