//! Public pages kept ready for a second, so that a link shared in a large chat costs one
//! drawing a second and not one a reader.
//!
//! In: a page as it was drawn. Out: the same bytes, for one second. A change to an article,
//! a place or a count is seen a second later at most, whichever server it was made on. It
//! keeps only pages that are the same for everybody who reads in one language, size and
//! theme; never one of somebody signed in.

use std::{
    collections::HashMap,
    sync::{Arc, RwLock},
};

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use base::Id;
use bytes::Bytes;

/// How long a page is good.
pub const GOOD_MS: i64 = 1_000;

/// The most pages kept at once: some 8 MB.
const MOST: usize = 512;

/// A page, drawn.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// The article it shows.
    pub article: Id,
    bytes: Bytes,
    tag: HeaderValue,
    made: i64,
}

impl Drawn {
    /// An article's page as drawn at `made`: milliseconds since 1970.
    pub fn new(html: String, made: i64, article: Id) -> Drawn {
        let digest = seal::token::digest(&html);
        let short: String = digest.iter().take(12).map(|b| format!("{b:02x}")).collect();
        Drawn {
            article,
            bytes: Bytes::from(html),
            tag: HeaderValue::from_str(&format!("\"{short}\""))
                .unwrap_or(HeaderValue::from_static("\"\"")),
            made,
        }
    }

    /// The answer: the page, or that the reader's copy is still good.
    pub fn answer(&self, asked: &HeaderMap) -> Response {
        let known = asked
            .get(header::IF_NONE_MATCH)
            .and_then(|tags| tags.to_str().ok())
            .zip(self.tag.to_str().ok())
            .is_some_and(|(known, tag)| {
                known
                    .split(',')
                    .any(|t| t.trim().trim_start_matches("W/") == tag)
            });
        let (status, body) = match known {
            true => (StatusCode::NOT_MODIFIED, Body::empty()),
            false => (StatusCode::OK, Body::from(self.bytes.clone())),
        };
        let mut response = Response::new(body);
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        );
        // Asked again each time: a reading is counted here, and the size or language may change.
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        headers.insert(
            header::VARY,
            HeaderValue::from_static("cookie, accept-language"),
        );
        headers.insert(header::ETAG, self.tag.clone());
        response
    }
}

/// The pages kept.
#[derive(Default)]
pub struct PagesKept(RwLock<HashMap<String, Arc<Drawn>>>);

impl PagesKept {
    /// The page under this key, when it is good at `now`: milliseconds since 1970.
    pub fn good(&self, key: &str, now: i64) -> Option<Arc<Drawn>> {
        let pages = self.0.read().ok()?;
        let page = pages.get(key)?;
        (0..GOOD_MS)
            .contains(&(now - page.made))
            .then(|| page.clone())
    }

    /// Keeps a page.
    pub fn keep(&self, key: String, page: Arc<Drawn>) {
        if let Ok(mut pages) = self.0.write() {
            if pages.len() >= MOST && !pages.contains_key(&key) {
                pages.clear();
            }
            pages.insert(key, page);
        }
    }

    /// Drops them all, so that a change shows at once.
    pub fn forget(&self) {
        if let Ok(mut pages) = self.0.write() {
            pages.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_good_for_one_second() {
        let kept = PagesKept::default();
        kept.keep(
            "a".to_owned(),
            Arc::new(Drawn::new("one".to_owned(), 5_000, Id(1))),
        );
        for (key, now, good) in [
            ("a", 5_000, true),
            ("a", 5_999, true),
            ("a", 6_000, false),
            ("a", 4_999, false), // the clock went back
            ("b", 5_000, false),
        ] {
            assert_eq!(kept.good(key, now).is_some(), good, "{key} at {now}");
        }
        kept.forget();
        assert!(kept.good("a", 5_000).is_none());
    }

    #[test]
    fn more_keys_than_there_is_room_for_do_not_grow_it() {
        let kept = PagesKept::default();
        for n in 0..MOST * 3 {
            kept.keep(n.to_string(), Arc::new(Drawn::new(String::new(), 0, Id(1))));
        }
        assert!(kept.0.read().expect("not poisoned").len() <= MOST);
    }

    #[test]
    fn who_has_the_page_is_not_sent_it_again() {
        let page = Drawn::new("one".to_owned(), 0, Id(1));
        let tag = page.answer(&HeaderMap::new()).headers()["etag"].clone();
        let both = format!("\"x\", W/{}", tag.to_str().expect("text"));
        for (known, status) in [
            (tag.to_str().expect("text"), StatusCode::NOT_MODIFIED),
            (both.as_str(), StatusCode::NOT_MODIFIED),
            ("\"other\"", StatusCode::OK),
        ] {
            let mut asked = HeaderMap::new();
            asked.insert(header::IF_NONE_MATCH, known.parse().expect("a header"));
            assert_eq!(page.answer(&asked).status(), status, "{known}");
        }
    }
}
