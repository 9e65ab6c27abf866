//! The addresses of records: of kinds in general, and of each kind by its name.
//!
//! In: a kind, who reads. Out: its paths and schemas. What a caller may not write or remove has
//! no such operation in their description.

use base::{Field, Kind, Lang, words};
use serde_json::{Map, Value as Json, json};
use store::Scope;

use super::{asked, in_path, moves, schema};
use crate::ledgers::typed;

const ID: &str = "123456789012345678";

/// A kind's paths are made from these.
struct About<'a> {
    /// What its operations end with.
    name: &'a str,
    /// What it is called.
    words: &'a str,
    /// The names of the schemas of a record and of what is sent.
    schemas: [&'a str; 2],
    /// Examples of fields, as answered and as sent.
    examples: [Json; 2],
    /// What may be asked of its list.
    asked: Vec<Json>,
    /// Parts of the path before the identity.
    path: Vec<Json>,
    /// Whether the caller may write and remove.
    may: [bool; 2],
}

/// Any kind, by its name in the address.
pub fn in_general(paths: &mut Map<String, Json>, lang: Lang) {
    let kinds = json!({ "kinds": [{ "name": "activities", "words": "活动", "href": "/api/v1/activities" }] });
    let every = words("可以读的台账", "The kinds one may read");
    paths.insert(
        "/api/v1/kinds".to_owned(),
        json!({ "get": {
            "operationId": "kinds",
            "summary": every.get(lang),
            "responses": schema::answers("200", schema::reference("kinds"), kinds),
        }}),
    );
    let about = About {
        name: "records",
        words: words("一种台账的记录", "Records of a kind").get(lang),
        schemas: ["record", "sent"],
        examples: [json!({ "name": "…" }), json!({ "name": "…" })],
        asked: paging(lang),
        path: vec![in_path("kind", "^[a-z][a-z0-9_]*$")],
        may: [true, true],
    };
    paths.insert("/api/v1/{kind}".to_owned(), list(&about));
    paths.insert("/api/v1/{kind}/{id}".to_owned(), one(&about, lang));
    previews(paths, ("{kind}", &about), lang);
}

/// What a writing would move, where one may write.
fn previews(paths: &mut Map<String, Json>, (name, about): (&str, &About<'_>), lang: Lang) {
    if about.may[0] {
        let sent = (about.schemas[1], &about.examples[1]);
        moves::previews(paths, (name, about.name), &about.path, sent, lang);
    }
}

/// One kind, with the fields that this reader may see.
pub fn describe(
    paths: &mut Map<String, Json>,
    schemas: &mut Map<String, Json>,
    (kind, scope): (&Kind, &Scope),
    lang: Lang,
) {
    let (shown, typed) = (
        schema::shown(kind, scope, lang),
        schema::typed(kind, scope, lang),
    );
    let example = |fields: &Map<String, Json>| -> Json {
        let pairs = fields.iter();
        pairs
            .map(|(name, s)| (name.clone(), schema::example(s)))
            .collect::<Map<_, _>>()
            .into()
    };
    let sent = format!("{}_sent", kind.name);
    let about = About {
        name: kind.name,
        words: kind.words.get(lang),
        schemas: [kind.name, &sent],
        examples: [example(&shown), example(&typed)],
        asked: questions(kind, scope, lang),
        path: Vec::new(),
        may: [scope.may_write(kind), scope.may_remove(kind)],
    };
    paths.insert(format!("/api/v1/{}", kind.name), list(&about));
    paths.insert(format!("/api/v1/{}/{{id}}", kind.name), one(&about, lang));
    previews(paths, (kind.name, &about), lang);
    schemas.insert(
        kind.name.to_owned(),
        with_fields("record", kind, shown, lang),
    );
    if about.may[0] {
        schemas.insert(sent.clone(), with_fields("sent", kind, typed, lang));
    }
}

fn with_fields(base: &str, kind: &Kind, fields: Map<String, Json>, lang: Lang) -> Json {
    let mut schema = schema::common(lang).remove(base).unwrap_or_default();
    schema::put(&mut schema, "title", kind.words.get(lang).into());
    if let Some(parts) = schema.get_mut("properties") {
        let fields = json!({ "type": "object", "properties": fields });
        schema::put(parts, "fields", fields);
    }
    schema
}

fn record(about: &About<'_>) -> Json {
    json!({ "id": ID, "since": "42", "fields": about.examples[0] })
}

fn list(about: &About<'_>) -> Json {
    let [name, sent] = about.schemas;
    let page = json!({ "count": 1, "records": [record(about)], "next": null, "previous": null });
    let mut path = json!({
        "parameters": about.path,
        "get": {
            "operationId": format!("list_{}", about.name),
            "summary": about.words,
            "parameters": about.asked,
            "responses": schema::answers("200", schema::page(name), page),
        },
    });
    if about.may[0] {
        let post = json!({
            "operationId": format!("add_{}", about.name),
            "summary": about.words,
            "parameters": [key()],
            "requestBody": body(sent, &about.examples[1]),
            "responses": schema::answers("201", schema::reference(name), record(about)),
        });
        schema::put(&mut path, "post", post);
    }
    path
}

fn one(about: &About<'_>, lang: Lang) -> Json {
    let [name, sent] = about.schemas;
    let state = json!({ "name": "If-Match", "in": "header", "description": words("看到的状态：since 或 ETag", "The state that was seen: since, or the ETag").get(lang), "schema": { "type": "string" } });
    let parts = about
        .path
        .iter()
        .cloned()
        .chain([in_path("id", "^[0-9]{1,19}$")]);
    let mut path = json!({
        "parameters": parts.collect::<Vec<_>>(),
        "get": {
            "operationId": format!("one_{}", about.name),
            "summary": about.words,
            "responses": schema::answers("200", schema::reference(name), record(about)),
        },
    });
    if about.may[0] {
        let patch = json!({
            "operationId": format!("change_{}", about.name),
            "summary": about.words,
            "parameters": [key(), state.clone()],
            "requestBody": body(sent, &about.examples[1]),
            "responses": schema::answers("200", schema::reference(name), record(about)),
        });
        schema::put(&mut path, "patch", patch);
    }
    if about.may[1] {
        let removed = json!({ "id": ID, "removed": true });
        let delete = json!({
            "operationId": format!("remove_{}", about.name),
            "summary": about.words,
            "parameters": [key(), state, asked("reason", words("原因", "Why").get(lang))],
            "responses": schema::answers("200", schema::reference("removed"), removed),
        });
        schema::put(&mut path, "delete", delete);
    }
    path
}

fn key() -> Json {
    json!({ "name": "Idempotency-Key", "in": "header", "required": true, "schema": { "type": "string", "minLength": 1, "maxLength": 200 } })
}

fn body(schema: &str, fields: &Json) -> Json {
    let content = json!({ "schema": schema::reference(schema), "example": { "fields": fields } });
    json!({ "required": true, "content": { "application/json": content } })
}

fn paging(lang: Lang) -> Vec<Json> {
    [
        (
            "period",
            words(
                "时间：2022、2022-07、2022Q3 或 起..止",
                "When: 2022, 2022-07, 2022Q3 or from..to",
            ),
        ),
        ("sort", words("按哪个字段排", "The field to sort by")),
        ("after", words("下一页的位置", "Where the next page begins")),
        (
            "before",
            words("上一页的位置", "Where the page before ends"),
        ),
        ("where", words("条件（JSON）", "A filter in JSON")),
        (
            "limit",
            words("每页行数，1到500", "Rows of a page, 1 to 500"),
        ),
        ("blank", words("这个字段空着", "This field is blank")),
        ("filled", words("这个字段填了", "This field is filled")),
    ]
    .map(|(name, about)| asked(name, about.get(lang)))
    .into()
}

/// What may be asked of a kind's list.
fn questions(kind: &Kind, scope: &Scope, lang: Lang) -> Vec<Json> {
    let mut all = paging(lang);
    let sees = |field: &Field| scope.may_see(field.privacy);
    if typed::anywhere(kind, "x", &sees).is_some() {
        all.push(asked(
            "q",
            words("含这些字", "Contains these words").get(lang),
        ));
    }
    for field in kind.fields.iter().filter(|f| scope.may_see(f.privacy)) {
        let about = field.words.get(lang);
        all.extend(typed::names_of(field).iter().map(|name| asked(name, about)));
    }
    all
}
