//! A figure in the parts its definition asks for (分项), beside its months and places.
//!
//! In: a definition with one or two fields to part by. Out: a chart with its table, largest
//! first, with what belongs to none (未分类) last. Only who may open the records is given parts.

use std::collections::BTreeSet;

use base::{Catalogue, Id, Lang, Value, Words, show, words};
use figures::{Definition, Need, Part};
use page::{
    Href,
    chart::{Chart, Point, Shape},
    section::Section,
};

use super::{
    figure::{reading, system},
    same,
};
use crate::{
    front::{Call, Stop},
    reports::{
        Values,
        labels::{self, Labels},
    },
};

const PARTS: Words = words("分项", "In parts");
const NONE: Words = words("未分类", "Not classified");
/// Parts shown; a table of more is an export.
const MOST: usize = 60;

/// The chart of a definition's own parts; none where it asks for none.
///
/// # Errors
/// Faults of the store.
pub(super) async fn section(
    call: &Call,
    values: &Values,
    definition: &Definition,
) -> Result<Option<Section>, Stop> {
    if definition.by.is_empty() {
        return Ok(None);
    }
    let (lang, catalogue, scope) = (call.lang(), call.catalogue(), system(call)?);
    let reading = reading(&call.house, &scope, &catalogue);
    let need = Need::parted(&definition.key, values.period, &definition.by);
    let wanted = std::slice::from_ref(&need);
    let (known, _) = reading
        .known(&values.definitions, wanted, Vec::new())
        .await?;
    let mut parts = known
        .get(&need)
        .map(|f| f.parts.clone())
        .unwrap_or_default();
    if parts.is_empty() {
        return Ok(None);
    }
    let none = |part: &Part| part.of.iter().all(Option::is_none);
    parts.sort_by(|a, b| none(a).cmp(&none(b)).then_with(|| b.amount.cmp(&a.amount)));
    let ids = parts
        .iter()
        .flat_map(|p| linked(definition, p, &catalogue))
        .collect();
    let names = labels::labels(&call.house.store, &scope, ids, lang).await?;
    let href = Href::new(format!(
        "/figures/{}/things?{}",
        definition.key,
        same(values, None)
    ));
    let point = |part: &Part| Point {
        name: named(definition, part, &catalogue, &names, lang),
        short: String::new(),
        size: part.amount.map_or(0, |a| a.floor()),
        value: part
            .amount
            .map_or_else(|| "—".to_owned(), |a| a.digits(definition.decimals)),
        href: href.clone(),
    };
    let chart = Chart {
        title: PARTS.get(lang).to_owned(),
        axis: PARTS.get(lang).to_owned(),
        unit: definition.unit.clone(),
        shape: Shape::Bars,
        points: parts.iter().take(MOST).map(point).collect(),
    };
    Ok(Some(Section::new(PARTS.get(lang), chart.show(lang))))
}

/// The records that the values of a part point at.
fn linked(definition: &Definition, part: &Part, catalogue: &Catalogue) -> BTreeSet<(String, Id)> {
    let mut ids = BTreeSet::new();
    for (path, value) in definition.by.iter().zip(&part.of) {
        let field = catalogue.field_at(&definition.kind, path);
        let targets = field.map(|(_, f)| f.targets()).unwrap_or_default();
        let id = value.as_ref().and_then(Value::as_whole).map(Id);
        ids.extend(targets.iter().filter_map(|t| Some(((*t).to_owned(), id?))));
    }
    ids
}

fn named(
    definition: &Definition,
    part: &Part,
    catalogue: &Catalogue,
    names: &Labels,
    lang: Lang,
) -> String {
    let one = |(path, value): (&String, &Option<Value>)| {
        let Some(value) = value else {
            return NONE.get(lang).to_owned();
        };
        let Some((_, field)) = catalogue.field_at(&definition.kind, path) else {
            return value.as_text().unwrap_or_default().to_owned();
        };
        let id = value.as_whole().map(Id);
        let found = field
            .targets()
            .iter()
            .find_map(|t| names.get(&((*t).to_owned(), id?)));
        found.cloned().unwrap_or_else(|| show(field, value, lang))
    };
    let words: Vec<String> = definition.by.iter().zip(&part.of).map(one).collect();
    words.join(" · ")
}
