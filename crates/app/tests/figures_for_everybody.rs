//! What each reader sees of every figure: it opens, it never tells of the care compartment, and
//! its page, its list and its JSON agree.

// A test stops where it fails.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod door;

use app::reports::{kept::Wanted, things};
use base::{Lang, Period, Role, Value};
use door::{
    Park, Person,
    year::{a_park_with_definitions, a_year_of_work},
};
use figures::{Amount, Fold};
use serde_json::Value as Json;
use store::Scope;

async fn defined(park: &Park, id: i64, key: &str, rest: &str) {
    let body = format!("key = \"{key}\"\nzh = \"数\"\nen = \"a figure\"\nunit = \"份\"\n{rest}");
    let given = [
        ("key", Value::from(key)),
        ("zh", Value::from(key)),
        ("en", Value::from(key)),
        ("body", Value::from(body)),
    ];
    park.put_one("definitions", id, key, &given).await;
}

/// Screenings of a year: one a file, of which so many positive.
async fn screened(park: &Park, year: i64, many: i64, positive: i64) {
    for n in 1..=many {
        let number = format!("DA{year}-{n:03}");
        let file = [("number", Value::from(number.as_str()))];
        park.put_one("service_files", year * 100 + n, &number, &file)
            .await;
        let given = [
            ("number", Value::from(number.as_str())),
            ("on", Value::from(format!("{year}-10-{:02}", 10 + n))),
            ("file", Value::Whole(year * 100 + n)),
            ("phq9_total", Value::Whole(20)),
            ("phq9_item9", Value::Whole(i64::from(n <= positive))),
        ];
        park.put_one("screenings", year * 1_000 + n, &number, &given)
            .await;
    }
}

async fn value(person: &Person<'_>, key: &str, query: &str) -> Json {
    let got = person
        .opens(&format!("/api/v1/figures/{key}?{query}"))
        .await;
    assert_eq!(got.status, 200, "{key}?{query}: {}", got.body);
    serde_json::from_str::<Json>(&got.body).unwrap()["value"].clone()
}

#[tokio::test]
async fn a_definition_that_does_not_fit_takes_down_nothing_else() {
    let park = a_park_with_definitions().await;
    for (id, key, body) in [
        (71, "oops", "key = oops"),
        (
            72,
            "other",
            "key = \"another\"\nzh = \"数\"\nen = \"n\"\nkind = \"activities\"\nfold = \"count\"",
        ),
    ] {
        let given = [
            ("key", Value::from(key)),
            ("zh", Value::from(key)),
            ("en", Value::from(key)),
            ("body", Value::from(body)),
        ];
        park.put_one("definitions", id, key, &given).await;
    }
    defined(&park, 73, "of_oops", "fold = { same = \"oops\" }").await;
    let manager = park.person(11, Role::Manager, &[]).await;
    for path in [
        "/figures",
        "/today",
        "/reports/2026",
        "/find?q=oops",
        "/api/v1/figures",
        "/figures/all_activities",
    ] {
        assert_eq!(manager.opens(path).await.status, 200, "{path}");
    }
    let page = manager.opens("/figures").await.body;
    for told in ["读不懂", "代号是「another」", "没有代号为「oops」的数"] {
        assert!(page.contains(told), "{told}");
    }
    let staff = park.person(12, Role::Staff, &[]).await;
    assert!(!staff.opens("/figures").await.body.contains("读不懂"));
}

#[tokio::test]
async fn a_definition_that_does_not_fit_is_refused_on_the_way_in() {
    let park = a_park_with_definitions().await;
    let manager = park.person(11, Role::Manager, &[]).await;
    let count = |rest: &str| format!("key = \"mine\"\nzh = \"数\"\nen = \"n\"\n{rest}");
    for (body, said) in [
        ("key = oops".to_owned(), Some("读不懂")),
        (
            count("kind = \"nothing\"\nfold = \"count\""),
            Some("没有「nothing」"),
        ),
        (
            count("kind = \"screenings\"\nfold = { names = \"number\" }"),
            Some("只能计数"),
        ),
        (
            count(
                "kind = \"screenings\"\nfold = \"count\"\nwhere = { field = \"number\", is = \"DA2026-001\" }",
            ),
            Some("认出某一个人"),
        ),
        (count("kind = \"activities\"\nfold = \"count\""), None),
    ] {
        let pairs = [
            ("key", "mine"),
            ("zh", "数"),
            ("en", "n"),
            ("body", body.as_str()),
        ];
        let got = manager.posts("/records/definitions/new", &pairs).await;
        match said {
            Some(said) => {
                assert_eq!(got.status, 422, "{body}");
                assert!(got.body.contains(said), "{body}: {}", got.body);
            }
            None => assert!(
                got.status.is_redirection(),
                "{body}: {} {}",
                got.status,
                got.body
            ),
        }
    }
}

/// What those see who may not open the compartment.
const TOLD: [(&str, &str, &str); 9] = [
    ("screened_persons", "period=2026", "9"),
    ("phq9_item9_positive", "period=2026", "不足5"),
    ("by_file", "period=2026", "不足5"),
    ("phq9_item9_positive", "period=2025", "0"),
    ("share", "period=2026", "人数太少，不给出"),
    ("ratio", "period=2026", "人数太少，不给出"),
    (
        "screened_persons",
        "period=2026-01-01..2026-10-17",
        "只按全园整年给出",
    ),
    ("screened_persons", "period=2026-10", "只按全园整年给出"),
    (
        "screened_persons",
        "period=2026&place=1",
        "只按全园整年给出",
    ),
];

/// Those who may not.
const CLOSED: [(i64, Role); 5] = [
    (12, Role::Manager),
    (13, Role::Owner),
    (14, Role::Staff),
    (15, Role::StreetOffice),
    (16, Role::DistrictOffice),
];

#[tokio::test]
async fn the_care_compartment_is_told_in_numbers_that_name_nobody() {
    let park = a_park_with_definitions().await;
    screened(&park, 2026, 9, 3).await;
    screened(&park, 2025, 3, 0).await;
    let positive = "where = { field = \"phq9_item9\", is = 1 }";
    defined(
        &park,
        71,
        "who",
        &format!("kind = \"screenings\"\n{positive}\nfold = {{ names = \"number\" }}"),
    )
    .await;
    defined(
        &park,
        72,
        "how_high",
        "kind = \"screenings\"\nfold = { mean = \"phq9_total\" }",
    )
    .await;
    defined(
        &park,
        73,
        "share",
        "kind = \"screenings\"\nfold = { share = { field = \"phq9_item9\", is = 1 } }",
    )
    .await;
    defined(
        &park,
        74,
        "ratio",
        "fold = { ratio = [\"phq9_item9_positive\", \"screened_persons\"] }",
    )
    .await;
    defined(
        &park,
        75,
        "by_file",
        "kind = \"service_files\"\nwhen = \"\"\nwhere = { held_by = \"screenings\", by = \"file\", where = { field = \"phq9_item9\", is = 1 } }\nfold = \"count\"",
    )
    .await;
    let counsellor = park.person(11, Role::Counsellor, &[]).await;
    assert_eq!(
        value(&counsellor, "phq9_item9_positive", "period=2026").await,
        "3"
    );
    assert_eq!(value(&counsellor, "share", "period=2026").await, "33");
    for (id, role) in CLOSED {
        let reader = park.person(id, role, &[]).await;
        for key in ["who", "how_high"] {
            let got = reader.opens(&format!("/figures/{key}?period=2026")).await;
            assert_eq!(got.status, 404, "{role:?} {key}");
        }
        let list = reader.opens("/figures?period=2026").await.body;
        assert!(!list.contains("DA2026"), "{role:?}");
        for (key, query, told) in TOLD {
            assert_eq!(
                value(&reader, key, query).await,
                told,
                "{role:?} {key} {query}"
            );
            let page = reader.opens(&format!("/figures/{key}?{query}")).await;
            if page.status == 200 {
                assert!(!page.body.contains("背后的记录"), "{role:?} {key} {query}");
                assert!(
                    !page.body.contains("这段时间没有记录"),
                    "{role:?} {key} {query}"
                );
            }
            let things = reader
                .opens(&format!("/figures/{key}/things?{query}"))
                .await;
            assert_eq!(things.status, 404, "{role:?} {key}");
        }
        let page = reader.opens("/reports/2025").await.body;
        assert!(page.contains("不足5名"), "{role:?}");
        let word = reader.opens("/reports/2025/report.docx").await;
        assert_eq!(word.status, 200);
    }
}

const PERIODS: [&str; 8] = [
    "2026",
    "2025",
    "2024",
    "2026-03",
    "2026Q3",
    "W2026-07-06",
    "2026-07-01..2026-07-03",
    "1990",
];

/// Every thing of a list of JSON, page after page.
async fn listed(person: &Person<'_>, key: &str) -> Vec<Json> {
    let (mut all, mut next) = (Vec::new(), String::new());
    loop {
        let path = format!("/api/v1/figures/{key}/things?period=2026{next}");
        let got: Json = serde_json::from_str(&person.opens(&path).await.body).unwrap();
        all.extend(got["things"].as_array().unwrap().iter().cloned());
        match got["next"].as_str() {
            Some(after) => next = format!("&after={after}"),
            None => return all,
        }
    }
}

#[tokio::test]
async fn what_a_figure_lists_weighs_what_it_says() {
    let park = a_year_of_work().await;
    let reader = park.person(90_000, Role::Supervisor, &[]).await;
    let scope = Scope::system(park.id, "a test");
    let wanted = Wanted {
        period: Period::Year(2026),
        place: None,
        only: None,
    };
    let store = &park.house.store;
    let values = park.house.figures.values(store, park.id, wanted);
    let values = values.await.unwrap();
    let mut seen = 0;
    for definition in values.definitions.iter() {
        let (_, figure) = values.get(&definition.key).unwrap();
        let adds_up = matches!(
            definition.fold,
            Fold::Count | Fold::Sum(_) | Fold::Distinct(_) | Fold::Add(_) | Fold::Same(_)
        );
        let Some(amount) = figure.amount.filter(|_| adds_up) else {
            continue;
        };
        let things = things::of_figure(store, &scope, &values, definition, Lang::Zh);
        let whole: i64 = things.await.unwrap().iter().map(|t| t.weight).sum();
        assert_eq!(
            Amount::whole(whole),
            amount,
            "the list of {}",
            definition.key
        );
        let json = listed(&reader, &definition.key).await;
        let weights = json.iter().map(|t| t["weight"].as_i64().unwrap());
        assert_eq!(
            weights.sum::<i64>(),
            whole,
            "the JSON of {}",
            definition.key
        );
        seen += 1;
    }
    assert!(seen > 30);
}

#[tokio::test]
async fn people_who_are_one_stand_once_in_the_list_as_in_the_number() {
    let park = a_park_with_definitions().await;
    // 4 is 2, and 2 is 1: the three are one.
    for (id, name, same) in [(1, "甲", 0), (2, "甲甲", 1), (3, "乙", 0), (4, "甲甲甲", 2)] {
        let mut given = vec![("name", Value::from(name))];
        if same > 0 {
            given.push(("same_as", Value::Whole(same)));
        }
        park.put_one("people", id, name, &given).await;
    }
    let held = [
        ("name", Value::from("会")),
        ("on", Value::from("2026-03-01")),
        ("status", Value::from("completed")),
    ];
    park.put_one("activities", 50, "会", &held).await;
    for id in 1..=4 {
        let given = [("activity", Value::Whole(50)), ("person", Value::Whole(id))];
        park.put_one("attendance", 60 + id, &id.to_string(), &given)
            .await;
    }
    let reader = park.person(90_000, Role::Manager, &[]).await;
    assert_eq!(value(&reader, "all_participants", "period=2026").await, "2");
    assert_eq!(listed(&reader, "all_participants").await.len(), 2);
    let round = [("name", "甲"), ("same_as", "甲甲甲")];
    let got = reader.posts("/records/people/1/change", &round).await;
    assert_eq!(got.status, 422, "{}", got.body);
    assert!(got.body.contains("指回自己"), "{}", got.body);
}

#[tokio::test]
async fn what_is_dated_by_its_year_says_so_of_part_of_one() {
    let park = a_park_with_definitions().await;
    defined(&park, 71, "yearly", "kind = \"projects\"\nfold = \"count\"").await;
    let given = [("name", Value::from("项目")), ("year", Value::Whole(2026))];
    park.put_one("projects", 50, "XM", &given).await;
    let reader = park.person(90_000, Role::Manager, &[]).await;
    assert_eq!(value(&reader, "yearly", "period=2026").await, "1");
    for part in ["2026-03", "2025-07-01..2026-06-30", "2026Q1"] {
        let query = format!("period={part}");
        assert_eq!(value(&reader, "yearly", &query).await, Json::Null, "{part}");
        let page = reader.opens(&format!("/figures/yearly?{query}")).await.body;
        assert!(page.contains("只按整年统计"), "{part}");
    }
}

#[tokio::test]
async fn a_street_holds_what_lies_in_its_communities() {
    let park = a_park_with_definitions().await;
    for (id, name, level, above) in [
        (500, "街道", "street", None),
        (501, "社区", "community", Some(500)),
    ] {
        let mut given = vec![("name", Value::from(name)), ("level", Value::from(level))];
        given.extend(above.map(|id: i64| ("parent", Value::Whole(id))));
        park.put_one("areas", id, name, &given).await;
    }
    let held = [
        ("name", Value::from("会")),
        ("on", Value::from("2026-03-01")),
        ("status", Value::from("completed")),
        ("community", Value::Whole(501)),
    ];
    park.put_one("activities", 50, "会", &held).await;
    let reader = park.person(90_000, Role::Manager, &[]).await;
    for place in [500, 501] {
        let query = format!("period=2026&place={place}");
        assert_eq!(
            value(&reader, "all_activities", &query).await,
            "1",
            "{place}"
        );
    }
}

#[tokio::test]
async fn every_figure_opens_in_every_period_to_every_reader() {
    let park = a_year_of_work().await;
    let manager = park.person(90_000, Role::Manager, &[]).await;
    let all = manager.opens("/api/v1/figures").await.body;
    let all: Json = serde_json::from_str(&all).unwrap();
    let keys: Vec<String> = all["figures"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["key"].as_str().unwrap().to_owned())
        .collect();
    assert!(keys.len() >= 62);
    let readers = [
        (90_001, Role::Manager),
        (90_002, Role::Counsellor),
        (90_003, Role::DistrictOffice),
        (90_004, Role::StreetOffice),
        (90_005, Role::Staff),
    ];
    for (id, role) in readers {
        let reader = park.person(id, role, &[]).await;
        for period in PERIODS {
            let one = reader.opens(&format!("/figures?period={period}")).await;
            assert_eq!(one.status, 200, "{role:?} {period}");
            // What differs between team members is the care compartment alone.
            if id > 90_003 && period != "2026" {
                continue;
            }
            for key in &keys {
                for path in [
                    "/figures/{}",
                    "/figures/{}/things",
                    "/api/v1/figures/{}",
                    "/api/v1/figures/{}/things",
                ] {
                    let path = path.replace("{}", key);
                    let got = reader.opens(&format!("{path}?period={period}")).await;
                    let listed = path.ends_with("things");
                    let fine = got.status == 200 || (listed && got.status == 404);
                    assert!(fine, "{role:?} {path}?period={period}: {}", got.status);
                }
            }
        }
    }
}
