//! One record for programs.
//!
//! In: a kind and an identity. Out: its fields, and the mark of the state it stands in.

use axum::http::StatusCode;

use super::shape;
use crate::{
    front::{Call, Done, Stop},
    ledgers::form,
};

/// GET `/api/v1/{kind}/{id}`.
///
/// # Errors
/// `NotThere` without such a record.
pub(super) async fn show(call: Call) -> Done {
    let kind = call.kind().map_err(|_| Stop::NotThere)?;
    let record = form::one(&call).await?;
    let response = super::json(StatusCode::OK, &shape::of(kind, &record));
    Ok(super::with_mark(response, record.since))
}
