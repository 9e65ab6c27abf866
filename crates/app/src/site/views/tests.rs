//! What counts as a reading: tables of readers and of moments.

use super::*;

const PHONE: &str =
    "Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/86.0 Mobile MicroMessenger/8.0";
const ARTICLE: Id = Id(7);
const MINUTE: i64 = 60_000;

fn headers(pairs: Pairs) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in pairs {
        headers.insert(*name, value.parse().expect("a header"));
    }
    headers
}

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

type Pairs = &'static [(&'static str, &'static str)];

/// Who asks, whether only for the head, with which headers, and whether that counts.
const ASKING: [(&str, bool, Pairs, bool); 13] = [
    ("a phone in WeChat", false, &[("user-agent", PHONE)], true),
    ("only for the head", true, &[("user-agent", PHONE)], false),
    ("says nothing of itself", false, &[], false),
    ("an empty name", false, &[("user-agent", " ")], false),
    (
        "Baidu",
        false,
        &[("user-agent", "Mozilla/5.0 (compatible; Baiduspider/2.0)")],
        false,
    ),
    (
        "Google",
        false,
        &[("user-agent", "Mozilla/5.0 (compatible; Googlebot/2.1)")],
        false,
    ),
    (
        "Sogou",
        false,
        &[("user-agent", "Sogou web spider/4.0")],
        false,
    ),
    (
        "a link's preview",
        false,
        &[("user-agent", "Mozilla/5.0 WeChat LinkPreview/1.0")],
        false,
    ),
    ("curl", false, &[("user-agent", "curl/8.5.0")], false),
    (
        "a maker's name holds «bot»",
        false,
        &[("user-agent", "Mozilla/5.0 (Linux; Android 11; CUBOT P40)")],
        true,
    ),
    (
        "ahead",
        false,
        &[("user-agent", PHONE), ("sec-purpose", "prefetch;prerender")],
        false,
    ),
    (
        "ahead, the old way",
        false,
        &[("user-agent", PHONE), ("purpose", "prefetch")],
        false,
    ),
    (
        "a preview of a tab",
        false,
        &[("user-agent", PHONE), ("x-purpose", "preview")],
        false,
    ),
];

#[test]
fn people_are_counted_and_robots_are_not() {
    for (what, head, pairs, counts) in ASKING {
        let views = Views::default();
        let headers = headers(pairs);
        let method = if head { Method::HEAD } else { Method::GET };
        let reader = Reader {
            method: &method,
            headers: &headers,
            peer: [10, 0, 0, 1].into(),
        };
        let counted = views.count(ARTICLE, &reader, 0, day("2026-11-23"));
        assert_eq!(counted, counts, "{what}");
        assert_eq!(views.fresh(ARTICLE), i64::from(counts), "{what}");
    }
}

#[test]
fn a_reload_is_not_another_reading() {
    // Each row: minutes since the first, which article, last part of the address, the day,
    // and whether it counts. The rows share one count, in this order.
    let views = Views::default();
    let headers = headers(&[("user-agent", PHONE)]);
    let mut counted = 0;
    for (minute, article, from, today, counts) in [
        (0, 7, 1, "2026-11-23", true),
        (1, 7, 1, "2026-11-23", false), // a reload
        (2, 8, 1, "2026-11-23", true),  // another article
        (3, 7, 2, "2026-11-23", true),  // another visitor
        (29, 7, 1, "2026-11-23", false),
        (30, 7, 1, "2026-11-23", true), // half an hour after the one counted
        (31, 7, 1, "2026-11-23", false),
        (32, 7, 1, "2026-11-24", true), // midnight: the key is gone, so is the memory
        (33, 7, 1, "2026-11-24", false),
    ] {
        let reader = Reader {
            method: &Method::GET,
            headers: &headers,
            peer: [10, 0, 0, from].into(),
        };
        let got = views.count(Id(article), &reader, minute * MINUTE, day(today));
        assert_eq!(
            got, counts,
            "minute {minute}, article {article}, from {from}"
        );
        counted += i64::from(counts && article == 7);
    }
    assert_eq!(views.fresh(ARTICLE), counted);
    assert_eq!(counted, 4);
}

#[test]
fn the_same_visitor_is_another_hash_on_another_day() {
    let headers = headers(&[("user-agent", PHONE)]);
    let reader = Reader {
        method: &Method::GET,
        headers: &headers,
        peer: [10, 0, 0, 1].into(),
    };
    let hashes = |views: &Views| -> Vec<[u8; 32]> {
        let counting = views.0.lock().expect("not poisoned");
        counting.seen.keys().copied().collect()
    };
    let views = Views::default();
    views.count(ARTICLE, &reader, 0, day("2026-11-23"));
    let before = hashes(&views);
    views.count(ARTICLE, &reader, MINUTE, day("2026-11-24"));
    let after = hashes(&views);
    assert_eq!(
        (before.len(), after.len()),
        (1, 1),
        "a day's hashes end with it"
    );
    assert_ne!(before, after);
}
