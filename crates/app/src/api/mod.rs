//! The door for programs: every kind's records as JSON, under the same rights and by the same
//! one way in as the pages.
//!
//! In: a token or a session, JSON. Out: JSON; what is wrong as RFC 9457 describes it. A
//! writing carries an `Idempotency-Key`, so that a program may send it again when it does not
//! know whether it arrived. `openapi` describes all of it, read from the same declarations.

mod list;
mod openapi;
mod read;
mod shape;
mod write;

use axum::{
    http::{HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::Value;

pub(crate) use write::once;

use crate::front::{Right, Routes};

/// The addresses for programs.
pub fn routes() -> Routes {
    use Right::{Public, Read, Remove, SignedIn, Write};
    Routes::default()
        .get("/api/v1/openapi.json", Public, openapi::show)
        .get("/api/v1/kinds", SignedIn, list::kinds)
        .get("/api/v1/{kind}", Read, list::show)
        .json(Method::POST, "/api/v1/{kind}", Write, write::add)
        .json(
            Method::POST,
            "/api/v1/{kind}/preview",
            Write,
            write::preview_new,
        )
        .json(
            Method::POST,
            "/api/v1/{kind}/{id}/preview",
            Write,
            write::preview,
        )
        .get("/api/v1/{kind}/{id}", Read, read::show)
        .json(Method::PATCH, "/api/v1/{kind}/{id}", Write, write::change)
        .json(Method::DELETE, "/api/v1/{kind}/{id}", Remove, write::remove)
}

/// An answer in JSON.
fn json(status: StatusCode, value: &Value) -> Response {
    let kind = HeaderValue::from_static("application/json; charset=utf-8");
    (status, [(header::CONTENT_TYPE, kind)], value.to_string()).into_response()
}

/// The same, with the mark by which a later writing says which state it saw.
fn with_mark(mut response: Response, since: i64) -> Response {
    if let Ok(mark) = HeaderValue::from_str(&format!("\"{since}\"")) {
        response.headers_mut().insert(header::ETAG, mark);
    }
    response
}
