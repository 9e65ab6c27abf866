//! What has to be read for a figure: its selection in a period, and the folds over it.
//!
//! In: a definition and a period. Out: asks, answered by the store from one snapshot, in the
//! order in which `figure` takes the answers. Nothing is read here.

use base::{Ask, Catalogue, Filter, Fold as Read, Leaf, Month, Period, Selection, Sort, Test};

use crate::{Definition, Fold};

/// Most groups and rows read for one figure: a park has a few hundred projects, not thousands.
const MOST: u32 = 20_000;

/// The records a definition is about, in a period.
pub fn selection(definition: &Definition, period: Period, catalogue: &Catalogue) -> Selection {
    let when = match &definition.when {
        Some(path) => path.as_str(),
        None => catalogue.kind(&definition.kind).map_or("", |k| k.when),
    };
    let month = definition.month.and_then(|m| Month::new(period.year(), m));
    let period_ = month.map_or(period, Period::Month);
    // «This year» in the filter means the year of the whole period, also for one month of it.
    let filter = definition.filter.at(period);
    let period = (!when.is_empty()).then(|| (when.to_owned(), period_));
    Selection {
        kind: definition.kind.clone(),
        filter,
        period,
    }
}

/// What to ask for a definition; nothing for one that is made of other figures.
pub fn asks(definition: &Definition, period: Period, catalogue: &Catalogue) -> Vec<Ask> {
    if !definition.uses().is_empty() {
        return Vec::new();
    }
    let whole = selection(definition, period, catalogue);
    if let Some((rest, _)) = by_figure(&whole.filter) {
        let selection = Selection {
            filter: rest,
            ..whole
        };
        return vec![Ask::Rows {
            selection,
            sort: Sort::default(),
            after: None,
            limit: MOST,
        }];
    }
    let part = |filter: Filter| whole.clone().and(filter);
    match &definition.fold {
        Fold::Sum(field) => vec![folded(&whole, Read::Sum(field.clone()), &[])],
        Fold::Distinct(path) => vec![folded(&whole, Read::Distinct(path.clone()), &[])],
        Fold::Mean(field) => vec![
            folded(&whole, Read::Sum(field.clone()), &[]),
            folded(
                &part(Filter::leaf(field, Test::Set(true))),
                Read::Count,
                &[],
            ),
        ],
        Fold::Share(filter) => vec![
            folded(&part(filter.at(period)), Read::Count, &[]),
            folded(&whole, Read::Count, &[]),
        ],
        Fold::Names(path) => vec![folded(&whole, Read::Count, &[path])],
        Fold::Months(field) => vec![folded(&whole, Read::Count, &[&format!("{field}:month")])],
        Fold::Rank(rank) => {
            let named = (rank.show != "score").then_some(rank.show.as_str());
            let by: Vec<&str> = [rank.of.as_str(), rank.each.as_str()]
                .into_iter()
                .chain(named)
                .collect();
            vec![folded(&whole, Read::Sum(rank.sum.clone()), &by)]
        }
        Fold::Count | Fold::Ratio(_) | Fold::Add(_) | Fold::Same(_) => {
            vec![folded(&whole, Read::Count, &[])]
        }
    }
}

fn folded(selection: &Selection, fold: Read, by: &[&str]) -> Ask {
    let by = by.iter().map(|&path| path.to_owned()).collect();
    Ask::Fold {
        selection: selection.clone(),
        fold,
        by,
        after: None,
        limit: MOST,
    }
}

/// Whether which records it counts depends on other figures' values (合同指标).
pub fn reads_figures(definition: &Definition) -> bool {
    by_figure(&definition.filter).is_some()
}

/// A filter that reads another figure's value, parted into the rest and that one leaf. Such a
/// leaf stands alone or among conditions that must all hold.
pub(crate) fn by_figure(filter: &Filter) -> Option<(Filter, Leaf)> {
    match filter {
        Filter::Leaf(leaf) if matches!(leaf.test, Test::FigureAtLeast(_)) => {
            Some((Filter::default(), leaf.clone()))
        }
        Filter::All { all } => {
            let at = all.iter().position(|f| by_figure(f).is_some())?;
            let (inner, leaf) = by_figure(all.get(at)?)?;
            let rest = all
                .iter()
                .enumerate()
                .filter(|(i, _)| *i != at)
                .map(|(_, f)| f.clone());
            Some((
                Filter::All {
                    all: rest.collect(),
                }
                .and(inner),
                leaf,
            ))
        }
        _ => None,
    }
}
