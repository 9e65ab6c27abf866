//! A batch brought to the point where it can be written.
//!
//! In: given rows and a store to read. Out: the rows settled on a reader, their changes ready
//! for the writer. It asks as often as facts are wanting and writes nothing.

use std::sync::Arc;

use base::{Code, Id, IdMaker, Problem};
use store::{AskError, Fault, Moment, Scope, Store};

use super::{Batch, Facts, Ground, Question, Sealer, Settled, Wanted, World, settle};

/// No chain of links in the catalogue is longer.
const ROUNDS: usize = 12;

/// What a batch is settled against.
#[derive(Clone)]
pub(super) struct Against {
    pub world: Arc<World>,
    pub sealer: Arc<dyn Sealer>,
}

/// So many rows settle on a thread of their own, so that others are served meanwhile.
const MANY: usize = 500;

/// So many asks at a time: what was learned stays, what was asked and answered goes.
const AT_ONCE: usize = 8;

/// So many identities are enough for a row and all that it may imply.
const EACH: usize = 16;

/// Where the identities of new records come from.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Identities {
    /// From nowhere: below zero, never written.
    Dry,
    /// From the store: nobody else is given them.
    Real,
}

/// Resolves and settles rows on a reader. It looks with open eyes, within the sender's areas:
/// the person of a sign-in or the account in charge is found by one who may not list them.
pub(super) async fn prepare(
    store: &Store,
    scope: &Scope,
    against: &Against,
    batch: &Arc<Batch>,
    identities: Identities,
) -> Result<Settled, AskError> {
    let eyes = scope.open_eyed();
    let mut facts = Facts::default();
    for round in 0.. {
        let maker = match identities {
            Identities::Dry => None,
            Identities::Real => Some(store.identities(batch.rows.len() * EACH).await?),
        };
        let settled;
        (facts, settled) = on_reader(against, batch, facts, maker).await?;
        let wanted = facts.wanted();
        if wanted.is_empty() || round == ROUNDS {
            return Ok(settled);
        }
        drop(settled);
        for asked in questions(&against.world, wanted).chunks(AT_ONCE) {
            let asks = asked.iter().map(|question| question.ask.clone()).collect();
            let answers = store.ask(&eyes, Moment::Now, asks).await?;
            facts.learn(asked, answers);
        }
    }
    Ok(Settled::default())
}

async fn on_reader(
    against: &Against,
    batch: &Arc<Batch>,
    facts: Facts,
    mut maker: Option<IdMaker>,
) -> Result<(Facts, Settled), AskError> {
    let (against, batch) = (against.clone(), Arc::clone(batch));
    let many = batch.rows.len() > MANY;
    let work = move || {
        let mut next = 0;
        let mut id = || match &mut maker {
            Some(maker) => maker.next(0),
            None => {
                next -= 1;
                Id(next)
            }
        };
        let settled = settle_in(&against, &batch, &facts, &mut id);
        (facts, settled)
    };
    if many { apart(work).await } else { Ok(work()) }
}

/// The kinds of the records that rows may imply.
pub(super) fn made_kinds(batch: &Batch) -> Vec<&'static str> {
    let mut made: Vec<&'static str> = Vec::new();
    let mut kind = "";
    for of in batch.rows.iter().map(|row| row.given.kind) {
        if std::mem::replace(&mut kind, of.name) == of.name {
            continue;
        }
        let fields = of.fields.iter().filter(|field| field.make.is_some());
        made.extend(fields.flat_map(|field| field.targets()));
    }
    made
}

/// Does long work on a thread of its own.
pub(super) async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, AskError> {
    let stopped = |error| Fault::Program(format!("an import stopped half way: {error}"));
    Ok(tokio::task::spawn_blocking(work).await.map_err(stopped)?)
}

/// Settles a batch against a world.
pub(super) fn settle_in(
    against: &Against,
    batch: &Batch,
    facts: &Facts,
    new_id: &mut dyn FnMut() -> Id,
) -> Settled {
    let world = &against.world;
    let places = |name: &str, level, on| world.place(name, level, on);
    let ground = Ground {
        catalogue: &world.catalogue,
        places: &places,
        today: world.today,
    };
    settle(ground, batch, facts, new_id, against.sealer.as_ref())
}

/// What is wanting, as questions.
pub(super) fn questions(world: &World, wanted: Wanted) -> Vec<Question> {
    wanted.questions(&|kind, label| label_at(world, kind, label))
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
