//! Records folded into numbers, by group.
//!
//! In: a selection, a fold and by what to group. Out: one number a group, exact: counts and
//! sums of whole numbers. The rows are first projected to (groups, value), then grouped by
//! plain columns, so that both engines see the same names in every clause. A page of groups of
//! many records walks the index of what they are grouped by, and stops when the page is full.

use std::collections::BTreeMap;

use base::{Cursor, Field, Fold, Group, Groups, Kind, Selection, Value};
use sea_query::{Expr, ExprTrait, Func, Order, Query, SelectStatement};

use crate::{
    AskError, Fault, ahead,
    column::{Storage, column},
    engine::Connection,
    filter::{alias, condition, field, known, unsuited},
    rows::{FEW, MOST_WALKED, bound, is_more_than},
    scope::Right,
    shape::is_indexed,
    sql::{Columns, Row},
    table::{Table, View, always, key, key_of, number, scoped},
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
    let mut groups = match walked(view, ask)? && many(connection, view, ask)? {
        true => {
            let groups = read(connection, view, ask, Way::WithValue, most)?;
            let merged = read(connection, view, ask, Way::Merged, most)?;
            let mut groups = together(groups, merged);
            if groups.len() <= most {
                groups.extend(read(connection, view, ask, Way::Without, most)?);
            }
            groups
        }
        false => read(connection, view, ask, Way::Gathered, most)?,
    };
    let more = groups.len() > most;
    groups.truncate(most);
    Ok(Groups { groups, more })
}

/// The groups of what points at a record itself, and of what points at one that is the same as
/// it: both counts, each group once, in order.
fn together(groups: Vec<Group>, merged: Vec<Group>) -> Vec<Group> {
    let mut all: BTreeMap<Vec<Option<Value>>, i64> = BTreeMap::new();
    for group in groups.into_iter().chain(merged) {
        *all.entry(group.by).or_default() += group.rows;
    }
    let group = |(by, rows): (_, i64)| Group {
        by,
        value: Some(rows.into()),
        rows,
    };
    all.into_iter().map(group).collect()
}

/// How groups are found.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    /// The records first, by whatever index their conditions suit; then their groups.
    Gathered,
    /// Group after group by the index of what they are grouped by, until the page is full;
    /// without those that point at a record which is the same as another.
    WithValue,
    /// Those: they belong to the group of that other.
    Merged,
    /// The same: the records that have no value there.
    Without,
}

/// Whether the groups asked for can be walked: a page of them, counted, by one field with an index.
fn walked(view: &View<'_>, ask: &FoldAsk<'_>) -> Result<bool, AskError> {
    let kind = known(view.catalogue, &ask.selection.kind)?;
    let [path] = ask.by else { return Ok(false) };
    let counted = *ask.fold == Fold::Count;
    Ok(counted && ask.limit <= MOST_WALKED && kind.field(path).is_some_and(is_indexed))
}

/// Whether more records are selected than are worth gathering.
fn many(connection: &mut Connection, view: &View<'_>, ask: &FoldAsk<'_>) -> Result<bool, AskError> {
    let kind = known(view.catalogue, &ask.selection.kind)?;
    let found = Inner::of(view, kind, ask, Way::Gathered)?.select;
    is_more_than(connection, view, &found, FEW)
}

/// The groups found in one way: one more than a page when there are more.
fn read(
    connection: &mut Connection,
    view: &View<'_>,
    ask: &FoldAsk<'_>,
    way: Way,
    most: usize,
) -> Result<Vec<Group>, AskError> {
    let kind = known(view.catalogue, &ask.selection.kind)?;
    let mut inner = Inner::of(view, kind, ask, way)?;
    if matches!(way, Way::WithValue | Way::Merged) && !inner.part(ask, way)? {
        return Ok(Vec::new());
    }
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
    let group = |row| group(row, &storages, folded.storage);
    Ok(rows.into_iter().map(group).collect())
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
    way: Way,
    /// Whether a row stands for several put together.
    ahead: bool,
}

impl<'a> Inner<'a> {
    fn of(
        view: &'a View<'a>,
        kind: &'static Kind,
        ask: &FoldAsk<'_>,
        way: Way,
    ) -> Result<Inner<'a>, AskError> {
        let mut filter = condition(view, kind, 0, &ask.selection.condition(view.catalogue))?;
        if matches!(way, Way::WithValue | Way::Without) {
            // As one truth it is asked of each row met and leads to none by an index of its own.
            filter = filter.is(always());
        }
        let mut select = Query::select();
        let together = match way {
            Way::Gathered => ahead::together(view, kind, ask, &filter)?,
            _ => None,
        };
        let ahead = together.is_some();
        match together {
            Some(rows) => select
                .from(rows)
                .expr_as(Expr::col((alias(0), ahead::ROWS)), "row_id"),
            None => select
                .from(scoped(view, Table::Records(kind), Right::Read, &alias(0)))
                .and_where(filter)
                .expr_as(Expr::col((alias(0), "id")), "row_id"),
        };
        Ok(Inner {
            view,
            kind,
            select,
            joins: 0,
            way,
            ahead,
        })
    }

    /// How many rows there are.
    fn rows(&self) -> Expr {
        match self.ahead {
            true => Func::cast_as(Expr::col("row_id").sum(), "BIGINT").into(),
            false => Expr::col("row_id").count(),
        }
    }

    /// Of a walk by a link to what may be the same as another: leaves out what points at such a
    /// record, or leaves only that. Whether there can be any.
    fn part(&mut self, ask: &FoldAsk<'_>, way: Way) -> Result<bool, AskError> {
        let [path] = ask.by else { return Ok(true) };
        let link = field(self.kind, path)?;
        let points = || key(self.view, &alias(0), &column(link));
        let points = may_be_same(self.view, link)?
            .into_iter()
            .map(|(target, same)| points().in_subquery(merged(self.view, target, same)))
            .reduce(Expr::or);
        match (points, way) {
            (Some(points), Way::Merged) => self.select.and_where(points),
            (Some(points), _) => self.select.and_where(points.not()),
            (None, way) => return Ok(way != Way::Merged),
        };
        Ok(true)
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
            // None of them is the same as another.
            Storage::Whole if self.way == Way::WithValue => value,
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
            Fold::Count => Ok(whole(self.rows())),
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
        let value = match self.ahead {
            true => Expr::col((alias(0), ahead::SUM)),
            false => value,
        };
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
        let mut first = value.clone();
        for (target, same) in may_be_same(self.view, field)? {
            let next = |name: &str, id: Expr| {
                let mut next = Query::select();
                next.column((name.to_owned(), column(same)))
                    .from(scoped(self.view, Table::Records(target), Right::Read, name))
                    .and_where(key(self.view, name, "id").eq(self.with_park(id)));
                Expr::SubQuery(None, Box::new(next.into()))
            };
            // The one pointed at may have been merged in its turn. Taking a record in writes the
            // last of a chain, so that there is no third.
            let one = next("one", value.clone());
            let two = next("two", one.clone());
            let points = self.with_park(value.clone());
            // Few are the same as another: only for those is it looked up.
            let points = points.in_subquery(merged(self.view, target, same));
            let then = Func::coalesce([two, one, value.clone()]);
            first = Expr::case(points, then).finally(first).into();
        }
        Ok(first)
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

/// The kinds a link leads to whose records may be the same as another, with the field that says
/// so.
fn may_be_same(
    view: &View<'_>,
    link: &Field,
) -> Result<Vec<(&'static Kind, &'static Field)>, AskError> {
    let mut kinds = Vec::new();
    for target in link.targets() {
        let target = known(view.catalogue, target)?;
        kinds.extend(target.field("same_as").map(|same| (target, same)));
    }
    Ok(kinds)
}

/// The records that are the same as another.
fn merged(view: &View<'_>, target: &'static Kind, same: &Field) -> SelectStatement {
    let name = "merged".to_owned();
    let mut found = key_of(view, &name, "id");
    found
        .from(scoped(view, Table::Records(target), Right::Read, &name))
        .and_where(Expr::col((name, column(same))).is_not_null());
    found
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
            Way::WithValue | Way::Merged => select.and_where(column().is_not_null()),
            Way::Without => select.and_where(column().is_null()),
        };
        select.order_by_expr(column(), Order::Asc);
    }
    let rows = match folded.doubled {
        true => Expr::col("row_id").count_distinct(),
        false => inner.rows(),
    };
    select
        .expr_as(folded.value.clone(), "folded")
        .expr_as(rows, "n")
        .from_subquery(inner.select, "g");
    if let (Some(after), [only]) = (ask.after, by.as_slice()) {
        let column = Expr::col(only.clone());
        select.and_where(match &after.value {
            Some(_) if way == Way::Without => always(),
            Some(value) if way != Way::Gathered => column.gt(bound(value.clone())),
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
