//! A photo's bytes.
//!
//! In: its name. Out: the picture, to whoever may see it: anybody once its article is published
//! and its words are written, else only the staff. A photo taken out is gone at once.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use base::{Answer, Ask, Filter};

use super::{
    super::{article, ask},
    Photo, SPACE, all, asking, keep,
};
use crate::front::{Call, Done, Stop};

/// How long a browser may show a photo without asking again.
const GOOD: &str = "public, max-age=600";
const NOT_KEPT: &str = "private, no-store";

/// GET `/photos/{name}`.
///
/// # Errors
/// `NotThere` without such a photo, or when it is not theirs to see.
pub(super) async fn show(call: Call) -> Done {
    let name = call.params.get("name").map_or("", String::as_str);
    let bare = name.strip_suffix(".jpg").ok_or(Stop::NotThere)?;
    let (file, small) = match bare.strip_suffix("-s") {
        Some(file) => (file, true),
        None => (bare, false),
    };
    let named = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    if file.len() != 64 || !file.bytes().all(named) {
        return Err(Stop::NotThere);
    }
    let public = is_public(&call, file).await?;
    if !public && !is_theirs(&call, file).await? {
        return Err(Stop::NotThere);
    }
    let tag = format!("\"{bare}\"");
    let known = call.headers.get(header::IF_NONE_MATCH);
    let mut response: Response = if known.is_some_and(|known| known == tag.as_str()) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let kept = Ask::Kept {
            space: SPACE,
            key: keep::key(file, small),
        };
        let kept = ask(&call, vec![kept]).await?.pop().and_then(Answer::kept);
        let bytes = kept.and_then(|kept| keep::bytes(&kept));
        bytes.ok_or(Stop::NotThere)?.into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg"));
    let good = if public { GOOD } else { NOT_KEPT };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(good));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    Ok(response)
}

/// Whether it stands, with its words, in an article that is published.
async fn is_public(call: &Call, file: &str) -> Result<bool, Stop> {
    let catalogue = call.catalogue();
    let found = ask(call, vec![asking(Filter::is("file", file))])
        .await?
        .pop();
    let photos = all(&catalogue, found);
    let shown = photos.iter().filter(|photo| photo.is_public());
    let articles: Vec<_> = shown.map(|photo: &Photo| photo.article).collect();
    if articles.is_empty() {
        return Ok(false);
    }
    let stood_in = Ask::Many {
        kind: article::KIND.to_owned(),
        ids: articles,
    };
    let found = ask(call, vec![stood_in]).await?.pop();
    Ok(!article::all(&catalogue, found).is_empty())
}

/// Whether whoever calls may see its record.
async fn is_theirs(call: &Call, file: &str) -> Result<bool, Stop> {
    let Some(visitor) = &call.visitor else {
        return Ok(false);
    };
    let kind = call.catalogue().kind(super::KIND);
    if !kind.is_some_and(|kind| visitor.scope.may_read(kind)) {
        return Ok(false);
    }
    let found = call.ask_one(asking(Filter::is("file", file))).await?;
    Ok(!found.many().is_empty())
}
