//! Figures already computed, kept while the park's trail has not grown.
//!
//! In: a park, a period, a place. Out: the same values again without reading a record, as long
//! as nothing was written meanwhile; one small look at the trail's end decides. Only [`Kept::last`]
//! answers with a value older than the last durable writing, and the value says so.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use base::{Answer, Ask, Id, Period};
use figures::Definitions;
use store::{AskError, Moment, Scope, Store};

use super::{
    Values,
    answers::Answers,
    definitions,
    definitions::Trouble,
    evaluate,
    evaluate::{Once, of_place},
    text::{self, Texts},
};

/// The most periods and places kept; beyond it all are forgotten.
const MOST: usize = 200;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Wanted {
    /// The period.
    pub period: Period,
    /// One place of the park; all of it when none.
    pub place: Option<Id>,
    /// One figure with what it is made of; all when none.
    pub only: Option<String>,
}

type Key = (Id, Wanted);

/// A figure that takes longer is not waited for where it is only mentioned.
const SOON: Duration = Duration::from_millis(20);

/// All figures together taking longer, none is computed for a glance at what moves.
const LONG: Duration = Duration::from_millis(800);

/// Values, and how they came.
struct Entry {
    /// The trail's end when they were read.
    seq: i64,
    values: Arc<Values>,
    read: Instant,
}

/// In a park whose trail is shorter no value takes long: it is always waited for.
const SMALL: i64 = 10_000;

/// Values by what was asked.
#[derive(Default)]
pub struct Kept {
    values: Mutex<HashMap<Key, Entry>>,
    definitions: Mutex<HashMap<Id, (i64, Arc<Definitions>)>>,
    texts: Mutex<HashMap<Id, (i64, Arc<Texts>)>>,
    /// The figures of a park that were not there soon when last computed alone.
    slow: Mutex<HashSet<(Id, Option<String>)>>,
    /// How long all of a park's figures took together when last computed.
    whole: Mutex<HashMap<Id, Duration>>,
    /// What the figures asked and were answered.
    pub answers: Answers,
    /// Whoever computes.
    turn: tokio::sync::Mutex<()>,
}

impl Kept {
    /// The values, computed where they are not there yet.
    ///
    /// # Errors
    /// When the store does not answer, or the park's definitions do not fit.
    pub async fn values(
        &self,
        store: &Store,
        park: Id,
        wanted: Wanted,
    ) -> Result<Arc<Values>, Trouble> {
        let scope = Scope::system(park, "figures of the park");
        let seq = end(store, &scope).await?;
        let all = Wanted {
            only: None,
            ..wanted.clone()
        };
        if let Some(found) = self
            .found(park, &all, seq)
            .or_else(|| self.found(park, &wanted, seq))
        {
            return Ok(found);
        }
        // One at a time: whoever asks for the same meanwhile finds it.
        let _turn = self.turn.lock().await;
        if let Some(found) = self.found(park, &wanted, seq) {
            return Ok(found);
        }
        let definitions = self.of(store, &scope, seq, wanted.place).await?;
        let begun = Instant::now();
        let values = evaluate(
            store,
            &scope,
            Moment::Now,
            definitions,
            wanted.period,
            wanted.only.as_deref(),
            Some(&self.answers),
        )
        .await?;
        let values = Arc::new(Values {
            place: wanted.place,
            ..values
        });
        self.took((park, wanted.only.clone()), begun.elapsed());
        if let (None, None, Ok(mut whole)) = (&wanted.only, wanted.place, self.whole.lock()) {
            whole.insert(park, begun.elapsed());
        }
        if let Ok(mut kept) = self.values.lock() {
            if kept.len() >= MOST {
                kept.clear();
            }
            let entry = Entry {
                seq,
                values: values.clone(),
                read: Instant::now(),
            };
            kept.insert((park, wanted), entry);
        }
        Ok(values)
    }

    /// The values as they were when last read; none where they never were, and none of a small
    /// park.
    pub fn last(&self, park: Id, wanted: &Wanted) -> Option<Values> {
        let kept = self.values.lock().ok()?;
        let entry = kept.get(&(park, wanted.clone()))?;
        let values = Values::clone(&entry.values);
        (entry.seq > SMALL).then_some(Values {
            old: Some(entry.read),
            ..values
        })
    }

    /// The values where they are at hand or soon computed; nothing where they are known to take
    /// longer, or do now. For places that only mention a figure and lead to it.
    ///
    /// # Errors
    /// As [`Kept::values`].
    pub async fn soon(
        &self,
        store: &Store,
        park: Id,
        wanted: Wanted,
    ) -> Result<Option<Arc<Values>>, Trouble> {
        let alone = (park, wanted.only.clone());
        if self.slow.lock().is_ok_and(|slow| slow.contains(&alone)) {
            let seq = end(store, &Scope::system(park, "figures of the park")).await?;
            let all = Wanted {
                only: None,
                ..wanted.clone()
            };
            let kept = self.found(park, &all, seq);
            return Ok(kept.or_else(|| self.found(park, &wanted, seq)));
        }
        match tokio::time::timeout(SOON, self.values(store, park, wanted)).await {
            Ok(values) => values.map(Some),
            Err(_) => {
                self.took(alone, SOON * 2);
                Ok(None)
            }
        }
    }

    /// Whether all of the park's figures together take longer than a reader waits.
    pub fn is_long(&self, park: Id) -> bool {
        let whole = self.whole.lock();
        whole.is_ok_and(|whole| whole.get(&park).is_some_and(|time| *time > LONG))
    }

    /// Remembers whether a figure was there soon.
    fn took(&self, alone: (Id, Option<String>), time: Duration) {
        if let Ok(mut slow) = self.slow.lock() {
            match time > SOON {
                true => slow.insert(alone),
                false => slow.remove(&alone),
            };
        }
    }

    /// The park's definitions and those of its report, as they stand now.
    ///
    /// # Errors
    /// As [`Kept::definitions`].
    pub async fn all(&self, store: &Store, scope: &Scope) -> Result<Arc<Definitions>, Trouble> {
        let seq = end(store, scope).await?;
        self.definitions(store, scope, seq).await
    }

    /// The same definitions, with no value.
    ///
    /// # Errors
    /// When the store does not answer, or the park's definitions do not fit.
    pub async fn unvalued(
        &self,
        store: &Store,
        park: Id,
        wanted: &Wanted,
    ) -> Result<Values, Trouble> {
        let scope = Scope::system(park, "what the park's figures count");
        let seq = end(store, &scope).await?;
        Ok(Values {
            definitions: self.of(store, &scope, seq, wanted.place).await?,
            period: wanted.period,
            place: wanted.place,
            figures: BTreeMap::new(),
            waiting: Default::default(),
            old: None,
            records: Once::default(),
            parts: Once::default(),
        })
    }

    /// The park's definitions, or those of one place of it.
    async fn of(
        &self,
        store: &Store,
        scope: &Scope,
        seq: i64,
        place: Option<Id>,
    ) -> Result<Arc<Definitions>, Trouble> {
        let definitions = self.definitions(store, scope, seq).await?;
        let Some(place) = place else {
            return Ok(definitions);
        };
        Ok(Arc::new(of_place(&definitions, place, &store.catalogue())))
    }

    fn found(&self, park: Id, wanted: &Wanted, seq: i64) -> Option<Arc<Values>> {
        let kept = self.values.lock().ok()?;
        let entry = kept.get(&(park, wanted.clone()))?;
        (entry.seq == seq).then(|| entry.values.clone())
    }

    /// The park's definitions and those of its report, as they stand.
    ///
    /// # Errors
    /// As [`Kept::definitions`].
    pub async fn defined(&self, store: &Store, scope: &Scope) -> Result<Arc<Definitions>, Trouble> {
        let seq = end(store, scope).await?;
        self.definitions(store, scope, seq).await
    }

    /// The park's definitions and those of its report.
    ///
    /// # Errors
    /// When the store does not answer. What does not fit is left out.
    pub async fn definitions(
        &self,
        store: &Store,
        scope: &Scope,
        seq: i64,
    ) -> Result<Arc<Definitions>, Trouble> {
        let park = scope.park();
        if let Ok(kept) = self.definitions.lock()
            && let Some((at, found)) = kept.get(&park)
            && *at == seq
        {
            return Ok(found.clone());
        }
        let own = definitions::of_park(store, scope).await?;
        // A key whose own definition does not fit is not answered by the report's instead.
        let unfit = own.left_out().iter().map(|u| u.key.clone());
        let known: Vec<String> = own.iter().map(|d| d.key.clone()).chain(unfit).collect();
        let names = text::names().map_err(|unfit| Trouble::Unfit(vec![unfit]))?;
        let more = names.into_iter().filter(|d| !known.contains(&d.key));
        let list = own.iter().cloned().chain(more).collect();
        let all = Definitions::fitting(list, &store.catalogue(), own.left_out().to_vec());
        let all = Arc::new(all);
        if let Ok(mut kept) = self.definitions.lock() {
            kept.insert(park, (seq, all.clone()));
        }
        Ok(all)
    }
}

impl Kept {
    /// The park's texts, as they stand.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn texts(&self, store: &Store, park: Id) -> Result<Arc<Texts>, AskError> {
        let scope = Scope::system(park, "the park's texts");
        let seq = end(store, &scope).await?;
        if let Ok(kept) = self.texts.lock()
            && let Some((at, found)) = kept.get(&park)
            && *at == seq
        {
            return Ok(found.clone());
        }
        let texts = Arc::new(text::of_park(store, &scope).await?);
        if let Ok(mut kept) = self.texts.lock() {
            kept.insert(park, (seq, texts.clone()));
        }
        Ok(texts)
    }
}

/// The number of the trail's last line.
async fn end(store: &Store, scope: &Scope) -> Result<i64, AskError> {
    let asks = vec![Ask::Trail {
        kind: String::new(),
        id: None,
        limit: 1,
    }];
    let answers = store.ask(scope, Moment::Now, asks).await?;
    Ok(match answers.into_iter().next() {
        Some(Answer::Trail(lines)) => lines.first().map_or(0, |line| line.seq),
        _ => 0,
    })
}
