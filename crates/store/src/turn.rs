//! One writing's turn inside the writer's transaction.
//!
//! In: a writing. Out: its receipt, or why not, with nothing of it left behind: it runs in a
//! savepoint of its own. First its key is looked up, then its facts are read, then its rule
//! decides, then its changes and their trail lines are made.

use std::panic::{AssertUnwindSafe, catch_unwind};

use base::{Answer, Catalogue, Id, IdMaker, Problem};
use seal::{Key, chain::Head};

use crate::{
    AskError, Decision, Fault, Making, Moment, Receipt, Write, WriteError,
    allowed::Allowed,
    answers,
    changes::Phrases,
    engine::{Connection, DbError, Stopped},
    heads::Heads,
    sql::{Cell, Columns, Done, Sql},
    table::View,
    tide::Names,
    work::Work,
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

/// What the writer lends to each turn.
pub(crate) struct Turn<'a> {
    pub(crate) connection: &'a mut Connection,
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) key: &'a Key,
    pub(crate) ids: &'a mut IdMaker,
    pub(crate) phrases: &'a mut Phrases,
    pub(crate) heads: &'a mut Heads,
    pub(crate) changed: &'a mut Names,
    pub(crate) now: i64,
    /// Whether a savepoint is set before it. Keeping one costs a copy of every page touched,
    /// and few writings fail half way, so a group is first run without.
    pub(crate) careful: bool,
    /// Whether it has changed anything yet.
    pub(crate) wrote: bool,
}

const SAVE: &str = "SAVEPOINT turn";
const BACK: &str = "ROLLBACK TO SAVEPOINT turn";
const RELEASE: &str = "RELEASE SAVEPOINT turn";

impl Turn<'_> {
    /// Does a writing. `Err` means that the whole group must be given up.
    pub(crate) fn take(
        &mut self,
        write: &mut Write,
    ) -> Result<Result<Receipt, WriteError>, DbError> {
        let park = write.scope.park();
        let mut head = self.heads.hold(self.connection, park)?;
        let refused = match self.inside(write, &mut head) {
            Ok(receipt) => {
                self.heads.advance(park, head);
                return Ok(Ok(receipt));
            }
            Err(Refused::Broken(error)) if self.is_over(&error) => return Err(error),
            Err(Refused::Broken(_)) if !self.careful => return Err(DbError::NoWayBack),
            Err(Refused::Broken(error)) => WriteError::Fault(error.into()),
            Err(Refused::Told(error)) => error,
        };
        if !self.careful {
            let failed_reading = matches!(refused, WriteError::Ask(AskError::Fault(_)));
            let nothing_to_undo = !self.wrote && !failed_reading;
            return nothing_to_undo
                .then_some(Err(refused))
                .ok_or(DbError::NoWayBack);
        }
        let undo = [Sql::word(BACK), Sql::word(RELEASE)];
        self.run(&undo).map_err(|stopped| stopped.error)?;
        Ok(Err(refused))
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

    fn inside(&mut self, write: &mut Write, head: &mut Head) -> Result<Receipt, Refused> {
        if let Some(receipt) = self.begin(write)? {
            return Ok(receipt);
        }
        let act = self.ids.next(self.now);
        let facts = self.facts(write)?;
        let decision = self.decide(write, facts)?;
        let changed = decision.changes.len();
        let mut work = Work::of(write, act, *head);
        for change in decision.changes {
            self.change(&mut work, change)?;
        }
        self.flush(&mut work, Vec::new())?;
        self.stays_inside(&work)?;
        let reply = decision.reply;
        let mut last: Vec<Sql> = self
            .remember(write, act, &reply, changed)
            .into_iter()
            .collect();
        last.extend(self.savepoint(RELEASE));
        self.flush(&mut work, last)?;
        *head = work.head;
        Ok(Receipt {
            act,
            reply,
            changed,
            replayed: false,
        })
    }

    /// Opens the savepoint and looks up whether this was done before.
    fn begin(&mut self, write: &Write) -> Result<Option<Receipt>, Refused> {
        const SENT: &str = "SELECT body, act, reply, changed FROM answer WHERE park = $1 AND actor = $2 AND key = $3";
        let mut batch = self.savepoint(SAVE);
        if let Some(key) = &write.key {
            let cells = vec![
                Cell::Whole(write.scope.park().0),
                Cell::Whole(actor(write).0),
                Cell::text(&key.key),
            ];
            batch.push(Sql::fixed(SENT, cells));
        }
        let done = self.run(&batch).map_err(|stopped| stopped.error)?;
        let Some(key) = &write.key else {
            return Ok(None);
        };
        let Some(row) = done
            .into_iter()
            .last()
            .and_then(|done| done.rows.into_iter().next())
        else {
            return Ok(None);
        };
        let mut columns = Columns::of(row);
        if columns.bytes() != key.body_hash {
            return Err(Refused::Told(WriteError::KeyReused));
        }
        let receipt = Receipt {
            act: Id(columns.whole()),
            reply: columns.text(),
            changed: usize::try_from(columns.whole()).unwrap_or_default(),
            replayed: true,
        };
        let release = self.savepoint(RELEASE);
        self.run(&release).map_err(|stopped| stopped.error)?;
        Ok(Some(receipt))
    }

    /// A word about the savepoint, where there is one.
    fn savepoint(&self, word: &'static str) -> Vec<Sql> {
        let word = self.careful.then(|| Sql::word(word));
        word.into_iter().collect()
    }

    fn facts(&mut self, write: &Write) -> Result<Vec<Answer>, Refused> {
        let told = |error| Refused::Told(WriteError::Ask(error));
        let check = |ask: &base::Ask| Allowed::check(self.catalogue, &write.scope, ask.clone());
        let asks: Result<Vec<Allowed>, _> = write.asks.iter().map(check).collect();
        let asks = asks.map_err(told)?;
        let view = View {
            catalogue: self.catalogue,
            scope: &write.scope,
            moment: Moment::Now,
            dialect: self.connection.dialect(),
        };
        answers::all(self.connection, &view, self.now, &asks).map_err(told)
    }

    /// Runs the rule. A rule that panics loses its own writing, not the writer.
    fn decide(&mut self, write: &mut Write, facts: Vec<Answer>) -> Result<Decision, Refused> {
        let mut making = Making {
            ids: self.ids,
            now: self.now,
        };
        let decide = &mut write.decide;
        match catch_unwind(AssertUnwindSafe(|| decide(facts, &mut making))) {
            Ok(Ok(decision)) => Ok(decision),
            Ok(Err(problems)) => Err(problems.into()),
            Err(_) => Err(mistake("a rule stopped half way".to_owned())),
        }
    }

    /// Keeps the answer, so that the same sent again is answered alike.
    fn remember(&self, write: &Write, act: Id, reply: &str, changed: usize) -> Option<Sql> {
        const ANSWER: &str = "INSERT INTO answer (park, actor, key, body, act, reply, changed, at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let key = write.key.as_ref()?;
        Some(Sql::fixed(
            ANSWER,
            vec![
                Cell::Whole(write.scope.park().0),
                Cell::Whole(actor(write).0),
                Cell::text(&key.key),
                Cell::Bytes(key.body_hash.to_vec()),
                Cell::Whole(act.0),
                Cell::text(reply),
                Cell::Whole(changed as i64),
                Cell::Whole(self.now),
            ],
        ))
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
