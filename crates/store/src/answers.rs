//! Answers lists of asks on one connection, in the transaction that is open there.
//!
//! In: allowed asks and a view. Out: an answer each, in order. Readers and the writer answer
//! by the same function, so a rule sees just what a page shows. What can be said beforehand
//! goes to the database in one go.

use base::{Answer, Ask, Group, Groups, Id, Record};

use crate::{
    AskError, Fault,
    allowed::Allowed,
    engine::{Connection, Stopped},
    filter::known,
    folds::{self, FoldAsk},
    kept,
    lookup::{self, By, Lookup},
    rows::{self, PageAsk, Seen},
    shared::{Share, Shared},
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
    let answered = of_all(connection, now, Vec::new(), vec![(*view, asks)]);
    let (_, mut answered) = answered.map_err(|stopped| Fault::from(stopped.error))?;
    answered.pop().unwrap_or_else(|| Ok(Vec::new()))
}

/// An asker's answers, in order.
type Answered = Result<Vec<Answer>, AskError>;

/// What `first` did, and the answers to several askers, in order.
pub(crate) fn of_all(
    connection: &mut Connection,
    now: i64,
    first: Vec<Sql>,
    askers: Vec<(View<'_>, Vec<Allowed>)>,
) -> Result<(Vec<Done>, Vec<Answered>), Stopped> {
    let mut shared = Shared::default();
    let mut asked: Vec<(View<'_>, Result<Vec<Question>, AskError>)> = Vec::new();
    for (view, asks) in askers {
        let question = |ask: Allowed| Question::of(&view, now, ask.ask(), &mut shared);
        asked.push((view, asks.into_iter().map(question).collect()));
    }
    let (many, mut batch) = (first.len(), first);
    batch.extend(shared.statements());
    let said = asked.iter_mut().flat_map(|(_, asked)| asked).flatten();
    batch.extend(said.flat_map(Question::take));
    let mut done = connection.exchange(&batch)?.into_iter();
    let before = done.by_ref().take(many).collect();
    shared.learn(&mut done);
    let mut all = Vec::with_capacity(asked.len());
    for (view, questions) in asked {
        let mut answer = |question: Question| match question {
            Question::Other(ask) => other(connection, &view, now, &ask),
            question => Ok(question.answer(&mut shared, &mut done)),
        };
        // All of them, also after one that failed: the next asker's rows come behind.
        let answers = |asked: Vec<Question>| asked.into_iter().map(&mut answer).collect::<Vec<_>>();
        all.push(
            questions
                .map(answers)
                .and_then(|all| all.into_iter().collect()),
        );
    }
    Ok((before, all))
}

/// An ask on its way.
enum Question {
    One(Part),
    Many(Part),
    Natural(Part),
    Kept(Option<Sql>),
    /// Answered in its turn.
    Other(Ask),
}

/// Records that are looked up.
enum Part {
    /// With what others look up.
    Shared(Share),
    /// By so many statements of its own.
    Own(Lookup, usize),
}

impl Part {
    fn of_ids<'a>(
        view: &View<'a>,
        kind: &str,
        ids: &[Id],
        shared: &mut Shared<'a>,
    ) -> Result<Part, AskError> {
        if !lookup::is_common(view, ids.len()) {
            return Lookup::many(view, kind, ids).map(Part::own);
        }
        let kind = known(view.catalogue, kind)?;
        let of = (kind, Seen::of(view, kind));
        Ok(Part::Shared(shared.join(
            view,
            of,
            By::Id,
            lookup::of_ids(ids),
        )))
    }

    fn of_keys<'a>(
        view: &View<'a>,
        kind: &str,
        keys: Vec<String>,
        shared: &mut Shared<'a>,
    ) -> Result<Part, AskError> {
        if !lookup::is_common(view, keys.len()) {
            return Lookup::natural(view, kind, &keys).map(Part::own);
        }
        let kind = known(view.catalogue, kind)?;
        let of = (kind, Seen::of(view, kind));
        Ok(Part::Shared(shared.join(
            view,
            of,
            By::Natural,
            lookup::of_keys(keys),
        )))
    }

    fn own(lookup: Lookup) -> Part {
        let many = lookup.statements.len();
        Part::Own(lookup, many)
    }

    fn take(&mut self) -> Vec<Sql> {
        match self {
            Part::Shared(_) => Vec::new(),
            Part::Own(lookup, _) => std::mem::take(&mut lookup.statements),
        }
    }

    fn found(
        self,
        shared: &mut Shared<'_>,
        done: &mut impl Iterator<Item = Done>,
    ) -> Vec<(String, Record)> {
        match self {
            Part::Shared(share) => shared.found(share),
            Part::Own(lookup, many) => lookup.read(done.by_ref().take(many).collect()),
        }
    }
}

impl Question {
    fn of<'a>(
        view: &View<'a>,
        now: i64,
        ask: Ask,
        shared: &mut Shared<'a>,
    ) -> Result<Question, AskError> {
        Ok(match ask {
            Ask::One { kind, id } => Question::One(Part::of_ids(view, &kind, &[id], shared)?),
            Ask::Many { kind, ids } => Question::Many(Part::of_ids(view, &kind, &ids, shared)?),
            Ask::Natural { kind, keys } => {
                Question::Natural(Part::of_keys(view, &kind, keys, shared)?)
            }
            Ask::Kept { space, key } => {
                let park = view.scope.park();
                Question::Kept(Some(kept::one((park, now), space, &key)))
            }
            other => Question::Other(other),
        })
    }

    /// The statements of its own that can be said beforehand.
    fn take(&mut self) -> Vec<Sql> {
        match self {
            Question::One(part) | Question::Many(part) | Question::Natural(part) => part.take(),
            Question::Kept(sql) => sql.take().into_iter().collect(),
            Question::Other(_) => Vec::new(),
        }
    }

    fn answer(self, shared: &mut Shared<'_>, done: &mut impl Iterator<Item = Done>) -> Answer {
        let bare = |found: Vec<(String, Record)>| found.into_iter().map(|(_, record)| record);
        match self {
            Question::One(part) => Answer::One(bare(part.found(shared, done)).next()),
            Question::Many(part) => Answer::Many(bare(part.found(shared, done)).collect()),
            Question::Natural(part) => Answer::Natural(part.found(shared, done)),
            Question::Kept(_) | Question::Other(_) => {
                let row = done.next().and_then(|done| done.rows.into_iter().next());
                Answer::Kept(row.map(kept::text))
            }
        }
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
