//! A record that came without a number takes the next one.

// A test stops where it fails.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod door;

use axum::http::StatusCode;
use base::Role;
use door::{Person, an_empty_park};

/// Adds an activity through the form; its page.
async fn added(person: &Person<'_>, number: &str, on: &str) -> String {
    let fields = [
        ("number", number),
        ("on", on),
        ("name", "茶叙"),
        ("category", "治理交流"),
        ("own_role", "host"),
    ];
    let added = person.posts("/records/activities/new", &fields).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    person.opens(added.to()).await.body
}

#[tokio::test]
async fn a_number_left_blank_is_the_next_of_its_year() {
    let park = an_empty_park().await;
    let manager = park.person(11, Role::Manager, &[]).await;
    for (typed, on, expected) in [
        ("", "2022-07-06", "HD2022-001"),
        ("", "2022-07-07", "HD2022-002"),
        ("HD2022-017", "2022-07-08", "HD2022-017"),
        ("", "2022-07-09", "HD2022-018"),
        // Another year begins anew, and the year before goes on where it was.
        ("", "2023-01-05", "HD2023-001"),
        ("", "2022-12-31", "HD2022-019"),
        // The park's own way of writing is taken up, and text sorts 999 behind 1000.
        ("横岗-2022-999", "2022-10-01", "横岗-2022-999"),
        ("", "2022-10-02", "横岗-2022-1000"),
        ("", "2022-10-03", "横岗-2022-1001"),
        ("", "2022-10-04", "横岗-2022-1002"),
    ] {
        let page = added(&manager, typed, on).await;
        assert!(page.contains(expected), "{on}: {expected} in {page}");
    }
}

#[tokio::test]
async fn many_at_once_get_a_number_each() {
    let park = an_empty_park().await;
    let manager = park.person(11, Role::Manager, &[]).await;
    let days: Vec<String> = (1..=20).map(|day| format!("2022-03-{day:02}")).collect();
    let adding = days.iter().map(|day| added(&manager, "", day));
    let pages = futures_util::future::join_all(adding).await;
    for n in 1..=20 {
        let number = format!("HD2022-{n:03}");
        let with = pages.iter().filter(|page| page.contains(&number)).count();
        assert_eq!(with, 1, "{number}");
    }
}

#[tokio::test]
async fn a_form_asks_for_no_number_and_says_so() {
    let park = an_empty_park().await;
    let manager = park.person(11, Role::Manager, &[]).await;
    let form = manager.opens("/records/visits/new").await;
    assert!(form.body.contains("留空就接着往下编"), "{}", form.body);
    assert!(
        !form.body.contains("name=\"number\" required"),
        "{}",
        form.body
    );
}
