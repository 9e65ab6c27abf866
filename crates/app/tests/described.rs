//! The description of the programs' door tells of every address, its examples and the door's
//! real answers are as it says, and it names nothing to whoever may not read it.

// A test stops where it fails.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod door;

use base::Role;
use door::{Person, year::a_year_of_work};
use serde_json::Value as Json;

async fn json(person: &Person<'_>, path: &str) -> Json {
    let got = person.opens(path).await;
    assert_eq!(got.status, 200, "{path}: {}", got.body);
    serde_json::from_str(&got.body).unwrap()
}

#[tokio::test]
async fn the_door_for_programs_is_as_it_is_described() {
    let park = a_year_of_work().await;
    let owner = park.person(11, Role::Owner, &[]).await;
    let people = [
        park.visitor(),
        park.person(12, Role::HotlineOperator, &[]).await,
        park.person(13, Role::Counsellor, &[]).await,
        park.person(14, Role::Staff, &[]).await,
    ];
    for person in people.iter().chain([&owner]) {
        let document = json(person, "/api/v1/openapi.json").await;
        let routes = app::routes();
        for route in routes.list().iter().filter(|r| r.path.starts_with("/api/")) {
            let method = route.method.as_str().to_lowercase();
            let told = &document["paths"][route.path][&method];
            assert!(told.is_object(), "{method} {} is not described", route.path);
            assert!(!told["summary"].as_str().unwrap().is_empty());
        }
        assert!(examples(&document, &document) > 30);
    }

    let document = json(&owner, "/api/v1/openapi.json").await;
    for (path, told) in [
        ("/api/v1/kinds", "/api/v1/kinds"),
        ("/api/v1/figures?period=2025", "/api/v1/figures"),
        (
            "/api/v1/figures/theme_day_activities?period=2025",
            "/api/v1/figures/{key}",
        ),
        (
            "/api/v1/figures/theme_day_activities/things?period=2025",
            "/api/v1/figures/{key}/things",
        ),
        ("/api/v1/attendance", "/api/v1/attendance"),
        ("/api/v1/projects", "/api/v1/{kind}"),
    ] {
        let answer = json(&owner, path).await;
        let content = &document["paths"][told]["get"]["responses"]["200"]["content"];
        fits(
            &document,
            &content["application/json"]["schema"],
            &answer,
            path,
        );
    }
}

#[tokio::test]
async fn it_names_to_nobody_what_they_may_not_read() {
    let park = a_year_of_work().await;
    let staff = park.person(12, Role::Staff, &[]).await;
    let counsellor = park.person(13, Role::Counsellor, &[]).await;
    let secrets = ["screenings", "service_files", "PHQ1", "phq9_total"];
    for person in [park.visitor(), staff] {
        let told = person.opens("/api/v1/openapi.json").await.body;
        for secret in secrets {
            assert!(!told.contains(secret), "{secret} is named");
        }
    }
    let told = counsellor.opens("/api/v1/openapi.json").await.body;
    for secret in secrets {
        assert!(
            told.contains(secret),
            "{secret} is not named to a counsellor"
        );
    }
}

/// Holds every example of the document against its schema; how many there are.
fn examples(document: &Json, at: &Json) -> usize {
    let own = match (at.get("schema"), at.get("example")) {
        (Some(schema), Some(example)) => {
            fits(document, schema, example, "example");
            1
        }
        _ => 0,
    };
    let parts: Vec<&Json> = match at {
        Json::Object(map) => map.values().collect(),
        Json::Array(many) => many.iter().collect(),
        _ => Vec::new(),
    };
    own + parts
        .iter()
        .map(|part| examples(document, part))
        .sum::<usize>()
}

/// The part of JSON Schema that the document uses.
fn fits(document: &Json, schema: &Json, value: &Json, at: &str) {
    if let Some(name) = schema["$ref"].as_str() {
        let pointer = name.strip_prefix('#').unwrap();
        let meant = document.pointer(pointer);
        return fits(
            document,
            meant.unwrap_or_else(|| panic!("no {name}")),
            value,
            at,
        );
    }
    if let Some(codes) = schema["enum"].as_array() {
        assert!(codes.contains(value), "{at}: {value} is none of {codes:?}");
    }
    let types: Vec<&str> = match &schema["type"] {
        Json::String(one) => vec![one],
        Json::Array(many) => many.iter().map(|t| t.as_str().unwrap()).collect(),
        _ => Vec::new(),
    };
    let is = |name: &&str| match *name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("{other} is no type"),
    };
    assert!(
        types.is_empty() || types.iter().any(is),
        "{at}: {value} is none of {types:?}"
    );
    for name in schema["required"].as_array().into_iter().flatten() {
        let name = name.as_str().unwrap();
        assert!(
            value.get(name).is_some(),
            "{at}: {name} is missing in {value}"
        );
    }
    if let Some(map) = value.as_object() {
        for (name, part) in map {
            let schema = &schema["properties"][name];
            if schema.is_object() {
                fits(document, schema, part, &format!("{at}.{name}"));
            }
        }
    }
    for part in value.as_array().into_iter().flatten() {
        fits(document, &schema["items"], part, &format!("{at}[]"));
    }
}
