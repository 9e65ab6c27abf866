//! Writings that ask until they know: all of a group together, so that their questions go to
//! the database in one go.
//!
//! In: writings. Out: what each decided on the facts as they stand, what it was told when it
//! was sent before, or why it is refused; and what its answers stand on. Nothing is written.

use std::panic::{AssertUnwindSafe, catch_unwind};

use base::{Answer, Ask, Problem};

use crate::{
    AskError, Decision, Fault, Making, Moment, Receipt, Step, Write, WriteError,
    allowed::Allowed,
    answers,
    engine::DbError,
    ground::Ground,
    sent,
    sql::Sql,
    table::View,
    turn::{Refused, Turn, mistake},
};

/// No rule asks more often than this.
const ROUNDS: usize = 16;

/// A writing that was heard.
pub(crate) struct Heard {
    pub(crate) ground: Ground,
    pub(crate) way: Result<Way, WriteError>,
}

/// How a writing goes on.
pub(crate) enum Way {
    /// It was done before.
    Before(Receipt),
    /// This is to become different.
    Now(Decision),
}

/// A writing being heard.
struct Hearing {
    ground: Ground,
    /// What it wants to know next.
    asks: Vec<Ask>,
    /// Whether it was asked for its rule yet.
    begun: bool,
    way: Option<Result<Way, WriteError>>,
}

impl Hearing {
    fn of(write: &Write) -> Hearing {
        let mut ground = Ground::default();
        if !write.scope.whole_park() {
            ground.whole();
        }
        if let Some(name) = sent::name(write) {
            ground.name(sent::SPACE, name);
        }
        Hearing {
            ground,
            asks: write.asks.clone(),
            begun: false,
            way: None,
        }
    }
}

impl Turn<'_> {
    /// Hears these writings. `Err` when the database fails under them.
    pub(crate) fn hear(&mut self, writes: &mut [&mut Write]) -> Result<Vec<Heard>, DbError> {
        let mut hearings: Vec<Hearing> = writes.iter().map(|write| Hearing::of(write)).collect();
        // Which of them were done before is looked up with what they want to know first.
        let mut looks = sent::looks(self.connection.dialect(), writes);
        for _ in 0..ROUNDS {
            if hearings.iter().all(|hearing| hearing.way.is_some()) {
                break;
            }
            let answers = self.answers(writes, &mut hearings, std::mem::take(&mut looks))?;
            let open = hearings.iter_mut().zip(writes.iter_mut());
            for ((hearing, write), answers) in open.zip(answers) {
                if let Some(answers) = answers {
                    self.decide(hearing, write, answers);
                }
            }
        }
        let endless = || Err(told(mistake("a rule asked without end".to_owned())));
        let heard = |hearing: Hearing| Heard {
            ground: hearing.ground,
            way: hearing.way.unwrap_or_else(endless),
        };
        Ok(hearings.into_iter().map(heard).collect())
    }

    /// Answers what all of them want to know; `None` for those that know enough.
    fn answers(
        &mut self,
        writes: &[&mut Write],
        hearings: &mut [Hearing],
        looks: Vec<Sql>,
    ) -> Result<Vec<Option<Vec<Answer>>>, DbError> {
        let dialect = self.connection.dialect();
        let mut groups = Vec::with_capacity(hearings.len());
        for (hearing, write) in hearings.iter_mut().zip(writes) {
            let eyes = write.eyes.as_ref().unwrap_or(&write.scope);
            let view = View {
                catalogue: self.catalogue,
                scope: eyes,
                moment: Moment::Now,
                dialect,
            };
            let mut allowed = Vec::new();
            if hearing.way.is_none() {
                for ask in &hearing.asks {
                    match Allowed::check(self.catalogue, eyes, ask.clone()) {
                        Ok(ask) => allowed.push(ask),
                        Err(error) => hearing.way = Some(Err(WriteError::Ask(error))),
                    }
                }
            }
            groups.push((view, allowed));
        }
        let answered = answers::of_all(self.connection, self.now, looks, groups);
        let (before, answered) = answered.map_err(|stopped| stopped.error)?;
        let before = sent::by_name(before);
        let mut all = Vec::with_capacity(hearings.len());
        for ((hearing, write), answers) in hearings.iter_mut().zip(writes).zip(answered) {
            if !before.is_empty()
                && let Some(row) = sent::name(write).and_then(|name| before.get(&name))
            {
                let found = sent::found(write, row.clone()).map(Way::Before);
                hearing.way = Some(found.map_err(told));
            }
            all.push(match answers {
                _ if hearing.way.is_some() => None,
                Ok(answers) => Some(answers),
                // The transaction may be of no use to the others now.
                Err(AskError::Fault(fault)) => return Err(DbError::Fault(fault)),
                Err(error) => {
                    hearing.way = Some(Err(WriteError::Ask(error)));
                    None
                }
            });
        }
        Ok(all)
    }

    /// Lets the rule take its next step. One that panics loses its own writing, not the writer.
    fn decide(&mut self, hearing: &mut Hearing, write: &mut Write, answers: Vec<Answer>) {
        for (ask, answer) in hearing.asks.iter().zip(&answers) {
            hearing.ground.learn(self.catalogue, ask, answer);
        }
        let mut making = Making {
            ids: self.ids,
            now: self.now,
            begins: !std::mem::replace(&mut hearing.begun, true),
        };
        let decide = &mut write.decide;
        let step = catch_unwind(AssertUnwindSafe(|| decide(answers, &mut making)));
        match step {
            Ok(Ok(Step::Ask(asks))) => hearing.asks = asks,
            Ok(Ok(Step::Done(decision))) => hearing.way = Some(Ok(Way::Now(decision))),
            Ok(Err(problems)) => hearing.way = Some(Err(refused(problems))),
            Err(_) => {
                let stopped = mistake("a rule stopped half way".to_owned());
                hearing.way = Some(Err(told(stopped)));
            }
        }
    }
}

fn refused(problems: Vec<Problem>) -> WriteError {
    WriteError::Problems(problems)
}

fn told(refused: Refused) -> WriteError {
    match refused {
        Refused::Told(error) => error,
        Refused::Broken(error) => WriteError::Fault(Fault::from(error)),
    }
}
