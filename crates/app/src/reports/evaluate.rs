//! Figures of a park in a period, from one snapshot.
//!
//! In: definitions and a period, for the whole park or one place of it. Out: every figure,
//! exact. All is read in one go, so that two figures of one page can never disagree because
//! somebody recorded something in between.

use std::{collections::BTreeMap, sync::Arc};

use base::{Answer, Catalogue, Filter, Id, Period, ScopedBy};
use figures::{Definition, Definitions, Figure, Need, asks, figure, needs};
use store::{AskError, Moment, Scope, Store};

/// The figures of one period.
#[derive(Clone, Debug)]
pub struct Values {
    /// By what they are defined.
    pub definitions: Arc<Definitions>,
    /// The period.
    pub period: Period,
    /// Each by its key.
    pub figures: BTreeMap<String, Figure>,
}

impl Values {
    /// The figure of this key, with its definition.
    pub fn get(&self, key: &str) -> Option<(&Definition, &Figure)> {
        Some((self.definitions.get(key)?, self.figures.get(key)?))
    }
}

/// Computes figures: all of them, or those named with all they are made of.
///
/// # Errors
/// When the store does not answer.
pub async fn evaluate(
    store: &Store,
    scope: &Scope,
    moment: Moment,
    definitions: Arc<Definitions>,
    period: Period,
    only: Option<&str>,
) -> Result<Values, AskError> {
    let catalogue = store.catalogue();
    let wanted: Vec<Need> = match only {
        Some(key) => vec![Need::whole(key, period)],
        None => definitions
            .iter()
            .map(|d| Need::whole(&d.key, period))
            .collect(),
    };
    let known = known(store, scope, moment, &definitions, &wanted, &catalogue).await?;
    let whole = |need: &Need| need.period == period && need.by.is_empty();
    let figures = known
        .into_iter()
        .filter(|(need, _)| whole(need))
        .map(|(need, figure)| (need.key, figure))
        .collect();
    Ok(Values {
        definitions,
        period,
        figures,
    })
}

/// The figures needed and all they are made of, read in one snapshot.
///
/// # Errors
/// When the store does not answer.
pub async fn known(
    store: &Store,
    scope: &Scope,
    moment: Moment,
    definitions: &Definitions,
    wanted: &[Need],
    catalogue: &Catalogue,
) -> Result<BTreeMap<Need, Figure>, AskError> {
    let needs = needs(definitions, wanted);
    let found = |need: &Need| definitions.get(&need.key);
    let mut all = Vec::new();
    let mut counts = Vec::new();
    for (definition, need) in needs.iter().filter_map(|n| Some((found(n)?, n))) {
        let needed = asks(definition, need, catalogue);
        counts.push(needed.len());
        all.extend(needed);
    }
    let mut answers = store.ask(scope, moment, all).await?.into_iter();
    let mut known = BTreeMap::new();
    for (need, count) in needs.into_iter().zip(counts) {
        let own: Vec<Answer> = answers.by_ref().take(count).collect();
        if let Some(definition) = definitions.get(&need.key) {
            let value = figure(definition, &need, own, catalogue, &known);
            known.insert(need, value);
        }
    }
    Ok(known)
}

/// By which path a kind's records belong to a place: its own area field, or that of what it
/// belongs to. `None` when they belong to no place but the park.
pub fn place_path(catalogue: &Catalogue, kind: &str) -> Option<String> {
    match catalogue.kind(kind)?.scoped_by {
        ScopedBy::Area(field) => Some(field.to_owned()),
        ScopedBy::Through(link, target) => {
            place_path(catalogue, target).map(|rest| format!("{link}.{rest}"))
        }
        ScopedBy::Park => None,
    }
}

/// The definitions narrowed to one place; a figure whose records belong to no place stays out.
///
/// # Errors
/// Never for definitions that fit the catalogue.
pub fn of_place(
    definitions: &Definitions,
    place: Id,
    catalogue: &Catalogue,
) -> Result<Definitions, Vec<figures::Unfit>> {
    let narrowed = |d: &Definition| {
        let mut d = d.clone();
        if d.made_of().is_empty() {
            let path = place_path(catalogue, &d.kind)?;
            d.filter = d.filter.and(at_path(&path, place));
        }
        Some(d)
    };
    let list: Vec<Definition> = definitions.iter().filter_map(narrowed).collect();
    let known: Vec<String> = list.iter().map(|d| d.key.clone()).collect();
    let whole = |d: &Definition| d.uses().iter().all(|key| known.iter().any(|k| k == key));
    Definitions::new(list.into_iter().filter(whole).collect(), catalogue)
}

/// The place at the end of a path is this one.
pub fn at_path(path: &str, place: Id) -> Filter {
    match path.split_once('.') {
        Some((link, rest)) => Filter::through(link, at_path(rest, place)),
        None => Filter::is(path, place),
    }
}
