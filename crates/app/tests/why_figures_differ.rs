//! 为什么对不上, as people use it: two periods, two moments, 人次 and 人数, what cannot be
//! compared, what a reader may not open.

// A test stops where it fails.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod door;

use std::sync::atomic::Ordering;

use base::{Change, Id, Role, Value};
use door::{NOW, Park, Person, an_empty_park, values};
use serde_json::Value as Json;

const DAY: i64 = 86_400_000;

async fn defined(park: &Park, id: i64, key: &str, unit: &str, rest: &str) {
    let body =
        format!("key = \"{key}\"\nzh = \"{key}数\"\nen = \"{key}\"\nunit = \"{unit}\"\n{rest}");
    let given = [
        ("key", Value::from(key)),
        ("zh", Value::from(key)),
        ("en", Value::from(key)),
        ("body", Value::from(body)),
    ];
    park.put_one("definitions", id, key, &given).await;
}

fn activity<'a>(number: &'a str, on: &'a str, status: &'a str) -> Vec<(&'a str, Value)> {
    vec![
        ("number", number.into()),
        ("on", on.into()),
        ("name", Value::from(format!("活动{number}"))),
        ("category", "talk".into()),
        ("status", status.into()),
    ]
}

async fn set(park: &Park, kind: &'static str, id: i64, natural: &str, given: &[(&str, Value)]) {
    let since = park.since(kind, id).await;
    let change = Change::Set {
        kind,
        id: Id(id),
        since,
        natural: natural.to_owned(),
        values: values(kind, given),
    };
    park.put(vec![change]).await;
}

async fn told(person: &Person<'_>, query: &str) -> Json {
    let got = person.opens(&format!("/api/v1/explain?{query}")).await;
    assert_eq!(got.status, 200, "{query}: {}", got.body);
    serde_json::from_str(&got.body).unwrap()
}

/// Each step: its words and its amount. The steps must sum to the gap.
fn steps(told: &Json) -> Vec<(String, i64)> {
    let one = |s: &Json| {
        let amount: i64 = s["amount"].as_str().unwrap().parse().unwrap();
        (s["words"].as_str().unwrap().to_owned(), amount)
    };
    let Some(steps) = told["steps"].as_array() else {
        panic!("no steps: {told}");
    };
    let steps: Vec<(String, i64)> = steps.iter().map(one).collect();
    let gap: i64 = told["gap"].as_str().unwrap().parse().unwrap();
    assert_eq!(steps.iter().map(|(_, n)| n).sum::<i64>(), gap, "{told}");
    let value = |side: &str| -> i64 { told[side]["value"].as_str().unwrap().parse().unwrap() };
    assert_eq!(value("there") - value("here"), gap, "{told}");
    steps
}

async fn a_park() -> Park {
    let park = an_empty_park().await;
    defined(&park, 1, "held", "场", "kind = \"activities\"\nwhere = { field = \"status\", is = \"completed\" }\nfold = \"count\"").await;
    defined(
        &park,
        2,
        "planned",
        "场",
        "kind = \"activities\"\nfold = \"count\"",
    )
    .await;
    defined(
        &park,
        3,
        "visits",
        "人次",
        "kind = \"attendance\"\nfold = \"count\"",
    )
    .await;
    defined(
        &park,
        4,
        "people",
        "人",
        "kind = \"attendance\"\nfold = { distinct = \"person\" }",
    )
    .await;
    defined(
        &park,
        5,
        "rate",
        "%",
        "fold = { ratio = [\"held\", \"planned\"] }",
    )
    .await;
    park
}

#[tokio::test]
async fn now_and_an_earlier_day_differ_by_what_was_done_in_between() {
    let park = a_park().await;
    for (id, number, on, status) in [
        (11, "HD-1", "2026-10-28", "completed"),
        (12, "HD-2", "2026-10-30", "completed"),
        (13, "HD-3", "2026-10-31", "planned"),
        (14, "HD-4", "2026-10-02", "completed"),
        (15, "HD-5", "2026-10-03", "completed"),
    ] {
        park.put_one("activities", id, number, &activity(number, on, status))
            .await;
    }
    let manager = park.person(91, Role::Manager, &[]).await;
    // A day later: one entered, one moved out, one completed, one removed.
    park.clock.store(NOW + 2 * DAY, Ordering::Relaxed);
    park.put_one(
        "activities",
        16,
        "HD-6",
        &activity("HD-6", "2026-10-05", "completed"),
    )
    .await;
    set(
        &park,
        "activities",
        12,
        "HD-2",
        &activity("HD-2", "2026-11-02", "completed"),
    )
    .await;
    set(
        &park,
        "activities",
        13,
        "HD-3",
        &activity("HD-3", "2026-10-31", "completed"),
    )
    .await;
    let since = park.since("activities", 15).await;
    park.put(vec![Change::Remove {
        kind: "activities",
        id: Id(15),
        since,
    }])
    .await;
    let told = told(
        &manager,
        "a=held&ap=2026-10&at=2026-11-23&b=held&bp=2026-10",
    )
    .await;
    let mut found = steps(&told);
    found.sort();
    let expected = [
        ("「日期」改到期外", -1),
        ("「状态」改了，现在计入", 1),
        ("其间删除", -1),
        ("其间新录入", 1),
    ];
    assert_eq!(found, expected.map(|(w, n)| (w.to_owned(), n)));
    assert_eq!(told["here"]["value"], "4");
    assert!(
        told.to_string().contains("2026-10-30 → 2026-11-02"),
        "{told}"
    );
    assert!(told.to_string().contains("录入"), "{told}");
    // The same the other way round: the earlier moment always comes first.
    let turned = self::told(
        &manager,
        "b=held&bp=2026-10&bt=2026-11-23&a=held&ap=2026-10",
    )
    .await;
    assert_eq!(turned["steps"], told["steps"]);
    let page = manager
        .opens("/explain?a=held&ap=2026-10&at=2026-11-23&b=held&bp=2026-10")
        .await;
    assert_eq!(page.status, 200);
    for words in ["其间新录入", "活动HD-6", "其中：", "截至2026-11-23"] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
}

#[tokio::test]
async fn periods_definitions_and_people_differ_step_by_step() {
    let park = a_park().await;
    for (id, number, on, status) in [
        (11, "HD-1", "2025-10-28", "completed"),
        (12, "HD-2", "2026-10-30", "completed"),
        (13, "HD-3", "2026-10-31", "cancelled"),
    ] {
        park.put_one("activities", id, number, &activity(number, on, status))
            .await;
    }
    for (id, activity, person, name) in [
        (21, 12, 31, "陈晓明"),
        (22, 13, 31, "陈晓明"),
        (23, 13, 32, "欧阳·阿依古丽"),
        (24, 11, 33, "李敏"),
    ] {
        if id != 22 {
            let given = [("name", Value::from(name))];
            park.put_one("people", person, name, &given).await;
        }
        let given = [
            ("activity", Value::Whole(activity)),
            ("name", name.into()),
            ("person", Value::Whole(person)),
        ];
        park.put_one("attendance", id, &id.to_string(), &given)
            .await;
    }
    let manager = park.person(91, Role::Manager, &[]).await;
    let periods = told(&manager, "a=held&ap=2025&b=held&bp=2026").await;
    assert_eq!(
        steps(&periods).iter().map(|(_, n)| *n).collect::<Vec<_>>(),
        [-1, 1]
    );
    let two = told(&manager, "a=held&ap=2026&b=planned&bp=2026").await;
    let found = steps(&two);
    let [(words, 1)] = found.as_slice() else {
        panic!("{two}");
    };
    assert!(words.contains("要求状态为已完成"), "{words}");
    // Three came in 2026, two people.
    let people = told(&manager, "a=visits&ap=2026&b=people&bp=2026").await;
    let found = steps(&people);
    let [(_, -1)] = found.as_slice() else {
        panic!("{people}");
    };
    assert!(people.to_string().contains("陈晓明"), "{people}");
    assert!(!people.to_string().contains("欧阳"), "{people}");
    for (query, why) in [
        ("a=rate&b=held", "占比"),
        ("a=held&b=visits", "不是同样的东西"),
        ("a=held&b=held", "同一个数"),
    ] {
        let not = told(&manager, query).await;
        assert!(not["why_not"].as_str().unwrap().contains(why), "{not}");
    }
    let open = told(&manager, "a=held&ap=2026&b=held&bp=2025").await;
    assert!(open["notes"].to_string().contains("还没有过完"), "{open}");
    for (query, status) in [
        ("a=none&b=held", 404),
        ("a=held&b=held&bp=last", 422),
        ("a=held&b=held&bt=2027-01-01", 422),
        ("a=held", 422),
    ] {
        let got = manager.opens(&format!("/api/v1/explain?{query}")).await;
        assert_eq!(got.status, status, "{query}: {}", got.body);
    }
    // What was typed stands in the form again.
    let page = manager.opens("/explain?a=held&b=held&bp=last").await;
    assert_eq!(page.status, 422);
    assert!(page.body.contains("value=\"last\""), "{}", page.body);
}

#[tokio::test]
async fn what_a_reader_may_not_open_is_not_told() {
    let park = a_park().await;
    defined(
        &park,
        6,
        "screened",
        "人",
        "kind = \"screenings\"\nfold = \"count\"",
    )
    .await;
    for (id, community) in [(41, "松柏社区"), (42, "四联社区")] {
        let given = [("name", community.into()), ("level", "community".into())];
        park.put_one("areas", id, community, &given).await;
        let number = format!("HD-{id}");
        let mut given = activity(&number, "2026-10-28", "completed");
        given.push(("community", Value::Whole(id)));
        park.put_one("activities", id, &number, &given).await;
    }
    let given = [("number", "XL-1".into()), ("on", "2026-07-06".into())];
    park.put_one("screenings", 51, "XL-1", &given).await;
    let one = park.person(92, Role::Staff, &[41]).await;
    let told = told(&one, "a=held&ap=2025&b=held&bp=2026").await;
    assert_eq!(
        steps(&told).len(),
        1,
        "the figure is its place's, whoever reads it"
    );
    assert!(told.to_string().contains("HD-41"), "{told}");
    assert!(!told.to_string().contains("HD-42"), "{told}");
    assert_eq!(told["steps"][0]["hidden"], 1);
    let care = self::told(&one, "a=screened&ap=2026&at=2026-11-20&b=screened&bp=2026").await;
    assert!(care["gap"].is_null() && care["steps"].is_null(), "{care}");
    assert_eq!(care["here"]["shown"], "只给出现在的数");
    assert!(
        care["there"]["shown"].as_str().unwrap().contains("不足5"),
        "{care}"
    );
    assert_eq!(park.visitor().opens("/explain").await.status, 303);
}
