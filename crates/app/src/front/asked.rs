//! A request taken apart, looked at, and handed to its handler.
//!
//! In: what the server read. Out: an answer, whatever happened: a handler's page, or words on
//! why there is none. It never lets through what has no right, and never shows a fault's
//! cause.

use std::{net::IpAddr, sync::Arc, time::Duration};

use axum::{
    RequestExt,
    body::Body,
    extract::{RawPathParams, Request},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};

use base::{Code, Id, Problem, read::seen};

use super::{
    Call, Fields, House, Route, Stop, Takes, body, fields::UNREADABLE, files, guard, reading, show,
};
use crate::access::session;

/// The client's address, as the connection has it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Peer(pub IpAddr);

/// Answers one request to one route.
pub(super) async fn answer(house: Arc<House>, route: Route, request: Request) -> Response {
    let wanted = Wanted::of(&request);
    match admitted(house.clone(), &route, request).await {
        Ok(call) => match route.run(call).await {
            Ok(response) => response,
            Err(stop) => show::stopped(&house, &wanted, &stop),
        },
        Err(stop) => show::stopped(&house, &wanted, &stop),
    }
}

/// What of a request an answer without a handler needs to know.
pub(super) struct Wanted {
    /// The path with its query.
    pub path: String,
    /// Whether it only reads.
    pub reads: bool,
    /// The headers.
    pub headers: HeaderMap,
}

impl Wanted {
    fn of(request: &Request) -> Wanted {
        Wanted {
            path: path_of(request.uri()),
            reads: !guard::writes(request.method()),
            headers: request.headers().clone(),
        }
    }
}

fn path_of(uri: &axum::http::Uri) -> String {
    uri.path_and_query()
        .map_or_else(|| "/".to_owned(), ToString::to_string)
}

/// The request as its handler sees it, once it may come in.
async fn admitted(house: Arc<House>, route: &Route, mut request: Request) -> Result<Call, Stop> {
    let params = request
        .extract_parts::<RawPathParams>()
        .await
        .map_err(|_| Stop::Bad(UNREADABLE))?;
    let (parts, body) = request.into_parts();
    let mut call = bare(house.clone(), &parts)?;
    let own = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    call.params = params.iter().map(own).collect();
    call.visitor = session::visitor(&house, &call).await?;
    guard::allowed(route.right, &call)?;
    let patience = Duration::from_secs(house.config.patience_seconds);
    let by_browser = call
        .visitor
        .as_ref()
        .is_none_or(|v| !v.form_token.is_empty());
    if guard::writes(&parts.method)
        && by_browser
        && !guard::same_site(&parts.headers, house.config.address.as_deref())
    {
        return Err(Stop::Forged);
    }
    match route.takes {
        Takes::Nothing => {}
        Takes::Form => {
            typed(&parts, "application/x-www-form-urlencoded")?;
            let whole = body::read(body, body::FORM_BYTES, patience).await?;
            call.form = Fields::read(&whole).map_err(Stop::Bad)?;
        }
        Takes::Upload => {
            let who = call.visitor.as_ref().map_or(Id(0), |v| v.account.id);
            let _turn = house.uploads.turn(who, patience).await?;
            let whole = body::read(body, body::UPLOAD_BYTES, patience).await?;
            let again = Request::from_parts(parts.clone(), Body::from(whole));
            (call.form, call.files) = files::read(again).await?;
        }
        Takes::Json => call.json = json(&parts, body, patience).await?,
    }
    if let Some(name) = call.form.with_nul() {
        return Err(Stop::Problems(vec![unkept(name)]));
    }
    if guard::writes(&parts.method)
        && by_browser
        && route.right != super::Right::Public
        && !guard::own_form(call.visitor()?, &call.form, &parts.headers)
    {
        return Err(Stop::Forged);
    }
    Ok(call)
}

/// Who sent it: the other end of the connection, or whom the one trusted proxy names last.
fn sender(peer: IpAddr, headers: &axum::http::HeaderMap, proxy: Option<IpAddr>) -> IpAddr {
    if proxy != Some(peer.to_canonical()) {
        return peer;
    }
    let said = headers.get_all("x-forwarded-for").iter().next_back();
    let last = said.and_then(|value| value.to_str().ok()?.rsplit(',').next());
    last.and_then(|last| last.trim().parse().ok())
        .unwrap_or(peer)
}

/// What is told of a form's field with a NUL: the same as of a sheet's cell.
fn unkept(name: &str) -> Problem {
    let shown: String = seen(name).chars().take(40).collect();
    let told = (format!("「{shown}」"), format!("“{shown}”"));
    Problem::of(Code::BadText, &shown).with(told.0, told.1)
}

/// What the headers alone say.
fn bare(house: Arc<House>, parts: &Parts) -> Result<Call, Stop> {
    let query = parts.uri.query().unwrap_or_default();
    let peer = parts.extensions.get::<Peer>();
    Ok(Call {
        visitor: None,
        method: parts.method.clone(),
        reading: reading::reading(&parts.headers),
        secure: house.config.https() || loopback(&parts.headers),
        peer: sender(
            peer.map_or(IpAddr::from([0, 0, 0, 0]), |peer| peer.0),
            &parts.headers,
            house.config.proxy,
        ),
        path: path_of(&parts.uri),
        params: Default::default(),
        query: Fields::read(query.as_bytes())
            .ok()
            .filter(|query| query.with_nul().is_none())
            .ok_or(Stop::Bad(UNREADABLE))?,
        form: Fields::default(),
        files: Vec::new(),
        json: serde_json::Value::Null,
        headers: parts.headers.clone(),
        house,
    })
}

/// Whether the browser speaks to its own machine, where it takes a plain connection for safe.
fn loopback(headers: &HeaderMap) -> bool {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default();
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next(),
        None => host.split(':').next(),
    };
    matches!(name, Some("localhost" | "127.0.0.1" | "::1"))
}

/// Whether the body says it is of this type. An empty form need not say.
fn typed(parts: &Parts, wanted: &'static str) -> Result<(), Stop> {
    let said = parts
        .headers
        .get(header::CONTENT_TYPE)
        .map(|value| value.to_str().unwrap_or("?"));
    let bare = said.map(|said| said.split(';').next().unwrap_or_default().trim());
    match bare {
        None => Ok(()),
        Some(bare) if bare.eq_ignore_ascii_case(wanted) => Ok(()),
        Some(_) => Err(Stop::WrongType(wanted)),
    }
}

async fn json(parts: &Parts, body: Body, patience: Duration) -> Result<serde_json::Value, Stop> {
    const MERGE: &str = "application/merge-patch+json";
    typed(parts, "application/json").or_else(|stop| typed(parts, MERGE).map_err(|_| stop))?;
    let whole = body::read(body, body::FORM_BYTES, patience).await?;
    if whole.is_empty() {
        return Ok(serde_json::Value::Null);
    }
    serde_json::from_slice(&whole).map_err(|_| Stop::Bad(UNREADABLE))
}

/// The answer to an address nobody knows, or to a method it does not take.
pub(super) async fn not_there(house: Arc<House>, request: Request, status: StatusCode) -> Response {
    let mut response = show::stopped(&house, &Wanted::of(&request), &Stop::NotThere);
    *response.status_mut() = status;
    response
}

/// The headers that guard every answer.
pub(super) async fn dressed(
    axum::extract::State(house): axum::extract::State<Arc<House>>,
    request: Request,
    next: Next,
) -> Response {
    const GUARDS: [(&str, &str); 7] = [
        ("content-security-policy", page::assets::POLICY),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        (
            "permissions-policy",
            "camera=(self), geolocation=(self), microphone=()",
        ),
    ];
    let mut response = next.run(request).await.into_response();
    let headers = response.headers_mut();
    for (name, value) in GUARDS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if house.config.https() {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    let kept = headers.entry(header::CACHE_CONTROL);
    kept.or_insert(HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderMap, HeaderValue};

    #[test]
    fn only_the_trusted_proxy_says_who_sent_a_request() {
        let ip = |text: &str| text.parse::<IpAddr>().unwrap();
        let mut headers = HeaderMap::new();
        headers.append(
            "x-forwarded-for",
            HeaderValue::from_static("6.6.6.6, 10.1.1.9"),
        );
        for (peer, proxy, seen) in [
            ("127.0.0.1", None, "127.0.0.1"),
            ("127.0.0.1", Some("127.0.0.1"), "10.1.1.9"),
            ("::ffff:127.0.0.1", Some("127.0.0.1"), "10.1.1.9"),
            ("10.2.2.2", Some("127.0.0.1"), "10.2.2.2"),
        ] {
            assert_eq!(
                sender(ip(peer), &headers, proxy.map(ip)),
                ip(seen),
                "{peer} {proxy:?}"
            );
        }
        assert_eq!(
            sender(ip("127.0.0.1"), &HeaderMap::new(), Some(ip("127.0.0.1"))),
            ip("127.0.0.1")
        );
    }
}
