//! What has to be read for a figure: its selection in a period, and the folds over it.
//!
//! In: a definition and what is asked of it. Out: asks, answered by the store from one snapshot,
//! in the order in which `figure` takes the answers. Nothing is read here.

use base::{
    Ask, Catalogue, Day, Filter, Fold as Read, Leaf, Month, Operand, Period, Selection, Sort, Test,
    Value,
};

use crate::{Basis, Definition, Fold, Need};

/// Most groups and rows read for one figure. More are told as a gap, never cut off.
pub(crate) const MOST: u32 = 20_000;

/// By which field or path a period selects a definition's records; empty for all time.
pub fn when<'a>(definition: &'a Definition, catalogue: &Catalogue) -> &'a str {
    match &definition.when {
        Some(path) => path.as_str(),
        None => catalogue.kind(&definition.kind).map_or("", |k| k.when),
    }
}

/// The records a definition is about, in a period.
pub fn selection(definition: &Definition, period: Period, catalogue: &Catalogue) -> Selection {
    let when = when(definition, catalogue);
    let month = definition.month.and_then(|m| Month::new(period.year(), m));
    let own = month.map_or(period, Period::Month);
    let (first, last) = own.bounds();
    let span = match definition.basis {
        Basis::Flow => own,
        Basis::ToDate => Period::Range(Day::new(last.year(), 1, 1).unwrap_or(first), last),
        Basis::Stock | Basis::Ever => Period::Range(Day::FIRST, last),
        Basis::Before => Period::Range(Day::FIRST, first.plus(-1)),
    };
    // «This year» in the filter means the year of the whole period, also for one month of it.
    let mut filter = definition.filter.at(period);
    if let (Basis::Stock | Basis::Before, Some(path)) = (definition.basis, &definition.until) {
        filter = filter.and(Filter::negate(left_by(path, span.bounds().1)));
    }
    Selection {
        kind: definition.kind.clone(),
        filter,
        period: (!when.is_empty()).then(|| (when.to_owned(), span)),
    }
}

/// The day at the end of the path came by this day.
fn left_by(path: &str, last: Day) -> Filter {
    match path.split_once('.') {
        Some((link, rest)) => Filter::through(link, left_by(rest, last)),
        None => {
            let next = Operand::Is(Value::Text(last.plus(1).to_string()));
            Filter::leaf(path, Test::Below(next))
        }
    }
}

/// What to ask for a definition; nothing for one that is made of other figures.
pub fn asks(definition: &Definition, need: &Need, catalogue: &Catalogue) -> Vec<Ask> {
    if !definition.made_of().is_empty() {
        return Vec::new();
    }
    let whole = selection(definition, need.period, catalogue);
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
    let folded = |filter: Filter, fold: Read, more: &[&str]| {
        let by = need.by.iter().cloned();
        Ask::Fold {
            selection: whole.clone().and(filter),
            fold,
            by: by.chain(more.iter().map(|&p| p.to_owned())).collect(),
            after: None,
            limit: MOST,
        }
    };
    let one = |fold: Read| vec![folded(Filter::default(), fold, &[])];
    let grouped = |by: &[&str]| vec![folded(Filter::default(), Read::Count, by)];
    match &definition.fold {
        Fold::Sum(field) => one(Read::Sum(field.clone())),
        Fold::Distinct(path) => one(Read::Distinct(path.clone())),
        Fold::Least(field) => one(Read::Least(field.clone())),
        Fold::Most(field) => one(Read::Most(field.clone())),
        Fold::Mean(field) => vec![
            folded(Filter::default(), Read::Sum(field.clone()), &[]),
            folded(Filter::leaf(field, Test::Set(true)), Read::Count, &[]),
        ],
        Fold::Share(filter) => vec![
            folded(filter.at(need.period), Read::Count, &[]),
            folded(Filter::default(), Read::Count, &[]),
        ],
        Fold::Names(path) => grouped(&[path]),
        Fold::Months(field) => grouped(&[&format!("{field}:month")]),
        Fold::Median(field) => grouped(&[field]),
        Fold::Trimmed(trimmed) => grouped(&[&trimmed.of]),
        Fold::Last(last) => vec![Ask::Rows {
            selection: whole.and(Filter::leaf(&last.of, Test::Set(true))),
            sort: Sort::default(),
            after: None,
            limit: MOST,
        }],
        Fold::Span(span) => grouped(&[&span.from, &span.to]),
        Fold::Rank(rank) => {
            let named = (rank.show != "score").then_some(rank.show.as_str());
            let by: Vec<&str> = [rank.of.as_str(), rank.each.as_str()]
                .into_iter()
                .chain(named)
                .collect();
            vec![folded(Filter::default(), Read::Sum(rank.sum.clone()), &by)]
        }
        _ => one(Read::Count),
    }
}

/// Whether which records it counts depends on other figures' values (合同指标).
pub fn reads_figures(definition: &Definition) -> bool {
    by_figure(&definition.filter).is_some()
}

/// The field in which a definition's records name other figures, where their values decide which
/// of them it counts.
pub fn naming_field(definition: &Definition) -> Option<String> {
    by_figure(&definition.filter).map(|(_, leaf)| leaf.field)
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
