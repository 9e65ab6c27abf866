//! How one reader reads: language, size, light or dark.
//!
//! In: the reader's cookies and what their browser says of languages. Out: the settings, and
//! the small form's answer that keeps one and returns to the page. It never asks who they are.

use axum::{
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use base::Lang;
use page::{Reading, Theme, View};

use super::{Call, Done, cookies};

/// The settings of whoever sends these headers.
pub fn reading(headers: &HeaderMap) -> Reading {
    let lang = match cookies::value(headers, "lang") {
        Some("en") => Lang::En,
        Some("zh") => Lang::Zh,
        _ => preferred(headers),
    };
    Reading {
        lang,
        view: match cookies::value(headers, "view") {
            Some("large") => View::Large,
            _ => View::Usual,
        },
        theme: match cookies::value(headers, "theme") {
            Some("light") => Theme::Light,
            Some("dark") => Theme::Dark,
            _ => Theme::Device,
        },
    }
}

/// The better liked of our two languages in `Accept-Language`; Chinese where neither is.
fn preferred(headers: &HeaderMap) -> Lang {
    let said = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let mut best = (0.0, Lang::Zh);
    for part in said.split(',').take(20) {
        let (tag, weight) = part.split_once(";q=").unwrap_or((part, "1"));
        let weight: f32 = weight.trim().parse().unwrap_or(0.0);
        let tag = tag.trim().to_ascii_lowercase();
        let lang = match tag.split('-').next() {
            Some("en") => Lang::En,
            Some("zh") => Lang::Zh,
            _ => continue,
        };
        if weight > best.0 {
            best = (weight, lang);
        }
    }
    best.1
}

/// POST `/reading`: keeps one setting and returns to the page it was asked on.
///
/// # Errors
/// Never.
pub async fn keep(call: Call) -> Done {
    const SETTINGS: [(&str, &[&str]); 3] = [
        ("lang", &["zh", "en"]),
        ("view", &["usual", "large"]),
        ("theme", &["device", "light", "dark"]),
    ];
    let back = local(call.form.text("back")).unwrap_or("/");
    let mut response: Response = super::see_other(back).into_response();
    for (name, values) in SETTINGS {
        let chosen = call.form.text(name);
        if values.contains(&chosen)
            && let Some(line) = cookies::setting(call.secure, name, chosen)
        {
            response.headers_mut().append(header::SET_COOKIE, line);
        }
    }
    Ok(response)
}

/// An address on this site, or nothing: nobody is sent elsewhere by a form's value.
pub fn local(address: &str) -> Option<&str> {
    let inside = address.starts_with('/')
        && !address.starts_with("//")
        && !address.contains(['\\', '\r', '\n', '\t']);
    (inside && address.len() < 4_000 && !address.chars().any(char::is_control)).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn the_better_liked_language_is_taken() {
        for (said, lang) in [
            ("", Lang::Zh),
            ("en-GB,en;q=0.9,zh;q=0.8", Lang::En),
            ("zh-CN,zh;q=0.9,en;q=0.8", Lang::Zh),
            ("fr,en;q=0.3,zh;q=0.7", Lang::Zh),
            ("fr", Lang::Zh),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(said));
            assert_eq!(reading(&headers).lang, lang, "{said}");
        }
    }

    #[test]
    fn nobody_is_sent_elsewhere() {
        for (address, kept) in [
            ("/records/visits?q=1", true),
            ("//elsewhere", false),
            ("https://elsewhere", false),
            ("/\\elsewhere", false),
            ("", false),
        ] {
            assert_eq!(local(address).is_some(), kept, "{address}");
        }
    }
}
