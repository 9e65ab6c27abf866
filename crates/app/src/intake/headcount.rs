//! The registered head count of an activity beside its sign-ins.
//!
//! In: a settled batch and how many sign-ins the store holds. Out: a warning at each head count
//! that differs from the sign-ins there will be: the sign-ins decide. It never stops a row.

use std::collections::{BTreeSet, HashMap};

use base::{Answer, Ask, Code, Filter, Fold, Id, Problem, Selection, Value};

use super::{Batch, Outcome, Part, Settled};

const ACTIVITIES: &str = "activities";
const HEADCOUNT: &str = "headcount";
const SIGN_INS: &str = "attendance";
const ACTIVITY: &str = "activity";

/// How many activities one ask counts the sign-ins of.
const AT_ONCE: usize = 500;

/// What must be asked: the sign-ins of the activities there whose head count a row gives.
pub fn asks(batch: &Batch, settled: &Settled) -> Vec<Ask> {
    let told = told(batch, settled).filter(|(at, ..)| {
        let outcome = settled.outcomes.get(*at);
        matches!(outcome, Some(Outcome::Same | Outcome::Changed))
    });
    let there: BTreeSet<i64> = told.map(|(_, id, _)| id.0).collect();
    let there: Vec<i64> = there.into_iter().collect();
    let ask = |ids: &[i64]| Ask::Fold {
        selection: Selection::all(SIGN_INS).and(Filter::Through {
            through: ACTIVITY.to_owned(),
            kind: ACTIVITIES.to_owned(),
            filter: Box::new(Filter::Ids { ids: ids.to_vec() }),
        }),
        fold: Fold::Count,
        by: vec![ACTIVITY.to_owned()],
        after: None,
        limit: u32::try_from(AT_ONCE).unwrap_or(u32::MAX),
    };
    there.chunks(AT_ONCE).map(ask).collect()
}

/// The warnings. A sign-in is counted where it stands in the store already or is added now.
pub fn warnings(batch: &Batch, settled: &Settled, answers: Vec<Answer>) -> Vec<Problem> {
    let mut signed: HashMap<Id, i64> = HashMap::new();
    for group in answers.into_iter().flat_map(Answer::groups) {
        let activity = group.by.into_iter().next().flatten();
        if let Some(activity) = activity.as_ref().and_then(Value::as_whole) {
            *signed.entry(Id(activity)).or_default() += group.rows;
        }
    }
    for (row, outcome) in batch.rows.iter().zip(&settled.outcomes) {
        let new = matches!(outcome, Outcome::Added | Outcome::Wrong | Outcome::Waits);
        if row.given.kind.name == SIGN_INS
            && new
            && let Some(activity) = settled.linked(row, ACTIVITY)
        {
            *signed.entry(activity).or_default() += 1;
        }
    }
    let differs = told(batch, settled).filter_map(|(at, id, headcount)| {
        let signed = *signed.get(&id)?;
        let row = batch.rows.get(at)?;
        (signed != headcount).then(|| Problem {
            place: row.given.place(Part::of(row.given.kind, HEADCOUNT)),
            ..Problem::of(Code::HeadcountDiffers, HEADCOUNT).with(
                format!("登记 {headcount}，签到 {signed} 条"),
                format!("{headcount} registered, {signed} signed in"),
            )
        })
    });
    differs.collect()
}

/// The rows of activities that give a head count, each with its record and the count.
fn told<'a>(batch: &'a Batch, settled: &'a Settled) -> impl Iterator<Item = (usize, Id, i64)> + 'a {
    let rows = batch.rows.iter().zip(&settled.ids).enumerate();
    rows.filter_map(|(at, (row, id))| {
        let kind = row.given.kind;
        let headcount = row.values.get(kind.at(HEADCOUNT)?)?.as_ref()?.as_whole()?;
        (kind.name == ACTIVITIES).then_some((at, *id, headcount))
    })
}
