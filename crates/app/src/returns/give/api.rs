//! The same for programs: `POST /api/v1/give-out`.
//!
//! In: figures, a period, to whom, and why what differs does. Out: the records, or what is in the
//! way, field by field; a number that differs says both and the steps between. The rule is the
//! page's.

use axum::{Json, http::StatusCode, response::IntoResponse};
use base::{Code, Id, Problem};
use serde_json::{Value, json};

use super::{Draft, asked, check, out, read};
use crate::{
    api::once,
    front::{Call, Done, Fields, Stop},
    returns::stands::tried,
};

/// POST `/api/v1/give-out`.
///
/// # Errors
/// `Problems` with all that is in the way; `Bad` without a key.
pub async fn give(call: Call) -> Done {
    // Without a key nothing is read.
    once(&call)?;
    let sent = sent(&call.json);
    let draft = Draft::read(&call, &sent).await?;
    let id = tried(|| Box::pin(given(&call, &draft))).await?;
    answered(&call, id).await
}

/// Gives them out, or says all that is in the way.
async fn given(call: &Call, draft: &Draft) -> Result<Id, Stop> {
    let (on, numbers) = read(call, draft).await?;
    let told = check::check(call, draft, &numbers);
    if !told.is_empty() {
        let problem = |(field, said): &(String, String)| {
            let key = field.strip_prefix("because-");
            let number = key.and_then(|key| numbers.iter().find(|n| n.key == key));
            let ready = number
                .and_then(|n| n.differs.as_ref())
                .map(|d| d.ready.as_str());
            let said = ready.map_or(said.clone(), |ready| format!("{ready}{said}"));
            Problem::of(code(field), &named(field)).with(said.clone(), said)
        };
        return Err(Stop::Problems(told.iter().map(problem).collect()));
    }
    out::give(call, draft, (&numbers, on), once(call)?).await
}

/// The records, those that left with this one.
async fn answered(call: &Call, id: Id) -> Done {
    let kind = asked::kind(call)?;
    let mut records = Vec::new();
    let ask = base::Ask::One {
        kind: kind.name.to_owned(),
        id,
    };
    let first = call.ask_one(ask).await?.one().ok_or(Stop::NotThere)?;
    for record in asked::beside(call, &first).await? {
        let text = |name: &str| record.text(kind, name).map(str::to_owned);
        records.push(json!({
            "id": record.id, "figure": text("figure"), "said": text("said"),
            "value": text("value"), "period": text("for_period"), "state": text("state"),
        }));
    }
    Ok((StatusCode::CREATED, Json(json!({ "given_out": records }))).into_response())
}

fn code(field: &str) -> Code {
    match field {
        "" => Code::NotAllowed,
        "period" => Code::OutOfRange,
        _ => Code::Missing,
    }
}

fn named(field: &str) -> String {
    match field {
        "add" => "figures".to_owned(),
        "to" => "recipient".to_owned(),
        other => other.replacen("because-", "because.", 1),
    }
}

/// What was sent as the pairs of the page's form.
fn sent(json: &Value) -> Fields {
    let text = |name: &str| json.get(name).and_then(Value::as_str).unwrap_or_default();
    let mut pairs: Vec<(String, String)> = [
        ("period", "period"),
        ("place", "place"),
        ("recipient", "to"),
        ("channel", "channel"),
    ]
    .iter()
    .map(|(own, field)| ((*field).to_owned(), text(own).to_owned()))
    .collect();
    let list = json.get("figures").and_then(Value::as_array);
    let keys = list.into_iter().flatten().filter_map(Value::as_str);
    pairs.extend(keys.map(|key| ("figure".to_owned(), key.to_owned())));
    for (name, start) in [("because", "because-"), ("seen", "seen-")] {
        let map = json.get(name).and_then(Value::as_object);
        for (key, value) in map.into_iter().flatten() {
            let value = value.as_str().unwrap_or_default().to_owned();
            pairs.push((format!("{start}{key}"), value));
        }
    }
    Fields(pairs)
}
