//! A few rows at once: what a form or a program gives.
//!
//! In: given rows, who sends them and by which door. Out: a receipt with the records' identities
//! once they are durable, or every problem. Names, keys and records are looked up and the rows
//! settled inside the writer alone, so that two who come at once are never both first.

use std::sync::Arc;

use base::{Act, Answer, Ask, Change, Id, Problem, Record};
use serde::{Deserialize, Serialize};
use store::{
    AskError, Decision, Idempotency, Making, Receipt, Scope, Step, Store, Write, WriteError,
};

use super::{
    Batch, Facts, Given, Question, Sealer, Settled, World,
    prepare::{self, Against, Identities},
};

/// Rows to take, and what goes with them.
pub struct Taking {
    /// Who sends them.
    pub scope: Scope,
    /// By which door.
    pub act: Act,
    /// What makes it happen once.
    pub key: Option<Idempotency>,
    /// What they are read against.
    pub world: Arc<World>,
    /// What closes up item answers.
    pub sealer: Arc<dyn Sealer>,
    /// What else is written when they are taken (a draft dropped).
    pub also: Vec<Change>,
}

impl Taking {
    fn against(&self) -> Against {
        Against {
            world: Arc::clone(&self.world),
            sealer: Arc::clone(&self.sealer),
        }
    }
}

/// What was done.
#[derive(Clone, Debug, PartialEq)]
pub struct Done {
    /// The store's receipt.
    pub receipt: Receipt,
    /// The record of each row, in order.
    pub ids: Vec<Id>,
}

impl Done {
    /// The record of the first row as it stands, where it was written now.
    pub fn first(&self) -> Option<(Id, Option<&Record>)> {
        let id = *self.ids.first()?;
        Some((id, self.receipt.records.iter().find(|r| r.id == id)))
    }
}

#[derive(Serialize, Deserialize)]
struct Reply {
    ids: Vec<Id>,
}

/// Takes rows: all of them or none.
///
/// # Errors
/// [`WriteError::Problems`] with every problem at its field; else what the store says.
pub async fn take(store: &Store, taking: &Taking, rows: Vec<Given>) -> Result<Done, WriteError> {
    let receipt = store.write(write(taking, read(taking, rows))).await?;
    let reply = serde_json::from_str::<Reply>(&receipt.reply);
    let ids = reply.map(|reply| reply.ids).unwrap_or_default();
    Ok(Done { receipt, ids })
}

/// What the rows would come to, without writing: every problem, every warning, the changes.
///
/// # Errors
/// An [`AskError`] when the store does not answer.
pub async fn preview(
    store: &Store,
    taking: &Taking,
    rows: Vec<Given>,
) -> Result<super::Settled, AskError> {
    let against = taking.against();
    let batch = read(taking, rows);
    prepare::prepare(store, &taking.scope, &against, &batch, Identities::Dry).await
}

fn read(taking: &Taking, rows: Vec<Given>) -> Arc<Batch> {
    let defined = |key: &str| taking.world.defined.contains(key);
    Arc::new(Batch::read(rows, &defined))
}

/// The writing: it settles the rows, asks what is still wanting, and settles again.
fn write(taking: &Taking, batch: Arc<Batch>) -> Write {
    let rows = Arc::clone(&batch);
    let mut rule = Rule {
        against: taking.against(),
        batch,
        also: taking.also.clone(),
        facts: Facts::default(),
        first: Vec::new(),
        asked: Vec::new(),
        ids: Vec::new(),
    };
    rule.first = rule.questions_at_first();
    let asks = asks(&rule.first);
    let step = move |answers, making: &mut Making<'_>| rule.step(answers, making);
    let mut write = Write::stepwise(taking.scope.clone(), taking.act.clone(), step).asking(asks);
    write.key.clone_from(&taking.key);
    write.eyes = Some(taking.scope.open_eyed());
    write.makes = prepare::made_kinds(&rows);
    write.tell = true;
    write
}

/// The rule of a writing of rows.
struct Rule {
    against: Against,
    batch: Arc<Batch>,
    also: Vec<Change>,
    facts: Facts,
    /// What is wanted before anything is known.
    first: Vec<Question>,
    asked: Vec<Question>,
    /// The identities given out so far: each step settles with the same.
    ids: Vec<Id>,
}

fn asks(questions: &[Question]) -> Vec<Ask> {
    let asks = questions.iter().map(|question| question.ask.clone());
    asks.collect()
}

impl Rule {
    /// Settled on nothing: what comes out counts for nothing but its questions.
    fn questions_at_first(&self) -> Vec<Question> {
        let nobody = &mut || Id(-1);
        drop(prepare::settle_in(
            &self.against,
            &self.batch,
            &self.facts,
            nobody,
        ));
        prepare::questions(&self.against.world, self.facts.wanted())
    }

    fn step(
        &mut self,
        answers: Vec<Answer>,
        making: &mut Making<'_>,
    ) -> Result<Step, Vec<Problem>> {
        if making.begins() {
            self.facts = Facts::default();
            self.facts.learn(&self.first, answers);
        } else {
            self.facts.learn(&self.asked, answers);
        }
        let settled = self.settled(making);
        let wanted = self.facts.wanted();
        if !wanted.is_empty() {
            self.asked = prepare::questions(&self.against.world, wanted);
            return Ok(Step::Ask(asks(&self.asked)));
        }
        if !settled.problems.is_empty() {
            return Err(plain(&settled.problems));
        }
        let mut changes = settled.changes;
        changes.extend(self.also.iter().cloned());
        let reply = Reply { ids: settled.ids };
        let reply = serde_json::to_string(&reply).unwrap_or_default();
        Ok(Step::Done(Decision { changes, reply }))
    }

    fn settled(&mut self, making: &mut Making<'_>) -> Settled {
        let (mut given, ids) = (0, &mut self.ids);
        let mut id = || {
            let id = ids.get(given).copied().unwrap_or_else(|| {
                let id = making.id();
                ids.push(id);
                id
            });
            given += 1;
            id
        };
        prepare::settle_in(&self.against, &self.batch, &self.facts, &mut id)
    }
}

fn plain(problems: &[(usize, Problem)]) -> Vec<Problem> {
    problems
        .iter()
        .map(|(_, problem)| problem.clone())
        .collect()
}
