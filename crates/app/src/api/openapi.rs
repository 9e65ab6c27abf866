//! The description of the programs' door (OpenAPI 3.1), read from the catalogue and the rights
//! of whoever asks.
//!
//! In: the kinds. Out: one JSON document with every address, what is sent and answered there,
//! each with an example. The public one tells of kinds in general; whoever is signed in reads
//! beside that of each kind and field they may see. It says nothing of any record.

mod figures;
mod kinds;
mod moves;
mod schema;

use axum::http::StatusCode;
use base::{Lang, Words, words};
use serde_json::{Map, Value as Json, json};

use crate::front::{Call, Done};

/// GET `/api/v1/openapi.json`.
///
/// # Errors
/// Never.
pub(super) async fn show(call: Call) -> Done {
    Ok(super::json(StatusCode::OK, &document(&call, call.lang())))
}

fn document(call: &Call, lang: Lang) -> Json {
    let catalogue = call.catalogue();
    let (mut paths, mut schemas) = (Map::new(), schema::common(lang));
    paths.insert("/api/v1/openapi.json".to_owned(), itself(lang));
    figures::describe(&mut paths, &mut schemas, lang);
    moves::schemas(&mut schemas);
    moves::explain(&mut paths, lang);
    moves::explain_list(&mut paths, lang);
    moves::give_out(&mut paths, lang);
    kinds::in_general(&mut paths, lang);
    if let Some(visitor) = &call.visitor {
        for kind in catalogue.kinds().filter(|k| visitor.scope.may_read(k)) {
            kinds::describe(&mut paths, &mut schemas, (kind, &visitor.scope), lang);
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": call.house.name(lang),
            "version": env!("CARGO_PKG_VERSION"),
            "description": ABOUT.get(lang),
        },
        "servers": [{ "url": "/" }],
        "security": [{ "token": [] }],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
        },
    })
}

const ABOUT: Words = words(
    "登录后或带令牌打开这份说明，可以看到自己能读写的每种台账和字段。",
    "Signed in, or with a token, this description also names each kind and field that one may read and write.",
);

fn itself(lang: Lang) -> Json {
    let about = words("这份说明", "This description");
    let answer = schema::content(
        "200",
        json!({ "type": "object" }),
        json!({ "openapi": "3.1.0" }),
    );
    json!({ "get": {
        "operationId": "description",
        "summary": about.get(lang),
        "security": [],
        "responses": answer,
    }})
}

/// A parameter of the address's query.
fn asked(name: &str, about: &str) -> Json {
    json!({ "name": name, "in": "query", "description": about, "schema": { "type": "string" } })
}

/// A part of the path.
fn in_path(name: &str, pattern: &str) -> Json {
    json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string", "pattern": pattern } })
}
