//! In which periods and places a change is looked at.
//!
//! In: the records whose judgement may change, in both states. Out: this year and the years and
//! months of their days; the places they belong to and those above, up to the park's own. It
//! asks nothing.

use std::collections::{BTreeMap, BTreeSet};

use base::{Catalogue, Day, Id, Kind, Period, Value};
use figures::{Definitions, Moving, Tables};

use super::super::evaluate::place_path;

/// More months than this say no more than their years.
const MONTHS: usize = 4;
/// Years and places looked at, at most.
const YEARS: usize = 6;
const PLACES: usize = 8;

/// The periods: years first, the latest first.
pub(super) fn periods(
    moving: &mut Moving<'_>,
    definitions: &Definitions,
    catalogue: &Catalogue,
    affected: &BTreeMap<&'static str, BTreeSet<Id>>,
    today: Day,
) -> Vec<Period> {
    let mut paths: BTreeSet<(&'static str, &str)> = BTreeSet::new();
    for definition in definitions.iter() {
        let when = figures::when(definition, catalogue);
        if let Some((kind, _)) = affected.get_key_value(definition.kind.as_str())
            && !when.is_empty()
        {
            paths.insert((kind, when));
        }
    }
    let (mut years, mut months) = (BTreeSet::from([today.year()]), BTreeSet::new());
    for (kind, path) in paths {
        let (Some(kind), Some(ids)) = (catalogue.kind(kind), affected.get(kind)) else {
            continue;
        };
        for value in moving.values(kind, path, ids) {
            let year = match &value {
                Value::Whole(year) => i16::try_from(*year).ok(),
                value => value
                    .as_text()
                    .and_then(|t| t.get(..4))
                    .and_then(|t| t.parse().ok()),
            };
            // A figure may hold a year against the one before.
            let year = year.filter(|year| (1900..=2199).contains(year));
            years.extend(year.into_iter().flat_map(|y| [y, y + 1]));
            let month = value.as_text().and_then(|t| t.get(..7));
            months.extend(month.and_then(|m| m.parse::<Period>().ok()));
        }
    }
    years.retain(|year| *year <= today.year() || years_of(&months).contains(year));
    let years = years.into_iter().rev().take(YEARS).map(Period::Year);
    let few = months.len() <= MONTHS;
    let months = months.into_iter().rev().filter(|_| few);
    years.chain(months).collect()
}

fn years_of(months: &BTreeSet<Period>) -> BTreeSet<i16> {
    months.iter().map(|m| m.year()).collect()
}

/// The places, the smallest first.
pub(super) fn places(
    moving: &mut Moving<'_>,
    tables: &Tables,
    catalogue: &Catalogue,
    affected: &BTreeMap<&'static str, BTreeSet<Id>>,
    home: Option<Id>,
) -> Vec<Id> {
    let mut found: Vec<Id> = Vec::new();
    let Some(areas) = catalogue.kind("areas") else {
        return found;
    };
    for (name, ids) in affected {
        let kind = catalogue.kind(name);
        let Some((kind, path)) = kind.zip(place_path(catalogue, name)) else {
            continue;
        };
        let own = moving.values(kind, &path, ids);
        for id in own.iter().filter_map(Value::as_whole) {
            above(tables, areas, Id(id), home, &mut found);
        }
    }
    found.truncate(PLACES);
    found
}

/// A place and those above it, below the park's own.
fn above(tables: &Tables, areas: &Kind, from: Id, home: Option<Id>, found: &mut Vec<Id>) {
    let mut here = Some(from);
    while let Some(id) = here.filter(|id| Some(*id) != home && !found.contains(id)) {
        found.push(id);
        let record = tables.get(areas.name, id).and_then(|b| b.before.as_deref());
        here = record.and_then(|r| r.whole(areas, "parent")).map(Id);
    }
}
