//! Several parks behind one address: whose request it is.
//!
//! In: a request as it came. Out: the answer of the house it belongs to. The first park has
//! the plain addresses, as when it was alone; the others have the same ones below `/p/NAME`.
//! A house sees its own addresses only: what stands before them is taken off here, and put
//! back before every address of the answer (`decisions/0023`). A house never sees another
//! park's records: it has its own store and its own bounds.

use std::sync::{Arc, Weak};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderValue, StatusCode, Uri, header},
    middleware::from_fn_with_state,
    response::{IntoResponse, Response},
};
use store::Door;
use tower::ServiceExt;

use super::{Fields, House, Routes, asked, escaped};
use crate::access::session;

/// What begins the address of a park that is not the first.
const BELOW: &str = "/p/";
/// What an address stands behind in our pages. Their text holds no bare quotation mark, so it
/// cannot be mistaken for one.
const ADDRESSES: [&str; 6] = [
    " href=\"/",
    " action=\"/",
    " src=\"/",
    " formaction=\"/",
    " data-then=\"/",
    " data-done=\"/",
];

/// What stands before the addresses of a park of this name that is not the first.
pub fn prefix(name: &str) -> String {
    format!("{BELOW}{}", escaped(name))
}

/// A house with its addresses.
struct Home {
    house: Arc<House>,
    router: Router,
}

/// The router over all houses; the first has the plain addresses.
pub fn router(routes: &Routes, houses: &[Arc<House>]) -> Router {
    for house in houses {
        let others = houses.iter().filter(|other| other.park != house.park);
        let beside: Vec<Weak<House>> = others.map(Arc::downgrade).collect();
        drop(house.beside.set(beside));
    }
    let home = |house: &Arc<House>| Home {
        house: house.clone(),
        router: routes.clone().router(house.clone()),
    };
    let homes: Arc<[Home]> = houses.iter().map(home).collect();
    match &*homes {
        [only] => only.router.clone(),
        [] => Router::new(),
        [first, ..] => {
            let dressed = from_fn_with_state(first.house.clone(), asked::dressed);
            let homes = homes.clone();
            Router::new()
                .fallback(move |request| answer(homes.clone(), request))
                .layer(dressed)
        }
    }
}

async fn answer(homes: Arc<[Home]>, request: Request) -> Response {
    let Some(first) = homes.first() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let Some((name, rest)) = below(request.uri().path()) else {
        let home = by_token(&homes, token_of(&request)).await;
        let home = home.unwrap_or(first);
        return within(home, request).await;
    };
    let Some(home) = homes.iter().find(|home| home.house.config.park == name) else {
        return within(first, request).await;
    };
    let prefix = home.house.config.prefix.as_str();
    let path = with_query(rest, request.uri());
    if prefix.is_empty() || rest.is_empty() {
        let to = format!("{prefix}{}", if rest.is_empty() { "/" } else { &path });
        return super::see_other(&to);
    }
    let Ok(uri) = path.parse::<Uri>() else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let mut request = request;
    *request.uri_mut() = uri;
    prefixed(prefix, within(home, request).await).await
}

async fn within(home: &Home, request: Request) -> Response {
    match home.router.clone().oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

/// The park's name and what follows it, of an address below a park.
fn below(path: &str) -> Option<(String, &str)> {
    let rest = path.strip_prefix(BELOW)?;
    let (name, rest) = match rest.find('/') {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    let name = Fields::read(format!("n={}", name.replace('+', "%2B")).as_bytes());
    let name = name.ok().filter(|name| name.with_nul().is_none())?;
    Some((name.text("n").to_owned(), rest))
}

fn with_query(path: &str, uri: &Uri) -> String {
    match uri.query() {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    }
}

/// What the token of a program is kept under, where one is sent.
fn token_of(request: &Request) -> Option<String> {
    let is_api = request.uri().path().starts_with("/api/");
    let token = session::bearer(request.headers()).filter(|_| is_api)?;
    Some(crate::access::kept_under(token))
}

/// The home of the park this token is of.
async fn by_token(homes: &[Home], key: Option<String>) -> Option<&Home> {
    let (key, first) = (key?, homes.first()?);
    // One look is enough: the houses share the database.
    let scope = first.house.store.enter(Door::Token, &key).await.ok()??;
    homes.iter().find(|home| home.house.park == scope.park())
}

/// The answer with the prefix before each of its addresses.
async fn prefixed(prefix: &str, response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let to = parts.headers.get(header::LOCATION);
    if let Some(to) = to.and_then(|to| to.to_str().ok())
        && to.starts_with('/')
        && !to.starts_with(BELOW)
        && let Ok(to) = HeaderValue::from_str(&format!("{prefix}{to}"))
    {
        parts.headers.insert(header::LOCATION, to);
    }
    let kind = parts.headers.get(header::CONTENT_TYPE);
    let is_page = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if !is_page {
        return Response::from_parts(parts, body);
    }
    match to_bytes(body, usize::MAX).await {
        Ok(page) => {
            let page = in_page(prefix, &String::from_utf8_lossy(&page));
            parts.headers.remove(header::CONTENT_LENGTH);
            Response::from_parts(parts, Body::from(page))
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn in_page(prefix: &str, page: &str) -> String {
    let mut out = page.to_owned();
    for before in ADDRESSES {
        let bare = before.trim_end_matches('/');
        out = out.replace(before, &format!("{bare}{prefix}/"));
    }
    // The way to another park is whole already.
    out.replace(&format!("{prefix}{BELOW}"), BELOW)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_below_a_park_is_taken_apart() {
        for (path, wanted) in [
            ("/", None),
            ("/places", None),
            ("/p/%E5%9B%AD", Some(("园", ""))),
            ("/p/%E5%9B%AD/", Some(("园", "/"))),
            ("/p/a%20b/articles/x", Some(("a b", "/articles/x"))),
            ("/p/a+b/", Some(("a+b", "/"))),
            ("/p/%zz/", None),
        ] {
            let found = below(path);
            let found = found.as_ref().map(|(name, rest)| (name.as_str(), *rest));
            assert_eq!(found, wanted, "{path}");
        }
    }

    #[test]
    fn addresses_in_a_page_get_the_prefix_and_nothing_else_does() {
        let page = "<a href=\"/\">/ href=&quot;/x&quot;</a><a href=\"https://e/\"></a>\
                    <a href=\"#m\"></a><input value=\"/today\"><img src=\"/static/i\">";
        let wanted = "<a href=\"/p/b/\">/ href=&quot;/x&quot;</a><a href=\"https://e/\"></a>\
                      <a href=\"#m\"></a><input value=\"/today\"><img src=\"/p/b/static/i\">";
        assert_eq!(in_page("/p/b", page), wanted);
    }
}
