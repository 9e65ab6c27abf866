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

use app::{records::KINDS, reports::definitions::starting_set};
use base::{Catalogue, Change, Role, Value};
use door::{Park, an_empty_park};
use serde_json::{Value as Json, json};

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

async fn a_park_with_definitions() -> Park {
    let park = an_empty_park().await;
    let catalogue = Catalogue::new(KINDS.iter().copied());
    let definitions = starting_set(&catalogue).unwrap();
    for (at, (definition, body)) in definitions.into_iter().enumerate() {
        let given = [
            ("key", Value::from(definition.key.as_str())),
            ("zh", Value::from(definition.zh.as_str())),
            ("en", Value::from(definition.en.as_str())),
            ("body", Value::from(body)),
        ];
        let id = 1_000 + i64::try_from(at).unwrap();
        park.put_one("definitions", id, &definition.key, &given)
            .await;
    }
    park
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
