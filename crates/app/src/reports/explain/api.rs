//! 为什么对不上 for programs: the same answer as the page, as JSON.
//!
//! In: the same query as the page, or a list of rows to hold ours against. Out: both values, the
//! gap and the steps, each with its first things; or the words that say why there are none.

use axum::{Json, http::StatusCode, response::IntoResponse};
use serde_json::{Value, json};

use super::{
    answer::{Answer, answer},
    asked::Sides,
    explained::Explained,
    lines::{Told, lines},
    words::{digits, step},
};
use crate::front::{Call, Done, Stop};

/// Things of each step in one answer.
const PAGE: usize = 100;

/// GET `/api/v1/explain`.
///
/// # Errors
/// `NotThere` without such a figure or place.
pub async fn show(call: Call) -> Done {
    let lang = call.lang();
    let mut sides = Sides::read(&call.query, &call.house);
    let Some(answer) = answer(&call, &mut sides).await? else {
        let problems: Vec<Value> = sides
            .problems
            .iter()
            .map(|(field, words)| json!({ "field": field, "message": words.get(lang) }))
            .collect();
        let missing: Vec<&str> = ["a", "b"]
            .into_iter()
            .filter(|name| call.query.text(name).is_empty())
            .collect();
        let body = json!({ "problems": problems, "missing": missing });
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Json(body)).into_response());
    };
    let body = match &answer.told {
        Ok(told) => said(&call, &answer, told).await?,
        Err(why) => {
            let [a, b] = &answer.seen;
            json!({ "why_not": why, "here": { "shown": a }, "there": { "shown": b } })
        }
    };
    Ok(Json(body).into_response())
}

async fn said(call: &Call, answer: &Answer, told: &Explained) -> Result<Value, Stop> {
    let catalogue = call.catalogue();
    let mut steps = Vec::new();
    for one in &told.steps {
        let first = one
            .things
            .get(..PAGE.min(one.things.len()))
            .unwrap_or_default();
        let lines = lines(call, answer.both(), &one.cause, first).await?;
        let row = one
            .things
            .first()
            .and_then(|a| a.here.first().or(a.there.first()));
        let kind = row.map_or("", |(kind, _)| kind);
        let words = step(
            &one.cause,
            one.amount,
            kind,
            answer.both(),
            &answer.named,
            &catalogue,
        );
        let things: Vec<Value> = lines.told.iter().map(|t| thing(t, told.places)).collect();
        steps.push(json!({
            "words": words,
            "amount": digits(one.amount, told.places),
            "count": one.things.len(),
            "things": things,
            "hidden": lines.hidden,
        }));
    }
    let side = |at: usize| {
        let asked = answer.both().get(at).map(|side| side.asked.clone());
        let value = told.values.get(at).copied().unwrap_or_default();
        asked.map(|asked| {
            json!({
                "figure": asked.key,
                "period": asked.wanted.period,
                "place": asked.wanted.place,
                "at": asked.at.map(|at| super::asked::day_of(at, &call.house)),
                "value": digits(value, told.places),
            })
        })
    };
    Ok(json!({
        "here": side(0),
        "there": side(1),
        "gap": digits(told.gap(), told.places),
        "unit": answer.named.unit().trim(),
        "sentence": answer.named.says(told),
        "steps": steps,
        "notes": answer.notes,
    }))
}

fn thing(told: &Told, places: u8) -> Value {
    let rows = |side: &[figures::RowId]| -> Vec<Value> {
        let row = |(kind, id): &figures::RowId| json!({ "kind": kind, "id": base::Id(*id) });
        side.iter().map(row).collect()
    };
    let [here, there] = &told.rows;
    json!({
        "label": told.label,
        "what": told.small,
        "amount": digits(told.amount, places),
        "here": rows(here),
        "there": rows(there),
    })
}
