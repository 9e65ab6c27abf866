//! Our figure held against their rows: who is whom, and the steps between.
//!
//! In: our side, their entries, what a person decided. Out: the pairs that are not sure, and
//! steps that sum exactly to the gap. A pair that is not decided counts as two things.

use std::collections::{BTreeMap, HashMap};

use figures::{
    Apart, Cause, Counted, Entry, Pair, PartOf, RowId, Side, Step, Thing, apart, pair, steps,
};
use store::{Scope, Store};

use super::{
    super::{cause::unmet, side::Figured},
    ours::{Ours, Own},
};
use crate::{front::Stop, reports::definitions::Trouble};

/// The kind that a row of theirs has among our rows.
pub const THEIRS: &str = "list";

/// A row of theirs: its number, by what it is found, how much it counts.
pub type Given = (u32, Entry, i64);

/// A pair to be decided.
#[derive(Clone, Debug)]
pub struct Unsure {
    /// The number of their row.
    pub row: u32,
    /// What it may be.
    pub thing: Thing,
    /// How alike, 0 to 100.
    pub likeness: u8,
    /// Whether their day is another than ours.
    pub other_day: bool,
}

/// The answer.
pub struct Held {
    /// Both values.
    pub values: [i64; 2],
    /// The steps.
    pub steps: Vec<Step>,
    /// The pairs to be decided, the likest first.
    pub unsure: Vec<Unsure>,
    /// How many of theirs were found among ours.
    pub found: usize,
}

/// A thing's value as a form carries it.
pub fn word(thing: &Thing) -> String {
    match thing.value.as_whole() {
        Some(n) => n.to_string(),
        None => thing.value.as_text().unwrap_or_default().to_owned(),
    }
}

/// Holds ours against theirs. `decided` says of a row's number which thing it is, or none.
///
/// # Errors
/// When the store does not answer.
pub async fn hold(
    (store, scope): (&Store, &Scope),
    figured: &Figured,
    ours: &Ours,
    theirs: Vec<Given>,
    decided: &BTreeMap<u32, Option<String>>,
) -> Result<Held, Stop> {
    let entries: Vec<Entry> = ours.own.iter().map(|o| o.entry.clone()).collect();
    let decided = placed(&ours.own, &theirs, decided);
    // Many names take a while: not on the thread that answers others.
    let work = move || {
        let list: Vec<Entry> = theirs.iter().map(|(_, e, _)| e.clone()).collect();
        let pairs = pair(&entries, &list, &decided);
        (theirs, pairs)
    };
    let (theirs, pairs) = tokio::task::spawn_blocking(work)
        .await
        .map_err(Stop::fault)?;
    let mut unsure = Vec::new();
    let mut rows = Vec::with_capacity(theirs.len());
    let mut found = 0;
    for ((row, entry, weight), pair) in theirs.iter().zip(&pairs) {
        let own = |at: &usize| ours.own.get(*at);
        let thing = match pair {
            Pair::Same(at) => own(at).map(|o| o.thing.clone()),
            Pair::Perhaps(at, likeness) => {
                unsure.extend(own(at).map(|o| Unsure {
                    row: *row,
                    thing: o.thing.clone(),
                    likeness: *likeness,
                    other_day: !entry.day.is_empty()
                        && !o.entry.day.is_empty()
                        && entry.day != o.entry.day,
                }));
                None
            }
            Pair::None => None,
        };
        found += usize::from(thing.is_some());
        rows.push(Counted {
            row: (THEIRS, i64::from(*row)),
            thing: thing.unwrap_or_else(|| Thing {
                by: THEIRS.into(),
                value: i64::from(*row).into(),
            }),
            weight: *weight,
        });
    }
    unsure.sort_by_key(|u| (std::cmp::Reverse(u.likeness), u.row));
    let there = Side {
        parts: vec![PartOf {
            rows,
            ..PartOf::default()
        }],
    };
    let here = &ours.rows.side;
    let apart = apart(here, &there);
    let why = uncounted((store, scope), figured, ours, &apart).await?;
    Ok(Held {
        values: [here.value(), there.value()],
        steps: steps(apart, |one| cause(one, ours, &why)),
        unsure,
        found,
    })
}

/// The decisions by place in both lists.
fn placed(
    own: &[Own],
    theirs: &[Given],
    decided: &BTreeMap<u32, Option<String>>,
) -> BTreeMap<usize, Option<usize>> {
    if decided.is_empty() {
        return BTreeMap::new();
    }
    let words: HashMap<String, usize> = own
        .iter()
        .enumerate()
        .map(|(at, o)| (word(&o.thing), at))
        .collect();
    let rows = theirs.iter().enumerate();
    rows.filter_map(|(at, (row, ..))| {
        let decision = decided.get(row)?;
        match decision {
            None => Some((at, None)),
            Some(word) => Some((at, Some(*words.get(word)?))),
        }
    })
    .collect()
}

/// Of records of ours that only they count: the condition of the figure that each does not meet.
async fn uncounted(
    store: (&Store, &Scope),
    figured: &Figured,
    ours: &Ours,
    apart: &[Apart],
) -> Result<HashMap<RowId, usize>, Trouble> {
    let only = apart
        .iter()
        .filter(|a| a.here.is_empty() && a.thing.by.as_ref() == ours.kind.name);
    let rows: Vec<RowId> = only
        .filter_map(|a| Some((ours.kind.name, a.thing.value.as_whole()?)))
        .collect();
    Ok(unmet(store, &rows, figured).await?)
}

fn cause(one: &Apart, ours: &Ours, why: &HashMap<RowId, usize>) -> Cause {
    match (one.here.is_empty(), one.there.as_slice()) {
        (false, []) => Cause::OnlyHere(None),
        (true, _) => {
            let id = one.thing.value.as_whole().unwrap_or_default();
            Cause::OnlyThere(why.get(&(ours.kind.name, id)).copied())
        }
        (false, [_]) => {
            let field = ours.summed.as_deref().unwrap_or_default();
            Cause::WeightChanged(format!("{}.{field}", ours.kind.name))
        }
        (false, _) => Cause::CountedTwice,
    }
}
