//! Old and new values of figures that a change moves.
//!
//! In: which figures are needed, what becomes of their answers, the answers kept. Out: each
//! figure as it stands and as it would, computed alike. What is kept is not asked for again;
//! whoever cannot wait gets those that came in time.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use base::{Answer, Ask, Catalogue};
use figures::{Definition, Definitions, Figure, Moving, Need, Patch, Rows, figure, opening, parts};
use store::{AskError, Moment};

use super::{Asked, Shift};

/// Figures by what was needed, as they stand and as they would.
#[derive(Default)]
pub(super) struct Known {
    pub(super) before: BTreeMap<Need, Figure>,
    pub(super) after: BTreeMap<Need, Figure>,
}

/// What one figure needs to be known.
pub(super) struct Wanting {
    need: Need,
    patches: Vec<Patch>,
    /// Its answers as things stand, where they are at hand.
    answers: Option<Vec<Answer>>,
}

/// So many figures are asked for at a time where somebody waits.
const AT_ONCE: usize = 8;
/// More values than this are not told apart while somebody waits.
const VALUES: usize = 200;

/// What has to be known for figures, each after what it is made of.
pub(super) async fn wanting(
    asked: &Asked<'_>,
    moving: &Moving<'_>,
    (definitions, catalogue): (&Definitions, &Catalogue),
    needs: Vec<Need>,
) -> Result<Vec<Wanting>, AskError> {
    let mut wanting = Vec::new();
    for need in needs {
        let Some(definition) = definitions.get(&need.key) else {
            continue;
        };
        let patches = match moving.patches(&need) {
            [] => {
                let asks = figures::asks(definition, &need, catalogue);
                asks.into_iter().map(Patch::none).collect()
            }
            patches => patches.to_vec(),
        };
        wanting.push(Wanting {
            need,
            patches,
            answers: None,
        });
    }
    let asks = wanting.iter().flat_map(|one| &one.patches);
    let asks = asks.map(|patch| patch.ask.clone()).collect();
    let kept = asked.answers.kept(asked.store, asked.scope, asks).await?;
    let mut kept = kept.into_iter();
    for one in &mut wanting {
        let own = kept.by_ref().take(one.patches.len());
        let own: Vec<Option<Answer>> = own.collect();
        one.answers = own.into_iter().collect();
    }
    Ok(wanting)
}

/// Reads what is wanting; as much of it as can be had in `patience`.
pub(super) async fn read(
    asked: &Asked<'_>,
    (definitions, catalogue): (&Definitions, &Catalogue),
    (wanting, until): (Vec<Wanting>, Option<Instant>),
) -> Result<Known, AskError> {
    let mut known = Known::default();
    let left = || until.map(|until| until.saturating_duration_since(Instant::now()));
    let size = match until {
        Some(_) => AT_ONCE,
        None => wanting.len().max(1),
    };
    let mut batch = Vec::new();
    let mut late = left().is_some_and(|left| left.is_zero());
    for one in wanting {
        let long = one.patches.iter().any(|patch| patch.looks_up() > VALUES);
        if until.is_some() && (long || late && one.asks_any()) {
            continue;
        }
        batch.push(one);
        if batch.len() >= size {
            let full = std::mem::take(&mut batch);
            late |= !take(asked, (definitions, catalogue), full, left(), &mut known).await?;
        }
    }
    take(asked, (definitions, catalogue), batch, left(), &mut known).await?;
    Ok(known)
}

/// Asks for a few and computes them; whether their answers came in time.
async fn take(
    asked: &Asked<'_>,
    (definitions, catalogue): (&Definitions, &Catalogue),
    batch: Vec<Wanting>,
    left: Option<Duration>,
    known: &mut Known,
) -> Result<bool, AskError> {
    let asks = batch.iter().flat_map(|one| one.asks(catalogue));
    let asks: Vec<Ask> = asks.collect();
    let answered = match (asks.is_empty(), left) {
        (true, _) => Some(Vec::new()),
        (_, None) => Some(asked.store.ask(asked.scope, Moment::Now, asks).await?),
        (_, Some(left)) => {
            let asking = asked.store.ask(asked.scope, Moment::Now, asks);
            tokio::time::timeout(left, asking).await.ok().transpose()?
        }
    };
    let in_time = answered.is_some();
    let mut answers = answered.map(Vec::into_iter);
    for one in batch {
        let Some(definition) = definitions.get(&one.need.key) else {
            continue;
        };
        let whole = parts(definition, &one.need);
        if !whole.iter().all(|part| known.after.contains_key(part)) {
            continue;
        }
        if let Some((was, now)) = one.answered(answers.as_mut()) {
            one.compute(definition, (was, now), catalogue, known);
        }
    }
    Ok(in_time)
}

impl Known {
    /// Gives a shift its values, and of what was picked out by one its rows.
    pub(super) fn complete(
        &self,
        shift: &mut Shift,
        moving: &mut Moving<'_>,
        definitions: &Definitions,
        catalogue: &Catalogue,
    ) {
        let need = Need::whole(&shift.key, shift.period);
        let of = |known: &BTreeMap<Need, Figure>| known.get(&need).cloned();
        shift.value = of(&self.before).zip(of(&self.after));
        let Some(definition) = definitions.get(&shift.key) else {
            return;
        };
        if !figures::picks(&shift.key, definitions) {
            return;
        }
        let openings = |known: &BTreeMap<Need, Figure>| {
            let whole = known.iter();
            let whole = whole.filter(|(n, _)| n.period == need.period && n.by.is_empty());
            let figures = whole.map(|(n, f)| (n.key.clone(), f.clone())).collect();
            opening(definition, &figures, definitions, need.period, catalogue)
        };
        shift.rows = moving.rows(&openings(&self.before), &openings(&self.after));
        self.picked(definition, definitions, &need, &mut shift.rows);
    }

    /// What a fold picked out by a value (the placed of a ranking, indicators met) comes and goes
    /// without being looked at itself.
    fn picked(
        &self,
        definition: &Definition,
        definitions: &Definitions,
        need: &Need,
        rows: &mut Rows,
    ) {
        let of = definition.made_of().into_iter();
        for of in of.filter_map(|key| definitions.get(key)) {
            self.picked(of, definitions, &Need::whole(&of.key, need.period), rows);
        }
        let picked = |known: &BTreeMap<Need, Figure>| known.get(need)?.picked.clone();
        let Some((was, now)) = picked(&self.before).zip(picked(&self.after)) else {
            return;
        };
        rows.come += now.iter().filter(|id| !was.contains(id)).count();
        rows.gone += was.iter().filter(|id| !now.contains(id)).count();
    }
}

impl Wanting {
    fn asks_any(&self) -> bool {
        self.answers.is_none() && !self.patches.is_empty()
            || self.patches.iter().any(Patch::looks_beside)
    }

    fn asks(&self, catalogue: &Catalogue) -> impl Iterator<Item = Ask> {
        let own = self.answers.is_none();
        self.patches.iter().flat_map(move |patch| {
            let ask = own.then(|| patch.ask.clone());
            ask.into_iter().chain(patch.beside(catalogue))
        })
    }

    /// Its answers before and after; none where some did not come.
    fn answered(
        &self,
        mut answers: Option<&mut std::vec::IntoIter<Answer>>,
    ) -> Option<(Vec<Answer>, Vec<Answer>)> {
        let mut next = || answers.as_mut().and_then(|answers| answers.next());
        let (mut was, mut now) = (Vec::new(), Vec::new());
        for (at, patch) in self.patches.iter().enumerate() {
            let answer = match &self.answers {
                Some(here) => here.get(at).cloned()?,
                None => next()?,
            };
            let also = match patch.looks_beside() {
                true => Some(next()?),
                false => None,
            };
            now.push(patch.apply(&answer, also.as_ref()));
            was.push(answer);
        }
        Some((was, now))
    }

    fn compute(
        &self,
        definition: &Definition,
        (was, now): (Vec<Answer>, Vec<Answer>),
        catalogue: &Catalogue,
        known: &mut Known,
    ) {
        let need = &self.need;
        let old = figure(definition, need, was, catalogue, &known.before);
        let new = figure(definition, need, now, catalogue, &known.after);
        known.before.insert(need.clone(), old);
        known.after.insert(need.clone(), new);
    }
}
