//! One record on its way in, from a form or a program: the same steps as a workbook's row.
//!
//! In: what was given. Out: the record's identity once it is durable, or every problem. It is
//! settled twice: on a reader, to learn what must be known, and inside the writer on facts
//! that nobody can change meanwhile. It is written once however often it is sent.

use std::sync::Arc;

use base::{Answer, Ask, Catalogue, Change, Code, Day, Id, Problem, Selection, Sort};
use store::{Decision, Write};

use crate::{
    access::areas::{Areas, Hint},
    front::{Call, Stop},
    intake::{Batch, Facts, Given, Ground, Question, Sealer, Settled, settle},
};

/// How often facts may still be wanting before something is wrong with the rules.
const MOST_ROUNDS: usize = 8;
/// The most areas of one park's tree.
const MOST_AREAS: u32 = 5_000;
/// The most definitions of figures.
const MOST_DEFINITIONS: u32 = 2_000;

/// What makes a writing happen once: the sender's key, and all that was sent with it.
pub struct Once {
    /// The key.
    pub key: String,
    /// What was sent, as text.
    pub sent: String,
}

/// What every settling of this program stands on.
pub struct Standing {
    /// The kinds there are.
    pub catalogue: Arc<Catalogue>,
    /// The areas.
    pub areas: Areas,
    /// The keys of the figures' definitions.
    pub definitions: Vec<String>,
    /// Today in the park's zone.
    pub today: Day,
}

/// Reads what settling stands on.
///
/// # Errors
/// A fault of the store.
pub async fn standing(call: &Call) -> Result<Standing, Stop> {
    let catalogue = call.catalogue();
    let all = |kind: &str, limit| Ask::Rows {
        selection: Selection::all(kind),
        sort: Sort::default(),
        after: None,
        limit,
    };
    let asks = vec![all("areas", MOST_AREAS), all("definitions", MOST_DEFINITIONS)];
    let answers = call.house.store.ask(&call.house.door, Default::default(), asks).await?;
    let mut answers = answers.into_iter().map(Answer::many);
    let areas = answers.next().unwrap_or_default();
    let definitions = answers.next().unwrap_or_default();
    let keys = |kind: &base::Kind| {
        let key = kind.key.fields().first().copied().unwrap_or_default();
        definitions.iter().filter_map(|r| r.text(kind, key).map(str::to_owned)).collect()
    };
    Ok(Standing {
        areas: Areas::of_records(&catalogue, &areas),
        definitions: catalogue.kind("definitions").map(keys).unwrap_or_default(),
        today: call.house.today(),
        catalogue,
    })
}

impl Standing {
    fn settle(&self, batch: &Batch, facts: &Facts, new_id: &mut dyn FnMut() -> Id, sealer: &mut dyn Sealer) -> Settled {
        let places = |name: &str| match self.areas.find(name, Hint::default()) {
            Ok(id) => vec![id],
            Err(Code::AmbiguousReference) => vec![Id(1), Id(2)],
            Err(_) => Vec::new(),
        };
        let ground = Ground {
            catalogue: &self.catalogue,
            places: &places,
            today: self.today,
        };
        settle(ground, batch, facts, new_id, sealer)
    }

    fn questions(&self, facts: &Facts) -> Vec<Question> {
        let label_at = |kind: &str, label: &str| {
            let kind = self.catalogue.kind(kind);
            kind.and_then(|k| k.at(label)).unwrap_or_default()
        };
        facts.wanted().questions(&label_at)
    }
}

/// Writes one given record.
///
/// # Errors
/// `Problems` with all that is wrong; faults of the store.
pub async fn save(call: &Call, given: Given, once: Once, note: &str) -> Result<Id, Stop> {
    let standing = Arc::new(standing(call).await?);
    let batch = Batch::read([given], &|key| standing.definitions.iter().any(|d| d == key));
    let questions = rehearse(call, &standing, &batch).await?;
    let asks = questions.iter().map(|q| q.ask.clone()).collect();
    let decide = move |answers: Vec<Answer>, making: &mut store::Making<'_>| {
        let mut facts = Facts::default();
        facts.learn(&questions, answers);
        let settled = standing.settle(&batch, &facts, &mut || making.id(), &mut call_sealer());
        if !settled.problems.is_empty() {
            return Err(settled.problems.into_iter().map(|(_, p)| p).collect());
        }
        if !facts.wanted().is_empty() {
            // Between rehearsal and writing, what it stands on became another.
            return Err(vec![Problem::of(Code::Changed, "")]);
        }
        Ok(Decision {
            reply: settled.ids.first().copied().unwrap_or_default().to_string(),
            changes: settled.changes,
        })
    };
    let write = Write::new(call.visitor()?.scope.clone(), call.act(note)?, decide)
        .asking(asks)
        .once(once.key, seal::token::digest(&once.sent));
    let receipt = call.write(write).await?;
    receipt.reply.parse().map_err(Stop::fault)
}

/// Settles on a reader until nothing more needs to be known: the questions it took.
async fn rehearse(call: &Call, standing: &Standing, batch: &Batch) -> Result<Vec<Question>, Stop> {
    let (mut facts, mut asked) = (Facts::default(), Vec::new());
    for _ in 0..MOST_ROUNDS {
        let mut next = 0;
        let mut new_id = || {
            next += 1;
            Id(next)
        };
        let settled = standing.settle(batch, &facts, &mut new_id, &mut call_sealer());
        let questions = standing.questions(&facts);
        if questions.is_empty() {
            if settled.problems.is_empty() {
                return Ok(asked);
            }
            return Err(Stop::Problems(settled.problems.into_iter().map(|(_, p)| p).collect()));
        }
        let answers = call.ask(questions.iter().map(|q| q.ask.clone()).collect()).await?;
        facts.learn(&questions, answers);
        asked.extend(questions);
    }
    Err(Stop::Fault("a record that can never be settled".into()))
}

/// Takes a record away, as it stood when its remover saw it.
///
/// # Errors
/// `Problems` when others point at it or it has changed; faults of the store.
pub async fn remove(call: &Call, kind: &'static base::Kind, (id, since): (Id, i64), reason: &str, once: Once) -> Result<(), Stop> {
    let change = Change::Remove {
        kind: kind.name,
        id,
        since,
    };
    let write = Write::of(call.visitor()?.scope.clone(), call.act(reason)?, vec![change])
        .once(once.key, seal::token::digest(&once.sent));
    call.write(write).await?;
    Ok(())
}

/// The hand that seals item answers.
fn call_sealer() -> impl Sealer {
    crate::access::Unsealed
}
