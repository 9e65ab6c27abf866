//! The few things that are the same for everybody: style sheet, script, icon, a sign of life.
//!
//! In: a name. Out: the file, to be kept for ever since its name changes with it. It never
//! reads a file from disk.

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use page::assets;

use super::{Call, Done, Stop};

/// GET `/healthz`: whether the program answers.
pub(super) async fn health(_: Call) -> Done {
    Ok("ok".into_response())
}

/// GET `/static/{name}`.
pub(super) async fn asset(call: Call) -> Done {
    let name = call.params.get("name").map(String::as_str);
    let (content, kind) = match name {
        Some(n) if n == *assets::CSS_NAME => (assets::CSS, "text/css; charset=utf-8"),
        Some(n) if n == *assets::SCRIPT_NAME => (assets::SCRIPT, "text/javascript; charset=utf-8"),
        Some(n) if n == *assets::ICON_NAME => (assets::ICON, "image/svg+xml; charset=utf-8"),
        _ => return Err(Stop::NotThere),
    };
    let mut response: Response = content.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    Ok(response)
}
