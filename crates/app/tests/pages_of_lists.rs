//! Whoever turns the pages of a list forward and back sees every record once each way.

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
use base::{Role, Value};
use door::{Person, an_empty_park, year::a_park_with_definitions};

/// The records on a list's page, in order, and the ways on: first, back, on.
async fn page(person: &Person<'_>, path: &str) -> (Vec<String>, [Option<String>; 3]) {
    let mut got = person.opens(path).await;
    if got.status == StatusCode::SEE_OTHER {
        got = person.opens(got.to()).await;
    }
    assert_eq!(got.status, StatusCode::OK, "{path}");
    let rows = got.body.split("<th class=\"c-what\" scope=\"row\"").skip(1);
    let rows = rows.map(|row| row.split('"').nth(3).unwrap().to_owned());
    let nav = got.body.split("<nav class=\"pages").nth(1).unwrap_or("");
    let nav = nav.split("</nav>").next().unwrap();
    let way = |words: &str| {
        let link = nav.split("<a ").find(|link| link.contains(words))?;
        let href = link.split("href=\"").nth(1)?.split('"').next()?;
        Some(href.replace("&amp;", "&"))
    };
    (
        rows.collect(),
        [way("第一页"), way("上一页"), way("下一页")],
    )
}

#[tokio::test]
async fn pages_are_turned_forward_and_back() {
    let park = an_empty_park().await;
    let manager = park.person(11, Role::Manager, &[]).await;
    for id in 0..130_i64 {
        let number = format!("HD-{id:03}");
        let day = format!("2022-07-{:02}", 1 + id % 20);
        let mut given = vec![
            ("number", Value::from(number.as_str())),
            ("on", Value::from(day)),
            ("category", Value::from("talk")),
        ];
        if id % 3 > 0 {
            given.push(("name", Value::from(format!("议事{}", id / 12))));
        }
        park.put_one("activities", 1_000 + id, &number, &given)
            .await;
    }
    for list in [
        "/records/activities?category=talk",
        "/records/activities?category=talk&sort=on",
        "/records/activities?category=talk&sort=-recorded",
        "/records/activities?period=2022&sort=name",
    ] {
        let (first, ways) = page(&manager, list).await;
        assert!(ways[0].is_none() && ways[1].is_none() && first.len() == 50);
        let (mut forward, mut next) = (vec![first.clone()], ways[2].clone());
        let mut last = list.to_owned();
        while let Some(path) = next {
            let (rows, ways) = page(&manager, &path).await;
            forward.push(rows);
            (last, next) = (path, ways[2].clone());
        }
        let lengths: Vec<usize> = forward.iter().map(Vec::len).collect();
        assert_eq!(lengths, [50, 50, 30], "{list}");
        let mut all: Vec<&String> = forward.iter().flatten().collect();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 130, "{list}: each once");

        let (_, ways) = page(&manager, &last).await;
        let (rows, ways) = page(&manager, ways[1].as_ref().unwrap()).await;
        assert_eq!(rows, forward[1], "{list}");
        for way in &ways[..2] {
            let (rows, ways) = page(&manager, way.as_ref().unwrap()).await;
            assert_eq!((rows, &ways[1]), (first.clone(), &None), "{list}");
        }
    }
}

/// The records that a page leads to, in order, and the ways on: first, back, on.
async fn turned(person: &Person<'_>, path: &str, to: &str) -> (Vec<String>, [Option<String>; 3]) {
    let (_, ways) = page(person, path).await;
    let body = person.opens(path).await.body;
    let links = body
        .split("href=\"")
        .skip(1)
        .filter_map(|link| link.split('"').next());
    let mut rows: Vec<String> = links
        .filter(|link| link.starts_with(to))
        .map(str::to_owned)
        .collect();
    rows.dedup();
    (rows, ways)
}

#[tokio::test]
async fn the_things_of_a_figure_are_turned_forward_and_back() {
    let park = a_park_with_definitions().await;
    let manager = park.person(11, Role::Manager, &[]).await;
    for id in 0..120_i64 {
        let number = format!("{id:03}");
        let day = Value::from(format!("2025-07-{:02}", 1 + id % 20));
        let exchange = [
            ("number", Value::from(number.as_str())),
            ("name", Value::from(format!("交流{id}"))),
            ("on", day.clone()),
            ("category", Value::from("exchange")),
            ("status", Value::from("completed")),
        ];
        park.put_one("activities", 20_000 + id, &number, &exchange)
            .await;
        let round = [
            ("purpose", Value::from("supervision")),
            ("year", Value::from(2025)),
            ("number", Value::from(id + 1)),
            ("name", Value::from(format!("第{}轮", id + 1))),
        ];
        park.put_one("rounds", 30_000 + id, &number, &round).await;
        let visit = [
            ("number", Value::from(number.as_str())),
            ("on", day),
            ("purpose", Value::from("supervision")),
            ("round", Value::from(30_000 + id)),
        ];
        park.put_one("visits", 40_000 + id, &number, &visit).await;
    }
    for (key, to) in [
        ("exchange_activities", "/records/activities/"),
        ("supervision_visits", "/records/rounds/"),
    ] {
        let list = format!("/figures/{key}/things?period=2025");
        let (mut pages, mut path) = (Vec::new(), list.clone());
        let last = loop {
            let (rows, ways) = turned(&manager, &path, to).await;
            assert_eq!(ways[0].is_some(), !pages.is_empty(), "{path}");
            pages.push(rows);
            match &ways[2] {
                Some(next) => path.clone_from(next),
                None => break ways,
            }
        };
        let lengths: Vec<usize> = pages.iter().map(Vec::len).collect();
        assert_eq!(lengths, [50, 50, 20], "{key}");
        assert_eq!(last[0].as_ref(), Some(&list));
        let (rows, ways) = turned(&manager, last[1].as_ref().unwrap(), to).await;
        assert_eq!(rows, pages[1], "{key}");
        let (rows, ways) = turned(&manager, ways[1].as_ref().unwrap(), to).await;
        assert_eq!((&rows, &ways[..2]), (&pages[0], &[None, None][..]), "{key}");
    }
}

#[tokio::test]
async fn the_history_of_a_record_is_turned_forward_and_back() {
    let park = an_empty_park().await;
    let manager = park.person(11, Role::Manager, &[]).await;
    let given = |n: i64| {
        [
            ("number", Value::from("HD-1")),
            ("name", Value::from(format!("第{n}稿"))),
            ("on", Value::from("2025-07-01")),
        ]
    };
    park.put_one("activities", 20_000, "HD-1", &given(0)).await;
    for n in 1..=230 {
        park.clock
            .fetch_add(1_000, std::sync::atomic::Ordering::Relaxed);
        let since = park.since("activities", 20_000).await;
        park.put(vec![base::Change::Set {
            kind: "activities",
            id: base::Id(20_000),
            since,
            natural: "HD-1".to_owned(),
            values: door::values("activities", &given(n)),
        }])
        .await;
    }
    let drafts = |body: &str| -> Vec<i64> {
        let new = body.split("<ins>第").skip(1);
        new.filter_map(|rest| rest.split('稿').next()?.parse().ok())
            .collect()
    };
    let bare = "/records/activities/20000/history";
    let (mut path, mut told) = (bare.to_owned(), Vec::new());
    let last = loop {
        let (_, ways) = page(&manager, &path).await;
        told.extend(drafts(&manager.opens(&path).await.body));
        match &ways[2] {
            Some(next) => path.clone_from(next),
            None => break ways,
        }
    };
    assert_eq!(
        told,
        (1..=230).rev().collect::<Vec<i64>>(),
        "each once, latest first"
    );
    assert_eq!(last[0].as_deref(), Some(bare));
    let (_, ways) = page(&manager, last[1].as_ref().unwrap()).await;
    assert_eq!(ways[1].as_deref(), Some(bare));
}

#[tokio::test]
async fn words_are_looked_for_in_what_the_reader_sees() {
    let park = an_empty_park().await;
    let activity = [
        ("number", Value::from("HD-1")),
        ("name", Value::from("议事")),
        ("on", Value::from("2025-07-01")),
    ];
    park.put_one("activities", 20_000, "HD-1", &activity).await;
    for (id, name, unit) in [(1, "张三", "松柏社区"), (2, "松柏", "六约社区")] {
        let given = [
            ("activity", Value::from(20_000)),
            ("name", Value::from(name)),
            ("unit", Value::from(unit)),
        ];
        park.put_one("attendance", 30_000 + id, &format!("{id}"), &given)
            .await;
    }
    let staff = park.person(11, Role::Staff, &[]).await;
    let office = park.person(12, Role::StreetOffice, &[]).await;
    for (person, words, found) in [
        (&staff, "松柏", vec!["30001", "30002"]),
        (&office, "松柏", vec!["30001"]),
        (&office, "张三", vec![]),
    ] {
        let got = person.opens(&format!("/api/v1/attendance?q={words}")).await;
        assert_eq!(got.status, StatusCode::OK, "{words}: {}", got.body);
        for id in ["30001", "30002"] {
            let there = got.body.contains(&format!("\"{id}\""));
            assert_eq!(there, found.contains(&id), "{words} {id}");
        }
        for path in ["/records/attendance", "/records/attendance/export.csv"] {
            let got = person.opens(&format!("{path}?q={words}")).await;
            assert_eq!(got.status, StatusCode::OK, "{path} {words}");
        }
    }
}
