//! 报数: the street rings at five past two and wants a number by three.
//!
//! In: a notice as it came, or figures and a period. Out: the numbers, each with what is to be
//! known of it and the one that left before; a reply to copy; and once a manager has said so, a
//! record of each number that left. A number that differs from the last of its 口径 and period
//! never leaves without an explanation, and none that is kept back leaves at all.

mod api;
mod asked;
mod check;
mod differs;
mod draft;
mod draw;
mod number;
mod out;
mod parts;
mod reply;
mod request;
mod settle;

use axum::http::{Method, StatusCode};
use base::{Id, Roles};

use super::{
    given::Giving,
    stands::{end, tried},
};
pub use asked::{Waiting, waiting};
use check::check;
use draft::Draft;
use number::{Number, numbers};
pub use out::{REASON, unchanged};

use crate::{
    front::{Call, Done, Right, Routes, Stop, show::see_other},
    ledgers::form::once,
};

const TEAM: Right = Right::Have(Roles::TEAM);
const MANAGERS: Right = Right::Have(Roles::MANAGERS);

/// The addresses.
pub fn routes() -> Routes {
    Routes::default()
        .get("/give-out", TEAM, show)
        .post("/give-out", TEAM, send)
        .get("/give-out/{id}", TEAM, request::show)
        .post("/give-out/{id}", MANAGERS, settle::send)
        .json(Method::POST, "/api/v1/give-out", TEAM, api::give)
}

/// Whether the caller gives out by themselves.
fn approves(call: &Call) -> Result<bool, Stop> {
    Ok(call.visitor()?.scope.roles().any(Roles::MANAGERS))
}

/// GET `/give-out`: empty, or for the figures and the period that the address names.
async fn show(call: Call) -> Done {
    let draft = Draft::read(&call, &call.query).await?;
    let numbers = numbers(&call, &draft).await?;
    draw::page(&call, &draft, &numbers, Vec::new()).await
}

/// POST `/give-out`: reads the notice and shows the numbers; once they were seen, gives them out
/// or asks a manager to.
async fn send(call: Call) -> Done {
    let draft = Draft::read(&call, &call.form).await?;
    match tried(|| Box::pin(attempt(&call, &draft))).await {
        Ok(Attempt::Out(id)) => Ok(see_other(&format!("/give-out/{id}"))),
        Ok(Attempt::Shown(numbers, problems)) => {
            draw::page(&call, &draft, &numbers, problems).await
        }
        Err(Stop::Problems(told)) => {
            let numbers = numbers(&call, &draft).await?;
            let told = told.iter().map(|p| (String::new(), p.message(call.lang())));
            draw::page(&call, &draft, &numbers, told.collect()).await
        }
        Err(stop) => Err(stop),
    }
}

/// What came of a try.
enum Attempt {
    /// They left, or a manager was asked: the first record.
    Out(Id),
    /// They are to be looked at, with what is in the way.
    Shown(Vec<Number>, Vec<(String, String)>),
}

async fn attempt(call: &Call, draft: &Draft) -> Result<Attempt, Stop> {
    let (on, numbers) = read(call, draft).await?;
    let looks = call.form.get("see").is_some() || !draft.was_seen(&numbers);
    let problems = match looks {
        true => draft.problems(call.lang()),
        false => check(call, draft, &numbers),
    };
    if looks || !problems.is_empty() {
        return Ok(Attempt::Shown(numbers, problems));
    }
    let id = out::give(call, draft, (&numbers, on), once(call)).await?;
    Ok(Attempt::Out(id))
}

/// The numbers, and the number of the trail's last line before they were read.
async fn read(call: &Call, draft: &Draft) -> Result<(i64, Vec<Number>), Stop> {
    let (on, _) = end(&call.house.store, call.visitor()?.scope.park()).await?;
    Ok((on, numbers(call, draft).await?))
}

/// The status of a page with these problems.
fn status(problems: &[(String, String)]) -> StatusCode {
    match problems {
        [] => StatusCode::OK,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}
