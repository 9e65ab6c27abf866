//! Why two figures differ (为什么对不上): steps that sum exactly to the gap.
//!
//! In: what two figures counted, row by row, and what became of a thing that counts otherwise.
//! Out: steps, each with its amount and the rows it opens. The steps are a partition of the
//! things counted, so they sum to the gap by construction and never by a correcting entry.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use base::Value;

/// A row: its kind and its identity, or its number in a list that somebody sent.
pub type RowId = (&'static str, i64);

/// What counts: a record, a person, a place, a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Thing {
    /// By what things are told apart: the name of a kind, or of a kind and its field.
    pub by: Arc<str>,
    /// Which of them.
    pub value: Value,
}

/// What one figure counted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Side {
    /// Its parts, which add up: one, but for figures made of others.
    pub parts: Vec<Part>,
}

/// One part of what a figure counted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part {
    /// The rows.
    pub rows: Vec<Counted>,
    /// Whether a thing counts once, however many rows it has (人数), or each row for itself (人次).
    pub once: bool,
    /// Whether it is taken off.
    pub less: bool,
}

/// One row a figure counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    /// The record.
    pub row: RowId,
    /// The thing it belongs to, by which the two sides are held together.
    pub thing: Thing,
    /// How much it counts, in stored units: 1, or the field that is summed.
    pub weight: i64,
}

/// Why a thing counts differently on the two sides. A field is named with its kind: `visits.on`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// It was removed in between.
    Removed,
    /// It was added in between.
    Added,
    /// Its day moved out of, or into, the period: the field.
    DayMoved(String),
    /// A field changed, so that it is no longer, or now, among those counted: the field.
    Changed(String),
    /// What it belongs to changed.
    Linked,
    /// How much it counts changed: the field.
    WeightChanged(String),
    /// One side counts it once, the other each of its rows.
    CountedTwice,
    /// Only the first counts it: which of the second's conditions it does not meet.
    OnlyHere(Option<usize>),
    /// Only the second counts it: which of the first's conditions it does not meet.
    OnlyThere(Option<usize>),
}

/// A thing that counts differently on the two sides.
#[derive(Clone, Debug, PartialEq)]
pub struct Apart {
    /// The thing.
    pub thing: Thing,
    /// How much more it counts on the second side, in stored units.
    pub amount: i64,
    /// Its rows on the first side.
    pub here: Vec<RowId>,
    /// Its rows on the second side.
    pub there: Vec<RowId>,
    /// Whether both have it and one of them counts it once.
    pub twice: bool,
}

/// One step from the first value to the second.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Why.
    pub cause: Cause,
    /// By how much it moves the value, in stored units.
    pub amount: i64,
    /// The things it is about.
    pub things: Vec<Apart>,
}

impl Side {
    /// Its value, in stored units.
    pub fn value(&self) -> i64 {
        self.by_thing().values().map(|t| t.value).sum()
    }

    fn by_thing(&self) -> HashMap<&Thing, Found> {
        let many = self.parts.iter().map(|part| part.rows.len()).sum();
        let mut things: HashMap<&Thing, Found> = HashMap::with_capacity(many);
        for (at, part) in self.parts.iter().enumerate() {
            let sign = if part.less { -1 } else { 1 };
            for counted in &part.rows {
                let thing = things.entry(&counted.thing).or_default();
                thing.rows.push(counted.row);
                // Once in each part, also where others count it too.
                let again = part.once && thing.counted == Some(at);
                if !again {
                    thing.value += sign * if part.once { 1 } else { counted.weight };
                }
                if part.once {
                    thing.counted = Some(at);
                }
            }
        }
        things
    }
}

/// A thing on one side.
#[derive(Clone, Debug, Default)]
struct Found {
    rows: Vec<RowId>,
    value: i64,
    /// The last part that counted it once.
    counted: Option<usize>,
}

/// The things that count differently on the two sides, in order.
pub fn apart(here: &Side, there: &Side) -> Vec<Apart> {
    let (mut first, mut second) = (here.by_thing(), there.by_thing());
    let mut all = Vec::new();
    let mut tell = |thing: &Thing, a: Found, b: Found| {
        if a.value != b.value {
            let both = !a.rows.is_empty() && !b.rows.is_empty();
            all.push(Apart {
                thing: thing.clone(),
                amount: b.value - a.value,
                twice: both && a.counted.is_some() != b.counted.is_some(),
                here: a.rows,
                there: b.rows,
            });
        }
    };
    for (thing, a) in first.drain() {
        let b = second.remove(thing).unwrap_or_default();
        tell(thing, a, b);
    }
    for (thing, b) in second.drain() {
        tell(thing, Found::default(), b);
    }
    all.sort_unstable_by(|a, b| a.thing.cmp(&b.thing));
    all
}

/// The steps from the first value to the second, largest first. `cause` says what became of a
/// thing that counts differently; one that a side counts once and the other row by row is
/// counted twice, and is not asked about.
pub fn steps(apart: Vec<Apart>, mut cause: impl FnMut(&Apart) -> Cause) -> Vec<Step> {
    let mut steps: BTreeMap<Cause, Step> = BTreeMap::new();
    for one in apart {
        let why = if one.twice {
            Cause::CountedTwice
        } else {
            cause(&one)
        };
        let step = steps.entry(why.clone()).or_insert_with(|| Step {
            cause: why,
            amount: 0,
            things: Vec::new(),
        });
        step.amount += one.amount;
        step.things.push(one);
    }
    let mut steps: Vec<Step> = steps.into_values().collect();
    steps.sort_by_key(|s| std::cmp::Reverse(s.amount.unsigned_abs()));
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn thing(n: i64) -> Thing {
        Thing {
            by: "people".into(),
            value: Value::Whole(n),
        }
    }

    fn part() -> impl Strategy<Value = Part> {
        let counted = (0..40i64, 0..12i64, -3..9i64);
        let rows = proptest::collection::vec(counted, 0..40);
        (rows, any::<bool>(), any::<bool>()).prop_map(|(rows, once, less)| Part {
            rows: rows
                .into_iter()
                .map(|(row, n, weight)| Counted {
                    row: ("attendance", row),
                    thing: thing(n),
                    weight,
                })
                .collect(),
            once,
            less,
        })
    }

    fn any_side() -> impl Strategy<Value = Side> {
        proptest::collection::vec(part(), 0..3).prop_map(|parts| Side { parts })
    }

    fn some_cause(one: &Apart) -> Cause {
        match (
            one.here.len(),
            one.there.len(),
            one.thing.value.as_whole().unwrap_or(0) % 3,
        ) {
            (_, 0, 0) => Cause::Removed,
            (_, 0, _) => Cause::OnlyHere(None),
            (0, _, 0) => Cause::DayMoved("visits.on".to_owned()),
            (0, _, _) => Cause::OnlyThere(Some(1)),
            (_, _, n) => Cause::Changed(format!("f{n}")),
        }
    }

    /// A side's value, counted the long way: each part by itself.
    fn value(side: &Side) -> i64 {
        let one = |part: &Part| {
            let things: BTreeSet<&Thing> = part.rows.iter().map(|r| &r.thing).collect();
            let sum: i64 = part.rows.iter().map(|r| r.weight).sum();
            let worth = if part.once { things.len() as i64 } else { sum };
            if part.less { -worth } else { worth }
        };
        side.parts.iter().map(one).sum()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn the_steps_sum_to_the_gap_and_part_the_things((here, there) in (any_side(), any_side())) {
            prop_assert_eq!(here.value(), value(&here));
            let steps = steps(apart(&here, &there), some_cause);
            let sum: i64 = steps.iter().map(|s| s.amount).sum();
            prop_assert_eq!(sum, value(&there) - value(&here));
            let things: Vec<&Thing> = steps.iter().flat_map(|s| s.things.iter().map(|a| &a.thing)).collect();
            let once: BTreeSet<&Thing> = things.iter().copied().collect();
            prop_assert_eq!(things.len(), once.len(), "no thing stands in two steps");
        }
    }

    #[test]
    fn people_and_presences_differ_by_those_who_came_again() {
        // Three came: one three times, one twice, one once: 6 presences, 3 people.
        let rows = [(1, 7), (2, 7), (3, 7), (4, 8), (5, 8), (6, 9)];
        let rows: Vec<Counted> = rows
            .map(|(row, person)| Counted {
                row: ("attendance", row),
                thing: thing(person),
                weight: 1,
            })
            .to_vec();
        let side = |once| Side {
            parts: vec![Part {
                rows: rows.clone(),
                once,
                less: false,
            }],
        };
        let (presences, people) = (side(false), side(true));
        assert_eq!((presences.value(), people.value()), (6, 3));
        let steps = steps(apart(&presences, &people), some_cause);
        assert_eq!(steps.len(), 1);
        assert_eq!(steps[0].cause, Cause::CountedTwice);
        assert_eq!(steps[0].amount, -3);
        let people: Vec<&Thing> = steps[0].things.iter().map(|a| &a.thing).collect();
        assert_eq!(people, [&thing(7), &thing(8)]);
    }
}
