//! Answers lists of asks on one connection, in the transaction that is open there.
//!
//! In: allowed asks and a view. Out: an answer each, in order. Readers and the writer answer
//! by the same function, so a rule sees just what a page shows. What can be said beforehand
//! goes to the database in one go.

use base::{Answer, Ask, Group, Groups};

use crate::{
    AskError, Fault,
    allowed::Allowed,
    engine::{Connection, Stopped},
    folds::{self, FoldAsk},
    kept,
    lookup::Lookup,
    rows::{self, PageAsk},
    sql::{Done, Sql},
    table::View,
    trail,
};

/// The answers, in order.
pub(crate) fn all(
    connection: &mut Connection,
    view: &View<'_>,
    now: i64,
    asks: Vec<Allowed>,
) -> Result<Vec<Answer>, AskError> {
    let answered = of_all(connection, now, &[(*view, asks)]);
    let mut answered = answered.map_err(|stopped| Fault::from(stopped.error))?;
    answered.pop().unwrap_or_else(|| Ok(Vec::new()))
}

/// The answers to several askers, in order.
pub(crate) fn of_all(
    connection: &mut Connection,
    now: i64,
    askers: &[(View<'_>, Vec<Allowed>)],
) -> Result<Vec<Result<Vec<Answer>, AskError>>, Stopped> {
    let questions = |(view, asks): &(View<'_>, Vec<Allowed>)| {
        let question = |ask: &Allowed| Question::of(view, now, ask.ask().clone());
        asks.iter().map(question).collect::<Result<Vec<_>, _>>()
    };
    let mut asked: Vec<Result<Vec<Question>, AskError>> = askers.iter().map(questions).collect();
    let said = asked.iter_mut().flatten().flatten();
    let batch: Vec<Sql> = said.flat_map(Question::take).collect();
    let mut done = connection.exchange(&batch)?.into_iter();
    let mut all = Vec::with_capacity(asked.len());
    for ((view, _), questions) in askers.iter().zip(asked) {
        let mut answer = |question: Question| question.answer(connection, view, now, &mut done);
        // All of them, also after one that failed: the next asker's rows come behind.
        let answers = |asked: Vec<Question>| asked.into_iter().map(&mut answer).collect::<Vec<_>>();
        all.push(
            questions
                .map(answers)
                .and_then(|all| all.into_iter().collect()),
        );
    }
    Ok(all)
}

/// An ask on its way.
enum Question {
    /// One record, or all found.
    Records(Lookup, usize, bool),
    Natural(Lookup, usize),
    Kept(Option<Sql>),
    /// Answered in its turn.
    Other(Ask),
}

impl Question {
    fn of(view: &View<'_>, now: i64, ask: Ask) -> Result<Question, AskError> {
        let counted = |lookup: Lookup| (lookup.statements.len(), lookup);
        Ok(match ask {
            Ask::One { kind, id } => {
                let (many, lookup) = counted(Lookup::many(view, &kind, &[id])?);
                Question::Records(lookup, many, true)
            }
            Ask::Many { kind, ids } => {
                let (many, lookup) = counted(Lookup::many(view, &kind, &ids)?);
                Question::Records(lookup, many, false)
            }
            Ask::Natural { kind, keys } => {
                let (many, lookup) = counted(Lookup::natural(view, &kind, &keys)?);
                Question::Natural(lookup, many)
            }
            Ask::Kept { space, key } => {
                let park = view.scope.park();
                Question::Kept(Some(kept::one((park, now), space, &key)))
            }
            other => Question::Other(other),
        })
    }

    /// The statements that can be said beforehand.
    fn take(&mut self) -> Vec<Sql> {
        match self {
            Question::Records(lookup, ..) | Question::Natural(lookup, _) => {
                std::mem::take(&mut lookup.statements)
            }
            Question::Kept(sql) => sql.take().into_iter().collect(),
            Question::Other(_) => Vec::new(),
        }
    }

    fn answer(
        self,
        connection: &mut Connection,
        view: &View<'_>,
        now: i64,
        done: &mut impl Iterator<Item = Done>,
    ) -> Result<Answer, AskError> {
        let bare = |found: Vec<(String, base::Record)>| found.into_iter().map(|(_, r)| r);
        Ok(match self {
            Question::Records(lookup, many, only) => {
                let mut found = bare(lookup.read(done.by_ref().take(many).collect()));
                if only {
                    Answer::One(found.next())
                } else {
                    Answer::Many(found.collect())
                }
            }
            Question::Natural(lookup, many) => {
                Answer::Natural(lookup.read(done.by_ref().take(many).collect()))
            }
            Question::Kept(_) => {
                let row = done.next().and_then(|done| done.rows.into_iter().next());
                Answer::Kept(row.map(kept::text))
            }
            Question::Other(ask) => other(connection, view, now, &ask)?,
        })
    }
}

/// The answer to an ask that is answered in its turn.
fn other(
    connection: &mut Connection,
    view: &View<'_>,
    now: i64,
    ask: &Ask,
) -> Result<Answer, AskError> {
    Ok(match ask {
        Ask::KeptAll { space } => {
            let park = view.scope.park();
            Answer::KeptAll(kept::all(connection, (park, now), space)?)
        }
        Ask::Past { kind, id } => Answer::Past(rows::before(connection, view, kind, *id)?),
        Ask::Trail { kind, id, limit } => {
            Answer::Trail(trail::lines(connection, view, kind, *id, *limit)?)
        }
        ask => selected(connection, view, ask)?,
    })
}

/// The answer to an ask about a selection.
fn selected(connection: &mut Connection, view: &View<'_>, ask: &Ask) -> Result<Answer, AskError> {
    match ask {
        Ask::Fold {
            selection,
            fold,
            by,
            after,
            limit,
        } => {
            let ask = FoldAsk {
                selection,
                fold,
                by,
                after: after.as_ref(),
                limit: *limit,
            };
            folds::groups(connection, view, &ask).map(Answer::Groups)
        }
        Ask::Count { selection, most } => {
            let number = rows::count(connection, view, selection, *most)?;
            let group = Group {
                by: Vec::new(),
                value: Some(number.into()),
                rows: number,
            };
            Ok(Answer::Groups(Groups {
                groups: vec![group],
                more: false,
            }))
        }
        Ask::Rows {
            selection,
            sort,
            after,
            limit,
        } => {
            let ask = PageAsk {
                selection,
                sort,
                from: after.as_ref(),
                back: false,
                limit: *limit,
            };
            rows::page(connection, view, &ask).map(Answer::Page)
        }
        Ask::RowsBefore {
            selection,
            sort,
            before,
            limit,
        } => {
            let ask = PageAsk {
                selection,
                sort,
                from: Some(before),
                back: true,
                limit: *limit,
            };
            rows::page(connection, view, &ask).map(Answer::Page)
        }
        _ => Err(Fault::Program("no selection was asked".to_owned()).into()),
    }
}
