//! Figures of a park in a period, from one snapshot.
//!
//! In: definitions and a period, for the whole park or one place of it. Out: every figure,
//! exact. All is read in one go, so that two figures of one page can never disagree because
//! somebody recorded something in between.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use base::{Answer, Ask, Catalogue, Filter, Id, Period, ScopedBy};
use figures::{Definition, Definitions, Figure, Gap, Need, asks, figure, needs, selection};
use store::{AskError, Moment, Scope, Store};

use super::{answers::Answers, breakdown::Breakdown};
use crate::intake::hold::{self, waiting::Waiting};

/// The figures of one period.
#[derive(Clone, Debug)]
pub struct Values {
    /// By what they are defined.
    pub definitions: Arc<Definitions>,
    /// The period.
    pub period: Period,
    /// The one place they are narrowed to; all of the park when none.
    pub place: Option<Id>,
    /// Each by its key.
    pub figures: BTreeMap<String, Figure>,
    /// The rows held back that no figure counts yet.
    pub waiting: Waiting,
    /// When they were read, where something was written since and they are shown all the same.
    pub old: Option<Instant>,
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

    /// How many held rows (待核) may still come into a figure, by the kinds it folds, its own or
    /// those of the figures it is made of.
    pub fn held(&self, definition: &Definition, catalogue: &Catalogue) -> BTreeMap<String, usize> {
        let mut held = BTreeMap::new();
        let mut open = vec![definition];
        let mut seen: Vec<&str> = Vec::new();
        while let Some(definition) = open.pop() {
            if seen.contains(&definition.key.as_str()) {
                continue;
            }
            seen.push(&definition.key);
            let used = definition.uses().into_iter();
            open.extend(used.filter_map(|key| self.definitions.get(key)));
            let within = selection(definition, self.period, catalogue).period;
            let within = within.map(|(_, period)| period);
            let count = self.waiting.count(&definition.kind, within);
            let most: &mut usize = held.entry(definition.kind.clone()).or_default();
            *most = count.max(*most);
        }
        held.retain(|_, count| *count > 0);
        held
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
    kept: Option<&Answers>,
) -> Result<Values, AskError> {
    let catalogue = store.catalogue();
    let wanted: Vec<Need> = match only {
        Some(key) => vec![Need::whole(key, period)],
        None => definitions
            .iter()
            .map(|d| Need::whole(&d.key, period))
            .collect(),
    };
    let held = vec![Ask::KeptAll { space: hold::SPACE }];
    let reading = Reading {
        store,
        scope,
        moment,
        catalogue: &catalogue,
        kept,
    };
    let (known, mut more) = match reading.known(&definitions, &wanted, held.clone()).await {
        Err(_) if wanted.len() > 1 => reading.apart(&definitions, &wanted, held).await?,
        known => known?,
    };
    let waiting = match more.pop() {
        Some(Answer::KeptAll(kept)) => Waiting::read(&kept, &catalogue),
        _ => Waiting::default(),
    };
    let whole = |need: &Need| need.period == period && need.by.is_empty();
    let figures = known
        .into_iter()
        .filter(|(need, _)| whole(need))
        .map(|(need, figure)| (need.key, figure))
        .collect();
    Ok(Values {
        definitions,
        period,
        place: None,
        figures,
        waiting,
        old: None,
        records: Once::default(),
        parts: Once::default(),
    })
}

/// Where figures are read: one snapshot of a moment, within bounds.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// The records.
    pub store: &'a Store,
    /// Whose bounds are kept.
    pub scope: &'a Scope,
    /// Now, or as of then.
    pub moment: Moment,
    /// The kinds there are.
    pub catalogue: &'a Catalogue,
    /// The answers that are known already, where it is read now.
    pub kept: Option<&'a Answers>,
}

impl Reading<'_> {
    /// The same, each figure asked for by itself: one that cannot be read takes down no other
    /// and says that it has no value.
    async fn apart(
        &self,
        definitions: &Definitions,
        wanted: &[Need],
        more: Vec<Ask>,
    ) -> Result<(BTreeMap<Need, Figure>, Vec<Answer>), AskError> {
        // Where not even this is answered, it is the store and not a figure.
        let (_, more) = self.known(definitions, &[], more).await?;
        let mut all = BTreeMap::new();
        for need in wanted {
            let one = std::slice::from_ref(need);
            match self.known(definitions, one, Vec::new()).await {
                Ok((known, _)) => all.extend(known),
                Err(error) => {
                    tracing::error!(figure = need.key, %error, "a figure cannot be read");
                    let failed = Figure {
                        gap: Some(Gap::Failed),
                        ..Figure::default()
                    };
                    all.insert(need.clone(), failed);
                }
            }
        }
        Ok((all, more))
    }

    /// The answers to these, known or asked, of one moment.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn ask(&self, asks: Vec<Ask>) -> Result<Vec<Answer>, AskError> {
        match self.kept {
            Some(kept) if self.moment == Moment::Now => {
                kept.ask(self.store, self.scope, asks).await
            }
            _ => self.store.ask(self.scope, self.moment, asks).await,
        }
    }

    /// The figures needed and all they are made of, with the answers to what else is asked of
    /// the same snapshot.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn known(
        &self,
        definitions: &Definitions,
        wanted: &[Need],
        more: Vec<Ask>,
    ) -> Result<(BTreeMap<Need, Figure>, Vec<Answer>), AskError> {
        let needs = needs(definitions, wanted);
        let mut all = Vec::new();
        let mut counts = Vec::new();
        for need in &needs {
            let definition = definitions.get(&need.key);
            let needed = definition.map(|d| asks(d, need, self.catalogue));
            counts.push(needed.as_ref().map_or(0, Vec::len));
            all.extend(needed.into_iter().flatten());
        }
        all.extend(more);
        let mut answers = self.ask(all).await?.into_iter();
        let mut known = BTreeMap::new();
        for (need, count) in needs.into_iter().zip(counts) {
            let own: Vec<Answer> = answers.by_ref().take(count).collect();
            if let Some(definition) = definitions.get(&need.key) {
                let value = figure(definition, &need, own, self.catalogue, &known);
                known.insert(need, value);
            }
        }
        Ok((known, answers.collect()))
    }
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
pub fn of_place(definitions: &Definitions, place: Id, catalogue: &Catalogue) -> Definitions {
    definitions.narrowed(|d| {
        let mut d = d.clone();
        if d.made_of().is_empty() {
            let path = place_path(catalogue, &d.kind)?;
            d.filter = d.filter.and(at_path(&path, place));
        }
        Some(d)
    })
}

/// The place at the end of a path is this one, or lies in it: a street holds its communities.
pub fn at_path(path: &str, place: Id) -> Filter {
    match path.split_once('.') {
        Some((link, rest)) => Filter::through(link, at_path(rest, place)),
        None => Filter::through(path, Filter::below(vec![place.0], "parent")),
    }
}
