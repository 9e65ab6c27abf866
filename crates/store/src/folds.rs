//! Records folded into numbers, by group.
//!
//! In: a selection, a fold and by what to group. Out: one number a group, exact: counts and
//! sums of whole numbers. The rows are first projected to (groups, value), then grouped by
//! plain columns, so that both engines see the same names in every clause. A page of groups of
//! many records walks the index of what they are grouped by, and stops when the page is full.

use base::{Cursor, Field, Fold, Group, Groups, Kind, Selection, Value};
use sea_query::{Expr, ExprTrait, Func, Order, Query, SelectStatement};

use crate::{
    AskError, Fault,
    column::{Storage, column},
    engine::Connection,
    filter::{alias, condition, field, known, unsuited},
    rows::{FEW, MOST_WALKED, bound, is_more_than},
    scope::Right,
    shape::is_indexed,
    sql::{Columns, Row},
    table::{Table, View, always, key, number, scoped},
};

/// More groups than this are not given at once.
const MOST: u32 = 100_000;

/// What is asked.
pub(crate) struct FoldAsk<'a> {
    pub(crate) selection: &'a Selection,
    pub(crate) fold: &'a Fold,
    pub(crate) by: &'a [String],
    pub(crate) after: Option<&'a Cursor>,
    pub(crate) limit: u32,
}

/// The records selected, folded, once for each group.
pub(crate) fn groups(
    connection: &mut Connection,
    view: &View<'_>,
    ask: &FoldAsk<'_>,
) -> Result<Groups, AskError> {
    let most = ask.limit.clamp(1, MOST) as usize;
    let (storages, folded, rows) = match walked(view, ask)? && many(connection, view, ask)? {
        true => {
            let (storages, folded, mut rows) = read(connection, view, ask, Way::WithValue, most)?;
            if rows.len() <= most {
                rows.extend(read(connection, view, ask, Way::Without, most)?.2);
            }
            (storages, folded, rows)
        }
        false => read(connection, view, ask, Way::Gathered, most)?,
    };
    let more = rows.len() > most;
    let read = |row| group(row, &storages, folded);
    let groups = rows.into_iter().take(most).map(read).collect();
    Ok(Groups { groups, more })
}

/// How groups are found.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    /// The records first, by whatever index their conditions suit; then their groups.
    Gathered,
    /// Group after group by the index of what they are grouped by, until the page is full.
    WithValue,
    /// The same: the records that have no value there.
    Without,
}

/// Whether the groups asked for can be walked: a page of them, by one field with an index.
fn walked(view: &View<'_>, ask: &FoldAsk<'_>) -> Result<bool, AskError> {
    let kind = known(view.catalogue, &ask.selection.kind)?;
    let [path] = ask.by else { return Ok(false) };
    Ok(ask.limit <= MOST_WALKED && kind.field(path).is_some_and(is_indexed))
}

/// Whether more records are selected than are worth gathering.
fn many(connection: &mut Connection, view: &View<'_>, ask: &FoldAsk<'_>) -> Result<bool, AskError> {
    let kind = known(view.catalogue, &ask.selection.kind)?;
    let found = Inner::of(view, kind, ask, Way::Gathered)?.select;
    is_more_than(connection, view, &found, FEW)
}

/// The rows of the groups found in one way: one more than a page when there are more.
fn read(
    connection: &mut Connection,
    view: &View<'_>,
    ask: &FoldAsk<'_>,
    way: Way,
    most: usize,
) -> Result<(Vec<Storage>, Storage, Vec<Row>), AskError> {
    let kind = known(view.catalogue, &ask.selection.kind)?;
    let mut inner = Inner::of(view, kind, ask, way)?;
    let storages: Vec<Storage> = ask
        .by
        .iter()
        .enumerate()
        .map(|(at, path)| inner.group(at, path))
        .collect::<Result<_, _>>()?;
    let folded = inner.fold(ask.fold)?;
    let select = outer(inner, ask, &folded, way, most);
    let rows = connection
        .rows(&view.dialect.compose(&select))
        .map_err(Fault::from)?;
    Ok((storages, folded.storage, rows))
}

/// How the value column becomes a number, and what it is stored as.
struct Folded {
    value: Expr,
    storage: Storage,
    /// The rows may be doubled by a link that holds many: count identities.
    doubled: bool,
}

/// The projection of the rows, under way.
struct Inner<'a> {
    view: &'a View<'a>,
    kind: &'static Kind,
    select: SelectStatement,
    joins: usize,
}

impl<'a> Inner<'a> {
    fn of(
        view: &'a View<'a>,
        kind: &'static Kind,
        ask: &FoldAsk<'_>,
        way: Way,
    ) -> Result<Inner<'a>, AskError> {
        let mut filter = condition(view, kind, 0, &ask.selection.condition(view.catalogue))?;
        if way != Way::Gathered {
            // As one truth it is asked of each row met and leads to none by an index of its own.
            filter = filter.is(always());
        }
        let mut select = Query::select();
        select
            .from(scoped(view, Table::Records(kind), Right::Read, &alias(0)))
            .and_where(filter)
            .expr_as(Expr::col((alias(0), "id")), "row_id");
        Ok(Inner {
            view,
            kind,
            select,
            joins: 0,
        })
    }

    /// Adds the column to group by.
    fn group(&mut self, at: usize, path: &str) -> Result<Storage, AskError> {
        let (path, month) = match path.strip_suffix(":month") {
            Some(path) => (path, true),
            None => (path, false),
        };
        let (kind, field, value) = self.at(path)?;
        let storage = Storage::of(field);
        let value = match storage {
            Storage::Whole => self.representative(field, value)?,
            _ => value,
        };
        let value = match (storage, month) {
            (Storage::Text, true) => Func::cust("substr")
                .args([value, number(1), number(7)])
                .into(),
            (Storage::Whole | Storage::Text, false) => value,
            _ => return Err(unsuited(kind, field, "nothing is grouped by it")),
        };
        self.select.expr_as(value, format!("b{at}"));
        Ok(storage)
    }

    /// Adds the column that is folded.
    fn fold(&mut self, fold: &Fold) -> Result<Folded, AskError> {
        let value = Expr::col("v");
        let whole = |value: Expr| Folded {
            value,
            storage: Storage::Whole,
            doubled: false,
        };
        match fold {
            Fold::Count => Ok(whole(Expr::col("row_id").count())),
            Fold::Sum(path) => {
                self.value(path, &[Storage::Whole])?;
                let sum = Func::cast_as(value.sum(), "BIGINT");
                Ok(whole(Func::coalesce([sum.into(), number(0)]).into()))
            }
            Fold::Distinct(path) => {
                let doubled = self.distinct(path)?;
                Ok(Folded {
                    doubled,
                    ..whole(value.count_distinct())
                })
            }
            Fold::Least(path) | Fold::Most(path) => {
                let storage = self.value(path, &[Storage::Whole, Storage::Text])?;
                let least = matches!(fold, Fold::Least(_));
                Ok(Folded {
                    value: if least { value.min() } else { value.max() },
                    storage,
                    doubled: false,
                })
            }
        }
    }

    fn value(&mut self, path: &str, fits: &[Storage]) -> Result<Storage, AskError> {
        let (kind, field, value) = self.at(path)?;
        let storage = Storage::of(field);
        if !fits.contains(&storage) {
            return Err(unsuited(kind, field, "it cannot be folded so"));
        }
        self.select.expr_as(value, "v");
        Ok(storage)
    }

    /// Adds what is told apart: a value, or of a link the record pointed at, through its
    /// representative. Says whether rows may be doubled by it.
    fn distinct(&mut self, path: &str) -> Result<bool, AskError> {
        let (kind, field, value) = self.at(path)?;
        let (value, doubled) = match Storage::of(field) {
            Storage::Sealed => return Err(unsuited(kind, field, "it is encrypted")),
            Storage::Many if kind.name != self.kind.name || path.contains('.') => {
                return Err(unsuited(kind, field, "it holds several links"));
            }
            Storage::Many => {
                let name = self.join(
                    Table::Links(kind, field),
                    key(self.view, &alias(0), "id"),
                    "id",
                );
                (Expr::col((name, "target")), true)
            }
            _ => (value, false),
        };
        let value = self.representative(field, value)?;
        self.select.expr_as(value, "v");
        Ok(doubled)
    }

    /// Of a link its record's representative (people who are one and the same), where it has one.
    fn representative(&mut self, field: &Field, value: Expr) -> Result<Expr, AskError> {
        let mut first: Vec<Expr> = Vec::new();
        for target in field.targets() {
            let target = known(self.view.catalogue, target)?;
            let Some(same) = target.field("same_as") else {
                continue;
            };
            // The one pointed at may have been merged in its turn. Taking a record in writes the
            // last of a chain, so that there is no third.
            let link = self.with_park(value.clone());
            let one = self.join(Table::Records(target), link, "id");
            let next = self.with_park(Expr::col((one.clone(), column(same))));
            let two = self.join(Table::Records(target), next, "id");
            first.push(Expr::col((two, column(same))));
            first.push(Expr::col((one, column(same))));
        }
        if first.is_empty() {
            return Ok(value);
        }
        first.push(value);
        Ok(Func::coalesce(first).into())
    }

    /// The field at the end of a path, and its column; links on the way are joined by their
    /// target's identity, which cannot double rows.
    fn at(&mut self, path: &str) -> Result<(&'static Kind, &'static Field, Expr), AskError> {
        let (mut kind, mut name, mut rest) = (self.kind, alias(0), path);
        while let Some((link, after)) = rest.split_once('.') {
            let link = field(kind, link)?;
            if Storage::of(link) != Storage::Whole {
                return Err(unsuited(kind, link, "it holds several links, or none"));
            }
            let next = after.split('.').next().unwrap_or(after);
            let target = link
                .targets()
                .iter()
                .find(|target| self.view.catalogue.field_at(target, next).is_some());
            let target = known(self.view.catalogue, target.copied().unwrap_or(after))?;
            let from = key(self.view, &name, &column(link));
            name = self.join(Table::Records(target), from, "id");
            (kind, rest) = (target, after);
        }
        let found = field(kind, rest)?;
        Ok((kind, found, Expr::col((name, column(found)))))
    }

    fn join(&mut self, table: Table, from: Expr, to: &str) -> String {
        self.joins += 1;
        let name = format!("j{}", self.joins);
        let on = from.eq(key(self.view, &name, to));
        let table = scoped(self.view, table, Right::Read, &name);
        self.select.left_join(table, on);
        name
    }

    fn with_park(&self, value: Expr) -> Expr {
        match self.view.dialect {
            crate::sql::Dialect::Sqlite => value,
            crate::sql::Dialect::Postgres => Expr::tuple([Expr::col((alias(0), "park")), value]),
        }
    }
}

fn outer(
    inner: Inner<'_>,
    ask: &FoldAsk<'_>,
    folded: &Folded,
    way: Way,
    most: usize,
) -> SelectStatement {
    let mut select = Query::select();
    let by: Vec<String> = (0..ask.by.len()).map(|at| format!("b{at}")).collect();
    for name in &by {
        let column = || Expr::col(name.clone());
        select.column(name.clone()).add_group_by([column()]);
        match way {
            Way::Gathered => select.order_by_expr(column().is_null(), Order::Asc),
            Way::WithValue => select.and_where(column().is_not_null()),
            Way::Without => select.and_where(column().is_null()),
        };
        select.order_by_expr(column(), Order::Asc);
    }
    let rows = Expr::col("row_id");
    select
        .expr_as(folded.value.clone(), "folded")
        .expr_as(
            if folded.doubled {
                rows.count_distinct()
            } else {
                rows.count()
            },
            "n",
        )
        .from_subquery(inner.select, "g");
    if let (Some(after), [only]) = (ask.after, by.as_slice()) {
        let column = Expr::col(only.clone());
        select.and_where(match &after.value {
            Some(_) if way == Way::Without => always(),
            Some(value) if way == Way::WithValue => column.gt(bound(value.clone())),
            Some(value) => column.clone().is_null().or(column.gt(bound(value.clone()))),
            None => crate::table::never(),
        });
    }
    if !by.is_empty() {
        select.limit(most as u64 + 1);
    }
    select
}

fn group(row: Row, storages: &[Storage], folded: Storage) -> Group {
    let mut columns = Columns::of(row);
    let by: Vec<Option<Value>> = storages
        .iter()
        .map(|storage| storage.value(columns.cell()))
        .collect();
    Group {
        by,
        value: folded.value(columns.cell()),
        rows: columns.whole(),
    }
}
