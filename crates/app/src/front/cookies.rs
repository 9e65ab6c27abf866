//! Cookies: read from a request, written to an answer.
//!
//! In: the `Cookie` header, or a name and a value of ours. Out: the value, or a `Set-Cookie`
//! line that no script reads and no other site sends along. It never sets one that a
//! neighbour on the same host could plant, where the connection allows that.

use axum::http::{HeaderMap, HeaderValue, header};

use super::House;

/// The session's cookie where the browser keeps it to secure connections.
pub const SECURE: &str = "__Host-session";
/// The session's cookie on a plain connection in a local network.
pub const PLAIN: &str = "session";

/// A year: how long a reader's settings are kept.
const YEAR_SECONDS: u32 = 31_536_000;

/// The value of a cookie; of several with one name, the first.
pub fn value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(n, _)| *n == name)
        .map(|(_, v)| v)
}

/// The line that begins a session. It ends with the browser; the server ends it sooner.
pub fn begin(house: &House, secure: bool, token: &str) -> Option<HeaderValue> {
    line(house, secure, token, "")
}

/// The line that ends a session.
pub fn end(house: &House, secure: bool) -> Option<HeaderValue> {
    line(house, secure, "", "; Max-Age=0")
}

/// The name of the session's cookie: of several parks at one address each has its own.
pub fn name(house: &House, secure: bool) -> String {
    let name = if secure { SECURE } else { PLAIN };
    if house.config.prefix.is_empty() {
        name.to_owned()
    } else {
        format!("{name}-{}", house.park)
    }
}

fn line(house: &House, secure: bool, token: &str, more: &str) -> Option<HeaderValue> {
    let name = name(house, secure);
    let flag = if secure { "; Secure" } else { "" };
    let text = format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax{flag}{more}");
    HeaderValue::from_str(&text).ok()
}

/// The line that keeps one of a reader's settings.
pub fn setting(secure: bool, name: &str, value: &str) -> Option<HeaderValue> {
    let flag = if secure { "; Secure" } else { "" };
    let text =
        format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={YEAR_SECONDS}{flag}");
    HeaderValue::from_str(&text).ok()
}
