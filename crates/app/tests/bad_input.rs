//! What nobody should send: always a clear 4xx with words, never a fault of ours; and the
//! guarding headers on whatever is answered.

// A test stops where it fails.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod door;

use axum::{
    body::Body,
    http::{StatusCode, header},
};
use base::Role;
use door::an_empty_park;

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
async fn addresses_and_forms_that_cannot_be_are_told_so() {
    let park = an_empty_park().await;
    let owner = park.person(11, Role::Owner, &[]).await;
    let long = "字".repeat(400_000);
    for (path, status) in [
        ("/records/nothing", 404),
        ("/records/activities/0", 404),
        ("/records/activities/-5", 404),
        ("/records/activities/99999999999999999999", 404),
        ("/records/activities/abc", 404),
        ("/records/activities?name=%00", 400),
        ("/records/activities?name=%ED%A0%80", 400),
        ("/records/activities?name=%zz", 400),
        ("/records/activities?period=20x2", 422),
        ("/records/activities?period=2022@name", 422),
        ("/records/activities?sort=lead", 422),
        ("/records/activities?sort=nothing", 422),
        ("/records/activities?after=x.y", 422),
        ("/records/activities?after=5.wx", 422),
        ("/records/activities?where=%7B", 422),
        (
            "/records/activities?where=%7B%22field%22%3A%22nothing%22%2C%22is%22%3A1%7D",
            422,
        ),
        (
            "/records/activities?where=%7B%22field%22%3A%22on%22%2C%22is%22%3A1%7D",
            422,
        ),
        ("/records/activities?category=nothing%20such", 200),
        ("/records/activities?headcount_from=many", 422),
        ("/records/activities?project=abc", 422),
        (
            "/records/activities?category=talk&category=talk&category=camp",
            200,
        ),
        ("/records/activities?%E5%90%8D=1", 200),
        ("/records/%00", 404),
        ("/records/%FF", 400),
        ("/nothing", 404),
        ("/static/../Cargo.toml", 404),
    ] {
        let got = owner.opens(path).await;
        assert_eq!(got.status.as_u16(), status, "{path}: {}", got.body);
        assert!(!got.body.is_empty(), "{path} is told in words");
    }
    for (pairs, status) in [
        (vec![("name", long.as_str())], 413),
        (
            vec![
                ("name", &long[..3_000 * 3]),
                ("number", "HD-1"),
                ("on", "2022-07-06"),
                ("category", "talk"),
            ],
            422,
        ),
        (
            vec![
                ("name", "a\u{7}b"),
                ("number", "HD-1"),
                ("on", "2022-07-06"),
                ("category", "talk"),
            ],
            422,
        ),
        (
            vec![
                ("on", "0001-01-01"),
                ("on", "nonsense"),
                ("number", "1"),
                ("name", "x"),
                ("category", "talk"),
            ],
            422,
        ),
        (
            vec![
                ("community", "#123"),
                ("number", "HD-1"),
                ("name", "x"),
                ("on", "2022-07-06"),
                ("category", "talk"),
            ],
            422,
        ),
    ] {
        let got = owner.posts("/records/activities/new", &pairs).await;
        assert_eq!(
            got.status.as_u16(),
            status,
            "{:?}",
            pairs.iter().map(|(n, _)| n).collect::<Vec<_>>()
        );
    }
}

/// One rule for every way in: what cannot be kept is told at its place, and nothing is taken.
#[tokio::test]
async fn characters_that_cannot_be_kept_are_told_at_their_place() {
    let park = an_empty_park().await;
    let owner = park.person(11, Role::Owner, &[]).await;
    let said = "含有不能保存的字符。请删掉再试。";
    for (name, place) in [("甲\0乙", "「name」"), ("甲\u{7}乙", "甲␇乙")] {
        let pairs = [
            ("name", name),
            ("number", "HD-1"),
            ("on", "2022-07-06"),
            ("category", "talk"),
        ];
        let form = owner.posts("/records/activities/new", &pairs).await;
        assert_eq!(form.status, StatusCode::UNPROCESSABLE_ENTITY, "{name:?}");
        assert!(form.body.contains(said), "{name:?}: {}", form.body);
        let api = serde_json::json!({ "fields": pairs.into_iter().collect::<std::collections::BTreeMap<_, _>>() });
        let request = owner
            .request("POST", "/api/v1/activities")
            .header(header::CONTENT_TYPE, "application/json")
            .header("x-form-token", &owner.form_token)
            .header("idempotency-key", name.len().to_string());
        let api = park
            .send(request.body(Body::from(api.to_string())).unwrap())
            .await;
        assert_eq!(api.status, StatusCode::UNPROCESSABLE_ENTITY, "{name:?}");
        assert!(
            api.body.contains("bad-text") && api.body.contains("name"),
            "{}",
            api.body
        );
        assert!(
            !form.body.contains('\0') && !api.body.contains('\0'),
            "{name:?}"
        );
        assert!(form.body.contains(place), "{place}: {}", form.body);
    }
}

#[tokio::test]
async fn bodies_that_cannot_be_are_told_so() {
    let park = an_empty_park().await;
    let owner = park.person(11, Role::Owner, &[]).await;
    let token = &owner.form_token;
    let cut = format!(
        "--cut\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n{token}\r\n--cut\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.xlsx\"\r\n\r\nPK"
    );
    for (path, kind, body, status) in [
        ("/import", "multipart/form-data; boundary=cut", cut.as_bytes().to_vec(), 400),
        ("/import", "multipart/form-data", cut.as_bytes().to_vec(), 415),
        ("/import", "text/plain", Vec::new(), 415),
        ("/records/activities/new", "application/json", b"{}".to_vec(), 415),
        ("/records/activities/new", "text/plain", b"token=x".to_vec(), 415),
        ("/api/v1/activities", "application/json", b"{\"fields\":{\"name\":\"\\ud800\"}}".to_vec(), 400),
        ("/api/v1/activities", "application/json", b"{\"fields\":".to_vec(), 400),
        ("/api/v1/activities", "application/json", b"[1]".to_vec(), 400),
        ("/api/v1/activities", "text/plain", b"{}".to_vec(), 415),
        ("/api/v1/activities", "application/json", b"{\"fields\":{\"name\":{\"a\":1},\"on\":\"2022-07-06\"}}".to_vec(), 422),
        ("/api/v1/activities", "application/json", b"{\"fields\":{\"name\":\"a\\u0000b\",\"number\":\"1\",\"on\":\"2022-07-06\",\"category\":\"talk\"}}".to_vec(), 422),
        ("/api/v1/activities", "application/json", b"{\"fields\":{\"headcount\":9007199254740993,\"batches\":1e400}}".to_vec(), 400),
        ("/api/v1/nothing", "application/json", b"{}".to_vec(), 404),
    ] {
        let request = owner.request("POST", path).header(header::CONTENT_TYPE, kind).header("x-form-token", token).header("idempotency-key", "k");
        let shown = String::from_utf8_lossy(&body).into_owned();
        let got = park.send(request.body(Body::from(body)).unwrap()).await;
        assert_eq!(got.status.as_u16(), status, "{path} {kind} {shown}: {}", got.body);
        let is_problem = got.headers[header::CONTENT_TYPE].to_str().unwrap().starts_with("application/problem+json");
        assert_eq!(is_problem, path.starts_with("/api/"), "{path}");
    }
}

#[tokio::test]
async fn every_answer_carries_the_guarding_headers() {
    let park = an_empty_park().await;
    let owner = park.person(11, Role::Owner, &[]).await;
    let routes = app::routes();
    let paths = routes
        .list()
        .iter()
        .filter(|r| r.method == axum::http::Method::GET);
    for path in paths
        .map(|r| {
            r.path
                .replace("{kind}", "activities")
                .replace(['{', '}'], "")
        })
        .chain(["/nothing".to_owned()])
    {
        let got = owner.opens(&path).await;
        assert!(!got.status.is_server_error(), "{path}: {}", got.body);
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
        ] {
            assert_eq!(got.headers[name], value, "{path}");
        }
        let policy = got.headers["content-security-policy"].to_str().unwrap();
        assert!(
            policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{path}: {policy}"
        );
        let kind = got
            .headers
            .get(header::CONTENT_TYPE)
            .map_or("", |k| k.to_str().unwrap());
        assert!(
            !kind.starts_with("text/") || kind.contains("charset=utf-8"),
            "{path}: {kind}"
        );
        if got.status == StatusCode::OK && path.starts_with("/records") {
            assert_eq!(got.headers[header::CACHE_CONTROL], "no-store", "{path}");
        }
    }
}
