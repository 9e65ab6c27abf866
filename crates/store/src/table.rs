//! The only way to name a table of records: through somebody's bounds, at a moment.
//!
//! In: a table, a view (who reads, as of when) and the right needed. Out: a sub-query that
//! holds the rows within those bounds and no other. Every read, every step through a link
//! and every check of a writing is built on it, so that no bound can be forgotten.

use base::{Catalogue, Field, Kind, ScopedBy};
use sea_query::{Expr, ExprTrait, Query, SelectStatement, TableRef, UnionType, Value};

use crate::{
    Moment, Scope,
    column::{Storage, column, columns, past, side_table},
    scope::Right,
    sql::Dialect,
};

/// Who reads, of which moment, by which words.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) scope: &'a Scope,
    pub(crate) moment: Moment,
    pub(crate) dialect: Dialect,
}

/// A table of records.
#[derive(Clone, Copy)]
pub(crate) enum Table {
    /// The records of a kind.
    Records(&'static Kind),
    /// What records of a kind were before.
    Before(&'static Kind),
    /// The links of a field that holds many: `id` points at `target`.
    Links(&'static Kind, &'static Field),
}

/// Areas hang below each other, and a kind below another, no deeper than this.
const DEEPEST: usize = 8;

/// The same rows of a whole park, to be walked by identity: no index of another order is of use.
pub(crate) fn walked(view: &View<'_>, kind: &'static Kind, alias: &str) -> TableRef {
    let table = Table::Records(kind);
    if view.dialect == Dialect::Postgres || !view.scope.whole_park() || view.moment != Moment::Now {
        return scoped(view, table, Right::Read, alias);
    }
    let mut select = Query::select();
    select
        .columns(columns(kind))
        .from(kind.name.to_owned())
        // Behind the sign SQLite sees no beginning of an index, each of which begins with the park.
        .and_where(Expr::cust_with_values("+park = ?", [view.scope.park().0]));
    if !view.scope.may(kind, Right::Read) {
        select.and_where(never());
    }
    TableRef::SubQuery(Box::new(select), alias.to_owned().into())
}

/// The rows of a table within the bounds, as a sub-query named `alias`.
pub(crate) fn scoped(view: &View<'_>, table: Table, right: Right, alias: &str) -> TableRef {
    TableRef::SubQuery(
        Box::new(rows(view, table, right, 0)),
        alias.to_owned().into(),
    )
}

fn rows(view: &View<'_>, table: Table, right: Right, depth: usize) -> SelectStatement {
    let (name, columns) = match table {
        Table::Records(kind) => (kind.name.to_owned(), columns(kind)),
        Table::Before(kind) => {
            let until = std::iter::once("until".to_owned());
            let columns = columns(kind).into_iter().chain(until).collect();
            (past(kind.name), columns)
        }
        Table::Links(kind, field) => (
            side_table(kind.name, field.name),
            LINK_COLUMNS.map(str::to_owned).to_vec(),
        ),
    };
    let one = |name: &str| {
        let mut select = Query::select();
        select
            .columns(columns.clone())
            .from(name.to_owned())
            .and_where(Expr::col("park").eq(view.scope.park().0));
        if let Table::Records(kind) | Table::Before(kind) = table {
            if !view.scope.may(kind, right) {
                select.and_where(never());
            }
            select.and_where_option(bounds(view, kind, depth));
        }
        select
    };
    let mut select = one(&name);
    if let (Moment::At(at), Table::Records(_) | Table::Links(..)) = (view.moment, table) {
        let mut before = one(&past(&name));
        before
            .and_where(Expr::col("since").lte(at))
            .and_where(Expr::col("until").gt(at));
        select
            .and_where(Expr::col("since").lte(at))
            .union(UnionType::All, before);
    }
    select
}

/// The columns of a side table.
pub(crate) const LINK_COLUMNS: [&str; 5] = ["park", "id", "since", "at", "target"];

/// What the asker's areas demand of a row of this kind; nothing for the whole park.
fn bounds(view: &View<'_>, kind: &'static Kind, depth: usize) -> Option<Expr> {
    let areas = view.scope.limits()?;
    match kind.scoped_by {
        ScopedBy::Park => None,
        _ if depth > DEEPEST => Some(never()),
        ScopedBy::Area(name) => {
            let Some(field) = kind.field(name) else {
                return Some(never());
            };
            let areas = areas.iter().map(|id| number(*id));
            Some(match Storage::of(field) {
                Storage::Many => {
                    let mut links = key_of(view, "links", "id");
                    links
                        .from(TableRef::SubQuery(
                            Box::new(rows(view, Table::Links(kind, field), Right::Any, depth + 1)),
                            "links".into(),
                        ))
                        .and_where(Expr::col("target").is_in(areas));
                    own_key(view, "id").in_subquery(links)
                }
                _ => Expr::col(column(field)).is_in(areas),
            })
        }
        ScopedBy::Through(link, target) => {
            let (Some(field), Some(target)) = (kind.field(link), view.catalogue.kind(target))
            else {
                return Some(never());
            };
            let mut found = key_of(view, "target", "id");
            found.from(TableRef::SubQuery(
                Box::new(rows(view, Table::Records(target), Right::Any, depth + 1)),
                "target".into(),
            ));
            Some(own_key(view, &column(field)).in_subquery(found))
        }
    }
}

/// What a link compares by: the identity, on PostgreSQL with the park before it, so that a
/// park's rows are found together wherever they lie.
pub(crate) fn key(view: &View<'_>, alias: &str, column: &str) -> Expr {
    let of = |name: &str| Expr::col((alias.to_owned(), name.to_owned()));
    match view.dialect {
        Dialect::Sqlite => of(column),
        Dialect::Postgres => Expr::tuple([of("park"), of(column)]),
    }
}

fn own_key(view: &View<'_>, column: &str) -> Expr {
    let of = |name: &str| Expr::col(name.to_owned());
    match view.dialect {
        Dialect::Sqlite => of(column),
        Dialect::Postgres => Expr::tuple([of("park"), of(column)]),
    }
}

/// A query that gives what [`key`] compares with.
pub(crate) fn key_of(view: &View<'_>, alias: &str, column: &str) -> SelectStatement {
    let mut select = Query::select();
    if view.dialect == Dialect::Postgres {
        select.column((alias.to_owned(), "park"));
    }
    select.column((alias.to_owned(), column.to_owned()));
    select
}

/// A condition that no row meets.
pub(crate) fn never() -> Expr {
    Expr::Constant(Value::Bool(Some(false)))
}

/// A condition that every row meets.
pub(crate) fn always() -> Expr {
    Expr::Constant(Value::Bool(Some(true)))
}

/// A whole number that stands in the text itself: an identity, or a constant of ours.
pub(crate) fn number(n: i64) -> Expr {
    Expr::Constant(Value::BigInt(Some(n)))
}
