//! What is sent and answered, as JSON Schema, each with an example.
//!
//! In: a kind's fields, who reads. Out: schemas. A field is named only to whoever may see it.

use base::{Field, Kind, Lang, Type, words};
use serde_json::{Map, Value as Json, json};
use store::Scope;

use crate::ledgers::show::is_shown;

/// The schemas that every answer shares.
pub fn common(lang: Lang) -> Map<String, Json> {
    let text = json!({ "type": "string" });
    let problem = json!({
        "type": "object",
        "description": words("RFC 9457，并逐字段说明哪里不对", "RFC 9457, with what is wrong field by field").get(lang),
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": text, "title": text, "status": { "type": "integer" }, "detail": text,
            "instance": text,
            "problems": { "type": "array", "items": {
                "type": "object",
                "required": ["field", "code", "message"],
                "properties": { "field": text, "code": text, "message": text },
            }},
        },
    });
    let record = json!({
        "type": "object",
        "required": ["id", "since", "fields"],
        "properties": { "id": text, "since": text, "fields": { "type": "object" } },
    });
    let sent = json!({
        "type": "object",
        "required": ["fields"],
        "properties": { "fields": { "type": "object" }, "since": text },
    });
    let kinds = json!({
        "type": "object",
        "required": ["kinds"],
        "properties": { "kinds": { "type": "array", "items": {
            "type": "object",
            "required": ["name", "words", "href"],
            "properties": { "name": text, "words": text, "href": text },
        }}},
    });
    let all = [
        ("problem", problem),
        ("record", record),
        ("sent", sent),
        ("kinds", kinds),
        (
            "removed",
            json!({
                "type": "object",
                "required": ["id", "removed"],
                "properties": { "id": text, "removed": { "type": "boolean" } },
            }),
        ),
    ];
    all.map(|(name, schema)| (name.to_owned(), schema))
        .into_iter()
        .collect()
}

/// A page of a list of these.
pub fn page(of: &str) -> Json {
    json!({
        "type": "object",
        "required": ["count", "records", "next", "previous"],
        "properties": {
            "count": { "type": "integer" },
            "over": { "type": "boolean", "description": "There are more than count; count=all counts them all." },
            "records": { "type": "array", "items": reference(of) },
            "next": { "type": ["string", "null"] },
            "previous": { "type": ["string", "null"] },
        },
    })
}

/// A schema of the document by its name.
pub fn reference(name: &str) -> Json {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// The fields of a record as this reader is shown them.
pub fn shown(kind: &Kind, scope: &Scope, lang: Lang) -> Map<String, Json> {
    let seen = |f: &&Field| is_shown(kind, f) && scope.may_see(f.privacy);
    let fields = kind.fields.iter().filter(seen);
    fields
        .map(|f| (f.name.to_owned(), field(f, lang)))
        .collect()
}

/// The fields that this caller may send: those typed, and each item of a sealed one by its name.
pub fn typed(kind: &Kind, scope: &Scope, lang: Lang) -> Map<String, Json> {
    let mut fields = Map::new();
    for f in kind.typed().filter(|f| scope.may_see(f.privacy)) {
        match f.kind {
            Type::Sealed(items) => fields.extend(items.iter().map(|item| {
                let schema = json!({ "type": ["integer", "string", "null"], "title": f.words.get(lang), "writeOnly": true });
                ((*item).to_owned(), schema)
            })),
            _ => {
                fields.insert(f.name.to_owned(), field(f, lang));
            }
        }
    }
    fields
}

fn field(field: &Field, lang: Lang) -> Json {
    let mut schema = match field.kind {
        Type::Whole | Type::Year => json!({ "type": ["integer", "null"] }),
        Type::Decimal(_) | Type::Money => json!({ "type": ["number", "string", "null"] }),
        Type::YesNo => json!({ "type": ["boolean", "null"] }),
        Type::Day => json!({ "type": ["string", "null"], "format": "date" }),
        Type::Links(_) => json!({ "type": ["array", "null"], "items": { "type": "string" } }),
        Type::Choice(choices) if !field.grows => {
            let codes = choices.iter().map(|c| Json::from(c.code));
            json!({ "enum": codes.chain([Json::Null]).collect::<Vec<_>>() })
        }
        _ => json!({ "type": ["string", "null"] }),
    };
    if let Some(map) = schema.as_object_mut() {
        map.insert("title".to_owned(), field.words.get(lang).into());
        if let Some(hint) = field.hint {
            map.insert("description".to_owned(), hint.get(lang).into());
        }
        if field.derived {
            map.insert("readOnly".to_owned(), true.into());
        }
    }
    schema
}

/// Puts a value under a name; into what is no object it puts nothing.
pub fn put(into: &mut Json, name: &str, value: Json) {
    if let Some(map) = into.as_object_mut() {
        map.insert(name.to_owned(), value);
    }
}

/// A value that a field's schema takes.
pub fn example(schema: &Json) -> Json {
    if let Some(codes) = schema.get("enum").and_then(Json::as_array) {
        return codes.first().cloned().unwrap_or_default();
    }
    let word = |at: &str| schema.pointer(at).and_then(Json::as_str);
    match (word("/type/0"), word("/format")) {
        (Some("integer"), _) => json!(2),
        (Some("number"), _) => json!(1.5),
        (Some("boolean"), _) => json!(true),
        (Some("array"), _) => json!(["123456789012345678"]),
        (_, Some("date")) => json!("2022-07-06"),
        _ => json!("…"),
    }
}

/// The good answer and the ways it may go wrong.
pub fn answers(good: &str, schema: Json, example: Json) -> Json {
    let mut answers = content(good, schema, example);
    let example = json!({ "type": "/problems/not-there", "title": "Not Found", "status": 404, "detail": "…" });
    let wrong = json!({ "description": "RFC 9457", "content": { "application/problem+json": { "schema": reference("problem"), "example": example } } });
    if let Some(map) = answers.as_object_mut() {
        for status in [
            "400", "401", "404", "408", "412", "413", "415", "422", "429", "503",
        ] {
            map.insert(status.to_owned(), wrong.clone());
        }
    }
    answers
}

/// One answer.
pub fn content(status: &str, schema: Json, example: Json) -> Json {
    let content = json!({ "application/json": { "schema": schema, "example": example } });
    json!({ status: { "description": "OK", "content": content } })
}
