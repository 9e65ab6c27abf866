//! One writing's turn inside the writer's transaction.
//!
//! In: a writing. Out: its receipt, or why not, with nothing of it left behind: it runs in a
//! savepoint of its own. First its key is looked up, then its facts are read, then its rule
//! decides, then its changes and their trail lines are made.

use std::panic::{AssertUnwindSafe, catch_unwind};

use base::{Answer, Catalogue, Change, Code, Id, IdMaker, Kind, Problem, TrailLine, Value};
use seal::{Key, chain::Head};

use crate::{
    Decision, Fault, Making, Moment, Receipt, Scope, Write, WriteError,
    allowed::Allowed,
    answers,
    changes::{NewRow, Phrases},
    column::normal,
    engine::{Connection, DbError, Stopped},
    heads::Heads,
    kept, rows,
    scope::Right,
    sql::{Cell, Columns, Done, Sql},
    table::View,
    trail::{Line, kept_hash, row_hash},
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
    pub(crate) now: i64,
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
            Err(Refused::Broken(error @ (DbError::Retry | DbError::Lost(_)))) => return Err(error),
            Err(Refused::Broken(error)) if !self.connection.in_transaction() => return Err(error),
            Err(Refused::Broken(error)) => WriteError::Fault(error.into()),
            Err(Refused::Told(error)) => error,
        };
        let undo = [Sql::fixed(BACK, vec![]), Sql::fixed(RELEASE, vec![])];
        self.run(&undo).map_err(|stopped| stopped.error)?;
        Ok(Err(refused))
    }

    fn run(&mut self, batch: &[Sql]) -> Result<Vec<Done>, Stopped> {
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
        last.push(Sql::fixed(RELEASE, vec![]));
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
        let mut batch = vec![Sql::fixed(SAVE, vec![])];
        if let Some(key) = &write.key {
            let cells = vec![
                Cell::Whole(write.scope.park().0),
                Cell::Whole(write.act.actor.0),
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
            .nth(1)
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
        self.run(&[Sql::fixed(RELEASE, vec![])])
            .map_err(|stopped| stopped.error)?;
        Ok(Some(receipt))
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

    fn change(&mut self, work: &mut Work, change: Change) -> Result<(), Refused> {
        let park = work.scope.park();
        match change {
            Change::Add {
                kind,
                id,
                natural,
                values,
            } => {
                let kind = self.kind(work, kind, Right::Write)?;
                let values: Vec<_> = values.into_iter().map(normal).collect();
                let row = work.row(kind, id, self.now, (&natural, &values));
                fits(&row)?;
                let steps = self.phrases.of(kind).add(&row);
                let hash = row_hash(self.key, kind, (id, self.now), &natural, &values);
                work.push(steps, false, kind, &natural);
                work.line(self.now, "add", (kind.name, id), hash);
                work.touched.push((kind, id));
            }
            Change::Set {
                kind,
                id,
                since,
                natural,
                values,
            } => {
                let kind = self.kind(work, kind, Right::Write)?;
                let mut values: Vec<_> = values.into_iter().map(normal).collect();
                self.keep_unseen(work, kind, id, &mut values)?;
                let now = self.now.max(since + 1);
                let row = work.row(kind, id, now, (&natural, &values));
                fits(&row)?;
                let steps = self.phrases.of(kind).set(&row, since);
                let hash = row_hash(self.key, kind, (id, now), &natural, &values);
                work.push(steps, true, kind, &natural);
                work.line(self.now, "set", (kind.name, id), hash);
                work.touched.push((kind, id));
            }
            Change::Remove { kind, id, since } => {
                let kind = self.kind(work, kind, Right::Remove)?;
                self.keep_unseen(work, kind, id, &mut [])?;
                let now = self.now.max(since + 1);
                let steps = self.phrases.of(kind).remove((park, id), since, now);
                let hash = row_hash(self.key, kind, (id, now), "", &[]);
                work.push(steps, true, kind, "");
                work.line(self.now, "remove", (kind.name, id), hash);
            }
            Change::Keep {
                space,
                key,
                value,
                until,
            } => {
                if [&key, &value].iter().any(|text| text.contains('\0')) {
                    return Err(vec![Problem::of(Code::BadText, &key)].into());
                }
                work.steps
                    .push(Step::plain(kept::keep(park, (space, &key), &value, until)));
                work.kept_line(
                    self.now,
                    "keep",
                    (space, &key),
                    kept_hash(self.key, space, &key, &value),
                );
            }
            Change::Drop { space, key } => {
                work.steps
                    .push(Step::plain(kept::discard(park, space, &key)));
                work.kept_line(
                    self.now,
                    "drop",
                    (space, &key),
                    kept_hash(self.key, space, &key, ""),
                );
            }
        }
        if work.steps.len() >= AT_ONCE {
            self.flush(work, Vec::new())?;
        }
        Ok(())
    }

    /// The kind, if its writer may do this to it.
    fn kind(&self, work: &Work, name: &str, right: Right) -> Result<&'static Kind, Refused> {
        let kind = self.catalogue.kind(name);
        let kind = kind.ok_or_else(|| mistake(format!("there is no kind {name}")))?;
        if work.scope.may(kind, right) {
            Ok(kind)
        } else {
            Err(vec![Problem::of(Code::NotAllowed, "")].into())
        }
    }

    /// For a writer with bounds: the record must lie within them before, and what the writer
    /// cannot see of it stays as it is. Whoever sees all needs no look.
    fn keep_unseen(
        &mut self,
        work: &Work,
        kind: &'static Kind,
        id: Id,
        values: &mut [Option<Value>],
    ) -> Result<(), Refused> {
        let unseen = kind
            .fields
            .iter()
            .any(|field| !work.scope.may_see(field.privacy));
        if work.scope.whole_park() && !unseen {
            return Ok(());
        }
        let Some(before) = self.look(&work.scope, kind, &[id])?.pop() else {
            let code = if work.scope.whole_park() {
                Code::Changed
            } else {
                Code::NotAllowed
            };
            return Err(vec![Problem::of(code, "")].into());
        };
        for ((field, old), new) in kind.fields.iter().zip(before.values).zip(values) {
            if new.is_none() && !work.scope.may_see(field.privacy) {
                *new = old;
            }
        }
        Ok(())
    }

    fn look(
        &mut self,
        scope: &Scope,
        kind: &'static Kind,
        ids: &[Id],
    ) -> Result<Vec<base::Record>, Refused> {
        let eyes = scope.open_eyed();
        let view = View {
            catalogue: self.catalogue,
            scope: &eyes,
            moment: Moment::Now,
            dialect: self.connection.dialect(),
        };
        rows::many(self.connection, &view, kind.name, ids)
            .map_err(|error| Refused::Told(WriteError::Ask(error)))
    }

    /// For a writer with bounds: what was added or set must lie within them afterwards.
    fn stays_inside(&mut self, work: &Work) -> Result<(), Refused> {
        if work.scope.whole_park() {
            return Ok(());
        }
        for (kind, id) in &work.touched {
            if self.look(&work.scope, kind, &[*id])?.is_empty() {
                return Err(vec![Problem::of(Code::NotAllowed, "")].into());
            }
        }
        Ok(())
    }

    /// Runs what is pending, and then `last`.
    fn flush(&mut self, work: &mut Work, last: Vec<Sql>) -> Result<(), Refused> {
        let park = work.scope.park();
        let pending = std::mem::take(&mut work.steps);
        let (mut batch, meanings): (Vec<Sql>, Vec<Meaning>) = pending
            .into_iter()
            .map(|step| (step.sql, step.meaning))
            .unzip();
        let lines = std::mem::take(&mut work.lines).into_iter();
        batch.extend(lines.map(|line| line.chained(park, &mut work.head)));
        batch.extend(last);
        match self.run(&batch) {
            Ok(done) => {
                let missed =
                    |(done, meaning): &(&Done, &Meaning)| meaning.must && done.touched == 0;
                if done.iter().zip(&meanings).any(|pair| missed(&pair)) {
                    return Err(vec![Problem::of(Code::Changed, "")].into());
                }
                Ok(())
            }
            Err(Stopped {
                at,
                error: DbError::Unique,
            }) => Err(taken(meanings.get(at))),
            Err(stopped) => Err(stopped.error.into()),
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
                Cell::Whole(write.act.actor.0),
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

/// So many statements are sent at once; an import has hundreds of thousands.
const AT_ONCE: usize = 2_000;

/// A statement, and what it means when it finds nothing or finds its key taken.
struct Step {
    sql: Sql,
    meaning: Meaning,
}

#[derive(Default)]
struct Meaning {
    must: bool,
    kind: Option<&'static Kind>,
    natural: String,
}

impl Step {
    fn plain(sql: Sql) -> Step {
        Step {
            sql,
            meaning: Meaning::default(),
        }
    }
}

/// A writing's changes on their way.
struct Work {
    scope: Scope,
    act: TrailLine,
    head: Head,
    steps: Vec<Step>,
    lines: Vec<Line>,
    touched: Vec<(&'static Kind, Id)>,
}

impl Work {
    fn of(write: &Write, act: Id, head: Head) -> Work {
        Work {
            scope: write.scope.clone(),
            act: TrailLine {
                seq: 0,
                at: 0,
                actor: write.act.actor,
                act,
                source: write.act.source.code().to_owned(),
                verb: String::new(),
                kind: String::new(),
                record: Id(0),
                note: write.act.note.replace('\0', ""),
            },
            head,
            steps: Vec::new(),
            lines: Vec::new(),
            touched: Vec::new(),
        }
    }

    fn row<'a>(
        &self,
        kind: &'static Kind,
        id: Id,
        since: i64,
        (natural, values): (&'a str, &'a [Option<Value>]),
    ) -> NewRow<'a> {
        NewRow {
            kind,
            park: self.scope.park(),
            id,
            since,
            act: self.act.act,
            natural,
            values,
        }
    }

    fn push(&mut self, steps: Vec<Sql>, must: bool, kind: &'static Kind, natural: &str) {
        for (at, sql) in steps.into_iter().enumerate() {
            let meaning = Meaning {
                must: must && at == 0,
                kind: Some(kind),
                natural: natural.to_owned(),
            };
            self.steps.push(Step { sql, meaning });
        }
    }

    fn line(&mut self, at: i64, verb: &str, (kind, record): (&'static str, Id), row_hash: Vec<u8>) {
        let told = TrailLine {
            at,
            verb: verb.to_owned(),
            kind: kind.to_owned(),
            record,
            ..self.act.clone()
        };
        self.lines.push(Line {
            told,
            row_hash,
            hash: Vec::new(),
        });
    }

    fn kept_line(&mut self, at: i64, verb: &str, (space, key): (&str, &str), hash: Vec<u8>) {
        if !kept::is_traced(space) {
            return;
        }
        let mut note = key.to_owned();
        if !self.act.note.is_empty() {
            note = format!("{key} {}", self.act.note);
        }
        let told = TrailLine {
            at,
            verb: verb.to_owned(),
            kind: format!("kept:{space}"),
            note,
            ..self.act.clone()
        };
        self.lines.push(Line {
            told,
            row_hash: hash,
            hash: Vec::new(),
        });
    }
}

fn mistake(what: String) -> Refused {
    Refused::Told(WriteError::Fault(Fault::Program(what)))
}

/// The values are those of the kind, and text that can be kept.
fn fits(row: &NewRow<'_>) -> Result<(), Refused> {
    if let Some(what) = row.misfit() {
        return Err(mistake(what));
    }
    let mut fields = row.kind.fields.iter().zip(row.values);
    let bad = fields.find(|(_, value)| matches!(value, Some(Value::Text(t)) if t.contains('\0')));
    match bad {
        Some((field, _)) => Err(vec![Problem::of(Code::BadText, field.name)].into()),
        None if row.natural.contains('\0') => Err(vec![Problem::of(Code::BadText, "")].into()),
        None => Ok(()),
    }
}

/// A key is taken: the field of the key, and what was given.
fn taken(meaning: Option<&Meaning>) -> Refused {
    let Some(Meaning {
        kind: Some(kind),
        natural,
        ..
    }) = meaning
    else {
        return Refused::Broken(DbError::Unique);
    };
    let field = kind.key.fields().first().copied().unwrap_or_default();
    vec![Problem::of(Code::DuplicateKey, field).with(natural, natural)].into()
}
