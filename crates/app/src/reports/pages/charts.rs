//! The charts of a figure's page: by month and by place, each mark leading to that month or place.
//!
//! In: a figure's values for a reader who may open its records. Out: sections with a chart each,
//! none where there is only one part; then its own parts. No chart of what the reader may not open.

use base::{Id, Lang, Period, Words, words};
use figures::{Definition, opening};
use page::{
    Href,
    chart::{Chart, Point, Shape},
    section::Section,
};

use super::{
    guard, place,
    reading::{reading, system},
    same,
};
use crate::{
    front::{Call, Stop},
    reports::{
        Values,
        breakdown::{self, Breakdown},
        labels,
    },
};

const BY_MONTH: Words = words("按月", "By month");

const BY_PLACE: Words = words("按社区", "By community");

const MONTH: Words = words("月份", "Month");

const PLACE: Words = words("地方", "Place");

const NOWHERE: Words = words("未分类", "Not classified");

pub(super) async fn charts(
    call: &Call,
    values: &Values,
    definition: &Definition,
    lang: Lang,
) -> Result<Vec<Section>, Stop> {
    if !guard(call, values, &call.catalogue())?.opens(definition) {
        return Ok(Vec::new());
    }
    let scope = system(call)?;
    let opened = opening(
        definition,
        &values.figures,
        &values.definitions,
        values.period,
        &call.catalogue(),
    );
    let catalogue = call.catalogue();
    let reading = reading(&call.house, &scope, &catalogue);
    let parting = breakdown::breakdown(&reading, definition, &opened, values.period);
    let parts = values.parts.or(&definition.key, parting).await?;
    let mut sections = Vec::new();
    if parts.months.len() > 1 {
        sections.push(Section::new(
            BY_MONTH.get(lang),
            by_month(definition, &parts, place(call)?, lang).show(call.reading.lang),
        ));
    }
    if parts.places.len() > 1 {
        let ids = parts
            .places
            .iter()
            .filter_map(|p| Some(("areas".to_owned(), p.of?)))
            .collect();
        let names = labels::labels(&call.house.store, &scope, ids, lang).await?;
        let chart = by_place(definition, &parts, values, &names, lang);
        sections.push(Section::new(
            BY_PLACE.get(lang),
            chart.show(call.reading.lang),
        ));
    }
    sections.extend(super::parts::section(call, values, definition).await?);
    Ok(sections)
}

fn by_month(definition: &Definition, parts: &Breakdown, place: Option<Id>, lang: Lang) -> Chart {
    let place = place.map(|id| format!("&place={id}")).unwrap_or_default();
    let point = |part: &breakdown::Part<base::Month>| {
        let month = part.of?;
        Some(Point {
            name: Period::Month(month).name(lang),
            short: month.number().to_string(),
            size: part.value,
            value: part.value.to_string(),
            href: Href::new(format!("/figures/{}?period={month}{place}", definition.key)),
        })
    };
    Chart {
        title: BY_MONTH.get(lang).to_owned(),
        axis: MONTH.get(lang).to_owned(),
        unit: definition.unit.clone(),
        shape: Shape::Columns,
        points: parts.months.iter().filter_map(point).collect(),
    }
}

fn by_place(
    definition: &Definition,
    parts: &Breakdown,
    values: &Values,
    names: &labels::Labels,
    lang: Lang,
) -> Chart {
    let point = |part: &breakdown::Part<Id>| {
        let name = part
            .of
            .and_then(|id| names.get(&("areas".to_owned(), id)).cloned());
        let query = part
            .of
            .map_or_else(|| same(values, None), |id| same(values, Some(id)));
        Point {
            name: name.unwrap_or_else(|| NOWHERE.get(lang).to_owned()),
            short: String::new(),
            size: part.value,
            value: part.value.to_string(),
            href: Href::new(format!("/figures/{}?{query}", definition.key)),
        }
    };
    Chart {
        title: BY_PLACE.get(lang).to_owned(),
        axis: PLACE.get(lang).to_owned(),
        unit: definition.unit.clone(),
        shape: Shape::Bars,
        points: parts.places.iter().map(point).collect(),
    }
}
