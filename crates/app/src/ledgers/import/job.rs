//! One import on its way: what was handed in, how far it is, what came of it.
//!
//! In: files and mended cells. Out: a report, after work in the background that can be asked
//! after and stopped. One person has one import; another's cannot be named, let alone seen.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicBool, Ordering},
    },
};

use base::{Id, Source};
use papers::workbook::Limits;
use store::Scope;
use tokio::sync::Semaphore;

use super::sheets::{self, Shown};
use crate::{
    front::{Call, House, Stop},
    intake::{File, ImportError, Mend, Options, Report, Step, World, import_mended},
};

/// An import nobody looked at for so long is forgotten.
const HOUR_MS: i64 = 3_600_000;
/// What may wait in all.
const MOST_BYTES: usize = 256 * 1024 * 1024;

/// How far it is.
#[derive(Clone, Debug)]
pub enum State {
    /// Under way.
    Working(Option<Step>),
    /// Looked through: nothing is written yet.
    Seen(Arc<Report>, Arc<Vec<Shown>>),
    /// Taken.
    Taken(Arc<Report>),
    /// Stopped by its owner.
    Stopped,
    /// It could not be done now.
    Failed,
}

/// One import.
pub struct Job {
    owner: Id,
    began: i64,
    /// The files.
    pub files: Vec<File>,
    mends: Mutex<Vec<Mend>>,
    state: Mutex<State>,
    /// Stops the run that is under way; each has its own.
    run: Mutex<Arc<AtomicBool>>,
}

/// The imports that wait, by the token in their address, and turns for those that work: each
/// holds its workbooks in memory.
pub struct Waiting {
    jobs: Mutex<HashMap<String, Arc<Job>>>,
    turns: Arc<Semaphore>,
}

/// So many imports work at once.
const MOST_AT_WORK: usize = 2;

impl Default for Waiting {
    fn default() -> Self {
        Waiting {
            jobs: Mutex::default(),
            turns: Arc::new(Semaphore::new(MOST_AT_WORK)),
        }
    }
}

fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(|held| held.into_inner())
}

impl Waiting {
    /// Takes files in for their owner, in the place of what they handed in before.
    ///
    /// # Errors
    /// `Busy` when others wait with too much.
    pub fn put(&self, owner: Id, files: Vec<File>, now: i64) -> Result<(String, Arc<Job>), Stop> {
        let mut jobs = held(&self.jobs);
        let stays = |job: &Job| job.owner != owner && now - job.began < HOUR_MS;
        jobs.retain(|_, job| {
            let stays = stays(job);
            if !stays {
                job.stop();
            }
            stays
        });
        let size = |files: &[File]| files.iter().map(|f| f.bytes.len()).sum::<usize>();
        let waiting: usize = jobs.values().map(|job| size(&job.files)).sum();
        if waiting + size(&files) > MOST_BYTES {
            return Err(Stop::Busy);
        }
        let job = Arc::new(Job {
            owner,
            began: now,
            files,
            mends: Mutex::default(),
            state: Mutex::new(State::Working(None)),
            run: Mutex::default(),
        });
        let token = seal::token::fresh();
        jobs.insert(token.clone(), job.clone());
        Ok((token, job))
    }

    /// The import with this token, when it is the caller's.
    ///
    /// # Errors
    /// `NotThere`.
    pub fn get(&self, call: &Call) -> Result<(String, Arc<Job>), Stop> {
        let owner = call.visitor()?.account.id;
        let token = call.params.get("token").ok_or(Stop::NotThere)?;
        let job = held(&self.jobs)
            .get(token)
            .cloned()
            .filter(|job| job.owner == owner);
        Ok((token.clone(), job.ok_or(Stop::NotThere)?))
    }
}

impl Job {
    /// How far it is.
    pub fn state(&self) -> State {
        held(&self.state).clone()
    }

    /// Stops it; what is being written already is written.
    pub fn stop(&self) {
        held(&self.run).store(true, Ordering::Relaxed);
        let mut state = held(&self.state);
        if !matches!(*state, State::Taken(_)) {
            *state = State::Stopped;
        }
    }

    /// Puts other words in a cell, in the place of what was put there before.
    pub fn mend(&self, mend: Mend) {
        let mut mends = held(&self.mends);
        mends.retain(|other| !other.same_cell(&mend));
        mends.push(mend);
    }

    /// The cells that were mended.
    pub fn mends(&self) -> Vec<Mend> {
        held(&self.mends).clone()
    }

    /// Looks it through, or takes it, in the background.
    pub fn work(self: Arc<Job>, house: Arc<House>, scope: Scope, take: Option<Hold>) {
        {
            let mut state = held(&self.state);
            *state = State::Working(None);
        }
        let stop = Arc::new(AtomicBool::new(false));
        // Whatever ran before for these files is done with: its outcome would be out of date.
        std::mem::replace(&mut *held(&self.run), stop.clone()).store(true, Ordering::Relaxed);
        tokio::spawn(async move {
            let turns = house.waiting.turns.clone();
            let _turn = turns.acquire_owned().await;
            let done = self.done(&house, &scope, take, &stop).await;
            let is_last = Arc::ptr_eq(&held(&self.run), &stop);
            let mut state = held(&self.state);
            if !is_last && !matches!(done, State::Taken(_)) {
                return;
            }
            if !matches!(*state, State::Stopped) || matches!(done, State::Taken(_)) {
                *state = done;
            }
        });
    }

    async fn done(
        self: &Arc<Job>,
        house: &House,
        scope: &Scope,
        take: Option<Hold>,
        stop: &Arc<AtomicBool>,
    ) -> State {
        match self.import(house, scope, take, stop).await {
            Ok(report) if take.is_some() && report.act.is_some() => State::Taken(Arc::new(report)),
            Ok(report) => {
                let (files, mends, about) = (self.files.clone(), self.mends(), report.clone());
                let shown =
                    tokio::task::spawn_blocking(move || sheets::shown(&files, &mends, &about));
                match shown.await {
                    Ok(shown) => State::Seen(Arc::new(report), Arc::new(shown)),
                    Err(_) => State::Failed,
                }
            }
            Err(ImportError::Cancelled) => State::Stopped,
            Err(error) => {
                tracing::error!(error = ?error.to_string(), "an import failed");
                State::Failed
            }
        }
    }

    async fn import(
        self: &Arc<Job>,
        house: &House,
        scope: &Scope,
        take: Option<Hold>,
        stop: &Arc<AtomicBool>,
    ) -> Result<Report, ImportError> {
        let world = World::load(&house.store, &house.door, house.today()).await?;
        let (job, stop) = (self.clone(), stop.clone());
        let options = Options {
            dry_run: take.is_none(),
            hold: take == Some(Hold::Wrong),
            source: Source::Import,
            world: Arc::new(world),
            sealer: house.sealer.clone(),
            watch: Arc::new(move |step| job.told(step, &stop)),
            limits: Limits::default(),
        };
        import_mended(
            &house.store,
            scope,
            self.files.clone(),
            &self.mends(),
            &options,
        )
        .await
    }

    /// Notes a step; `false` stops it.
    fn told(&self, step: Step, stop: &AtomicBool) -> bool {
        if stop.load(Ordering::Relaxed) {
            return false;
        }
        let mut state = held(&self.state);
        if let State::Working(at) = &mut *state {
            *at = Some(step);
        }
        true
    }
}

/// What becomes of rows that are wrong, when the rest is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// None may be wrong.
    Nothing,
    /// They are held as 待核.
    Wrong,
}
