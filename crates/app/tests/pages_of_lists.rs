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
use door::{Person, an_empty_park};

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
