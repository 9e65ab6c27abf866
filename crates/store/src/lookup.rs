//! Records looked up by identity or by key: what a writing asks most.
//!
//! In: identities, or keys in text. Out: the statements that find them within the asker's
//! bounds, and the records out of their rows. For whoever sees the whole park the statements
//! differ in nothing but their values: each is composed once, and the engines prepare it once.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, PoisonError, RwLock},
};

use base::{Id, Kind, Record};
use sea_query::{Expr, ExprTrait};

use crate::{
    AskError, Fault, Moment,
    engine::Connection,
    filter::{alias, known},
    rows::Seen,
    scope::Right,
    sql::{Cell, Columns, Dialect, Done, Sql},
    table::{Table, View, number, scoped},
};

/// A lookup on its way.
pub(crate) struct Lookup {
    /// To be run in order.
    pub(crate) statements: Vec<Sql>,
    seen: Seen,
    by: By,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum By {
    Id,
    Natural,
}

impl By {
    fn column(self) -> &'static str {
        match self {
            By::Id => "id",
            By::Natural => "natural",
        }
    }

    /// The columns before those of the record.
    fn extra(self) -> &'static [&'static str] {
        match self {
            By::Id => &[],
            By::Natural => &["natural"],
        }
    }
}

impl Lookup {
    /// The records of these identities that the reader may see.
    pub(crate) fn many(view: &View<'_>, kind: &str, ids: &[Id]) -> Result<Lookup, AskError> {
        const AT_ONCE: usize = 5_000;
        let kind = known(view.catalogue, kind)?;
        let seen = Seen::of(view, kind);
        let inline = |ids: &[Id]| is_in(By::Id, ids.iter().map(|id| number(id.0)));
        let statement = |ids: &[Id]| {
            let cells = ids.iter().map(|id| Cell::Whole(id.0));
            let few = said(view, (kind, &seen), By::Id, cells);
            few.unwrap_or_else(|| composed(view, (kind, &seen), By::Id, inline(ids)))
        };
        Ok(Lookup {
            statements: ids.chunks(AT_ONCE).map(statement).collect(),
            seen,
            by: By::Id,
        })
    }

    /// The records of these keys that the reader may see, each with its key.
    pub(crate) fn natural(
        view: &View<'_>,
        kind: &str,
        keys: &[String],
    ) -> Result<Lookup, AskError> {
        const AT_ONCE: usize = 2_000;
        let kind = known(view.catalogue, kind)?;
        let seen = Seen::of(view, kind);
        let bound = |keys: &[String]| is_in(By::Natural, keys.iter().map(Expr::val));
        let statement = |keys: &[String]| {
            let cells = keys.iter().map(Cell::text);
            let few = said(view, (kind, &seen), By::Natural, cells);
            few.unwrap_or_else(|| composed(view, (kind, &seen), By::Natural, bound(keys)))
        };
        Ok(Lookup {
            statements: keys.chunks(AT_ONCE).map(statement).collect(),
            seen,
            by: By::Natural,
        })
    }

    /// What the statements gave: the records, each with its key where it was looked up by one.
    pub(crate) fn read(&self, done: Vec<Done>) -> Vec<(String, Record)> {
        let record = |row| {
            let mut columns = Columns::of(row);
            let natural = match self.by {
                By::Id => String::new(),
                By::Natural => columns.text(),
            };
            (natural, self.seen.record(&mut columns))
        };
        let rows = done.into_iter().flat_map(|done| done.rows);
        rows.map(record).collect()
    }
}

/// The records of these identities that the reader may see.
pub(crate) fn many(
    connection: &mut Connection,
    view: &View<'_>,
    kind: &str,
    ids: &[Id],
) -> Result<Vec<Record>, AskError> {
    let lookup = Lookup::many(view, kind, ids)?;
    let done = connection.exchange(&lookup.statements);
    let done = done.map_err(|stopped| Fault::from(stopped.error))?;
    let records = lookup.read(done).into_iter();
    Ok(records.map(|(_, record)| record).collect())
}

fn is_in(by: By, values: impl Iterator<Item = Expr>) -> Expr {
    Expr::col((alias(0), by.column())).is_in(values)
}

fn composed(view: &View<'_>, (kind, seen): (&'static Kind, &Seen), by: By, meets: Expr) -> Sql {
    let mut select = seen.select(kind, by.extra());
    select
        .from(scoped(view, Table::Records(kind), Right::Read, &alias(0)))
        .and_where(meets);
    view.dialect.compose(&select)
}

/// What a statement's text depends on. A kind is known by where it is declared: one that
/// grows by a field is declared anew.
#[derive(PartialEq, Eq, Hash)]
struct Shape {
    kind: usize,
    dialect: Dialect,
    readable: bool,
    seen: Vec<bool>,
    by: By,
    many: usize,
}

/// A statement for more than this is composed anew.
const FEW: usize = 64;

static TEXTS: LazyLock<RwLock<HashMap<Shape, Arc<str>>>> = LazyLock::new(RwLock::default);

/// The statement for a few values, for whoever sees the whole park as it stands; `None` for
/// others. Values are repeated up to a power of two, so that few texts serve all numbers.
fn said(
    view: &View<'_>,
    (kind, seen): (&'static Kind, &Seen),
    by: By,
    values: impl ExactSizeIterator<Item = Cell>,
) -> Option<Sql> {
    let given = values.len();
    if !view.scope.whole_park() || view.moment != Moment::Now || given > FEW {
        return None;
    }
    let many = given.next_power_of_two();
    let mut args = Vec::with_capacity(many + 1);
    args.push(Cell::Whole(view.scope.park().0));
    args.extend(values);
    let last = args.last()?.clone();
    args.resize(many + 1, last);
    let shape = Shape {
        kind: std::ptr::from_ref(kind).addr(),
        dialect: view.dialect,
        readable: view.scope.may_read(kind),
        seen: seen.mask(),
        by,
        many,
    };
    let text = match known_text(&shape) {
        Some(text) => text,
        None => {
            let meets = is_in(by, args.iter().skip(1).map(bound));
            let sql = composed(view, (kind, seen), by, meets);
            // The park first and then the values, or it is not said so.
            if sql.args != args {
                return None;
            }
            let mut texts = TEXTS.write().unwrap_or_else(PoisonError::into_inner);
            texts.insert(shape, sql.text.clone());
            sql.text
        }
    };
    Some(Sql::fixed(text, args))
}

fn known_text(shape: &Shape) -> Option<Arc<str>> {
    let texts = TEXTS.read().unwrap_or_else(PoisonError::into_inner);
    texts.get(shape).cloned()
}

fn bound(cell: &Cell) -> Expr {
    match cell {
        Cell::Whole(n) => Expr::val(*n),
        Cell::Text(text) => Expr::val(text.as_str()),
        Cell::Null | Cell::Bytes(_) => Expr::val(0i64),
    }
}
