//! Adding, changing and removing by programs.
//!
//! In: `{"fields": {…}}` with an `Idempotency-Key`; for a change the state it saw, as
//! `If-Match` or `since`. Out: the record as it stands now. What a program may not write is
//! told as it is to people, all of it at once.

use axum::{http::StatusCode, response::Response};
use base::{Ask, Code, Id, Problem, words};
use serde_json::{Map, Value as Json};

use super::shape;
use crate::{
    front::{Call, Done, Stop},
    intake::{Aim, Given},
    ledgers::{
        form, saving,
        saving::{Once, Saved},
    },
    reports::trace::pages as trace,
};

/// The longest key.
const LONGEST_KEY: usize = 200;

/// POST `/api/v1/{kind}`.
///
/// # Errors
/// `Problems` with all that is wrong; `Bad` without a key.
pub(super) async fn add(call: Call) -> Done {
    let saved = save(&call, Aim::New, once(&call)?).await?;
    let id = saved.id;
    let mut response = one(&call, saved, StatusCode::CREATED).await?;
    let kind = call.kind()?;
    if let Ok(at) = format!("/api/v1/{}/{id}", kind.name).parse() {
        response
            .headers_mut()
            .insert(axum::http::header::LOCATION, at);
    }
    Ok(response)
}

/// PATCH `/api/v1/{kind}/{id}`: the fields sent, the others stay.
///
/// # Errors
/// `Changed` when it no longer stands as the program saw it; else as `add`.
pub(super) async fn change(call: Call) -> Done {
    let record = form::one(&call).await?;
    let once = once(&call)?;
    if !record.hidden.is_empty() {
        return Err(Stop::NotThere);
    }
    let since = seen(&call)?.unwrap_or_default();
    let aim = Aim::Change {
        id: record.id,
        since,
    };
    let saved = save(&call, aim, once).await.map_err(changed)?;
    one(&call, saved, StatusCode::OK).await
}

/// DELETE `/api/v1/{kind}/{id}`, with a `reason`.
///
/// # Errors
/// As `change`; `Problems` when others point at it.
pub(super) async fn remove(call: Call) -> Done {
    let kind = call.kind()?;
    let once = once(&call)?;
    let record = match form::one(&call).await {
        // Sent again after it was done: the record is gone, the answer is kept.
        Err(Stop::NotThere) => {
            let done = saving::again(&call, once).await?;
            return if done {
                removed(call.id()?)
            } else {
                Err(Stop::NotThere)
            };
        }
        found => found?,
    };
    let since = seen(&call)?.unwrap_or(record.since);
    let reason = call.json.get("reason").and_then(Json::as_str);
    let reason = reason.unwrap_or_else(|| call.query.text("reason"));
    saving::remove(&call, kind, (record.id, since), reason, once)
        .await
        .map_err(changed)?;
    removed(record.id)
}

/// POST `/api/v1/{kind}/preview`: what adding a record would move. Nothing is written.
///
/// # Errors
/// `Problems` as adding it would have them.
pub(super) async fn preview_new(call: Call) -> Done {
    moves(&call, Aim::New).await
}

/// POST `/api/v1/{kind}/{id}/preview`: what changing a record would move, or with
/// `"remove": true` what removing it would. Nothing is written.
///
/// # Errors
/// `Problems` as changing it would have them.
pub(super) async fn preview(call: Call) -> Done {
    let record = form::one(&call).await?;
    if !record.hidden.is_empty() {
        return Err(Stop::NotThere);
    }
    if call.json.get("remove").and_then(Json::as_bool) == Some(true) {
        let changes = saving::removed(call.kind()?, &record);
        let told = trace::json(&call, &changes).await?;
        return Ok(super::json(StatusCode::OK, &told));
    }
    let aim = Aim::Change {
        id: record.id,
        since: seen(&call)?.unwrap_or(record.since),
    };
    moves(&call, aim).await.map_err(changed)
}

async fn moves(call: &Call, aim: Aim) -> Done {
    let changes = saving::unsaved(call, given(call, aim)?).await?;
    let told = trace::json(call, &changes).await?;
    Ok(super::json(StatusCode::OK, &told))
}

fn removed(id: Id) -> Done {
    Ok(super::json(
        StatusCode::OK,
        &serde_json::json!({ "id": id, "removed": true }),
    ))
}

async fn save(call: &Call, aim: Aim, once: Once) -> Result<Saved, Stop> {
    saving::save(call, given(call, aim)?, once, "").await
}

fn given(call: &Call, aim: Aim) -> Result<Given, Stop> {
    let kind = call.kind()?;
    let sent = fields(call)?;
    let cells = shape::cells(kind, sent).map_err(Stop::Problems)?;
    Ok(Given::typed(kind, aim, cells).0)
}

fn fields(call: &Call) -> Result<&Map<String, Json>, Stop> {
    call.json
        .get("fields")
        .and_then(Json::as_object)
        .ok_or(Stop::Bad(words(
            "请发来一个 JSON 对象，字段放在 fields 里。",
            "Send a JSON object with the fields under “fields”.",
        )))
}

/// The record as it was made durable; read where it was not written now.
async fn one(call: &Call, saved: Saved, status: StatusCode) -> Result<Response, Stop> {
    let kind = call.kind()?;
    let record = match saved.record {
        Some(record) => record,
        None => {
            let ask = Ask::One {
                kind: kind.name.to_owned(),
                id: saved.id,
            };
            call.ask_one(ask).await?.one().ok_or(Stop::NotThere)?
        }
    };
    let response = super::json(status, &shape::of(kind, &record));
    Ok(super::with_mark(response, record.since))
}

/// What makes it happen once: the key, the address and all that was sent.
pub(crate) fn once(call: &Call) -> Result<Once, Stop> {
    let said = call
        .headers
        .get("idempotency-key")
        .and_then(|key| key.to_str().ok());
    let key = said
        .map(str::trim)
        .filter(|key| !key.is_empty() && key.len() <= LONGEST_KEY);
    let key = key.ok_or(Stop::Bad(words(
        "写入要带 Idempotency-Key 头：每次新的写入换一个，重发时用同一个。",
        "A writing needs the header Idempotency-Key: another for each writing, the same when it is sent again.",
    )))?;
    Ok(Once {
        key: key.to_owned(),
        sent: format!(
            "{} {} {}",
            call.path,
            seen(call)?.unwrap_or_default(),
            call.json
        ),
    })
}

/// The state the program saw, when it says so.
fn seen(call: &Call) -> Result<Option<i64>, Stop> {
    let header = call
        .headers
        .get("if-match")
        .and_then(|mark| mark.to_str().ok());
    let body = call.json.get("since").and_then(Json::as_str);
    let Some(said) = header.or(body).filter(|said| *said != "*") else {
        return Ok(None);
    };
    let since = said
        .trim()
        .trim_start_matches("W/")
        .trim_matches('"')
        .parse();
    since
        .map(Some)
        .map_err(|_| Stop::Problems(vec![Problem::of(Code::NotANumber, "since")]))
}

/// What was changed by another meanwhile is told by its own status.
fn changed(stop: Stop) -> Stop {
    match stop {
        Stop::Problems(problems)
            if problems
                .iter()
                .any(|p| p.code == Code::Changed && p.place.field.is_empty()) =>
        {
            Stop::Changed
        }
        other => other,
    }
}
