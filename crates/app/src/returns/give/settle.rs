//! A manager lets numbers out, or not.
//!
//! In: a request and a manager's word. Out: the records stand as given out or withdrawn, in one
//! writing. The value is taken anew: one that is not what the manager saw is shown again first. Of
//! two managers at once the first is heard and the other is told.

use base::{Answer, Ask, Change, Code, Id, Kind, Problem, Record, Value, words};
use store::{Decision, Making, Scope, Write};

use super::{
    Number, asked, check,
    out::{REASON, left_before, unchanged},
    request::{Request, draw},
};
use crate::{
    front::{Call, Done, Stop, show::see_other},
    ledgers::form::once,
    returns::{
        given::those_before,
        stands::{end, stands, trail_end, tried},
    },
};

/// POST `/give-out/{id}`.
///
/// # Errors
/// `NotThere` without such a record; what is in the way comes back on the page.
pub async fn send(call: Call) -> Done {
    let refuses = call.form.get("refuse").is_some();
    match tried(|| Box::pin(attempt(&call, refuses))).await {
        Err(Stop::Problems(told)) => {
            let request = Request::read(&call).await?;
            let told = told.iter().map(|p| (String::new(), p.message(call.lang())));
            draw(&call, &request, told.collect()).await
        }
        other => other,
    }
}

async fn attempt(call: &Call, refuses: bool) -> Done {
    let (on, _) = end(&call.house.store, call.visitor()?.scope.park()).await?;
    let request = Request::read(call).await?;
    let problems = match refuses {
        true => Vec::new(),
        false => in_the_way(call, &request),
    };
    if request.waits() && !problems.is_empty() {
        return draw(call, &request, problems).await;
    }
    settle(call, &request, (!refuses).then_some(on)).await?;
    Ok(see_other(&format!("/give-out/{}", call.id()?)))
}

/// What is in the way of letting them out.
fn in_the_way(call: &Call, request: &Request) -> Vec<(String, String)> {
    let mut problems = Vec::new();
    for number in &request.numbers {
        let Some(number) = number else {
            let gone = words("有一个口径已经没有了。", "A definition is gone.");
            problems.push((String::new(), gone.get(call.lang()).to_owned()));
            continue;
        };
        let sent = |start: &str| {
            let name = format!("{start}-{}", number.key);
            call.form.get(&name).map(str::to_owned)
        };
        // What was not looked at cannot be approved.
        let seen = sent("seen").unwrap_or_default();
        let because = sent("because");
        problems.extend(check::one(
            number,
            Some(&seen),
            because.as_ref(),
            call.lang(),
        ));
    }
    problems
}

/// A record as it is to stand.
struct Turned {
    since: i64,
    change: Change,
    id: Id,
}

/// Lets the numbers out as they were read when the trail ended with line `on`; without it they
/// are refused.
async fn settle(call: &Call, request: &Request, on: Option<i64>) -> Result<(), Stop> {
    let refuses = on.is_none();
    let kind = asked::kind(call)?;
    let numbers = request.numbers.iter().map(Option::as_ref);
    let mut turned = Vec::new();
    for (record, number) in request.records.iter().zip(numbers) {
        turned.extend(match (refuses, number) {
            (true, _) => Some(turn(kind, record, &[("state", Value::text("withdrawn"))])),
            (false, Some(number)) => Some(let_out(call, kind, record, number)?),
            (false, None) => None,
        });
    }
    let ids: Vec<Id> = request.records.iter().map(|record| record.id).collect();
    let numbers: Vec<&Number> = request
        .numbers
        .iter()
        .flatten()
        .filter(|_| !refuses)
        .collect();
    let stand = Ask::Many {
        kind: kind.name.to_owned(),
        ids,
    };
    let mut asks = vec![trail_end(), stand];
    let earlier = |n: &&Number| those_before(&n.key, request.period, request.place);
    asks.extend(numbers.iter().map(earlier));
    let known: Vec<Option<Id>> = numbers.iter().map(|n| left_before(n)).collect();
    let decide = move |answers: Vec<Answer>, making: &mut Making<'_>| {
        let mut answers = answers.into_iter();
        let end = answers.next();
        let stand = answers.next().map(Answer::many).unwrap_or_default();
        let waits = |one: &Turned| stand.iter().any(|r| r.id == one.id && r.since == one.since);
        if turned.is_empty() || !turned.iter().all(waits) {
            return Err(vec![Problem::of(Code::Changed, "").with(
                "另一位主管刚处理过",
                "Another manager has just dealt with it",
            )]);
        }
        if let Some(on) = on {
            stands(end, on, making.now())?;
        }
        unchanged(kind, answers.collect(), &known)?;
        Ok(Decision {
            changes: turned.iter().map(|one| one.change.clone()).collect(),
            reply: String::new(),
        })
    };
    let note = match refuses {
        true => words("不报", "Not given out"),
        false => words("核定并报出", "Approved and given out"),
    };
    let scope = Scope::system(call.visitor()?.scope.park(), REASON);
    let act = call.act(note.get(call.lang()))?;
    let mut write = Write::new(scope, act, decide).asking(asks);
    write.key = once(call).key();
    call.write(write).await?;
    Ok(())
}

/// A record given out as its number is now.
fn let_out(
    call: &Call,
    kind: &'static Kind,
    record: &Record,
    number: &Number,
) -> Result<Turned, Stop> {
    let (today, time) = call.house.day_and_time(call.house.now());
    let why = call
        .form
        .text(&format!("because-{}", number.key))
        .to_owned();
    let by = call.visitor()?.scope.actor();
    let because = number.differs.as_ref().and_then(|_| Value::text(why));
    Ok(turn(
        kind,
        record,
        &[
            ("state", Value::text("out")),
            (
                "approved_by",
                Some(by).filter(|by| by.0 > 0).map(Value::from),
            ),
            ("on", Value::text(today.to_string())),
            ("time", Value::text(time)),
            ("said", Value::text(number.said.as_str())),
            ("value", Value::text(number.value.as_str())),
            ("version", Some(Value::Whole(number.version))),
            ("because", because),
        ],
    ))
}

/// A record with some of its values others.
fn turn(kind: &'static Kind, record: &Record, others: &[(&str, Option<Value>)]) -> Turned {
    let mut values = record.values.clone();
    for (name, value) in others {
        if let Some(place) = kind.at(name).and_then(|at| values.get_mut(at)) {
            *place = value.clone();
        }
    }
    let natural = record.text(kind, "number").unwrap_or_default().to_owned();
    Turned {
        since: record.since,
        id: record.id,
        change: Change::Set {
            kind: kind.name,
            id: record.id,
            since: record.since,
            natural,
            values,
        },
    }
}
