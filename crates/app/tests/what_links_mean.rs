//! Links as people and programs give them: by name where they may not list, by identity only
//! where something is there; and nothing goes while another needs it.

// A test stops where it fails.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod door;

use axum::{body::Body, http::StatusCode, http::header};
use base::{Id, Role, Value};
use door::{Got, Park, Person, an_empty_park};

const STREET: i64 = 1_001;
const ELSEWHERE: i64 = 1_002;

async fn a_park() -> Park {
    let park = an_empty_park().await;
    for (id, name) in [(STREET, "松柏社区"), (ELSEWHERE, "怡锦社区")] {
        let area = [
            ("name", Value::from(name)),
            ("level", Value::from("community")),
            (
                "code",
                Value::from(format!("44030701700{}", id - 1_000).as_str()),
            ),
        ];
        park.put_one("areas", id, name, &area).await;
    }
    for (id, number, place) in [(2_001, "HD-1", STREET), (2_002, "HD-2", ELSEWHERE)] {
        let activity = [
            ("number", Value::from(number)),
            ("on", Value::from("2026-11-20")),
            ("name", Value::from("茶话")),
            ("category", Value::from("talk")),
            ("own_role", Value::from("host")),
            ("status", Value::from("completed")),
            ("community", Value::from(Id(place))),
        ];
        park.put_one("activities", id, number, &activity).await;
    }
    park
}

/// What a program sends, with a person's own session.
async fn sends(person: &Person<'_>, path: &str, json: &str) -> Got {
    let request = person
        .request("POST", path)
        .header(header::CONTENT_TYPE, "application/json")
        .header("idempotency-key", format!("{path} {json}"))
        .header("x-form-token", &person.form_token);
    person
        .park
        .send(request.body(Body::from(json.to_owned())).unwrap())
        .await
}

#[tokio::test]
async fn a_counsellor_names_the_one_in_charge_without_seeing_accounts() {
    let park = a_park().await;
    let counsellor = park.person(21, Role::Counsellor, &[]).await;
    park.person(22, Role::Supervisor, &[]).await;
    park.person(23, Role::Staff, &[]).await;
    let form = counsellor.opens("/records/screenings/new").await.body;
    let offered = |id: i64| form.contains(&format!("value=\"#{id}\""));
    assert!(offered(21) && offered(22), "{form}");
    assert!(!offered(23), "staff read no screenings");
    assert!(
        !form.contains("supervisor22"),
        "no login leaves the accounts"
    );
    let screened = |number: &'static str, who: &'static str| {
        [
            ("number", number),
            ("on", "2026-11-20"),
            ("counsellor", who),
        ]
    };
    for (number, who) in [
        ("DA-1", "#22"),
        ("DA-2", "supervisor22"),
        ("DA-3", Role::Supervisor.words().zh),
    ] {
        let saved = counsellor
            .posts("/records/screenings/new", &screened(number, who))
            .await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{who}: {}", saved.body);
        let one = counsellor.opens(saved.to()).await.body;
        assert!(one.contains(Role::Supervisor.words().zh), "{who}: {one}");
        assert!(!one.contains("/records/accounts/"), "told by name alone");
    }
    let unknown = counsellor
        .posts("/records/screenings/new", &screened("DA-4", "nobody"))
        .await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_link_by_identity_must_lead_somewhere() {
    let park = a_park().await;
    let manager = park.person(11, Role::Manager, &[]).await;
    let with = |field: &'static str, value: &'static str| {
        [
            ("number", "HD-9"),
            ("on", "2026-11-20"),
            ("name", "茶话"),
            ("category", "talk"),
            ("own_role", "host"),
            (field, value),
        ]
    };
    for (field, value) in [
        ("community", "#999999999999"),
        ("project", "#111111111111111"),
        ("project", "#2001"),
    ] {
        let got = manager
            .posts("/records/activities/new", &with(field, value))
            .await;
        assert_eq!(
            got.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{field} {value}"
        );
    }
    let got = manager
        .posts("/records/activities/new", &with("community", "#1001"))
        .await;
    assert_eq!(got.status, StatusCode::SEE_OTHER, "{}", got.body);
}

#[tokio::test]
async fn a_community_records_sign_ins_to_its_own_activities() {
    let park = a_park().await;
    let community = park.person(31, Role::Community, &[STREET]).await;
    let staff = park.person(32, Role::Staff, &[]).await;
    let sign_in = |activity: &'static str| {
        [
            ("activity", activity),
            ("name", "张三"),
            ("phone", "13800000001"),
        ]
    };
    for _ in 0..2 {
        let saved = community
            .posts("/records/attendance/new", &sign_in("HD-1"))
            .await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    }
    let foreign = community
        .posts("/records/attendance/new", &sign_in("HD-2"))
        .await;
    assert_eq!(foreign.status, StatusCode::UNPROCESSABLE_ENTITY);
    let people = community.opens("/records/people").await;
    assert_eq!(people.status, StatusCode::NOT_FOUND, "it sees no people");
    let people = staff.opens("/records/people").await.body;
    assert!(people.contains("张三"), "the person was made: {people}");
}

#[tokio::test]
async fn what_another_needs_does_not_go() {
    let park = a_park().await;
    let manager = park.person(11, Role::Manager, &[]).await;
    let sign_in = [("activity", "HD-1"), ("name", "张三")];
    let saved = manager.posts("/records/attendance/new", &sign_in).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    for (id, status) in [
        (2_001, StatusCode::UNPROCESSABLE_ENTITY),
        (2_002, StatusCode::SEE_OTHER),
    ] {
        let at = format!("/records/activities/{id}/remove");
        let since = manager.opens(&at).await.hidden("since");
        let asked = [("since", since.as_str()), ("reason", "记重了")];
        let got = manager.posts(&at, &asked).await;
        assert_eq!(got.status, status, "{id}: {}", got.body);
    }
}

#[tokio::test]
async fn words_say_what_to_do() {
    let park = a_park().await;
    let manager = park.person(11, Role::Manager, &[]).await;
    let list = manager.opens("/api/v1/activities?after=%3F").await;
    assert!(list.body.contains("bad-cursor"), "{}", list.body);
    let list = manager.opens("/api/v1/activities?where=%7B").await;
    assert!(list.body.contains("bad-filter"), "{}", list.body);
    let json = r#"{"fields":{"number":{"a":1}}}"#;
    let got = sends(&manager, "/api/v1/activities", json).await;
    assert_ne!(got.status, StatusCode::CREATED, "{}", got.body);
    let short = [("old", "x"), ("password", "a"), ("again", "b")];
    let got = manager.posts("/me/password", &short).await;
    assert!(!got.body.contains("不能保存的字符"), "{}", got.body);
}
