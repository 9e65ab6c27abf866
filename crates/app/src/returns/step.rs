//! One step of a return, from its draft to its archive: written whole or not at all.
//!
//! In: a return, the stages it may be at, what becomes of its record, and what goes with it. Out:
//! the record as it stands then. The record is judged by its kind's rule inside the writing, so
//! that of two who act at once one wins and the other is told. It asks no rights: routes do.

use base::{Answer, Ask, Change, Code, Draft, Id, Kind, Problem, Record, Value};
use store::{Decision, Idempotency, Making, Scope, Write};

use super::{
    paper::{KIND, Stage},
    stands::{stands, trail_end},
};
use crate::front::{Call, Stop};

/// What goes with a step, made inside the writing: the moment it is written is known there.
pub type Also = Box<dyn Fn(&mut Making<'_>, &Record) -> Vec<Change> + Send>;

/// A step.
pub struct Step {
    /// The return.
    pub id: Id,
    /// As its reader saw it, in milliseconds since 1970; 0 however it stands.
    pub since: i64,
    /// The stages it may be at.
    pub from: &'static [Stage],
    /// The fields that change.
    pub set: Vec<(&'static str, Option<Value>)>,
    /// What goes with it.
    pub also: Also,
    /// The number of the trail's last line that it stands on; none where it stands on nothing.
    pub on: Option<i64>,
}

impl Step {
    /// A step with nothing beside it.
    pub fn new(id: Id, since: i64, from: &'static [Stage]) -> Step {
        Step {
            id,
            since,
            from,
            set: Vec::new(),
            also: Box::new(|_, _| Vec::new()),
            on: None,
        }
    }

    /// Takes it, in the caller's name.
    ///
    /// # Errors
    /// `Problems` when it cannot follow, or somebody was quicker; faults of the store.
    pub async fn take(
        self,
        call: &Call,
        note: &str,
        once: Option<Idempotency>,
    ) -> Result<(), Stop> {
        let kind = call.catalogue().kind(KIND).ok_or(Stop::NotThere)?;
        // A return's states are its house's; who may bring it where, the route has asked.
        let scope = Scope::system(call.visitor()?.scope.park(), "a step of a return");
        let one = Ask::One {
            kind: KIND.to_owned(),
            id: self.id,
        };
        let today = call.house.today();
        let decide = move |facts: Vec<Answer>, making: &mut Making<'_>| {
            self.decide(kind, today, facts, making)
        };
        let mut write = Write::new(scope, call.act(note)?, decide).asking(vec![one, trail_end()]);
        write.key = once;
        call.write(write).await?;
        Ok(())
    }

    fn decide(
        &self,
        kind: &'static Kind,
        today: base::Day,
        facts: Vec<Answer>,
        making: &mut Making<'_>,
    ) -> Result<Decision, Vec<Problem>> {
        let mut facts = facts.into_iter();
        let record = facts.next().and_then(Answer::one);
        let Some(record) = record else {
            return Err(vec![Problem::of(Code::Changed, "")]);
        };
        if let Some(on) = self.on {
            stands(facts.next(), on, making.now())?;
        }
        let stage = Stage::of(record.text(kind, "state").unwrap_or_default());
        if !self.from.contains(&stage) {
            return Err(vec![Problem::of(Code::NoSuchStep, "state")]);
        }
        if self.since != 0 && record.since != self.since {
            return Err(vec![Problem::of(Code::Changed, "")]);
        }
        let mut values = record.values.clone();
        for (name, value) in &self.set {
            if let Some(place) = kind.at(name).and_then(|at| values.get_mut(at)) {
                place.clone_from(value);
            }
        }
        let mut draft = Draft::new(kind, &mut values, today);
        draft.was = Some(&record.values);
        if let Some(rule) = kind.rule {
            rule(&mut draft);
        }
        if !draft.problems.is_empty() {
            return Err(draft.problems);
        }
        let mut changes = (self.also)(making, &record);
        if values != record.values {
            changes.push(Change::Set {
                kind: kind.name,
                id: self.id,
                since: record.since,
                natural: record.text(kind, "number").unwrap_or_default().to_owned(),
                values,
            });
        }
        Ok(Decision {
            changes,
            reply: self.id.to_string(),
        })
    }
}
