//! The description of the programs' door (OpenAPI 3.1), read from the catalogue and from the
//! list of addresses.
//!
//! In: the kinds. Out: one JSON document. It says of each kind what it is called, what its
//! fields hold, and what may be asked of its list; it says nothing of any record.

use axum::http::StatusCode;
use base::{Field, Kind, Lang, Type};
use serde_json::{Map, Value as Json, json};

use crate::{
    front::{Call, Done},
    ledgers::typed,
};

/// GET `/api/v1/openapi.json`.
///
/// # Errors
/// Never.
pub(super) async fn show(call: Call) -> Done {
    Ok(super::json(StatusCode::OK, &document(&call, call.lang())))
}

fn document(call: &Call, lang: Lang) -> Json {
    let catalogue = call.catalogue();
    let (mut paths, mut schemas) = (Map::new(), Map::new());
    schemas.insert("problem".to_owned(), problem());
    for kind in catalogue.kinds() {
        schemas.insert(kind.name.to_owned(), record(kind, lang));
        paths.insert(format!("/api/v1/{}", kind.name), list_path(kind, lang));
        paths.insert(
            format!("/api/v1/{}/{{id}}", kind.name),
            one_path(kind, lang),
        );
    }
    json!({
        "openapi": "3.1.0",
        "info": { "title": call.house.name(call.lang()), "version": env!("CARGO_PKG_VERSION") },
        "security": [{ "token": [] }],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
        },
    })
}

/// RFC 9457, with what is wrong field by field.
fn problem() -> Json {
    let text = json!({ "type": "string" });
    json!({
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": text, "title": text, "status": { "type": "integer" }, "detail": text,
            "instance": text,
            "problems": { "type": "array", "items": {
                "type": "object",
                "properties": { "field": text, "code": text, "message": text },
            }},
        },
    })
}

fn record(kind: &Kind, lang: Lang) -> Json {
    let mut fields = Map::new();
    for field in kind.fields {
        if crate::ledgers::show::is_shown(kind, field) {
            fields.insert(field.name.to_owned(), schema(field, lang));
        }
    }
    json!({
        "type": "object",
        "title": kind.words.get(lang),
        "properties": {
            "id": { "type": "string" },
            "since": { "type": "string" },
            "fields": { "type": "object", "properties": fields },
        },
    })
}

fn schema(field: &Field, lang: Lang) -> Json {
    let mut schema = match field.kind {
        Type::Whole | Type::Year => json!({ "type": ["integer", "null"] }),
        Type::Decimal(_) | Type::Money => json!({ "type": ["number", "string", "null"] }),
        Type::YesNo => json!({ "type": ["boolean", "null"] }),
        Type::Day => json!({ "type": ["string", "null"], "format": "date" }),
        Type::Links(_) => json!({ "type": ["array", "null"], "items": { "type": "string" } }),
        Type::Choice(choices) if !field.grows => {
            let codes: Vec<Json> = choices
                .iter()
                .map(|c| c.code.into())
                .chain([Json::Null])
                .collect();
            json!({ "enum": codes })
        }
        _ => json!({ "type": ["string", "null"] }),
    };
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("title".to_owned(), field.words.get(lang).into());
        if field.derived {
            schema.insert("readOnly".to_owned(), true.into());
        }
    }
    schema
}

fn list_path(kind: &Kind, lang: Lang) -> Json {
    let schema = format!("#/components/schemas/{}", kind.name);
    let page = json!({ "type": "object", "properties": {
        "count": { "type": "integer" },
        "over": { "type": "boolean", "description": "There are more than count; count=all counts them all." },
        "records": { "type": "array", "items": { "$ref": schema } },
        "next": { "type": ["string", "null"] },
        "previous": { "type": ["string", "null"] },
    }});
    json!({
        "get": {
            "operationId": format!("list_{}", kind.name),
            "summary": kind.words.get(lang),
            "parameters": asked(kind, lang),
            "responses": answers("200", page),
        },
        "post": {
            "operationId": format!("add_{}", kind.name),
            "parameters": [key()],
            "requestBody": body(kind),
            "responses": answers("201", json!({ "$ref": schema })),
        },
    })
}

fn one_path(kind: &Kind, lang: Lang) -> Json {
    let schema = json!({ "$ref": format!("#/components/schemas/{}", kind.name) });
    let id = json!({ "name": "id", "in": "path", "required": true, "schema": { "type": "string", "pattern": "^[0-9]{1,19}$" } });
    let state = json!({ "name": "If-Match", "in": "header", "schema": { "type": "string" } });
    json!({
        "parameters": [id],
        "get": {
            "operationId": format!("one_{}", kind.name),
            "summary": kind.words.get(lang),
            "responses": answers("200", schema.clone()),
        },
        "patch": {
            "operationId": format!("change_{}", kind.name),
            "parameters": [key(), state.clone()],
            "requestBody": body(kind),
            "responses": answers("200", schema),
        },
        "delete": {
            "operationId": format!("remove_{}", kind.name),
            "parameters": [key(), state, { "name": "reason", "in": "query", "schema": { "type": "string" } }],
            "responses": answers("200", json!({ "type": "object" })),
        },
    })
}

fn key() -> Json {
    json!({ "name": "Idempotency-Key", "in": "header", "required": true, "schema": { "type": "string", "minLength": 1, "maxLength": 200 } })
}

fn body(kind: &Kind) -> Json {
    let names: Map<String, Json> = kind
        .typed()
        .map(|f| (f.name.to_owned(), json!({})))
        .collect();
    json!({ "required": true, "content": { "application/json": { "schema": {
        "type": "object",
        "required": ["fields"],
        "properties": {
            "fields": { "type": "object", "properties": names },
            "since": { "type": "string" },
        },
    }}}})
}

fn answers(good: &str, schema: Json) -> Json {
    let mut answers = Map::new();
    answers.insert(
        good.to_owned(),
        json!({ "description": "", "content": { "application/json": { "schema": schema } } }),
    );
    let wrong = json!({ "description": "", "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/problem" } } } });
    for status in [
        "400", "401", "404", "408", "412", "413", "415", "422", "429", "503",
    ] {
        answers.insert(status.to_owned(), wrong.clone());
    }
    Json::Object(answers)
}

/// What may be asked of a kind's list.
fn asked(kind: &Kind, lang: Lang) -> Vec<Json> {
    let text = |name: &str, about: &str| json!({ "name": name, "in": "query", "description": about, "schema": { "type": "string" } });
    let mut asked: Vec<Json> = [
        "period", "sort", "after", "before", "where", "limit", "blank", "filled",
    ]
    .iter()
    .map(|name| text(name, ""))
    .collect();
    if typed::anywhere(kind, "x").is_some() {
        asked.push(text("q", ""));
    }
    for field in kind.fields {
        let about = field.words.get(lang);
        asked.extend(typed::names_of(field).iter().map(|name| text(name, about)));
    }
    asked
}
