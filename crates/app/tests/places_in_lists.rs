//! A place asked for in a list means all below it, whatever the codes say and whether or not a
//! place still stands; alone, it means itself.

// A test stops where it fails.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod door;

use base::{Role, Value};
use door::{Park, an_empty_park};

/// id, name, level, part of, code, until.
type Place = (
    i64,
    &'static str,
    &'static str,
    i64,
    &'static str,
    &'static str,
);

/// A district; two streets of which one has digits that are another district's; communities, one
/// gone; an estate.
const PLACES: [Place; 8] = [
    (500, "龙岗区", "district", 0, "440307000000", ""),
    (501, "横岗街道", "street", 500, "440307002000", ""),
    (502, "大鹏街道", "street", 510, "440307011000", ""),
    (503, "松柏社区", "community", 501, "440307002001", ""),
    (504, "老松柏村", "community", 501, "", "2004-06-30"),
    (505, "松柏花园", "below", 503, "", ""),
    (506, "王母社区", "community", 502, "440307011003", ""),
    (510, "大鹏新区", "district", 0, "", ""),
];

async fn park() -> Park {
    let park = an_empty_park().await;
    for (id, name, level, parent, code, ends) in PLACES {
        let mut given = vec![("name", Value::from(name)), ("level", Value::from(level))];
        if parent > 0 {
            given.push(("parent", Value::Whole(parent)));
        }
        for (field, value) in [("code", code), ("ends", ends)] {
            if !value.is_empty() {
                given.push((field, Value::from(value)));
            }
        }
        park.put_one("areas", id, &id.to_string(), &given).await;
        let number = format!("HD-{id}");
        let activity = [
            ("number", Value::from(number.as_str())),
            ("on", Value::from("2022-07-06")),
            ("name", Value::from(format!("在{name}"))),
            ("community", Value::Whole(id)),
        ];
        park.put_one("activities", 1_000 + id, &number, &activity)
            .await;
    }
    park
}

#[tokio::test]
async fn a_place_holds_all_below_it_and_alone_only_itself() {
    let park = park().await;
    let manager = park.person(11, Role::Manager, &[]).await;
    for (query, found, said) in [
        (
            "community=500",
            vec![500, 501, 503, 504, 505],
            "社区为龙岗区（含下级）",
        ),
        (
            "community=501",
            vec![501, 503, 504, 505],
            "社区为横岗街道（含下级）",
        ),
        ("community=503", vec![503, 505], "社区为松柏社区（含下级）"),
        ("community=505", vec![505], "社区为松柏花园<"),
        (
            "community=510",
            vec![502, 506, 510],
            "社区为大鹏新区（含下级）",
        ),
        ("community_alone=501", vec![501], "社区为横岗街道（仅本级）"),
        (
            "community=502&community=503",
            vec![502, 503, 505, 506],
            "（含下级）",
        ),
        (
            "community=501&community_alone=503",
            vec![503],
            "社区为松柏社区（仅本级）",
        ),
        ("community=499", vec![], ""),
    ] {
        let page = manager.opens(&format!("/records/activities?{query}")).await;
        let there = |id: &i64| {
            page.body
                .contains(&format!("/records/activities/{}", 1_000 + id))
        };
        let ids = PLACES.iter().map(|place| place.0);
        let listed: Vec<i64> = ids.filter(there).collect();
        assert_eq!(listed, found, "{query}");
        assert!(page.body.contains(said), "{query}: {said} in {}", page.body);
        let api = manager.opens(&format!("/api/v1/activities?{query}")).await;
        assert!(
            api.body.contains(&format!("\"count\":{}", found.len())),
            "{query}: {}",
            api.body
        );
    }
}
