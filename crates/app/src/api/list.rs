//! A kind's records for programs, by pages; and the kinds there are.
//!
//! In: the same address as the list people see. Out: rows, how many there are in all (`over` says that there are
//! more than `count`; `count=all` counts them all), and the addresses of the pages beside it. A name it does not know is refused: a program's spelling mistake
//! must not select everything.

use axum::http::StatusCode;
use base::{Code, Cursor, Problem, words};
use serde_json::json;

use super::shape;
use crate::{
    front::{Call, Done, Stop, escaped},
    ledgers::{
        counted,
        selected::{self, Selected},
    },
};

/// Rows of one page, unless fewer or more are asked for.
const ROWS: u32 = 50;
/// The most rows of one page.
const MOST_ROWS: u32 = 500;

/// GET `/api/v1/kinds`: the kinds this caller may read.
///
/// # Errors
/// Never.
pub(super) async fn kinds(call: Call) -> Done {
    let (catalogue, scope, lang) = (call.catalogue(), &call.visitor()?.scope, call.lang());
    let kinds = catalogue.kinds().filter(|kind| scope.may_read(kind));
    let kinds: Vec<_> = kinds
        .map(|kind| json!({ "name": kind.name, "words": kind.words.get(lang), "href": format!("/api/v1/{}", kind.name) }))
        .collect();
    Ok(super::json(StatusCode::OK, &json!({ "kinds": kinds })))
}

/// GET `/api/v1/{kind}`.
///
/// # Errors
/// `Problems` when the address asks for what cannot be; faults of the store.
pub(super) async fn show(call: Call) -> Done {
    let kind = call.kind()?;
    let selected = Selected::of(&call)?;
    if !selected.unknown.is_empty() {
        let unknown = selected
            .unknown
            .iter()
            .map(|name| Problem::of(Code::UnknownField, name));
        return Err(Stop::Problems(unknown.collect()));
    }
    let limit = match call.query.text("limit") {
        "" => ROWS,
        said => said
            .parse()
            .ok()
            .filter(|n| (1..=MOST_ROWS).contains(n))
            .ok_or(Stop::Bad(words(
                "limit 要在 1 到 500 之间。",
                "limit must lie between 1 and 500.",
            )))?,
    };
    let (page, counted) = counted::page(&call, &selected, limit).await?;
    let (before, after) = selected.beside(kind, &page);
    let beside = |name: &str, place: Option<Cursor>| {
        let place = selected::cursor_text(&place?);
        let query = call.query.with("after", None).with("before", None);
        let query = query.with(name, Some(&place)).write();
        Some(format!("/api/v1/{}?{query}", escaped(kind.name)))
    };
    let rows: Vec<_> = page
        .rows
        .iter()
        .map(|record| shape::of(kind, record))
        .collect();
    Ok(super::json(
        StatusCode::OK,
        &json!({
            "count": counted.number,
            "over": counted.over,
            "records": rows,
            "next": beside("after", after),
            "previous": beside("before", before),
        }),
    ))
}
