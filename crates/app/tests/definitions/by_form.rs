//! A manager makes a figure as a form; it is like any other.

use base::Role;

use crate::{FOUR, door::year::a_park_with_definitions, put};

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
    put(&park, &FOUR).await;
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
    put(&park, &FOUR).await;
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
    put(&park, &FOUR).await;
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
