//! A few rows at once: what a form or a program gives.
//!
//! In: given rows, who sends them and by which door. Out: a receipt with the records' identities
//! once they are durable, or every problem. Names are found on a reader; keys and records are
//! looked up again inside the writer, so that two who come at once are never both first.

use std::sync::Arc;

use base::{Act, Change, Id, Problem};
use serde::{Deserialize, Serialize};
use store::{AskError, Decision, Idempotency, Receipt, Scope, Store, Write, WriteError};

use super::{
    Batch, Facts, Given, Sealer, World,
    prepare::{self, Against, Prepared},
};

/// How often a writing is prepared anew when what it stood on changes under it.
const TRIES: usize = 4;

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
    /// What the writer should know.
    pub warnings: Vec<Problem>,
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
    let against = taking.against();
    let batch = read(taking, rows);
    let mut tries = 0;
    loop {
        tries += 1;
        let batch = Arc::clone(&batch);
        let prepared = prepare::prepare(store, &taking.scope, &against, batch).await;
        let prepared = prepared.map_err(WriteError::Ask)?;
        // With a key the writer must look first whether this was done before.
        if taking.key.is_none() && !prepared.settled.problems.is_empty() {
            return Err(WriteError::Problems(plain(&prepared.settled.problems)));
        }
        let warnings = prepared.settled.warnings.clone();
        match store.write(write(taking, prepared)).await {
            Err(WriteError::Problems(problems)) if prepare::is_stale(&problems) => {
                if tries == TRIES {
                    return Err(WriteError::Busy);
                }
            }
            Err(error) => return Err(error),
            Ok(receipt) => {
                let reply = serde_json::from_str::<Reply>(&receipt.reply);
                let ids = reply.map(|reply| reply.ids).unwrap_or_default();
                return Ok(Done {
                    receipt,
                    ids,
                    warnings,
                });
            }
        }
    }
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
    let prepared = prepare::prepare(store, &taking.scope, &against, batch).await?;
    Ok(prepared.settled)
}

fn read(taking: &Taking, rows: Vec<Given>) -> Arc<Batch> {
    let defined = |key: &str| taking.world.defined.contains(key);
    Arc::new(Batch::read(rows, &defined))
}

/// The writing: the same questions again, and the rows settled on their answers.
fn write(taking: &Taking, prepared: Prepared) -> Write {
    let against = taking.against();
    let Prepared {
        batch, questions, ..
    } = prepared;
    let asks = questions.iter().map(|q| q.ask.clone()).collect();
    let also = taking.also.clone();
    let mut write = Write::new(
        taking.scope.clone(),
        taking.act.clone(),
        move |answers, making| {
            let mut facts = Facts::default();
            facts.learn(&questions, answers);
            let mut id = || making.id();
            let settled = prepare::settle_in(&against, &batch, &facts, &mut id);
            if !facts.wanted().is_empty() {
                return Err(prepare::stale());
            }
            if !settled.problems.is_empty() {
                return Err(plain(&settled.problems));
            }
            let mut changes = settled.changes;
            changes.extend(also.iter().cloned());
            let reply = Reply { ids: settled.ids };
            let reply = serde_json::to_string(&reply).unwrap_or_default();
            Ok(Decision { changes, reply })
        },
    )
    .asking(asks);
    write.key.clone_from(&taking.key);
    write
}

fn plain(problems: &[(usize, Problem)]) -> Vec<Problem> {
    problems
        .iter()
        .map(|(_, problem)| problem.clone())
        .collect()
}
