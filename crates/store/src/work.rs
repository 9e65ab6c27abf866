//! The changes of one writing: checked against its writer's bounds, made, and told in the trail.
//!
//! In: what a rule decided. Out: statements run, a trail line chained for each change; or the
//! problem that stopped it. A writer with bounds may touch only what lies within them, before
//! and after; what a writer cannot see of a record stays as it is.

use std::collections::{BTreeMap, BTreeSet};

use base::{Change, Code, Id, Kind, Problem, Record, TrailLine, Value};
use seal::chain::Head;

use crate::{
    Moment, Scope, Write, WriteError,
    changes::NewRow,
    column::normal,
    engine::{DbError, Stopped},
    kept, lookup,
    scope::Right,
    sql::{Done, Sql},
    table::View,
    trail::{Line, kept_hash, row_hash},
    turn::{Refused, Turn, actor, mistake},
};

impl Turn<'_> {
    /// Prepares a change, and runs what is pending when that has become much.
    pub(crate) fn change(&mut self, work: &mut Work, change: Change) -> Result<(), Refused> {
        self.note(&change);
        match change {
            Change::Add {
                kind,
                id,
                natural,
                values,
            } => self.put(work, (kind, id, None), &natural, values)?,
            Change::Set {
                kind,
                id,
                since,
                natural,
                values,
            } => self.put(work, (kind, id, Some(since)), &natural, values)?,
            Change::Remove { kind, id, since } => self.remove(work, (kind, id), since)?,
            Change::Keep {
                space,
                key,
                value,
                until,
            } => self.keep(work, (space, &key), &value, until)?,
            Change::Drop { space, key } => {
                let sql = kept::discard(work.scope.park(), space, &key);
                work.steps.push(Step::plain(sql));
                let hash = kept_hash(self.key, space, &key, "");
                work.kept_line(self.now, "drop", (space, &key), hash);
            }
        }
        if work.steps.len() >= AT_ONCE {
            self.hand_over(work, None);
            self.flush()?;
        }
        Ok(())
    }

    /// Notes what a change touches, for those who hold it read or stand on it.
    fn note(&mut self, change: &Change) {
        let (name, id, text) = match change {
            Change::Add {
                kind, id, natural, ..
            }
            | Change::Set {
                kind, id, natural, ..
            } => (*kind, Some(*id), Some(natural)),
            Change::Remove { kind, id, .. } => (*kind, Some(*id), None),
            Change::Keep { space, key, .. } | Change::Drop { space, key } => {
                (*space, None, Some(key))
            }
        };
        self.changed.insert(name);
        match (&mut self.moved, id, text) {
            (Some(moved), Some(id), natural) => moved.record(name, id, natural.cloned()),
            (Some(moved), None, Some(key)) => moved.name(name, key.clone()),
            _ => {}
        }
    }

    /// A record that is new, or that stands otherwise than it did `since` then.
    fn put(
        &mut self,
        work: &mut Work,
        (kind, id, since): (&str, Id, Option<i64>),
        natural: &str,
        values: Vec<Option<Value>>,
    ) -> Result<(), Refused> {
        let right = match since {
            None if work.makes.contains(&kind) => Right::Any,
            _ => Right::Write,
        };
        let kind = self.kind(work, kind, right)?;
        let mut values: Vec<_> = values.into_iter().map(normal).collect();
        if since.is_some() {
            self.keep_unseen(work, kind, id, &mut values)?;
        }
        let row = NewRow {
            kind,
            park: work.scope.park(),
            id,
            // A record that is changed twice within one moment still has two different ones.
            since: since.map_or(self.now, |since| self.now.max(since + 1)),
            act: work.told.act,
            natural,
            values: &values,
        };
        fits(&row)?;
        let texts = self.phrases.of(kind);
        let (steps, verb) = match since {
            None => (texts.add(&row), "add"),
            Some(since) => (texts.set(&row, since), "set"),
        };
        let hash = row_hash(self.key, kind, (id, row.since), natural, &values);
        work.push(steps, since.is_some(), kind, natural);
        work.line(self.now, verb, (kind.name, id), hash);
        work.touched.push((kind, id));
        if work.tell && work.scope.may_read(kind) {
            let since = row.since;
            work.records
                .push(told(&work.scope, kind, (id, since), values));
        }
        Ok(())
    }

    fn remove(
        &mut self,
        work: &mut Work,
        (kind, id): (&str, Id),
        since: i64,
    ) -> Result<(), Refused> {
        let kind = self.kind(work, kind, Right::Remove)?;
        self.keep_unseen(work, kind, id, &mut [])?;
        let until = self.now.max(since + 1);
        let texts = self.phrases.of(kind);
        let steps = texts.remove((work.scope.park(), id), since, until);
        let hash = row_hash(self.key, kind, (id, until), "", &[]);
        work.push(steps, true, kind, "");
        work.line(self.now, "remove", (kind.name, id), hash);
        Ok(())
    }

    fn keep(
        &mut self,
        work: &mut Work,
        (space, key): (&'static str, &str),
        value: &str,
        until: i64,
    ) -> Result<(), Refused> {
        if [key, value].iter().any(|text| text.contains('\0')) {
            return Err(vec![Problem::of(Code::BadText, key)].into());
        }
        let sql = kept::keep(work.scope.park(), (space, key), value, until);
        work.steps.push(Step::plain(sql));
        let hash = kept_hash(self.key, space, key, value);
        work.kept_line(self.now, "keep", (space, key), hash);
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
    ) -> Result<Vec<Record>, Refused> {
        self.flush()?;
        let eyes = scope.open_eyed();
        let view = View {
            catalogue: self.catalogue,
            scope: &eyes,
            moment: Moment::Now,
            dialect: self.connection.dialect(),
        };
        lookup::many(self.connection, &view, kind.name, ids)
            .map_err(|error| Refused::Told(WriteError::Ask(error)))
    }

    /// For a writer with bounds: what was added or set must lie within them afterwards.
    pub(crate) fn stays_inside(&mut self, work: &mut Work) -> Result<(), Refused> {
        if work.scope.whole_park() {
            return Ok(());
        }
        self.hand_over(work, None);
        let mut touched: BTreeMap<&str, (&'static Kind, BTreeSet<Id>)> = BTreeMap::new();
        for (kind, id) in &work.touched {
            let of_kind = touched.entry(kind.name).or_insert((*kind, BTreeSet::new()));
            of_kind.1.insert(*id);
        }
        for (kind, ids) in touched.into_values() {
            let ids: Vec<Id> = ids.into_iter().collect();
            if self.look(&work.scope, kind, &ids)?.len() < ids.len() {
                return Err(vec![Problem::of(Code::NotAllowed, "")].into());
            }
        }
        Ok(())
    }

    /// Puts a writing's steps, its lines and `last` behind what is pending.
    pub(crate) fn hand_over(&mut self, work: &mut Work, last: Option<Sql>) {
        let park = work.scope.park();
        let before = self.pending.len();
        self.pending.append(&mut work.steps);
        let lines = std::mem::take(&mut work.lines).into_iter();
        let lines = lines.map(|line| line.chained(park, &mut work.head));
        self.pending.extend(lines.chain(last).map(Step::plain));
        self.wrote |= self.pending.len() > before;
    }

    /// Runs what is pending.
    pub(crate) fn flush(&mut self) -> Result<(), Refused> {
        if self.pending.is_empty() {
            return Ok(());
        }
        self.send(Vec::new())
    }

    /// Runs what is pending and then these.
    pub(crate) fn send(&mut self, last: Vec<Sql>) -> Result<(), Refused> {
        let pending = std::mem::take(&mut self.pending).into_iter();
        let mut pending: Vec<(Sql, Meaning)> =
            pending.map(|step| (step.sql, step.meaning)).collect();
        if !self.careful {
            let dialect = self.connection.dialect();
            pending = self.phrases.packs.packed(dialect, pending);
        }
        let (mut batch, meanings): (Vec<Sql>, Vec<Meaning>) = pending.into_iter().unzip();
        batch.extend(last);
        match self.run(&batch) {
            // Whose step it was, nobody can tell here.
            Err(Stopped {
                error: DbError::Unique,
                ..
            }) if !self.careful => Err(DbError::NoWayBack.into()),
            Ok(done) => {
                let missed =
                    |(done, meaning): &(&Done, &Meaning)| meaning.must && done.touched == 0;
                let missed = done.iter().zip(&meanings).any(|pair| missed(&pair));
                match missed {
                    false => Ok(()),
                    true if self.careful => Err(vec![Problem::of(Code::Changed, "")].into()),
                    true => Err(DbError::NoWayBack.into()),
                }
            }
            Err(Stopped {
                at,
                error: DbError::Unique,
            }) => Err(taken(meanings.get(at))),
            Err(stopped) => Err(stopped.error.into()),
        }
    }
}

/// So many statements are sent at once; an import has hundreds of thousands.
const AT_ONCE: usize = 2_000;

/// A statement, and what it means when it finds nothing or finds its key taken.
pub(crate) struct Step {
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
    /// Whether it must touch a row.
    pub(crate) fn must(&self) -> bool {
        self.meaning.must
    }

    fn plain(sql: Sql) -> Step {
        Step {
            sql,
            meaning: Meaning::default(),
        }
    }
}

/// A writing's changes on their way.
pub(crate) struct Work {
    scope: Scope,
    makes: Vec<&'static str>,
    /// What the lines of this writing share.
    told: TrailLine,
    pub(crate) head: Head,
    steps: Vec<Step>,
    lines: Vec<Line>,
    touched: Vec<(&'static Kind, Id)>,
    tell: bool,
    /// What its sender is told.
    pub(crate) records: Vec<Record>,
}

impl Work {
    pub(crate) fn of(write: &Write, act: Id, head: Head) -> Work {
        Work {
            scope: write.scope.clone(),
            makes: write.makes.clone(),
            told: TrailLine {
                seq: 0,
                at: 0,
                actor: actor(write),
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
            tell: write.tell,
            records: Vec::new(),
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
            ..self.told.clone()
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
        if !self.told.note.is_empty() {
            note = format!("{key} {}", self.told.note);
        }
        let told = TrailLine {
            at,
            verb: verb.to_owned(),
            kind: format!("kept:{space}"),
            note,
            ..self.told.clone()
        };
        self.lines.push(Line {
            told,
            row_hash: hash,
            hash: Vec::new(),
        });
    }
}

/// A record as its writer would read it.
fn told(
    scope: &Scope,
    kind: &'static Kind,
    (id, since): (Id, i64),
    mut values: Vec<Option<Value>>,
) -> Record {
    let mut hidden = Vec::new();
    for (at, (field, value)) in kind.fields.iter().zip(&mut values).enumerate() {
        if !scope.may_see(field.privacy) {
            *value = None;
            hidden.push(at);
        }
    }
    Record {
        id,
        since,
        values,
        hidden,
    }
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
