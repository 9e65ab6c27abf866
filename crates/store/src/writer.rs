//! The one writer: takes writings from a queue and makes many of them durable at once.
//!
//! In: writings, each with somebody who waits. Out: an answer to each, given only when its
//! group is on the disk. If a group cannot be made durable, nothing of it was done and all
//! who wait are told so. The writer itself never stops before the store is closed.

use std::sync::{Arc, PoisonError, RwLock};

use base::{Catalogue, IdMaker};
use seal::Key;
use tokio::sync::{mpsc, oneshot};

use crate::{
    Clock, Fault, Location, Write, WriteError,
    changes::Phrases,
    engine::{Connection, DbError, Purpose},
    heads::Heads,
    kept, measured, shape,
    sql::{Cell, Sql},
    tide::{Names, Tide},
    turn::{Outcome, Turn},
};

/// A group has no more writings than this.
const MOST: usize = 256;
/// So many are never parted.
const LEAST: usize = 16;
/// After so many writings it is seen to the statistics, and after each import.
const LOOK: usize = 1_000;
/// A group is run again so often when the database asks for it.
const TRIES: usize = 5;
/// Answers are kept so long: 30 days in milliseconds.
const KEEP_ANSWERS: i64 = 30 * 24 * 3_600_000;
/// What has ended is forgotten so often: once a day.
const SWEEP: i64 = 24 * 3_600_000;

/// Whoever waits gets its writing back: to take it apart is no work for the one writer.
pub(crate) type Waiting = oneshot::Sender<(Outcome, Option<Box<Write>>)>;

/// What the writer is asked to do.
pub(crate) enum Job {
    Write(Box<Write>, Waiting),
    Identities(usize, oneshot::Sender<IdMaker>),
    Adopt(Arc<Catalogue>, oneshot::Sender<Result<(), Fault>>),
    Close,
}

/// The writer and what it works with.
pub(crate) struct Writer {
    pub(crate) connection: Connection,
    pub(crate) location: Location,
    pub(crate) shared: Arc<RwLock<Arc<Catalogue>>>,
    pub(crate) key: Key,
    pub(crate) clock: Clock,
    pub(crate) ids: IdMaker,
    pub(crate) phrases: Phrases,
    pub(crate) queue: mpsc::Receiver<Job>,
    pub(crate) tide: Arc<Tide>,
    pub(crate) swept: i64,
    pub(crate) lost: bool,
    /// How many the last group had.
    pub(crate) last: usize,
    /// How many were done since it was last seen to the statistics.
    pub(crate) done: usize,
}

impl Writer {
    /// Works until the store is closed or nobody holds it any more.
    pub(crate) fn run(mut self) {
        self.measure();
        let mut next = None;
        while let Some(job) = next.take().or_else(|| self.queue.blocking_recv()) {
            match job {
                Job::Write(write, waiting) => next = self.group((write, waiting)),
                Job::Identities(count, waiting) => {
                    let now = (self.clock)();
                    drop(waiting.send(self.ids.stretch(now, count)));
                }
                Job::Adopt(catalogue, waiting) => {
                    let adopted = self.adopt(catalogue);
                    drop(waiting.send(adopted));
                }
                Job::Close => break,
            }
        }
        self.measure();
    }

    /// Statistics that fail to be made are made another time.
    fn measure(&mut self) {
        self.done = 0;
        if let Err(fault) = measured::renew(&mut self.connection) {
            tracing::warn!(%fault, "no statistics were made");
        }
    }

    fn adopt(&mut self, catalogue: Arc<Catalogue>) -> Result<(), Fault> {
        self.reconnect()?;
        shape::grow(&mut self.connection, &shape::declared(&catalogue))?;
        self.phrases = Phrases::default();
        *self.shared.write().unwrap_or_else(PoisonError::into_inner) = catalogue;
        Ok(())
    }

    /// Runs a group that begins with this writing, answers all of it, and gives back a job
    /// that is no writing if one came up.
    fn group(&mut self, first: (Box<Write>, Waiting)) -> Option<Job> {
        let (mut group, mut other) = (vec![first], None);
        // Half of those who write: the others are read, checked and answered beside this group's
        // work. A group of all would leave the writer waiting for everybody, and then everybody
        // for the writer. Of few all, whose sync weighs more than their work.
        let half = (1 + self.queue.len() + self.last).div_ceil(2);
        let most = half.clamp(LEAST, MOST);
        while group.len() < most && other.is_none() {
            match self.queue.try_recv() {
                Ok(Job::Write(write, waiting)) => group.push((write, waiting)),
                Ok(job) => other = Some(job),
                Err(_) => break,
            }
        }
        self.last = group.len();
        let (mut tries, mut careful) = (0, false);
        let outcome = loop {
            tries += 1;
            match self.attempt(&mut group, careful) {
                Err(DbError::Retry) if tries < TRIES => self.give_up(),
                Err(DbError::NoWayBack) if !careful => {
                    careful = true;
                    self.give_up();
                }
                Ok(outcomes) => break Ok(outcomes),
                Err(error) => break Err(error),
            }
        };
        match outcome {
            Ok(outcomes) => {
                self.done += group.len();
                let large = group.iter().any(|(write, _)| !write.ready.is_empty());
                for ((write, waiting), outcome) in group.into_iter().zip(outcomes) {
                    drop(waiting.send((outcome, Some(write))));
                }
                if large || self.done >= LOOK {
                    self.measure();
                }
            }
            Err(error) => {
                self.lost = matches!(error, DbError::Lost(_));
                self.give_up();
                let fault = Fault::from(error);
                tracing::error!(%fault, writings = group.len(), "a group was not written");
                for (write, waiting) in group {
                    let told = Err(WriteError::Unavailable(fault.clone()));
                    drop(waiting.send((told, Some(write))));
                }
            }
        }
        other
    }

    fn give_up(&mut self) {
        if self.connection.in_transaction() {
            drop(self.connection.script("ROLLBACK"));
        }
    }

    fn reconnect(&mut self) -> Result<(), Fault> {
        if self.lost {
            self.connection = Connection::open(&self.location, Purpose::Write)?;
            self.lost = false;
        }
        Ok(())
    }

    /// One transaction: those of the group in order.
    fn attempt(
        &mut self,
        group: &mut [(Box<Write>, Waiting)],
        careful: bool,
    ) -> Result<Vec<Outcome>, DbError> {
        self.reconnect().map_err(DbError::Fault)?;
        let parks = || group.iter().map(|(write, _)| write.scope.park());
        let mut heads = match Heads::begin(&mut self.connection, parks()) {
            Err(DbError::Lost(_)) => {
                // Lost while nobody wrote: nothing is in doubt, so nobody need notice.
                self.lost = true;
                self.reconnect().map_err(DbError::Fault)?;
                Heads::begin(&mut self.connection, parks())?
            }
            begun => begun?,
        };
        self.sweep()?;
        let catalogue = self
            .shared
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let mut changed = Names::new();
        let mut writes: Vec<&mut Write> = group.iter_mut().map(|(write, _)| &mut **write).collect();
        let mut turn = Turn {
            connection: &mut self.connection,
            catalogue: &catalogue,
            key: &self.key,
            ids: &mut self.ids,
            phrases: &mut self.phrases,
            heads: &mut heads,
            changed: &mut changed,
            now: (self.clock)(),
            careful,
            pending: Vec::new(),
            moved: None,
            wrote: false,
        };
        let outcomes = turn.take(&mut writes)?;
        #[cfg(feature = "negative-controls")]
        crate::control::answer_early(group.iter_mut().map(|(_, waiting)| waiting), &outcomes);
        turn.end()?;
        self.tide.rise(changed);
        Ok(outcomes)
    }

    /// Forgets what has ended, once a day.
    fn sweep(&mut self) -> Result<(), DbError> {
        let now = (self.clock)();
        if now - self.swept < SWEEP {
            return Ok(());
        }
        let old = Cell::Whole(now - KEEP_ANSWERS);
        let answers = Sql::fixed("DELETE FROM answer WHERE at < $1", vec![old]);
        self.connection
            .exchange(&[answers, kept::sweep(now)])
            .map_err(|stopped| stopped.error)?;
        self.swept = now;
        Ok(())
    }
}
