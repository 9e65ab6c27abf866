//! A batch brought to the point where it can be written.
//!
//! In: given rows and a store to read. Out: the rows settled on a reader, with every fact that
//! was needed, so that the writer can settle them again without looking far. It asks as often
//! as facts are wanting and writes nothing.

use std::sync::Arc;

use base::{Ask, Code, Id, Problem};
use store::{AskError, Moment, Scope, Store};

use super::{Batch, Facts, Ground, Question, Sealer, Settled, World, settle};

/// No chain of links in the catalogue is longer.
const ROUNDS: usize = 12;

/// A batch that is ready.
#[derive(Debug)]
pub(super) struct Prepared {
    pub batch: Arc<Batch>,
    pub facts: Arc<Facts>,
    /// Every question that was asked: what the writer asks again.
    pub questions: Arc<Vec<Question>>,
    pub settled: Settled,
}

/// Reads, resolves and settles rows on a reader.
pub(super) async fn prepare(
    store: &Store,
    scope: &Scope,
    world: &World,
    batch: Arc<Batch>,
    sealer: &dyn Sealer,
) -> Result<Prepared, AskError> {
    let (mut facts, mut questions) = (Facts::default(), Vec::new());
    let mut settled = on_reader(world, &batch, &facts, sealer);
    for _ in 0..ROUNDS {
        let wanted = facts.wanted();
        if wanted.is_empty() {
            break;
        }
        let mut round = wanted.questions(&|kind, label| label_at(world, kind, label));
        let asks: Vec<Ask> = round.iter().map(|question| question.ask.clone()).collect();
        let answers = store.ask(scope, Moment::Now, asks).await?;
        facts.learn(&round, answers);
        questions.append(&mut round);
        settled = on_reader(world, &batch, &facts, sealer);
    }
    Ok(Prepared {
        batch,
        facts: Arc::new(facts),
        questions: Arc::new(questions),
        settled,
    })
}

/// Settles with identities that are never written: below zero.
fn on_reader(world: &World, batch: &Batch, facts: &Facts, sealer: &dyn Sealer) -> Settled {
    let mut next = 0;
    let mut id = || {
        next -= 1;
        Id(next)
    };
    settle_in(world, batch, facts, &mut id, sealer)
}

/// Settles a batch against a world.
pub(super) fn settle_in(
    world: &World,
    batch: &Batch,
    facts: &Facts,
    new_id: &mut dyn FnMut() -> Id,
    sealer: &dyn Sealer,
) -> Settled {
    let places = |name: &str, level| world.place(name, level);
    let ground = Ground {
        catalogue: &world.catalogue,
        places: &places,
        today: world.today,
    };
    settle(ground, batch, facts, new_id, sealer)
}

fn label_at(world: &World, kind: &str, label: &str) -> usize {
    let at = world.catalogue.kind(kind).and_then(|kind| kind.at(label));
    at.unwrap_or(usize::MAX)
}

/// The mark of a writing that must be prepared once more: something it stood on has changed.
const STALE: &str = "\u{1f}stale";

/// What `decide` gives back when facts have changed meanwhile.
pub(super) fn stale() -> Vec<Problem> {
    vec![Problem::of(Code::Changed, STALE)]
}

/// Whether that is what came back.
pub(super) fn is_stale(problems: &[Problem]) -> bool {
    problems.iter().any(|p| p.place.field == STALE)
}
