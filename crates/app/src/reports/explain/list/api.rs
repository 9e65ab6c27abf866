//! A list for programs: rows as JSON, the steps as JSON.
//!
//! In: `{"figure", "period", "place", "rows": [{"key", "name", "day", "number"}], "decided":
//! {"2": "345", "3": "no"}}`, rows counted from 1. Out: both values, the gap, the steps, and the
//! pairs that are not sure. The body is at most 1 MB; a larger list is handed in as a file.

use std::collections::BTreeMap;

use axum::{Json, response::IntoResponse};
use base::{Words, words};
use figures::{Apart, Entry, Spelt};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    draw::names,
    held::{THEIRS, hold, word},
    pages::{NOT_NAMED, figured, ours_of, system},
};
use crate::{
    front::{Call, Done, Fields, Stop},
    reports::explain::words::digits,
};

/// Things of each step in one answer.
const MOST: usize = 100;

const SHAPE: Words = words(
    "要有 figure 和 rows：rows 是一行一个对象，写 key、name、day、number。",
    "figure and rows are needed: rows holds one object a row, with key, name, day, number.",
);

#[derive(Deserialize)]
struct Body {
    figure: String,
    #[serde(default)]
    period: String,
    #[serde(default)]
    place: String,
    rows: Vec<Given>,
    #[serde(default)]
    decided: BTreeMap<u32, String>,
}

#[derive(Deserialize)]
struct Given {
    #[serde(default)]
    key: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    day: String,
    #[serde(default)]
    number: Option<i64>,
}

/// POST `/api/v1/explain/list`.
///
/// # Errors
/// `Problems` when the body is none; `NotThere` without such a figure.
pub async fn list(call: Call) -> Done {
    let body: Body = serde_json::from_value(call.json.clone()).map_err(|_| Stop::Bad(SHAPE))?;
    let asked = [
        ("figure", body.figure),
        ("period", body.period),
        ("place", body.place),
    ];
    let asked = Fields(asked.map(|(n, v)| (n.to_owned(), v)).to_vec());
    let figured = figured(&call, &asked).await?;
    let scope = system(&call)?;
    let store = (&call.house.store, &scope);
    let Some(ours) = ours_of(store, &figured, call.lang()).await? else {
        let why = NOT_NAMED.get(call.lang());
        return Ok(Json(json!({ "why_not": why })).into_response());
    };
    let one = 10_i64.saturating_pow(u32::from(ours.places));
    let given = (1_u32..).zip(body.rows).map(|(row, given)| {
        let entry = Entry {
            key: given.key.trim().to_owned(),
            name: Spelt::of(&given.name),
            day: given.day,
        };
        (row, entry, given.number.unwrap_or(1).saturating_mul(one))
    });
    let decided = body
        .decided
        .into_iter()
        .map(|(row, word)| (row, (word != "no").then_some(word)));
    let held = hold(store, &figured, &ours, given.collect(), &decided.collect()).await?;
    let places = ours.places;
    let shown = |one: &&Apart| one.thing.by.as_ref() != THEIRS;
    let told = held
        .steps
        .iter()
        .flat_map(|step| step.things.iter().take(MOST));
    let pairs = held.unsure.iter().map(|u| &u.thing);
    let known = names(&call, told.filter(shown).map(|a| &a.thing).chain(pairs)).await?;
    let seen = |one: &Apart| {
        let rows: Vec<i64> = one.there.iter().map(|(_, n)| *n).collect();
        let name = known.get(&one.thing);
        let ours =
            name.map(|(name, day)| json!({ "id": word(&one.thing), "name": name, "day": day }));
        // What the reader may not see is counted and not listed.
        let listed = ours.is_some() || one.thing.by.as_ref() == THEIRS;
        listed.then(|| json!({ "ours": ours, "rows": rows, "amount": digits(one.amount, places) }))
    };
    let steps: Vec<Value> = held
        .steps
        .iter()
        .map(|step| {
            let things: Vec<Value> = step.things.iter().take(MOST).filter_map(seen).collect();
            json!({ "cause": cause(&step.cause), "amount": digits(step.amount, places), "count": step.things.len(), "things": things })
        })
        .collect();
    let unsure = held.unsure.iter().filter(|u| known.contains_key(&u.thing));
    let unsure = unsure.map(|u| json!({ "row": u.row, "ours": word(&u.thing), "likeness": u.likeness, "other_day": u.other_day }));
    let [here, there] = held.values.map(|v| digits(v, places));
    let gap = held
        .values
        .iter()
        .rev()
        .copied()
        .reduce(|a, b| a - b)
        .unwrap_or_default();
    Ok(Json(json!({
        "here": here,
        "there": there,
        "gap": digits(gap, places),
        "steps": steps,
        "unsure": unsure.collect::<Vec<Value>>(),
    }))
    .into_response())
}

fn cause(cause: &figures::Cause) -> &'static str {
    match cause {
        figures::Cause::OnlyHere(_) => "only_ours",
        figures::Cause::OnlyThere(None) => "only_theirs",
        figures::Cause::OnlyThere(Some(0)) => "other_period",
        figures::Cause::OnlyThere(Some(_)) => "not_by_definition",
        figures::Cause::CountedTwice => "listed_twice",
        _ => "other_amount",
    }
}
