//! A manager makes a figure as a form, and a ledger of the park's own; both are like any other.

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
use door::{Park, an_empty_park, year::a_park_with_definitions};

/// Four activities of 2025: two talks and a drill held, one talk cancelled.
async fn activities(park: &Park) {
    for (id, day, category, status, heads) in [
        (1, "2025-03-06", "talk", "completed", 10),
        (2, "2025-03-20", "talk", "completed", 30),
        (3, "2025-07-06", "drill", "completed", 5),
        (4, "2025-07-07", "talk", "cancelled", 90),
    ] {
        let number = format!("HD-{id}");
        let activity = [
            ("number", Value::from(number.as_str())),
            ("on", Value::from(day)),
            ("name", Value::from(format!("活动{id}"))),
            ("category", Value::from(category)),
            ("status", Value::from(status)),
            ("headcount", Value::Whole(heads)),
        ];
        park.put_one("activities", 500 + id, &number, &activity)
            .await;
    }
}

const HELD: [(&str, &str); 6] = [
    ("over", "records"),
    ("kind", "activities"),
    ("c.how", "all"),
    ("c.1.on", "status"),
    ("c.1.test", "is"),
    ("c.1.value", "completed"),
];

#[tokio::test]
async fn a_figure_made_in_the_form_counts_what_a_hand_counts() {
    let park = a_park_with_definitions().await;
    activities(&park).await;
    let manager = park.person(21, Role::Manager, &[]).await;
    // Counted by hand on the four above: 3 held; head counts 10, 30 and 5: 45, middle 10, mean 15.
    for (name, more, value) in [
        ("Held by form", vec![("fold", "count")], "3"),
        (
            "Heads by form",
            vec![("fold", "sum"), ("path", "headcount")],
            "45",
        ),
        (
            "Middle by form",
            vec![("fold", "median"), ("path", "headcount")],
            "10",
        ),
        (
            "Mean by form",
            vec![("fold", "mean"), ("path", "headcount")],
            "15",
        ),
        (
            "Least by form",
            vec![("fold", "least"), ("path", "headcount")],
            "5",
        ),
        (
            "Drills by form",
            vec![
                ("fold", "share"),
                ("s.how", "all"),
                ("s.1.on", "category"),
                ("s.1.test", "is"),
                ("s.1.value", "drill"),
                ("decimals", "1"),
            ],
            "33.3",
        ),
    ] {
        let mut pairs = HELD.to_vec();
        pairs.extend([("zh", name), ("en", name), ("do", "save")]);
        pairs.extend(more);
        let saved = manager.posts("/figures/define", &pairs).await;
        let key = name.to_lowercase().replace(' ', "_");
        assert_eq!(
            saved.to(),
            format!("/figures/{key}?done=saved"),
            "{name}: {}",
            saved.body
        );
        let got = manager
            .opens(&format!("/api/v1/figures/{key}?period=2025"))
            .await;
        let got: serde_json::Value = serde_json::from_str(&got.body).unwrap();
        assert_eq!(got["value"], value, "{name}");
    }
}

#[tokio::test]
async fn a_figure_of_figures_is_made_in_the_form_too() {
    let park = a_park_with_definitions().await;
    activities(&park).await;
    let manager = park.person(21, Role::Manager, &[]).await;
    let mut held = HELD.to_vec();
    held.extend([
        ("fold", "count"),
        ("zh", "已办"),
        ("en", "Held by form"),
        ("do", "save"),
    ]);
    manager.posts("/figures/define", &held).await;
    // By hand: 3 in 12 months, 2 of them in March.
    let mean = [
        ("over", "figures"),
        ("fold", "per"),
        ("of", "held_by_form"),
        ("each", "month"),
        ("decimals", "2"),
        ("zh", "月均"),
        ("en", "Monthly by form"),
        ("do", "save"),
    ];
    assert_eq!(
        manager.posts("/figures/define", &mean).await.to(),
        "/figures/monthly_by_form?done=saved"
    );
    let got = manager
        .opens("/api/v1/figures/monthly_by_form?period=2025")
        .await;
    assert!(got.body.contains("0.25"), "{}", got.body);
    let peak = [
        ("over", "figures"),
        ("fold", "peak"),
        ("of", "held_by_form"),
        ("part", "on:month"),
        ("zh", "最多的月份"),
        ("en", "Peak by form"),
        ("do", "save"),
    ];
    assert_eq!(
        manager.posts("/figures/define", &peak).await.to(),
        "/figures/peak_by_form?done=saved"
    );
    let got = manager
        .opens("/api/v1/figures/peak_by_form?period=2025")
        .await;
    assert!(got.body.contains("2025年3月"), "{}", got.body);
}

#[tokio::test]
async fn a_form_that_is_not_finished_or_feeds_on_itself_is_not_saved_and_loses_nothing() {
    let park = a_park_with_definitions().await;
    activities(&park).await;
    let manager = park.person(21, Role::Manager, &[]).await;
    let mut pairs = HELD.to_vec();
    pairs.extend([
        ("fold", "sum"),
        ("zh", ""),
        ("en", "x"),
        ("unit", "朵"),
        ("do", "save"),
    ]);
    let refused = manager.posts("/figures/define", &pairs).await;
    assert_eq!(refused.status.as_u16(), 422);
    assert!(refused.body.contains("朵"), "what was typed stands");
    let mut pairs = HELD.to_vec();
    pairs.extend([
        ("fold", "count"),
        ("zh", "甲"),
        ("en", "First by form"),
        ("do", "save"),
    ]);
    assert_eq!(
        manager.posts("/figures/define", &pairs).await.to(),
        "/figures/first_by_form?done=saved"
    );
    let itself = [
        ("over", "figures"),
        ("was", "first_by_form"),
        ("key", "first_by_form"),
        ("fold", "same"),
        ("of", "first_by_form"),
        ("zh", "甲"),
        ("en", "First by form"),
        ("do", "save"),
    ];
    let refused = manager.posts("/figures/define", &itself).await;
    assert_eq!(refused.status.as_u16(), 422);
    assert!(refused.body.contains("用到了它自己"), "{}", refused.body);
    let page = manager.opens("/figures/first_by_form?period=2025").await;
    assert!(
        page.body.contains("改口径") && page.body.contains('3'),
        "it stands as it was"
    );
    // By parts: two talks and one drill.
    let mut pairs = HELD.to_vec();
    pairs.extend([
        ("was", "first_by_form"),
        ("key", "first_by_form"),
        ("fold", "count"),
        ("by", "category"),
        ("zh", "甲"),
        ("en", "First by form"),
        ("do", "save"),
    ]);
    manager.posts("/figures/define", &pairs).await;
    let page = manager
        .opens("/figures/first_by_form?period=2025")
        .await
        .body;
    assert!(
        page.contains("分项") && page.contains("宣讲") && page.contains("演练"),
        "{page}"
    );
    let staff = park.person(22, Role::Staff, &[]).await;
    assert_eq!(staff.opens("/figures/define").await.status.as_u16(), 404);
}

#[tokio::test]
async fn a_ledger_of_the_parks_own_is_a_ledger_like_any_other() {
    let park = an_empty_park().await;
    let manager = park.person(21, Role::Manager, &[]).await;
    let form = [
        ("zh", "钥匙借用"),
        ("en", "Keys lent"),
        ("unit", "次"),
        ("work", "people"),
        ("rights", "work"),
        ("f.1.zh", "编号"),
        ("f.1.holds", "text"),
        ("f.2.zh", "借出日期"),
        ("f.2.holds", "day"),
        ("f.3.zh", "房间"),
        ("f.3.holds", "choice"),
        ("f.3.choices", "大厅、议事厅"),
        ("key", "f1"),
        ("when", "f2"),
        ("do", "save"),
    ];
    let made = manager.posts("/settings/ledgers/new", &form).await;
    assert_eq!(
        made.to(),
        "/records/own_keys_lent?done=saved",
        "{}",
        made.body
    );
    let one = [("f1", "YS-01"), ("f2", "2025年3月6日"), ("f3", "大厅")];
    let added = manager.posts("/records/own_keys_lent/new", &one).await;
    assert!(
        added.to().starts_with("/records/own_keys_lent/"),
        "{}",
        added.body
    );
    let list = manager.opens("/records/own_keys_lent").await.body;
    for said in ["YS-01", "2025-03-06", "大厅"] {
        assert!(list.contains(said), "{said}");
    }
    let count = [
        ("over", "records"),
        ("kind", "own_keys_lent"),
        ("c.how", "all"),
        ("c.1.on", "f3"),
        ("c.1.test", "is"),
        ("c.1.value", "c1"),
        ("fold", "count"),
        ("zh", "大厅借用"),
        ("en", "Hall keys"),
        ("do", "save"),
    ];
    assert_eq!(
        manager.posts("/figures/define", &count).await.to(),
        "/figures/hall_keys?done=saved"
    );
    let got = manager.opens("/api/v1/figures/hall_keys?period=2025").await;
    let got: serde_json::Value = serde_json::from_str(&got.body).unwrap();
    assert_eq!(got["value"], "1");
    // A field that a figure names cannot be put aside; another can, and comes back.
    let mut later = form.to_vec();
    later.extend([
        ("f.1.name", "f1"),
        ("f.2.name", "f2"),
        ("f.3.name", "f3"),
        ("f.3.retired", "yes"),
    ]);
    let refused = manager
        .posts("/settings/ledgers/own_keys_lent", &later)
        .await;
    assert_eq!(refused.status.as_u16(), 422, "a figure stands on it");
    let member = park.person(22, Role::Staff, &[]).await;
    assert_eq!(
        member.opens("/records/own_keys_lent").await.status.as_u16(),
        200
    );
    assert_eq!(member.opens("/settings/ledgers").await.status.as_u16(), 404);
}
