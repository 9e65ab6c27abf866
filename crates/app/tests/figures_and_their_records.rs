//! What a figure says of the rows it has to do without, and what a record says of its figures.

// A test stops where it fails.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod door;

use std::collections::{BTreeMap, BTreeSet};

use app::{
    records::KINDS,
    reports::{
        counted_in::{Asked, How, holding},
        kept::Wanted,
        things,
    },
};
use base::{Ask, Change, Id, Lang, Period, Role, Selection, Sort, Value};
use door::{
    Park,
    year::{a_park_with_definitions, a_year_of_work},
};
use serde_json::{Value as Json, json};
use store::{Moment, Scope};

/// A row held back, as an import keeps it.
fn held(kind: &str, row: u32, content: &Json) -> Change {
    let value =
        json!({"kind": kind, "workbook": "台账", "sheet": "表", "row": row, "content": content});
    Change::Keep {
        space: "held",
        key: format!("{kind}/台账/表/{row}"),
        value: value.to_string(),
        until: 0,
    }
}

async fn with_held_rows() -> Park {
    let park = a_park_with_definitions().await;
    let cells = json!([{"part": "on", "row": 3, "column": 2, "cell": {"text": "2026年7月6日"}}]);
    let dated = json!({"year": null, "gives": [], "problems": [], "cells": cells});
    let blank = json!({"year": 2025, "gives": [], "problems": [], "cells": []});
    park.put(vec![
        held("activities", 2, &blank),
        held("activities", 3, &dated),
        held("screenings", 2, &blank),
    ])
    .await;
    park
}

#[tokio::test]
async fn a_figure_says_how_many_rows_are_held_back_that_it_may_still_count() {
    let park = with_held_rows().await;
    let manager = park.person(11, Role::Manager, &[]).await;
    for (path, there) in [
        ("/figures/all_activities?period=2026", true),
        ("/figures/all_activities?period=2026&part=drawer", true),
        ("/figures/all_activities?period=2026-07", true),
        ("/figures/all_activities?period=2026-08", false),
        ("/figures/all_activities?period=2025", true),
        ("/figures/all_activities?period=2024", false),
        // Made of others: what those lack, it lacks.
        ("/figures/all_participations?period=2026", true),
        ("/figures/publications?period=2026", false),
        ("/figures?period=2026", true),
        ("/reports/2026", true),
        ("/reports/2024", false),
    ] {
        let body = manager.opens(path).await.body;
        assert_eq!(body.contains("另有1条待核"), there, "{path}");
    }
    let page = manager
        .opens("/figures/all_activities?period=2026")
        .await
        .body;
    assert!(
        page.contains("/import/held"),
        "leads to whoever may mend them"
    );
    let office = park.person(12, Role::DistrictOffice, &[]).await;
    let page = office
        .opens("/figures/all_activities?period=2026")
        .await
        .body;
    assert!(page.contains("另有1条待核") && !page.contains("/import/held"));
    let api = manager
        .opens("/api/v1/figures/all_activities?period=2026")
        .await;
    assert!(api.body.contains(r#""held":1"#), "{}", api.body);
}

#[tokio::test]
async fn that_somebody_of_the_care_compartment_waits_is_told_to_nobody_else() {
    let park = with_held_rows().await;
    for (id, role, there) in [(11, Role::Manager, false), (12, Role::Counsellor, true)] {
        let somebody = park.person(id, role, &[]).await;
        let body = somebody
            .opens("/figures/screened_persons?period=2025")
            .await
            .body;
        assert_eq!(body.contains("另有1条待核"), there, "{role:?}");
    }
}

/// Who stands in a figure's list: as a thing, or among a thing's rows.
type Listed = BTreeMap<(String, i16), [BTreeSet<(String, Id)>; 2]>;

async fn lists(park: &Park, scope: &Scope, years: &[i16]) -> Listed {
    let mut listed = Listed::new();
    for year in years {
        let wanted = Wanted {
            period: Period::Year(*year),
            place: None,
            only: None,
        };
        let store = &park.house.store;
        let values = park.house.figures.values(store, park.id, wanted);
        let values = values.await.unwrap();
        for definition in values.definitions.iter() {
            let things = things::of_figure(store, scope, &values, definition, Lang::Zh);
            let [mut as_things, mut as_rows] = [BTreeSet::new(), BTreeSet::new()];
            for thing in things.await.unwrap() {
                as_things.extend(thing.record.clone());
                let rows = thing.rows.into_iter().map(|row| (row.kind, row.id));
                as_rows.extend(rows.filter(|row| thing.record.as_ref() != Some(row)));
            }
            listed.insert((definition.key.clone(), *year), [as_things, as_rows]);
        }
    }
    listed
}

#[tokio::test]
async fn the_figures_said_to_hold_a_record_are_those_whose_list_has_it() {
    const YEARS: [i16; 4] = [2024, 2025, 2026, 2027];
    /// Records tried of each kind, spread over all of it.
    const EACH: usize = 40;
    let park = a_year_of_work().await;
    let scope = Scope::system(park.id, "a test");
    let store = &park.house.store;
    let listed = lists(&park, &scope, &YEARS).await;
    let definitions = park.house.figures.definitions(store, &scope, 0).await;
    let definitions = definitions.unwrap();
    assert!(definitions.iter().count() >= 62);
    let asked = Asked {
        store,
        scope: &scope,
        kept: &park.house.figures,
        definitions: &definitions,
        today: park.house.today(),
    };
    let (mut tried, mut found, mut looked) = (0, BTreeSet::new(), 0);
    for kind in KINDS {
        let all = Ask::Rows {
            selection: Selection::all(kind.name),
            sort: Sort::default(),
            after: None,
            limit: 100_000,
        };
        let answers = store.ask(&scope, Moment::Now, vec![all]).await.unwrap();
        let records = answers.into_iter().next().unwrap().many();
        let step = (records.len() / EACH).max(1);
        for record in records.iter().step_by(step) {
            let holds = holding(&asked, kind, record).await.unwrap();
            let me = (kind.name.to_owned(), record.id);
            for ((key, year), [as_things, as_rows]) in &listed {
                let said = holds.iter().find(|h| h.key == *key && h.year == *year);
                let said = said.map(|holds| holds.how);
                let there = match said {
                    Some(How::Thing | How::Several(_)) => as_things.contains(&me),
                    Some(How::Row) => as_rows.contains(&me) && !as_things.contains(&me),
                    Some(How::Looked) | None => !as_things.contains(&me) && !as_rows.contains(&me),
                };
                assert!(there, "{me:?} in {key} of {year}: {said:?}");
                looked += usize::from(said == Some(How::Looked));
                if as_things.contains(&me) || as_rows.contains(&me) {
                    found.insert(key.clone());
                }
            }
            tried += 1;
        }
    }
    assert!(tried > 500 && looked > 50, "{tried} records, {looked}");
    assert!(found.len() > 50, "only {found:?} hold any");
}

#[tokio::test]
async fn a_record_leads_to_the_figures_that_hold_it_and_from_there_to_its_place_in_them() {
    let park = a_park_with_definitions().await;
    for id in 0..3 {
        let activity = [
            ("number", Value::from(format!("HD-{id}"))),
            ("on", Value::from("2025-07-06")),
            ("name", Value::from(format!("灯会{id}"))),
            ("category", Value::from("exchange")),
            ("status", Value::from("completed")),
        ];
        park.put_one("activities", 100 + id, &format!("HD-{id}"), &activity)
            .await;
    }
    let sign_in = [
        ("activity", Value::Whole(101)),
        ("name", Value::from("张三")),
    ];
    park.put_one("attendance", 201, "101/张三", &sign_in).await;
    let manager = park.person(11, Role::Manager, &[]).await;
    let page = manager.opens("/records/activities/101").await.body;
    for said in [
        "哪些数字里有它",
        "/figures/exchange_activities?period=2025&amp;record=activities.101",
        "/figures/activities_07?period=2025&amp;record=activities.101",
        // The sign-in is counted, because the activity was held.
        "/figures/all_attendances?period=2025&amp;record=activities.101",
        "以它为条件",
        "2025年 · 计一场",
    ] {
        assert!(page.contains(said), "{said} in {page}");
    }
    for not in [
        "/figures/activities_08",
        "/figures/theme_day_activities",
        "/figures/drills",
    ] {
        assert!(!page.contains(not), "{not}");
    }
    let figure = "/figures/exchange_activities?period=2025&record=activities.101";
    let page = manager.opens(figure).await.body;
    assert!(page.contains("从这条记录来：灯会1"), "{page}");
    // In the order of its days: behind the day before it.
    let place = "/figures/exchange_activities/things?period=2025&amp;after=0.100.t2025-07-06";
    assert!(page.contains(place), "{page}");
    let list = manager.opens(&place.replace("&amp;", "&")).await.body;
    assert!(list.contains("灯会1") && list.contains("灯会2") && !list.contains("灯会0"));
    // Who may not see the park's figures is shown none.
    let community = park.person(12, Role::Community, &[]).await;
    let page = community.opens("/records/activities/101").await;
    assert_eq!(page.status.as_u16(), 200);
    assert!(!page.body.contains("哪些数字里有它"));
}
