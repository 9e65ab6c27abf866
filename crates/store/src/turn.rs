//! A group's turn inside the writer's transaction.
//!
//! In: writings that came together. Out: a receipt for each, or why not, with nothing of it
//! left behind. They are heard together and then done one after another; whoever stood on what
//! one before it changed is heard again. A group is run without a way back; when one of it
//! fails half way, all are run again, each alone and in a savepoint of its own.

use base::{Catalogue, Id, IdMaker, Problem};
use seal::Key;

use crate::{
    Decision, Fault, Receipt, Write, WriteError,
    changes::Phrases,
    engine::{Connection, DbError, Stopped},
    ground::Ground,
    heads::Heads,
    hear::{Heard, Way},
    sent,
    sql::{Done, Sql},
    tide::Names,
    work::{Step, Work},
};

/// Why a writing was not done.
pub(crate) enum Refused {
    /// It alone: its sender is told.
    Told(WriteError),
    /// The database failed under it.
    Broken(DbError),
}

impl From<DbError> for Refused {
    fn from(error: DbError) -> Refused {
        Refused::Broken(error)
    }
}

impl From<Vec<Problem>> for Refused {
    fn from(problems: Vec<Problem>) -> Refused {
        Refused::Told(WriteError::Problems(problems))
    }
}

/// What became of a writing.
pub(crate) type Outcome = Result<Receipt, WriteError>;

/// What the writer lends to a group.
pub(crate) struct Turn<'a> {
    pub(crate) connection: &'a mut Connection,
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) key: &'a Key,
    pub(crate) ids: &'a mut IdMaker,
    pub(crate) phrases: &'a mut Phrases,
    pub(crate) heads: &'a mut Heads,
    pub(crate) changed: &'a mut Names,
    pub(crate) now: i64,
    /// Whether each writing is run alone, in a savepoint. Keeping one costs a copy of every
    /// page touched, and few writings fail half way, so a group is first run without.
    pub(crate) careful: bool,
    /// What is to be run, in order, and not yet sent to the database.
    pub(crate) pending: Vec<Step>,
    /// What was changed since the others of the group were heard; none where there are no
    /// others.
    pub(crate) moved: Option<Ground>,
    /// Whether the writing in hand has anything among what is pending or was run.
    pub(crate) wrote: bool,
}

const SAVE: &str = "SAVEPOINT turn";
const BACK: &str = "ROLLBACK TO SAVEPOINT turn";
const RELEASE: &str = "RELEASE SAVEPOINT turn";

impl Turn<'_> {
    /// Does these writings. `Err` means that the whole group must be given up.
    pub(crate) fn take(&mut self, writes: &mut [&mut Write]) -> Result<Vec<Outcome>, DbError> {
        if !self.careful {
            return self.together(writes);
        }
        writes.iter_mut().map(|write| self.alone(write)).collect()
    }

    /// All of them at once, as far as they stand on different ground; the others after them.
    fn together(&mut self, writes: &mut [&mut Write]) -> Result<Vec<Outcome>, DbError> {
        let mut outcomes: Vec<Option<Outcome>> = writes.iter().map(|_| None).collect();
        while outcomes.iter().any(Option::is_none) {
            let mut open: Vec<(&mut Option<Outcome>, &mut Write)> = outcomes
                .iter_mut()
                .zip(writes.iter_mut())
                .filter(|(outcome, _)| outcome.is_none())
                .map(|(outcome, write)| (outcome, &mut **write))
                .collect();
            let mut asking: Vec<&mut Write> = open.iter_mut().map(|(_, w)| &mut **w).collect();
            let heard = self.hear(&mut asking).map_err(|error| self.judged(error))?;
            self.moved = (open.len() > 1).then(Ground::default);
            for ((outcome, write), heard) in open.into_iter().zip(heard) {
                // The first of them always stands: the next round is smaller.
                let moved = |changed: &Ground| heard.ground.moved_by(changed);
                if !self.moved.as_ref().is_some_and(moved) {
                    *outcome = Some(self.outcome(write, heard)?);
                }
            }
            if outcomes.iter().any(Option::is_none) {
                self.flush().map_err(|refused| self.judge(refused))?;
            }
        }
        Ok(outcomes.into_iter().flatten().collect())
    }

    /// Runs what is pending, writes the ends that moved, and makes all of it durable.
    pub(crate) fn end(&mut self) -> Result<(), DbError> {
        // Whether such a step touched its row must be known before the commit.
        if self.pending.iter().any(Step::must) {
            self.flush().map_err(|refused| self.judge(refused))?;
        }
        let last = self.heads.moved().chain([Sql::word("COMMIT")]).collect();
        self.send(last).map_err(|refused| self.judge(refused))
    }

    /// What becomes of a writing that nothing of must be left behind when it is refused.
    fn outcome(&mut self, write: &Write, heard: Heard) -> Result<Outcome, DbError> {
        self.wrote = false;
        match self.done(write, heard) {
            Ok(receipt) => Ok(Ok(receipt)),
            Err(Refused::Told(error)) if !self.wrote => Ok(Err(error)),
            Err(refused) => Err(self.judge(refused)),
        }
    }

    /// One writing with a way back.
    fn alone(&mut self, write: &mut Write) -> Result<Outcome, DbError> {
        let park = write.scope.park();
        let head = self.heads.of(park);
        self.word(&[SAVE])?;
        let refused = match self.at_once(write) {
            Ok(receipt) => {
                self.word(&[RELEASE])?;
                return Ok(Ok(receipt));
            }
            Err(Refused::Broken(error)) if self.is_over(&error) => return Err(error),
            Err(Refused::Broken(error)) => WriteError::Fault(error.into()),
            Err(Refused::Told(error)) => error,
        };
        self.pending.clear();
        self.word(&[BACK, RELEASE])?;
        self.heads.advance(park, head);
        Ok(Err(refused))
    }

    fn at_once(&mut self, write: &mut Write) -> Result<Receipt, Refused> {
        let mut heard = self.hear(&mut [write])?;
        let nobody = || mistake("a writing was not heard".to_owned());
        let receipt = self.done(write, heard.pop().ok_or_else(nobody)?)?;
        self.flush()?;
        Ok(receipt)
    }

    /// Makes what a writing decided, as far as its statements: they are pending then.
    fn done(&mut self, write: &Write, heard: Heard) -> Result<Receipt, Refused> {
        match heard.way.map_err(Refused::Told)? {
            Way::Before(receipt) => Ok(receipt),
            Way::Now(decision) => self.make(write, decision),
        }
    }

    fn make(&mut self, write: &Write, decision: Decision) -> Result<Receipt, Refused> {
        let park = write.scope.park();
        let head = self.heads.of(park);
        let act = write.id.unwrap_or_else(|| self.ids.next(self.now));
        let changed = write.ready.len() + decision.changes.len();
        let mut work = Work::of(write, act, head);
        for change in write.ready.iter().cloned().chain(decision.changes) {
            self.change(&mut work, change)?;
        }
        self.stays_inside(&mut work)?;
        let receipt = Receipt {
            act,
            reply: decision.reply,
            changed,
            records: std::mem::take(&mut work.records),
            replayed: false,
        };
        let last = sent::keep(write, &receipt, self.now);
        self.hand_over(&mut work, last);
        if let (Some(moved), Some(name)) = (&mut self.moved, sent::name(write)) {
            moved.name(sent::SPACE, name);
        }
        self.heads.advance(park, work.head);
        Ok(receipt)
    }

    /// The failure that ends this run of the group: for good, or because it needs a way back.
    fn judge(&self, refused: Refused) -> DbError {
        match refused {
            Refused::Broken(error) => self.judged(error),
            Refused::Told(_) => DbError::NoWayBack,
        }
    }

    fn judged(&self, error: DbError) -> DbError {
        if self.is_over(&error) {
            error
        } else {
            DbError::NoWayBack
        }
    }

    /// Whether nobody in this group can be served after this: only a mistake in one writing
    /// leaves the transaction good for the others.
    fn is_over(&self, error: &DbError) -> bool {
        let own = matches!(error, DbError::Unique | DbError::Fault(Fault::Program(_)));
        !own || (self.careful && !self.connection.in_transaction())
    }

    pub(crate) fn run(&mut self, batch: &[Sql]) -> Result<Vec<Done>, Stopped> {
        self.connection.exchange(batch)
    }

    fn word(&mut self, words: &[&'static str]) -> Result<(), DbError> {
        let batch: Vec<Sql> = words.iter().map(|word| Sql::word(word)).collect();
        let done = self.run(&batch).map_err(|stopped| stopped.error)?;
        drop(done);
        Ok(())
    }
}

/// A mistake of the program, for its sender alone.
pub(crate) fn mistake(what: String) -> Refused {
    Refused::Told(WriteError::Fault(Fault::Program(what)))
}

/// Who is told to have acted: a person only ever as themselves.
pub(crate) fn actor(write: &Write) -> Id {
    if write.scope.is_system() {
        write.act.actor
    } else {
        write.scope.actor()
    }
}
