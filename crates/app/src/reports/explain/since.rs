//! Why a figure is not what it was at an earlier moment, in a few words to go with the number.
//!
//! In: a figure as asked, an earlier moment. Out: what it was and is by today's definition, and a
//! clause for each step between, which together are the gap; or why there are no steps. It names
//! nothing that the reader may not see, no person, and nothing of the care compartment.

use super::{
    answer::{Answer, answer},
    asked::{SIDES, Sides},
    explained::Explained,
    form,
    lines::lines,
    pages::{NAMES, clause, said},
    side::Asked,
    words::{digits, is_named},
};
use crate::front::{Call, Stop};

/// What lies between an earlier moment and now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Since {
    /// The value then, by today's definition.
    pub then: String,
    /// The value now.
    pub now: String,
    /// How much more it is, signed: negative for less.
    pub gap: i64,
    /// Its size in digits.
    pub size: String,
    /// A clause a step.
    pub steps: Vec<String>,
    /// The page that tells all of it.
    pub href: String,
}

/// What lies between `at` and now; the words that say why not, where it cannot be told.
///
/// # Errors
/// Faults of the store; `NotThere` without such a figure.
pub async fn since(call: &Call, now: &Asked, at: i64) -> Result<Result<Since, String>, Stop> {
    let then = Asked {
        at: Some(at),
        ..now.clone()
    };
    let href = form::address(call, &then, now);
    let mut sides = Sides {
        sides: [Some(then), Some(now.clone())],
        names: SIDES,
        problems: Vec::new(),
    };
    let Some(answer) = answer(call, &mut sides).await? else {
        return Err(Stop::NotThere);
    };
    let told = match &answer.told {
        Ok(told) => told,
        Err(why) => return Ok(Err(why.clone())),
    };
    let [a, b] = told.values;
    Ok(Ok(Since {
        then: digits(a, told.places),
        now: digits(b, told.places),
        gap: told.gap(),
        size: digits(told.gap().abs(), told.places),
        steps: clauses(call, &answer, told).await?,
        href,
    }))
}

async fn clauses(call: &Call, answer: &Answer, told: &Explained) -> Result<Vec<String>, Stop> {
    let mut clauses = Vec::new();
    for step in &told.steps {
        let first = step.things.get(..NAMES.min(step.things.len()));
        let lines = lines(call, answer.both(), &step.cause, first.unwrap_or_default()).await?;
        let catalogue = call.catalogue();
        let named = step.things.iter().all(|a| is_named(&a.thing, &catalogue));
        let some: Vec<_> = lines.told.iter().filter(|_| named).collect();
        let words = said(call, answer, step);
        clauses.push(clause(&words, step, &some, told.places, call.lang()));
    }
    Ok(clauses)
}
