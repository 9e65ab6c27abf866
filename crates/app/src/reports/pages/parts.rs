//! A figure in the parts its definition asks for (分项), beside its months and places.
//!
//! In: a definition with one or two fields to part by. Out: a chart with its table, largest
//! first, with what belongs to none (未分类) last. Only who may open the records is given parts.

use std::collections::BTreeSet;

use base::{Catalogue, Id, Lang, Value, Words, show, words};
use figures::{Amount, Definition, Need, Part, PartsAs, percents};
use page::{
    Href,
    chart::{Chart, Point, Shape},
    section::Section,
};

use super::{
    reading::{reading, system},
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
    let shares = shares(definition, &parts);
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
    let point = |(at, part): (usize, &Part)| Point {
        name: named(definition, part, &catalogue, &names, lang),
        short: String::new(),
        size: part.amount.map_or(0, |a| a.floor()),
        value: valued(
            definition,
            part,
            shares.as_ref().and_then(|s| s.get(at)),
            lang,
        ),
        href: href.clone(),
    };
    let chart = Chart {
        title: PARTS.get(lang).to_owned(),
        axis: PARTS.get(lang).to_owned(),
        unit: definition.unit.clone(),
        shape: Shape::Bars,
        points: parts.iter().enumerate().take(MOST).map(point).collect(),
    };
    let mut section = Section::new(PARTS.get(lang), chart.show(lang));
    if shares.is_some() {
        section.aside = rule(definition.parts).get(lang).to_owned();
    }
    Ok(Some(section))
}

/// The parts in percent, where the definition asks for them and they have shares.
fn shares(definition: &Definition, parts: &[Part]) -> Option<Vec<Amount>> {
    let amounts: Option<Vec<Amount>> = parts.iter().map(|p| p.amount).collect();
    percents(&amounts?, definition.parts)
}

/// How the percentages were rounded.
const fn rule(parts: PartsAs) -> Words {
    match parts {
        PartsAs::Hundred(_) => words(
            "百分比按最大余数法凑足100%",
            "percentages made to add to 100 by the largest remainder",
        ),
        _ => words(
            "百分比各自四舍五入，相加可能不是100%",
            "percentages rounded each by itself; they may not add to 100",
        ),
    }
}

/// A part as it is read: its amount, and its share in percent.
fn valued(definition: &Definition, part: &Part, share: Option<&Amount>, lang: Lang) -> String {
    let digits = part
        .amount
        .map_or_else(|| "—".to_owned(), |a| a.digits(definition.decimals));
    let share = share.map(|s| s.digits(definition.parts.places()));
    match (share, lang) {
        (None, _) => digits,
        (Some(share), Lang::Zh) => format!("{digits}（{share}%）"),
        (Some(share), Lang::En) => format!("{digits} ({share}%)"),
    }
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
