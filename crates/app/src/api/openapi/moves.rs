//! The addresses that look ahead and back: what a change would move, why two figures differ, and
//! that by which a number leaves the house.
//!
//! In: a kind's name in an address. Out: their paths and schemas. Only the last of them writes.

use base::{Lang, words};
use serde_json::{Map, Value as Json, json};

use super::{asked, in_path, schema};

/// The schemas of both.
pub fn schemas(schemas: &mut Map<String, Json>) {
    schemas.insert("moves".to_owned(), moves());
    schemas.insert("explained".to_owned(), explained());
}

/// A preview of a new record and of a change, beside the paths of a kind. `path` holds what
/// stands in the address before the identity.
pub fn previews(
    paths: &mut Map<String, Json>,
    (name, ends): (&str, &str),
    path: &[Json],
    (sent, fields): (&str, &Json),
    lang: Lang,
) {
    let content = json!({ "schema": schema::reference(sent), "example": { "fields": fields } });
    let body = json!({ "required": true, "content": { "application/json": content } });
    let example = json!({ "figures": [{
        "key": "activities_count", "name": "活动", "period": "2022", "place": null,
        "value_moves": true, "known": true, "was": "4场", "now": "5场", "by": "1",
        "rows": { "come": 1, "gone": 0, "otherwise": 0 }, "in_annual_report": true,
        "given_out": false,
    }], "too_many": false });
    let about = words(
        "存之前看看会动哪些数",
        "What it would move, before it is saved",
    );
    for (one, ends_in) in [(false, "new"), (true, "one")] {
        let id = one.then(|| in_path("id", "^[0-9]{1,19}$"));
        let parts: Vec<Json> = path.iter().cloned().chain(id).collect();
        let before = if one { "{id}/" } else { "" };
        paths.insert(
            format!("/api/v1/{name}/{before}preview"),
            json!({
                "parameters": parts,
                "post": {
                    "operationId": format!("preview_{ends_in}_{ends}"),
                    "summary": about.get(lang),
                    "requestBody": body,
                    "responses": schema::answers("200", schema::reference("moves"), example.clone()),
                },
            }),
        );
    }
}

/// Why two figures differ.
pub fn explain(paths: &mut Map<String, Json>, lang: Lang) {
    let side = |name: &str, what: base::Words| asked(name, what.get(lang));
    let parameters = [
        side("a", words("这边的口径", "The definition on this side")),
        side("ap", words("这边的期间", "The period on this side")),
        side(
            "at",
            words("这边截至的一天", "The day as of which this side is read"),
        ),
        side("b", words("那边的口径", "The definition on the other side")),
        side("bp", words("那边的期间", "The period on the other side")),
        side(
            "bt",
            words(
                "那边截至的一天",
                "The day as of which the other side is read",
            ),
        ),
    ];
    let step = json!({ "words": "只在这边：2场", "amount": "2", "count": 2, "things": [{
        "label": "HD2022-001", "what": "", "amount": "1",
        "here": [{ "kind": "activities", "id": "123456789012345678" }], "there": [],
    }], "hidden": 0 });
    let side = |period: &str| json!({ "figure": "activities_count", "period": period, "place": null, "at": null, "value": "4" });
    let example = json!({
        "here": side("2022"), "there": side("2021"), "gap": "2", "unit": "场",
        "sentence": "…", "steps": [step], "notes": [],
    });
    paths.insert(
        "/api/v1/explain".to_owned(),
        json!({ "get": {
            "operationId": "explain",
            "summary": words("为什么对不上", "Why two figures differ").get(lang),
            "parameters": parameters,
            "responses": schema::answers("200", schema::reference("explained"), example),
        }}),
    );
}

/// Why a list somebody sent differs from what a figure counted.
pub fn explain_list(paths: &mut Map<String, Json>, lang: Lang) {
    let rows = json!([{ "key": "HD2022-001", "name": "茶叙", "day": "2022-07-06", "number": 1 }]);
    let sent = json!({ "figure": "activities_count", "period": "2022", "rows": rows, "decided": { "2": "no" } });
    let text = json!({ "type": "string" });
    let row = json!({ "type": "object", "properties": {
        "key": text, "name": text, "day": text, "number": { "type": ["integer", "null"] },
    }});
    let schema = json!({
        "type": "object",
        "required": ["figure", "rows"],
        "properties": {
            "figure": text, "period": text, "place": text,
            "rows": { "type": "array", "items": row },
            "decided": { "type": "object" },
        },
    });
    let content = json!({ "application/json": { "schema": schema, "example": sent } });
    let example = json!({ "gap": "0", "steps": [] });
    paths.insert(
        "/api/v1/explain/list".to_owned(),
        json!({ "post": {
            "operationId": "explain_list",
            "summary": words("我们的和别人发来的一份名单", "Ours against a list somebody sent").get(lang),
            "requestBody": { "required": true, "content": content },
            "responses": schema::answers("200", schema::reference("explained"), example),
        }}),
    );
}

/// A number leaves the house, or a manager is asked to let it.
pub fn give_out(paths: &mut Map<String, Json>, lang: Lang) {
    let text = json!({ "type": "string" });
    let by_figure = json!({ "type": "object", "additionalProperties": text });
    let schema = json!({
        "type": "object",
        "required": ["figures", "period", "recipient"],
        "properties": {
            "figures": { "type": "array", "items": text, "minItems": 1, "maxItems": 20 },
            "period": text, "place": text, "recipient": text,
            "channel": { "type": "string", "enum": ["chat", "phone", "form"] },
            "because": by_figure, "seen": by_figure,
        },
    });
    let sent = json!({
        "figures": ["activities_count"], "period": "2022-01-01..2022-10-31",
        "recipient": "街道平安办", "channel": "form",
        "because": { "activities_count": "10月28日那场11月4日补录" }, "seen": { "activities_count": "31" },
    });
    let row = json!({ "type": "object", "properties": {
        "id": text, "figure": text, "said": text, "value": text, "period": text,
        "state": { "type": "string", "enum": ["asked", "out"] },
    }});
    let answer = json!({ "type": "object", "required": ["given_out"], "properties": {
        "given_out": { "type": "array", "items": row },
    }});
    let example = json!({ "given_out": [{
        "id": "123456789012345678", "figure": "activities_count", "said": "31场", "value": "31",
        "period": "2022-01-01..2022-10-31", "state": "out",
    }]});
    let key = json!({
        "name": "Idempotency-Key", "in": "header", "required": true,
        "schema": { "type": "string", "maxLength": 200 },
    });
    let content = json!({ "application/json": { "schema": schema, "example": sent } });
    let about = words(
        "报数：主管直接报出，其他人等主管核定；和上次不同的要说明",
        "Give out numbers: a manager at once, others once a manager approves; what differs from the one before is explained",
    );
    paths.insert(
        "/api/v1/give-out".to_owned(),
        json!({ "post": {
            "operationId": "give_out",
            "summary": about.get(lang),
            "parameters": [key],
            "requestBody": { "required": true, "content": content },
            "responses": schema::answers("201", answer, example),
        }}),
    );
}

fn moves() -> Json {
    let maybe = json!({ "type": ["string", "null"] });
    let whole = json!({ "type": "integer" });
    let yes = json!({ "type": "boolean" });
    let rows = json!({ "type": "object", "properties": { "come": whole, "gone": whole, "otherwise": whole } });
    let figure = json!({ "type": "object", "properties": {
        "key": { "type": "string" }, "name": { "type": "string" }, "period": maybe, "place": maybe,
        "was": maybe, "now": maybe, "by": maybe, "value_moves": yes, "known": yes, "rows": rows,
        "in_annual_report": yes, "given_out": yes,
    }});
    json!({
        "type": "object",
        "required": ["figures", "too_many"],
        "properties": { "figures": { "type": "array", "items": figure }, "too_many": yes },
    })
}

fn explained() -> Json {
    let text = json!({ "type": "string" });
    let many = json!({ "type": "array", "items": { "type": "object" } });
    json!({
        "type": "object",
        "description": "why_not instead of steps where the two cannot be held against each other",
        "properties": {
            "here": { "type": ["object", "null"] }, "there": { "type": ["object", "null"] },
            "gap": text, "unit": text, "sentence": text, "steps": many,
            "notes": { "type": "array" }, "why_not": {},
        },
    })
}
