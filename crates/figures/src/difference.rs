//! Why two figures differ (为什么对不上): steps that sum exactly to the gap.
//!
//! In: what two figures counted, row by row, and what became of a thing that only one of them
//! counts. Out: steps, each with its amount and the rows it opens. The steps are a partition of
//! the things counted, so they sum to the gap by construction and never by a correcting entry.

use std::collections::{BTreeMap, BTreeSet};

use base::Value;

/// What one figure counted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Side {
    /// The rows.
    pub rows: Vec<Counted>,
    /// Whether a thing counts once, however many rows it has (人数), or each row for itself (人次).
    pub once: bool,
}

/// One row a figure counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    /// The record.
    pub row: i64,
    /// The thing it belongs to, by which the two sides are held together: the record itself,
    /// its person, its name and day.
    pub thing: Value,
    /// How much it counts, in stored units: 1, or the field that is summed.
    pub weight: i64,
}

/// Why a thing counts differently on the two sides.
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
    /// How much it counts changed: the field.
    WeightChanged(String),
    /// One side counts it once, the other each of its rows.
    CountedTwice,
    /// Only the first counts such things at all.
    OnlyHere,
    /// Only the second counts such things at all.
    OnlyThere,
}

/// One step from the first value to the second.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Why.
    pub cause: Cause,
    /// By how much it moves the value, in stored units.
    pub amount: i64,
    /// The things it is about.
    pub things: Vec<Value>,
    /// Their rows on the first side.
    pub here: Vec<i64>,
    /// Their rows on the second side.
    pub there: Vec<i64>,
}

impl Side {
    /// Its value, in stored units.
    pub fn value(&self) -> i64 {
        self.by_thing().values().map(|t| t.value(self.once)).sum()
    }

    fn by_thing(&self) -> BTreeMap<&Value, Thing> {
        let mut things: BTreeMap<&Value, Thing> = BTreeMap::new();
        for counted in &self.rows {
            let thing = things.entry(&counted.thing).or_default();
            thing.rows.push(counted.row);
            thing.weight += counted.weight;
        }
        things
    }
}

/// A thing on one side.
#[derive(Clone, Debug, Default)]
struct Thing {
    rows: Vec<i64>,
    weight: i64,
}

impl Thing {
    fn value(&self, once: bool) -> i64 {
        if once {
            i64::from(!self.rows.is_empty())
        } else {
            self.weight
        }
    }
}

/// The steps from the first value to the second, largest first. `cause` says what became of a
/// thing that counts differently, given its rows on each side; a thing that has the same rows on
/// both and one of the sides counts it once is counted twice, and is not asked about.
pub fn steps(
    here: &Side,
    there: &Side,
    mut cause: impl FnMut(&Value, &[i64], &[i64]) -> Cause,
) -> Vec<Step> {
    let (first, second) = (here.by_thing(), there.by_thing());
    let things: BTreeSet<&Value> = first.keys().chain(second.keys()).copied().collect();
    let nothing = Thing::default();
    let mut steps: BTreeMap<Cause, Step> = BTreeMap::new();
    for thing in things {
        let (a, b) = (
            first.get(thing).unwrap_or(&nothing),
            second.get(thing).unwrap_or(&nothing),
        );
        let amount = b.value(there.once) - a.value(here.once);
        if amount == 0 {
            continue;
        }
        let twice = here.once != there.once && !a.rows.is_empty() && !b.rows.is_empty();
        let why = if twice {
            Cause::CountedTwice
        } else {
            cause(thing, &a.rows, &b.rows)
        };
        let step = steps.entry(why.clone()).or_insert_with(|| Step {
            cause: why,
            amount: 0,
            things: Vec::new(),
            here: Vec::new(),
            there: Vec::new(),
        });
        step.amount += amount;
        step.things.push(thing.clone());
        step.here.extend(&a.rows);
        step.there.extend(&b.rows);
    }
    let mut steps: Vec<Step> = steps.into_values().collect();
    steps.sort_by_key(|s| std::cmp::Reverse(s.amount.unsigned_abs()));
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn side(once: bool) -> impl Strategy<Value = Side> {
        let counted = (0..40i64, 0..12i64, -3..9i64);
        proptest::collection::vec(counted, 0..40).prop_map(move |rows| Side {
            rows: rows
                .into_iter()
                .map(|(row, thing, weight)| Counted {
                    row,
                    thing: thing.into(),
                    weight,
                })
                .collect(),
            once,
        })
    }

    fn any_side() -> impl Strategy<Value = Side> {
        any::<bool>().prop_flat_map(side)
    }

    fn some_cause(thing: &Value, here: &[i64], there: &[i64]) -> Cause {
        match (here.len(), there.len(), thing.as_whole().unwrap_or(0) % 3) {
            (_, 0, 0) => Cause::Removed,
            (_, 0, _) => Cause::OnlyHere,
            (0, _, 0) => Cause::DayMoved("on".to_owned()),
            (0, _, _) => Cause::OnlyThere,
            (_, _, n) => Cause::Changed(format!("f{n}")),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn the_steps_sum_to_the_gap_and_part_the_things((here, there) in (any_side(), any_side())) {
            let steps = steps(&here, &there, some_cause);
            let sum: i64 = steps.iter().map(|s| s.amount).sum();
            prop_assert_eq!(sum, there.value() - here.value());
            let things: Vec<&Value> = steps.iter().flat_map(|s| &s.things).collect();
            let once: BTreeSet<&Value> = things.iter().copied().collect();
            prop_assert_eq!(things.len(), once.len(), "no thing stands in two steps");
        }
    }

    #[test]
    fn people_and_presences_differ_by_those_who_came_again() {
        // Three came: one three times, one twice, one once: 6 presences, 3 people.
        let rows = [(1, 7), (2, 7), (3, 7), (4, 8), (5, 8), (6, 9)];
        let rows: Vec<Counted> = rows
            .map(|(row, person)| Counted {
                row,
                thing: Value::Whole(person),
                weight: 1,
            })
            .to_vec();
        let presences = Side {
            rows: rows.clone(),
            once: false,
        };
        let people = Side { rows, once: true };
        assert_eq!((presences.value(), people.value()), (6, 3));
        let steps = steps(&presences, &people, some_cause);
        assert_eq!(steps.len(), 1);
        assert_eq!(steps[0].cause, Cause::CountedTwice);
        assert_eq!(steps[0].amount, -3);
        assert_eq!(steps[0].things, [Value::Whole(7), Value::Whole(8)]);
    }
}
