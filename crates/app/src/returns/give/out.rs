//! Numbers leave the house, or a manager is asked to let them.
//!
//! In: a draft that nothing is in the way of, its numbers. Out: a record of each, all in one
//! writing; of a manager they are out at once. Whether another of the same 口径 and period left
//! meanwhile is looked at inside the writing: then nothing is written and it is said.

use base::{Answer, Code, Id, Kind, Problem, words};
use store::{Decision, Making, Scope, Write};

use super::{Draft, Giving, Number, approves};
use crate::{
    front::{Call, Stop},
    ledgers::saving::Once,
    returns::{
        given::{Before, last_of, those_before},
        stands::{stands, trail_end},
    },
};

/// Why the program writes for somebody: no role writes these records by a ledger's page.
pub const REASON: &str = "a number leaves the house by the hand of who may";

/// Gives the numbers out, or asks for it; the first record's identity. They were read when the
/// trail ended with line `on`.
///
/// # Errors
/// `Problems` where another left or a record was saved meanwhile; faults of the store.
pub async fn give(
    call: &Call,
    draft: &Draft,
    (numbers, on): (&[Number], i64),
    once: Once,
) -> Result<Id, Stop> {
    let kind = call.catalogue().kind("given_out").ok_or(Stop::NotThere)?;
    let period = draft.period.ok_or(Stop::NotThere)?;
    let visitor = call.visitor()?;
    let by = visitor.scope.actor();
    let approved_by = approves(call)?.then_some(by);
    let giving = |number: &Number| Giving {
        figure: number.key.clone(),
        version: number.version,
        period,
        place: draft.place,
        said: number.said.clone(),
        value: number.value.clone(),
        recipient: draft.to.clone(),
        channel: draft.channel,
        by,
        approved_by,
        with: None,
        because: because(draft, number),
    };
    let givings: Vec<Giving> = numbers.iter().map(giving).collect();
    let asks = numbers
        .iter()
        .map(|number| those_before(&number.key, period, draft.place));
    let known: Vec<Option<Id>> = numbers.iter().map(left_before).collect();
    let (today, time) = call.house.day_and_time(call.house.now());
    let decide = move |mut answers: Vec<Answer>, making: &mut Making<'_>| {
        stands(answers.pop(), on, making.now())?;
        unchanged(kind, answers, &known)?;
        let mut reply = String::new();
        let mut changes = Vec::new();
        for giving in &givings {
            let id = making.id();
            if reply.is_empty() {
                reply = id.to_string();
            }
            changes.push(giving.change(kind, id, (today, &time)));
        }
        Ok(Decision { changes, reply })
    };
    let scope = Scope::system(visitor.scope.park(), REASON);
    let act = call.act(words("报数", "A number given out").get(call.lang()))?;
    let mut write = Write::new(scope, act, decide).asking(asks.chain([trail_end()]).collect());
    write.key = once.key();
    let receipt = call.write(write).await?;
    receipt.reply.parse().map_err(Stop::fault)
}

/// Why a number differs from the one before; nothing where it does not.
fn because(draft: &Draft, number: &Number) -> String {
    let typed = draft.because.get(&number.key);
    let typed = typed.filter(|_| number.differs.is_some());
    typed.map(|why| why.trim().to_owned()).unwrap_or_default()
}

/// The number that had left when this one was weighed.
pub fn left_before(number: &Number) -> Option<Id> {
    number.before.as_ref().map(|before| before.id)
}

/// Refuses where another number left since these were weighed.
///
/// # Errors
/// `Changed` for it.
pub fn unchanged(
    kind: &'static Kind,
    answers: Vec<Answer>,
    known: &[Option<Id>],
) -> Result<(), Vec<Problem>> {
    let last = |answer| last_of(kind, answer).map(|before: Before| before.id);
    let same = answers
        .into_iter()
        .map(last)
        .zip(known)
        .all(|(a, b)| a == *b);
    match same {
        true => Ok(()),
        false => Err(vec![Problem::of(Code::Changed, "").with(
            "刚才有人报出了同一个数",
            "Somebody has just given out the same number",
        )]),
    }
}
