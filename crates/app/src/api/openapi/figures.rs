//! The addresses of figures.
//!
//! In: nothing. Out: their paths and schemas: the same for every park.

use base::{Lang, words};
use serde_json::{Map, Value as Json, json};

use super::{asked, in_path, schema};

const KEY: &str = "^[a-z][a-z0-9_]*$";

/// Adds them.
pub fn describe(paths: &mut Map<String, Json>, schemas: &mut Map<String, Json>, lang: Lang) {
    schemas.insert("figure".to_owned(), figure());
    schemas.insert("thing".to_owned(), thing(lang));
    let figure = json!({
        "key": "activities_count", "name": "活动", "value": "4", "unit": "场", "text": "4场",
        "sentence": "2022年已完成的活动，有几场", "version": 1, "held": 0,
        "things": "/api/v1/figures/activities_count/things?period=2022",
    });
    let all = json!({
        "type": "object",
        "required": ["period", "figures"],
        "properties": { "period": { "type": "string" }, "figures": { "type": "array", "items": schema::reference("figure") } },
    });
    let things = json!({
        "type": "object",
        "required": ["things", "next", "previous"],
        "properties": { "things": { "type": "array", "items": schema::reference("thing") }, "next": { "type": ["string", "null"] }, "previous": { "type": ["string", "null"] } },
    });
    let counted = json!({ "things": [{ "label": "HD2022-001", "kind": "activities", "id": "123456789012345678", "holds": 1, "weight": 1 }], "next": null, "previous": null });
    let period = asked(
        "period",
        words("时间，如 2022 或 2022-07", "When, such as 2022 or 2022-07").get(lang),
    );
    let place = asked(
        "place",
        words("地区的标识", "The identity of an area").get(lang),
    );
    let after = asked(
        "after",
        words("下一页的位置", "Where the next page begins").get(lang),
    );
    let key = in_path("key", KEY);
    for (path, id, about, parameters, schema, example) in [
        (
            "",
            "figures",
            words("全部数字", "All figures"),
            vec![&period, &place],
            all,
            json!({ "period": "2022", "figures": [figure] }),
        ),
        (
            "/{key}",
            "figure",
            words("一个数字", "One figure"),
            vec![&key, &period, &place],
            schema::reference("figure"),
            figure.clone(),
        ),
        (
            "/{key}/things",
            "figure_things",
            words("它数了哪些东西", "What it counted"),
            vec![&key, &period, &place, &after],
            things,
            counted,
        ),
    ] {
        paths.insert(
            format!("/api/v1/figures{path}"),
            json!({ "get": {
                "operationId": id,
                "summary": about.get(lang),
                "parameters": parameters,
                "responses": schema::answers("200", schema, example),
            }}),
        );
    }
}

fn figure() -> Json {
    let text = json!({ "type": "string" });
    let maybe = json!({ "type": ["string", "null"] });
    json!({
        "type": "object",
        "required": ["key", "name", "value", "unit", "text", "sentence", "version", "held", "things"],
        "properties": {
            "key": text, "name": text, "value": maybe, "unit": text, "text": text,
            "sentence": text, "version": { "type": "integer" }, "held": { "type": "integer" },
            "things": maybe,
        },
    })
}

fn thing(lang: Lang) -> Json {
    let maybe = json!({ "type": ["string", "null"] });
    json!({
        "type": "object",
        "required": ["label", "kind", "id", "holds", "weight"],
        "properties": {
            "label": { "type": "string" }, "kind": maybe, "id": maybe,
            "holds": { "type": "integer" },
            "weight": {
                "type": ["integer", "string"],
                "description": words("它在数字里占多少；合起来就是这个数字", "What it adds to the figure; together they weigh what it says").get(lang),
            },
        },
    })
}
