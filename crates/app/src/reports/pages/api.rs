//! Figures for programs.
//!
//! In: the same keys, periods and places as the pages. Out: JSON; the same guard as the pages.

use axum::{Json, response::IntoResponse};
use base::Lang;
use figures::{Definition, Figure, evidence, sentence};
use serde_json::{Value, json};

use super::{
    compare, guard, held, proof,
    reading::{soon, values},
    things,
};
use crate::{
    front::{Call, Done, Stop},
    reports::{Values, shortly},
};

/// Things in one answer.
const PAGE: u32 = 500;

/// `GET /api/v1/figures`
pub async fn all(call: Call) -> Done {
    let values = values(&call, None).await?;
    let list: Vec<Value> = values
        .definitions
        .iter()
        .filter_map(|d| Some(said(&call, &values, d, values.figures.get(&d.key)?)))
        .collect::<Result<_, _>>()?;
    Ok(Json(json!({ "period": values.period, "figures": list })).into_response())
}

/// `GET /api/v1/figures/{key}`
pub async fn one(call: Call) -> Done {
    let key = call.params.get("key").cloned().ok_or(Stop::NotThere)?;
    let values = values(&call, Some(&key)).await?;
    let (definition, figure) = values.get(&key).ok_or(Stop::NotThere)?;
    let mut said = said(&call, &values, definition, figure)?;
    let mut put = |name: &str, value: Value| {
        if let Some(map) = said.as_object_mut() {
            map.insert(name.to_owned(), value);
        }
    };
    if call.query.get("compare") == Some("yes") {
        put("compared", compare::told(&call, &values, definition).await?);
    }
    if guard(&call, &values, &call.catalogue())?.opens(definition) {
        let proof = proof::count(&call, &values, definition).await?;
        put("without_evidence", json!(proof.map(|p| p.lack)));
    }
    Ok(Json(said).into_response())
}

fn said(
    call: &Call,
    values: &Values,
    definition: &Definition,
    figure: &Figure,
) -> Result<Value, Stop> {
    let lang = call.lang();
    let catalogue = call.catalogue();
    let guard = guard(call, values, &catalogue)?;
    let opens = guard.opens(definition);
    let seen = guard.read(definition, figure, Lang::Zh);
    let text = if seen.kept_back {
        let seen = guard.read(definition, figure, lang);
        seen.value + &seen.unit
    } else {
        figure.text(definition, lang)
    };
    Ok(json!({
        "key": definition.key,
        "name": if lang == Lang::Zh { &definition.zh } else { &definition.en },
        "value": if figure.is_there() || seen.kept_back { Value::from(seen.value) } else { Value::Null },
        "unit": definition.unit,
        "text": text,
        "sentence": sentence(definition, &values.definitions, &catalogue, lang),
        "version": definition.version,
        "period": values.period,
        "evidence": evidence(definition, &values.definitions, &catalogue, lang),
        "owner": (!definition.owner.is_empty()).then_some(&definition.owner),
        "held": held::count(call, values, definition)?,
        "things": opens.then(|| format!("/api/v1/figures/{}/things?period={}", definition.key, values.period)),
    }))
}

/// What a thing adds to the figure: a number, and where it has decimals its digits.
fn weight(thing: &shortly::Short) -> Value {
    let digits = thing.weight.digits(thing.places);
    digits
        .parse::<i64>()
        .map_or(Value::from(digits), Value::from)
}

/// `GET /api/v1/figures/{key}/things`
pub async fn things(call: Call) -> Done {
    let key = call.params.get("key").cloned().ok_or(Stop::NotThere)?;
    let values = soon(&call, &key).await?;
    let definition = values.definitions.get(&key).ok_or(Stop::NotThere)?;
    let page = things::some(&call, &values, definition, PAGE).await?;
    let thing = |t: &shortly::Short| {
        let record = t.record.as_ref();
        json!({ "label": t.label, "kind": record.map(|(kind, _)| kind), "id": record.map(|(_, id)| id), "holds": t.holds, "weight": weight(t) })
    };
    let things: Vec<Value> = page.things.iter().map(thing).collect();
    Ok(
        Json(json!({ "things": things, "next": page.next, "previous": page.before }))
            .into_response(),
    )
}
