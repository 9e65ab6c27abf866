//! A park with a monthly return, and the buttons of its desk.

use std::sync::atomic::Ordering;

use base::{Role, Value};

use super::{Got, Park, Person, year::a_park_with_definitions};

/// An activity held on a day.
pub async fn activity(park: &Park, id: i64, day: &str) {
    later(park);
    let number = format!("HD-{id}");
    let activity = [
        ("number", Value::from(number.as_str())),
        ("on", Value::from(day)),
        ("name", Value::from(format!("活动{id}"))),
        ("status", Value::from("completed")),
    ];
    park.put_one("activities", 500 + id, &number, &activity)
        .await;
}

/// Time goes by.
pub fn later(park: &Park) {
    park.clock.fetch_add(1_000, Ordering::Relaxed);
}

/// A park with two activities in March 2025 and a monthly return that says how many.
pub async fn a_park_that_reports() -> Park {
    let park = a_park_with_definitions().await;
    activity(&park, 1, "2025-03-06").await;
    activity(&park, 2, "2025-03-20").await;
    let monthly = [
        ("code", Value::from("monthly_service")),
        ("name", Value::from("月报")),
        ("rhythm", Value::from("month")),
        ("due_after", Value::Whole(5)),
        ("title", Value::from("{period}月报")),
        (
            "body",
            Value::from("本月活动{all_activities}。\n清单：{all_activities}"),
        ),
    ];
    park.put_one("return_types", 700, "monthly_service", &monthly)
        .await;
    let march = [
        ("number", Value::from("BS2025-001")),
        ("category", Value::from("monthly_service")),
        ("name", Value::from("2025年3月月报")),
        ("month", Value::from("2025-03")),
        ("for_period", Value::from("2025-03")),
        ("recipient", Value::from("街道办")),
        ("due", Value::from("2025-04-05")),
        ("copies", Value::Whole(1)),
        ("state", Value::from("due")),
    ];
    park.put_one("returns", 800, "BS2025-001", &march).await;
    park
}

/// Presses a button of the desk, sending along what its page holds.
pub async fn press(person: &Person<'_>, step: &str, more: &[(&str, &str)]) -> Got {
    let page = person.opens("/returns/800").await;
    let since = page.hidden("since");
    let mut pairs = vec![("since", since.as_str())];
    pairs.extend(more);
    person.posts(&format!("/returns/800/{step}"), &pairs).await
}

/// The return drafted, checked, confirmed and signed.
pub async fn signed(park: &Park) -> Person<'_> {
    let manager = park.person(21, Role::Manager, &[]).await;
    for step in ["draft", "check"] {
        assert_eq!(
            press(&manager, step, &[]).await.to(),
            "/returns/800",
            "{step}"
        );
    }
    let confirmed = press(&manager, "confirm", &[("said.all_activities", "2个")]).await;
    assert_eq!(confirmed.to(), "/returns/800", "{}", confirmed.body);
    later(park);
    let signed = press(&manager, "sign", &[]).await;
    assert_eq!(signed.to(), "/returns/800?done=signed", "{}", signed.body);
    manager
}
