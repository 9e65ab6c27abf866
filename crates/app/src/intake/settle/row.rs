//! One row, settled.
//!
//! In: a row and the work so far. Out: its outcome, and its change when it can be taken. A row
//! that is wrong still has its key and identity, so that what else is wrong is told too.

use std::sync::Arc;

use base::{Change, Code, Day, Draft, Problem, Type, Value};

use super::{Found, Outcome, Taken, Taking};
use crate::intake::{Aim, Part, read::Row};

impl Taking<'_> {
    /// Takes the row at this place.
    pub(super) fn take(&mut self, at: usize) {
        let batch = self.batch;
        let Some(row) = batch.rows.get(at) else {
            return;
        };
        let mut taken = Taken {
            values: row.values.clone(),
            wrong: row.wrong,
            ..Taken::default()
        };
        self.link(row, &mut taken);
        if let Aim::Change { id, since } = row.given.aim {
            self.stands(row, &mut taken, (id, since));
            self.keep(row, &mut taken);
        }
        self.pointed_at(row, &mut taken);
        self.last_of_chain(row, &mut taken);
        self.number(row, &mut taken);
        self.complete(row, &mut taken);
        let natural = self.key(row, &mut taken);
        if row.given.aim == Aim::Match && taken.before.is_some() {
            // What a sheet with fewer columns does not give stays, and is judged with it and with
            // what was there before.
            self.keep(row, &mut taken);
            taken.problems.clear();
            taken.warnings.clear();
            self.complete(row, &mut taken);
        }
        let id = match &taken.before {
            Some(before) => before.id,
            None => {
                let id = (self.new_id)();
                self.fresh.insert(id);
                id
            }
        };
        self.claim(row, &mut taken, &natural, id);
        self.tell(at, row, &mut taken);
        if let Some(place) = self.settled.ids.get_mut(at) {
            *place = id;
        }
        let outcome = match (taken.wrong, taken.waits) {
            (true, _) => Outcome::Wrong,
            (false, true) => Outcome::Waits,
            (false, false) => self.write(at, row, taken, natural),
        };
        if let Some(place) = self.settled.outcomes.get_mut(at) {
            *place = outcome;
        }
    }

    /// Puts what names mean into the values.
    fn link(&mut self, row: &Row, taken: &mut Taken) {
        for (field, name) in &row.names {
            let at = usize::from(*field);
            let Some(declared) = row.given.kind.fields.get(at) else {
                continue;
            };
            let found = self.found.get(*name as usize).copied();
            let id = match self.on_its_day(row, *name, found.unwrap_or(Found::Nowhere)) {
                Found::Id(id) => Some(id),
                // A row that is not settled yet points round in a circle.
                Found::Row(other) => self.settled_row(other as usize, taken).or_else(|| {
                    let circle = self.about(declared, *name, Code::UnknownReference);
                    taken.problems.push(circle);
                    None
                }),
                Found::Nowhere => {
                    let area = declared.kind == Type::Area;
                    let code = if area {
                        Code::UnknownPlace
                    } else {
                        Code::UnknownReference
                    };
                    taken.problems.push(self.about(declared, *name, code));
                    None
                }
                Found::Several => {
                    let several = self.about(declared, *name, Code::AmbiguousReference);
                    taken.problems.push(several);
                    None
                }
            };
            let (Some(id), Some(place)) = (id, taken.values.get_mut(at)) else {
                continue;
            };
            match (declared.kind, place) {
                (Type::Links(_), Some(Value::Many(many))) if many.contains(&id.0) => {}
                (Type::Links(_), Some(Value::Many(many))) => many.push(id.0),
                (Type::Links(_), place) => *place = Some(Value::Many(vec![id.0])),
                (_, place) => *place = Some(id.into()),
            }
        }
    }

    /// Of several places of one name, the one that stood on the row's day.
    fn on_its_day(&self, row: &Row, name: u32, found: Found) -> Found {
        let (Found::Several, Some(name)) = (found, self.batch.names.get(name as usize)) else {
            return found;
        };
        let kind = row.given.kind;
        let day = kind
            .at(kind.when)
            .and_then(|at| row.values.get(at)?.as_ref());
        let day = day.and_then(|day| day.as_text()?.parse::<Day>().ok());
        let place = day.filter(|_| name.place);
        let place = place.map(|day| (self.ground.places)(&name.words, name.level, Some(day)));
        place.and_then(Result::ok).map_or(found, Found::Id)
    }

    /// The record of a row settled before; whoever points at one that is wrong waits for it.
    fn settled_row(&self, other: usize, taken: &mut Taken) -> Option<base::Id> {
        let id = self
            .settled
            .ids
            .get(other)
            .copied()
            .filter(|id| id.0 != 0)?;
        let outcome = self.settled.outcomes.get(other);
        taken.waits |= matches!(outcome, Some(Outcome::Wrong | Outcome::Waits));
        Some(id)
    }

    fn about(&self, field: &base::Field, name: u32, code: Code) -> Problem {
        let name = self.batch.names.get(name as usize);
        let words: String = name
            .map(|n| n.words.chars().take(40).collect())
            .unwrap_or_default();
        Problem::of(code, field.name).with(
            format!("{}「{words}」", field.words.zh),
            format!("{} “{words}”", field.words.en),
        )
    }

    /// The record that a form changes, as it stands; told when it is gone or stands otherwise.
    fn stands(&mut self, row: &Row, taken: &mut Taken, (id, since): (base::Id, i64)) {
        let Some(known) = self.facts.record(row.given.kind.name, id) else {
            return;
        };
        taken.before = known.cloned();
        match &taken.before {
            Some(before) if since == 0 || before.since == since => {}
            _ => taken.problems.push(Problem::of(Code::Changed, "")),
        }
    }

    /// Who is the same as somebody who is the same as a third is the same as that third: the
    /// last of the chain is written. A chain that leads back to the record is told.
    fn last_of_chain(&mut self, row: &Row, taken: &mut Taken) {
        const LONGEST: usize = 64;
        let kind = row.given.kind;
        let Some(at) = kind.at("same_as") else {
            return;
        };
        let own = match row.given.aim {
            Aim::Change { id, .. } => Some(id),
            _ => None,
        };
        let Some(Some(Value::Whole(first))) = taken.values.get(at).cloned() else {
            return;
        };
        let mut last = base::Id(first);
        for _ in 0..LONGEST {
            if Some(last) == own {
                taken.problems.push(Problem::of(Code::GoesRound, "same_as"));
                return;
            }
            // What this batch adds is known to no store yet, and gets another identity each time.
            if self.fresh.contains(&last) {
                break;
            }
            let Some(Some(record)) = self.facts.record(kind.name, last) else {
                break;
            };
            match record.whole(kind, "same_as") {
                Some(next) => last = base::Id(next),
                None => break,
            }
        }
        if let Some(place) = taken.values.get_mut(at) {
            *place = Some(last.into());
        }
    }

    /// Runs the kind's rule and finds or implies the records that the row is tied to.
    fn complete(&mut self, row: &Row, taken: &mut Taken) {
        let kind = row.given.kind;
        let mut values = std::mem::take(&mut taken.values);
        let before = taken.before.clone();
        if let Some(rule) = kind.rule {
            let mut draft = Draft::new(kind, &mut values, self.ground.today);
            draft.sheet_year = row.given.origin.year;
            draft.was = before.as_deref().map(|before| before.values.as_slice());
            draft.catalogue = Some(self.ground.catalogue);
            rule(&mut draft);
            taken.problems.append(&mut draft.problems);
            taken.warnings.append(&mut draft.warnings);
        }
        taken.values = values;
        self.imply(row, taken);
    }

    /// Tells what is wrong, at its cell; a cell that could not be read is not told again.
    fn tell(&mut self, at: usize, row: &Row, taken: &mut Taken) {
        let known = &self.batch.problems;
        let from = known.partition_point(|(row, _)| *row < at);
        let unread = known.get(from..).unwrap_or_default();
        let unread = unread.iter().take_while(|(row, _)| *row == at);
        for mut problem in taken.problems.drain(..) {
            let place = row
                .given
                .place(Part::of(row.given.kind, &problem.place.field));
            taken.wrong = true;
            let told = unread
                .clone()
                .any(|(_, p)| p.place.field == place.field && !place.field.is_empty());
            if !told {
                problem.place = place;
                self.settled.problems.push((at, problem));
            }
        }
        for mut warning in taken.warnings.drain(..) {
            warning.place = row
                .given
                .place(Part::of(row.given.kind, &warning.place.field));
            self.settled.warnings.push(warning);
        }
    }

    /// Writes a row that can be taken.
    fn write(&mut self, at: usize, row: &Row, mut taken: Taken, natural: String) -> Outcome {
        let kind = row.given.kind;
        let id = self.settled.ids.get(at).copied().unwrap_or_default();
        if !self.seal(row, &mut taken, id) {
            let place = row.given.place(None);
            let forgotten = Problem {
                place,
                ..Problem::of(Code::AnswersClosed, "")
            };
            self.settled.problems.push((at, forgotten));
            return Outcome::Wrong;
        }
        for implied in taken.implied {
            self.fresh.insert(implied.id);
            let of_kind = self.made.entry(implied.kind.name).or_default();
            of_kind.insert(implied.natural.clone(), implied.id);
            self.change(Change::Add {
                kind: implied.kind.name,
                id: implied.id,
                natural: implied.natural,
                values: implied.values,
            });
        }
        let (kind, values) = (kind.name, taken.values);
        match taken.before {
            Some(before) if before.values == values => Outcome::Same,
            Some(before) => {
                let since = before.since;
                self.change(Change::Set {
                    kind,
                    id,
                    since,
                    natural,
                    values,
                });
                Outcome::Changed
            }
            None => {
                self.change(Change::Add {
                    kind,
                    id,
                    natural,
                    values,
                });
                Outcome::Added
            }
        }
    }

    /// A change that is to be made. While facts are wanting none counts, and none is held.
    fn change(&mut self, change: Change) {
        if !self.facts.is_wanting() {
            self.settled.changes.push(change);
        }
    }

    /// Keeps what a record holds in what the row does not give. Whether there was any.
    fn keep(&mut self, row: &Row, taken: &mut Taken) -> bool {
        let Some(before) = taken.before.as_ref().map(Arc::clone) else {
            return false;
        };
        let mut kept = false;
        for (at, (value, old)) in taken.values.iter_mut().zip(&before.values).enumerate() {
            if value.is_none() && old.is_some() && !row.given.gives(at) {
                value.clone_from(old);
                kept = true;
            }
        }
        self.unseal(row, taken) || kept
    }
}
