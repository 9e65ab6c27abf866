//! Figures of a park in a period, from one snapshot.
//!
//! In: definitions and a period, for the whole park or one place of it. Out: every figure,
//! exact. All is read in one go, so that two figures of one page can never disagree because
//! somebody recorded something in between.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use base::{Answer, Catalogue, Filter, Id, Period, ScopedBy};
use figures::{Definition, Definitions, Figure, asks, figure};
use store::{AskError, Moment, Scope, Store};

use super::breakdown::Breakdown;

/// The figures of one period.
#[derive(Clone, Debug)]
pub struct Values {
    /// By what they are defined.
    pub definitions: Arc<Definitions>,
    /// The period.
    pub period: Period,
    /// Each by its key.
    pub figures: BTreeMap<String, Figure>,
    /// How many records lie behind a figure, once it was counted for its page.
    pub records: Once<i64>,
    /// A figure's parts, once they were counted for its page.
    pub parts: Once<Breakdown>,
}

/// What was found once, by a figure's key: it holds as long as the values beside it.
#[derive(Clone, Debug, Default)]
pub struct Once<T>(Arc<Mutex<BTreeMap<String, T>>>);

impl<T: Clone> Once<T> {
    /// What is kept, or else found now.
    ///
    /// # Errors
    /// Those of finding it.
    pub async fn or<E>(
        &self,
        key: &str,
        found: impl Future<Output = Result<T, E>>,
    ) -> Result<T, E> {
        let all = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = all().get(key).cloned();
        if let Some(kept) = kept {
            return Ok(kept);
        }
        let found = found.await?;
        all().insert(key.to_owned(), found.clone());
        Ok(found)
    }
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
    let wanted = wanted(&definitions, only);
    let mut all = Vec::new();
    let mut counts = Vec::new();
    for definition in &wanted {
        let needed = asks(definition, period, &catalogue);
        counts.push(needed.len());
        all.extend(needed);
    }
    let mut answers = store.ask(scope, moment, all).await?.into_iter();
    let mut figures = BTreeMap::new();
    for (definition, count) in wanted.iter().zip(counts) {
        let own: Vec<Answer> = answers.by_ref().take(count).collect();
        let value = figure(definition, own, &catalogue, &figures);
        figures.insert(definition.key.clone(), value);
    }
    Ok(Values {
        definitions,
        period,
        figures,
        records: Once::default(),
        parts: Once::default(),
    })
}

/// Those asked for, each after all it is made of. A definition whose records name figures may
/// need any of them.
fn wanted<'a>(definitions: &'a Definitions, only: Option<&str>) -> Vec<&'a Definition> {
    let order = definitions.order();
    let Some(only) = only else { return order };
    let mut keys = vec![only.to_owned()];
    let mut at = 0;
    while let Some(definition) = keys.get(at).and_then(|key| definitions.get(key)) {
        if figures::reads_figures(definition) {
            return order;
        }
        let more: Vec<String> = definition
            .uses()
            .into_iter()
            .map(str::to_owned)
            .filter(|k| !keys.contains(k))
            .collect();
        keys.extend(more);
        at += 1;
    }
    order
        .into_iter()
        .filter(|d| keys.contains(&d.key))
        .collect()
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
        if d.uses().is_empty() {
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
