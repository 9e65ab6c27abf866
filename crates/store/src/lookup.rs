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

/// By what.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum By {
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
        let statement = |ids: &[Id]| match is_common(view, ids.len()) {
            true => said(view, (kind, &seen), By::Id, of_ids(ids)),
            false => composed(view, (kind, &seen), By::Id, inline(ids)),
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
        let statement = |keys: &[String]| match is_common(view, keys.len()) {
            true => said(view, (kind, &seen), By::Natural, of_keys(keys.to_vec())),
            false => composed(view, (kind, &seen), By::Natural, bound(keys)),
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

/// Identities as values to look up.
pub(crate) fn of_ids(ids: &[Id]) -> Vec<Cell> {
    ids.iter().map(|id| Cell::Whole(id.0)).collect()
}

/// Keys as values to look up.
pub(crate) fn of_keys(keys: Vec<String>) -> Vec<Cell> {
    keys.into_iter().map(Cell::Text).collect()
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
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Shape {
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

impl Shape {
    /// That of lookups which differ in nothing but their values and how many there are.
    pub(crate) fn of(view: &View<'_>, (kind, seen): (&'static Kind, &Seen), by: By) -> Shape {
        Shape {
            kind: std::ptr::from_ref(kind).addr(),
            dialect: view.dialect,
            readable: view.scope.may_read(kind),
            seen: seen.mask(),
            by,
            many: 0,
        }
    }
}

/// Whether a lookup of so many values is said as others are: by whoever sees the whole park as
/// it stands.
pub(crate) fn is_common(view: &View<'_>, given: usize) -> bool {
    view.scope.whole_park() && view.moment == Moment::Now && given <= FEW
}

/// The statement for such values. They are repeated up to a power of two, so that few texts
/// serve all numbers.
pub(crate) fn said(
    view: &View<'_>,
    (kind, seen): (&'static Kind, &Seen),
    by: By,
    values: Vec<Cell>,
) -> Sql {
    let many = values.len().next_power_of_two();
    let mut args = Vec::with_capacity(many + 1);
    args.push(Cell::Whole(view.scope.park().0));
    let last = values.last().cloned().unwrap_or(Cell::Null);
    args.extend(values);
    args.resize(many + 1, last);
    let shape = Shape {
        many,
        ..Shape::of(view, (kind, seen), by)
    };
    let text = match known_text(&shape) {
        Some(text) => text,
        None => {
            let meets = is_in(by, args.iter().skip(1).map(bound));
            let sql = composed(view, (kind, seen), by, meets);
            // The park first and then the values, or it is not said so.
            if sql.args != args {
                return sql;
            }
            let mut texts = TEXTS.write().unwrap_or_else(PoisonError::into_inner);
            texts.insert(shape, sql.text.clone());
            sql.text
        }
    };
    Sql::fixed(text, args)
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
