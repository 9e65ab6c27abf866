//! What is looked at before a request is let through: where it was sent from, and by whom.
//!
//! In: headers, a form's token, a route's right. Out: nothing, or what stops it. It never
//! trusts what a proxy says of the sender, and what is not there and what is not allowed end
//! alike.

use axum::http::{HeaderMap, Method, header};

use super::{Call, Fields, Right, Stop, Visitor};

/// Whether a page of this very site sent it, as far as the browser says. A program that says
/// nothing is no browser that could be led astray. `address` is the one people use, where
/// what stands in front changes the host.
pub(super) fn same_site(headers: &HeaderMap, address: Option<&str>) -> bool {
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (said("sec-fetch-site"), said("origin")) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) if address == Some(origin) => true,
        (None, Some(origin)) => {
            let host = said(header::HOST.as_str()).unwrap_or_default();
            let from = origin.split_once("://").map(|(_, rest)| rest);
            from.is_some_and(|from| from.eq_ignore_ascii_case(host))
        }
        (None, None) => true,
    }
}

/// Whether a form carries the token of its sender's session.
pub(super) fn own_form(visitor: &Visitor, form: &Fields, headers: &HeaderMap) -> bool {
    let sent = form
        .get("token")
        .or_else(|| headers.get("x-form-token")?.to_str().ok())
        .unwrap_or_default();
    !visitor.form_token.is_empty()
        && seal::token::same(visitor.form_token.as_bytes(), sent.as_bytes())
}

/// Whether a method writes.
pub(super) fn writes(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Whether the caller may come in.
///
/// # Errors
/// `SignIn` when that might help, `NotThere` when it would not.
pub(super) fn allowed(right: Right, call: &Call) -> Result<(), Stop> {
    if right == Right::Public {
        return Ok(());
    }
    let scope = &call.visitor()?.scope;
    let yes = match right {
        Right::Public | Right::SignedIn => true,
        Right::Read => scope.may_read(call.kind()?),
        Right::Write => scope.may_write(call.kind()?),
        Right::Remove => scope.may_remove(call.kind()?),
        Right::Have(roles) => scope.roles().any(roles),
    };
    if yes { Ok(()) } else { Err(Stop::NotThere) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn another_sites_page_is_told_by_what_the_browser_says() {
        for (site, origin, ours) in [
            (Some("same-origin"), None, true),
            (Some("none"), None, true),
            (Some("cross-site"), None, false),
            (Some("same-site"), Some("http://park.example"), false),
            (None, Some("http://park.example"), true),
            (None, Some("https://elsewhere.example"), false),
            (None, Some("null"), false),
            (None, None, true),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_static("park.example"));
            for (name, value) in [("sec-fetch-site", site), ("origin", origin)] {
                if let Some(value) = value {
                    headers.insert(name, HeaderValue::from_static(value));
                }
            }
            assert_eq!(same_site(&headers, None), ours, "{site:?} {origin:?}");
        }
    }
}
