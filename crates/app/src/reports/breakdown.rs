//! A figure parted by month and by place, for its charts.
//!
//! In: a definition and a period. Out: one amount a month and one a place, each exact, with
//! the rest that belongs to none. Only counts, sums and distinct counts can be parted; a
//! ratio or a rank has no parts and gets no chart.

use std::collections::BTreeMap;

use base::{Answer, Ask, Catalogue, Fold as Read, Group, Id, Month, Period, Type, Value};
use figures::{Definition, Fold, Opening};
use store::AskError;

use super::evaluate::{Reading, place_path};

/// One part of a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Part<T> {
    /// What it belongs to; `None` for 未分类.
    pub of: Option<T>,
    /// Its value in stored units.
    pub value: i64,
}

/// A figure's parts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Breakdown {
    /// By month: every month of the period, also those with nothing. Empty when it has no day, or
    /// where the period is longer than ten years.
    pub months: Vec<Part<Month>>,
    /// By place: the places that have any, most first. Empty when it belongs to none.
    pub places: Vec<Part<Id>>,
}

/// Parts a figure, `opened` being what it opens onto.
///
/// # Errors
/// When the store does not answer.
pub async fn breakdown(
    reading: &Reading<'_>,
    definition: &Definition,
    opened: &[Opening],
    period: Period,
) -> Result<Breakdown, AskError> {
    let catalogue = reading.catalogue;
    let (
        Some(fold),
        [
            Opening {
                selection: whole, ..
            },
        ],
    ) = (fold(definition), opened)
    else {
        return Ok(Breakdown::default());
    };
    let month = month_path(definition, catalogue).filter(|_| is_charted(period));
    let place = place_path(catalogue, &definition.kind);
    let ask = |by: &String| Ask::Fold {
        selection: whole.clone(),
        fold: fold.clone(),
        by: vec![by.clone()],
        after: None,
        limit: 2_000,
    };
    let asks: Vec<Ask> = month.iter().chain(&place).map(ask).collect();
    let mut answers = reading.ask(asks).await?.into_iter().map(Answer::groups);
    let mut parts = Breakdown::default();
    if month.is_some() {
        parts.months = months(answers.next().unwrap_or_default(), period);
    }
    if place.is_some() {
        parts.places = places(answers.next().unwrap_or_default());
    }
    Ok(parts)
}

fn fold(definition: &Definition) -> Option<Read> {
    match &definition.fold {
        Fold::Count => Some(Read::Count),
        Fold::Sum(field) => Some(Read::Sum(field.clone())),
        Fold::Distinct(path) => Some(Read::Distinct(path.clone())),
        _ => None,
    }
}

/// Whether the months of a period make a chart: of a long stretch they would be a wall of numbers.
fn is_charted(period: Period) -> bool {
    const MOST_YEARS: i16 = 10;
    let (first, last) = period.bounds();
    last.year() - first.year() < MOST_YEARS
}

/// By which path its records fall into months: its own `when`, where that is a day.
fn month_path(definition: &Definition, catalogue: &Catalogue) -> Option<String> {
    let when = match &definition.when {
        Some(when) => when.as_str(),
        None => catalogue.kind(&definition.kind)?.when,
    };
    let (_, field) = catalogue.field_at(&definition.kind, when)?;
    matches!(field.kind, Type::Day | Type::Moment | Type::Month).then(|| format!("{when}:month"))
}

fn months(groups: Vec<Group>, period: Period) -> Vec<Part<Month>> {
    let mut found: BTreeMap<String, i64> = BTreeMap::new();
    for group in groups {
        if let Some(Some(Value::Text(month))) = group.by.first() {
            found.insert(
                month.clone(),
                group.value.and_then(|v| v.as_whole()).unwrap_or(0),
            );
        }
    }
    let part = |month: Month| Part {
        of: Some(month),
        value: found.get(&month.to_string()).copied().unwrap_or(0),
    };
    period.months().into_iter().map(part).collect()
}

fn places(groups: Vec<Group>) -> Vec<Part<Id>> {
    let part = |g: Group| Part {
        of: g
            .by
            .into_iter()
            .next()
            .flatten()
            .and_then(|v| v.as_whole())
            .map(Id),
        value: g.value.and_then(|v| v.as_whole()).unwrap_or(0),
    };
    let mut parts: Vec<Part<Id>> = groups.into_iter().map(part).collect();
    parts.sort_by_key(|p| (p.of.is_none(), std::cmp::Reverse(p.value)));
    parts
}
