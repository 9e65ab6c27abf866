//! Answers a list of asks on one connection, in the transaction that is open there.
//!
//! In: allowed asks and a view. Out: an answer each, in order. Readers and the writer answer
//! by the same function, so a rule sees just what a page shows.

use base::{Answer, Ask};

use crate::{
    AskError, Fault,
    allowed::Allowed,
    engine::Connection,
    folds::{self, FoldAsk},
    kept,
    rows::{self, PageAsk},
    table::View,
    trail,
};

/// The answers, in order.
pub(crate) fn all(
    connection: &mut Connection,
    view: &View<'_>,
    now: i64,
    asks: &[Allowed],
) -> Result<Vec<Answer>, AskError> {
    asks.iter()
        .map(|ask| one(connection, view, now, ask))
        .collect()
}

fn one(
    connection: &mut Connection,
    view: &View<'_>,
    now: i64,
    ask: &Allowed,
) -> Result<Answer, AskError> {
    let park = view.scope.park();
    Ok(match ask.ask() {
        Ask::Rows { .. } | Ask::RowsBefore { .. } | Ask::Fold { .. } => {
            selected(connection, view, ask.ask())?
        }
        Ask::One { kind, id } => Answer::One(rows::many(connection, view, kind, &[*id])?.pop()),
        Ask::Many { kind, ids } => Answer::Many(rows::many(connection, view, kind, ids)?),
        Ask::Natural { kind, keys } => {
            Answer::Natural(rows::natural(connection, view, kind, keys)?)
        }
        Ask::Past { kind, id } => Answer::Past(rows::before(connection, view, kind, *id)?),
        Ask::Trail { kind, id, limit } => {
            Answer::Trail(trail::lines(connection, view, kind, *id, *limit)?)
        }
        Ask::Kept { space, key } => Answer::Kept(kept::one(connection, (park, now), space, key)?),
        Ask::KeptAll { space } => Answer::KeptAll(kept::all(connection, (park, now), space)?),
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
