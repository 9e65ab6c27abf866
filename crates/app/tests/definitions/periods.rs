//! A figure in any stretch of time, beside what it was, and held against a number that others
//! counted.

use base::Role;

use crate::{COUNT, SEVEN, door::year::a_park_with_definitions, json, made, put};

#[tokio::test]
async fn a_figure_is_had_for_any_stretch_and_told_beside_what_it_was() {
    let park = a_park_with_definitions().await;
    put(&park, &SEVEN).await;
    let manager = park.person(21, Role::Manager, &[]).await;
    let key = made(&manager, "Any stretch", &COUNT).await;
    // Counted by hand on the seven above. 2025-03-03 is a Monday.
    for (asked, value, before, last_year) in [
        ("period=2025", "5", "2场，增加3场，增长150.0%", None),
        (
            "period=2025H1",
            "4",
            "1场，增加3场，增长300.0%",
            Some("1场，增加3场，增长300.0%"),
        ),
        (
            "period=2025Q1",
            "4",
            "1场，增加3场，增长300.0%",
            Some("1场，增加3场，增长300.0%"),
        ),
        (
            "period=2025-03",
            "3",
            "1场，增加2场，增长200.0%",
            Some("1场，增加2场，增长200.0%"),
        ),
        (
            "period=W2025-03-03",
            "2",
            "1场，增加1场，增长100.0%",
            Some("1场，增加1场，增长100.0%"),
        ),
        (
            "period=2025-03-10",
            "1",
            "1场，持平",
            Some("0场，增加1场；当时为零，不算百分比"),
        ),
        (
            "period=2025-01-01..2025-03-09",
            "3",
            "1场，增加2场，增长200.0%",
            Some("1场，增加2场，增长200.0%"),
        ),
        (
            "span=week&on=2025-03-09",
            "2",
            "1场，增加1场，增长100.0%",
            Some("1场，增加1场，增长100.0%"),
        ),
        (
            "span=up_to&on=2025年3月9日",
            "3",
            "1场，增加2场，增长200.0%",
            Some("1场，增加2场，增长200.0%"),
        ),
        (
            "span=range&on=2025-03-10&to=2025-03-03",
            "3",
            "1场，增加2场，增长200.0%",
            Some("1场，增加2场，增长200.0%"),
        ),
    ] {
        let got = json(
            &manager,
            &format!(
                "/api/v1/figures/{key}?{}&compare=yes",
                asked
                    .replace('年', "%E5%B9%B4")
                    .replace('月', "%E6%9C%88")
                    .replace('日', "%E6%97%A5")
            ),
        )
        .await;
        assert_eq!(got["value"], value, "{asked}: {got}");
        assert_eq!(got["compared"]["before"]["text"], before, "{asked}: {got}");
        let last = got["compared"]["last_year"]["text"].as_str();
        assert_eq!(last, last_year, "{asked}: {got}");
    }
    let page = manager
        .opens(&format!("/figures/{key}?period=2025-03&compare=yes"))
        .await
        .body;
    for said in [
        "2025年2月：1场，增加2场",
        "2024年3月：1场，增加2场",
        "增加2场",
        "换一段时间",
        "name=\"span\"",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let refused = manager
        .opens(&format!("/figures/{key}?span=day&on=2025-02-30"))
        .await;
    assert_eq!(refused.status.as_u16(), 400);
    assert!(refused.body.contains("日期读不懂"), "{}", refused.body);
    let refused = manager
        .opens(&format!("/figures/{key}?period=2025Q7"))
        .await;
    assert!(refused.body.contains("时段读不懂"), "{}", refused.body);
}

#[tokio::test]
async fn a_number_that_others_counted_is_kept_and_held_against() {
    let park = a_park_with_definitions().await;
    put(&park, &SEVEN).await;
    let manager = park.person(21, Role::Manager, &[]).await;
    for (name, on, value) in [
        ("常住人口", "2024-12-31", "20000"),
        ("常住人口", "2025-06-30", "40000"),
        ("满意度", "2025-06-30", "95.37"),
    ] {
        let row = [
            ("name", name),
            ("on", on),
            ("value", value),
            ("unit", "人"),
            ("source", "统计公报（虚构）"),
        ];
        let added = manager.posts("/records/outside_numbers/new", &row).await;
        assert!(
            added.to().starts_with("/records/outside_numbers/"),
            "{}",
            added.body
        );
    }
    let latest = |name: &'static str| {
        [
            ("over", "records"),
            ("kind", "outside_numbers"),
            ("c.how", "all"),
            ("c.1.on", "name"),
            ("c.1.test", "is"),
            ("c.1.value", name),
            ("fold", "last"),
            ("path", "value"),
            ("decimals", "2"),
        ]
    };
    let population = made(&manager, "Population", &latest("常住人口")).await;
    let content = made(&manager, "Content", &latest("满意度")).await;
    let held = made(&manager, "Held all", &COUNT).await;
    let rate = [
        ("over", "figures"),
        ("fold", "rate"),
        ("of", held.as_str()),
        ("to_figure", population.as_str()),
        ("every", "10000"),
        ("decimals", "2"),
    ];
    let rate = made(&manager, "For each ten thousand", &rate).await;
    for (key, period, value) in [
        (&population, "2024", "20000.00"),
        (&population, "2025-05", "20000.00"),
        (&population, "2025", "40000.00"),
        (&content, "2025", "95.37"),
        // 5 of 2025 for 40,000: 1.25; 4 of its first quarter for 20,000: 2.
        (&rate, "2025", "1.25"),
        (&rate, "2025Q1", "2.00"),
    ] {
        let got = json(&manager, &format!("/api/v1/figures/{key}?period={period}")).await;
        assert_eq!(got["value"], value, "{key} {period}: {got}");
    }
    // Before there was a number nothing is divided, and that is said.
    let page = manager
        .opens(&format!("/figures/{rate}?period=2023"))
        .await
        .body;
    assert!(
        page.contains("没有可取值的记录") && !page.contains("NaN"),
        "{page}"
    );
    let page = manager
        .opens(&format!("/figures/{population}/things?period=2025"))
        .await
        .body;
    assert!(
        page.contains("常住人口"),
        "it opens onto the number as it was recorded: {page}"
    );
}
