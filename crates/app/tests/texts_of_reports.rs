//! A manager writes the park's report in their own words, and puts a figure into it.

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
use door::{Park, year::a_park_with_definitions};

/// Two activities of 2025, held.
async fn activities(park: &Park) {
    for (id, day) in [(1, "2025-03-06"), (2, "2025-07-06")] {
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
}

#[tokio::test]
async fn a_figure_is_put_into_the_annual_report_and_opens_from_its_text() {
    let park = a_park_with_definitions().await;
    activities(&park).await;
    let manager = park.person(21, Role::Manager, &[]).await;
    let figure = manager.opens("/figures/all_activities?period=2025").await;
    assert!(
        figure.body.contains("/texts/annual?figure=all_activities"),
        "the figure leads there"
    );
    let put = manager.opens("/texts/annual?figure=all_activities").await;
    assert!(put.body.contains("{all_activities}"), "{}", put.body);
    let sentence = [
        ("chapter", "1"),
        ("sentence", "我园一共办了{all_activities}。"),
        ("since", ""),
    ];
    let placed = manager.posts("/texts/annual/place", &sentence).await;
    assert_eq!(placed.to(), "/texts/annual?done=changed", "{}", placed.body);
    let report = manager.opens("/reports/2025").await.body;
    assert!(report.contains("我园一共办了"), "{report}");
    let at = report.find("我园一共办了").unwrap();
    let after: String = report[at..].chars().take(200).collect();
    assert!(
        after.contains("/figures/all_activities?period=2025"),
        "{after}"
    );
    let second = report.find("id=\"c2\"").unwrap();
    assert!(at < second, "it stands at the end of the first chapter");
    // Its page says where it stands.
    let figure = manager.opens("/figures/all_activities?period=2025").await;
    assert!(figure.body.contains("/reports/2025"), "{}", figure.body);
}

#[tokio::test]
async fn a_text_that_cannot_be_read_is_told_line_by_line_and_nothing_is_lost() {
    let park = a_park_with_definitions().await;
    let manager = park.person(21, Role::Manager, &[]).await;
    let bad = [
        ("title", "{park}年报"),
        ("body", "共{all_activities场\n# \n好"),
        ("title_en", ""),
        ("body_en", "fine"),
    ];
    let refused = manager.posts("/texts/annual", &bad).await;
    assert_eq!(refused.status.as_u16(), 422);
    for said in [
        "第1行",
        "第2行",
        "共{all_activities场",
        "{park}年报",
        "fine",
    ] {
        assert!(refused.body.contains(said), "{said}");
    }
    assert_eq!(
        manager.opens("/records/return_types").await.status.as_u16(),
        200
    );
    let kept = manager.opens("/api/v1/return_types").await;
    assert!(!kept.body.contains("annual"), "{}", kept.body);
}

#[tokio::test]
async fn what_is_typed_and_what_is_unknown_are_said_and_two_writers_do_not_lose_each_other() {
    let park = a_park_with_definitions().await;
    activities(&park).await;
    let manager = park.person(21, Role::Manager, &[]).await;
    let text = |body: &'static str, since: &'static str| {
        [("title", "年报"), ("body", body), ("since", since)]
    };
    let see = [
        &text("共{all_activities}，另有7场", "")[..],
        &[("see", "1")],
    ]
    .concat();
    let seen = manager.posts("/texts/annual", &see).await;
    assert_eq!(seen.status.as_u16(), 200);
    let kept = manager.opens("/api/v1/return_types").await;
    assert!(!kept.body.contains("annual"), "{}", kept.body);
    let saved = manager
        .posts("/texts/annual", &text("共{all_activities}，另有7场，{no_such}，\n清单：{all_activities}\n表格：{all_activities}", ""))
        .await;
    assert_eq!(saved.to(), "/texts/annual?done=changed", "{}", saved.body);
    let report = manager.opens("/reports/2025").await.body;
    assert!(report.contains("手写的：7"), "{report}");
    assert!(report.contains("没有这个口径"), "{report}");
    assert!(
        report.contains("活动2") && report.contains("<table"),
        "{report}"
    );
    // Somebody else opened it before: theirs is not taken over mine.
    let stale = manager.posts("/texts/annual", &text("另一份", "1")).await;
    assert_eq!(stale.status.as_u16(), 422);
    assert!(stale.body.contains("另一份"));
}

#[tokio::test]
async fn staff_read_the_report_and_do_not_write_its_text() {
    let park = a_park_with_definitions().await;
    let staff = park.person(22, Role::Staff, &[]).await;
    assert_eq!(staff.opens("/texts/annual").await.status.as_u16(), 404);
    assert_eq!(
        staff
            .posts("/texts/annual", &[("body", "x")])
            .await
            .status
            .as_u16(),
        404
    );
    let report = staff.opens("/reports/2025").await;
    assert!(!report.body.contains("/texts/annual"));
}

#[tokio::test]
async fn a_list_stands_in_the_columns_asked_for_and_a_figure_it_names_is_filled() {
    let park = a_park_with_definitions().await;
    activities(&park).await;
    let contract = [
        ("number", Value::from("HT-1")),
        ("name", Value::from("运营服务")),
        ("begins", Value::from("2025-01-01")),
        ("ends", Value::from("2025-12-31")),
    ];
    park.put_one("contracts", 600, "HT-1", &contract).await;
    let indicator = [
        ("contract", Value::Whole(600)),
        ("indicator", Value::from("开展活动")),
        ("unit", Value::from("场")),
        ("target", Value::Whole(4_000)),
        ("figure", Value::from("all_activities")),
    ];
    park.put_one("contract_indicators", 601, "600\u{1f}开展活动", &indicator)
        .await;
    let manager = park.person(21, Role::Manager, &[]).await;
    let text = [
        ("since", ""),
        ("title", "年报"),
        (
            "body",
            "清单：{all_activities} 日期、活动名称=哪一场\n清单：{contract_indicators} 指标、目标值、统计口径=已完成",
        ),
    ];
    let kept = manager.posts("/texts/annual", &text).await;
    assert_eq!(kept.to(), "/texts/annual?done=changed", "{}", kept.body);
    let report = manager.opens("/reports/2025").await.body;
    for said in [
        "<th scope=\"col\">哪一场</th>",
        "<td>活动2</td>",
        "<th scope=\"col\">已完成</th>",
        "<td>开展活动</td>",
        "<td>40</td>",
    ] {
        assert!(report.contains(said), "{said} in {report}");
    }
    let row = report.find("<td>开展活动</td>").unwrap();
    let row: String = report[row..].chars().take(300).collect();
    assert!(
        row.contains("/figures/all_activities?period=2025") && row.contains("2个"),
        "{row}"
    );
    // Nobody is listed by a column that names a person, and none is made up.
    for (figure, column) in [("all_activities", "没有的栏"), ("all_attendances", "手机")] {
        let body = format!("清单：{{{figure}}} {column}");
        let text = [
            ("since", ""),
            ("title", "年报"),
            ("body", &body),
            ("see", "1"),
        ];
        let seen = manager.posts("/texts/annual", &text).await.body;
        let told = format!("还缺 {column}");
        assert!(
            seen.contains(&told) && seen.contains("没有这一栏"),
            "{column}: {seen}"
        );
    }
}
