//! Records out of tables: pages in order, single ones, and what they were before.
//!
//! In: an allowed ask. Out: records in which the fields that the reader may not see were
//! never read. A page walks the values by key, then those that have none by identity, so
//! that page thousand costs what page one costs. Where few records are selected they are
//! gathered first: a walk would pass by all the others to find them.

use base::{Cursor, Filter, Id, Kind, Page, Record, Selection, Sort, Value};
use sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};

use crate::{
    AskError,
    column::{Storage, column},
    engine::Connection,
    filter::{alias, condition, field, known},
    scope::Right,
    sql::{Columns, Row},
    table::{Table, View, always, number, scoped, walked},
};

/// More rows than this are not given at once.
const MOST: u32 = 100_000;

/// So few records are gathered and then put in order or grouped; more are walked in order.
pub(crate) const FEW: i64 = 2_000;

/// Which fields of a kind a reader sees.
pub(crate) struct Seen {
    fields: Vec<(bool, Storage)>,
}

impl Seen {
    pub(crate) fn of(view: &View<'_>, kind: &'static Kind) -> Seen {
        let seen = |field: &base::Field| (view.scope.may_see(field.privacy), Storage::of(field));
        Seen {
            fields: kind.fields.iter().map(seen).collect(),
        }
    }

    /// Identity, since when, and the fields seen.
    pub(crate) fn select(&self, kind: &'static Kind, extra: &[&'static str]) -> SelectStatement {
        let name = alias(0);
        let mut select = Query::select();
        for extra in extra {
            select.column((name.clone(), *extra));
        }
        select
            .column((name.clone(), "id"))
            .column((name.clone(), "since"));
        for (field, (seen, _)) in kind.fields.iter().zip(&self.fields) {
            if *seen {
                select.column((name.clone(), column(field)));
            }
        }
        select
    }

    /// Which of the fields, in order.
    pub(crate) fn mask(&self) -> Vec<bool> {
        self.fields.iter().map(|(seen, _)| *seen).collect()
    }

    pub(crate) fn record(&self, columns: &mut Columns) -> Record {
        let (id, since) = (Id(columns.whole()), columns.whole());
        let mut hidden = Vec::new();
        let mut values = Vec::with_capacity(self.fields.len());
        for (at, (seen, storage)) in self.fields.iter().enumerate() {
            if *seen {
                values.push(storage.value(columns.cell()));
            } else {
                hidden.push(at);
                values.push(None);
            }
        }
        Record {
            id,
            since,
            values,
            hidden,
        }
    }

    fn records(&self, rows: Vec<Row>) -> Vec<Record> {
        let record = |row| self.record(&mut Columns::of(row));
        rows.into_iter().map(record).collect()
    }
}

/// What a page is asked by.
pub(crate) struct PageAsk<'a> {
    pub(crate) selection: &'a Selection,
    pub(crate) sort: &'a Sort,
    /// Where it begins, or, read back, where it ends.
    pub(crate) from: Option<&'a Cursor>,
    /// Whether it is read towards the beginning.
    pub(crate) back: bool,
    pub(crate) limit: u32,
}

/// A page of records.
pub(crate) fn page(
    connection: &mut Connection,
    view: &View<'_>,
    ask: &PageAsk<'_>,
) -> Result<Page, AskError> {
    let kind = known(view.catalogue, &ask.selection.kind)?;
    let seen = Seen::of(view, kind);
    let most = ask.limit.clamp(1, MOST) as usize;
    let mut select = seen.select(kind, &[]);
    let gathered = from(connection, view, kind, ask, &mut select)?;
    let sorted_by = match ask.sort.field.as_str() {
        "" => "id".to_owned(),
        name => column(field(kind, name)?),
    };
    let value = Expr::col((alias(0), sorted_by));
    let mut rows = Vec::new();
    for stretch in stretches(ask) {
        let wanted = most + 1 - rows.len();
        if wanted > 0 {
            let mut select = select.clone();
            narrow(&mut select, *stretch, &value, ask);
            select.limit(wanted as u64);
            let sql = view.dialect.compose(&select);
            rows.extend(connection.rows(&sql).map_err(crate::Fault::from)?);
        }
    }
    let more = rows.len() > most;
    rows.truncate(most);
    let mut rows = seen.records(rows);
    let last = rows.last().filter(|_| more);
    let next = last.map(|last| ask.sort.place(kind, last));
    if ask.back {
        rows.reverse();
    }
    let whole = (ask.from.is_none() && !more).then_some(rows.len() as i64);
    let all = gathered.or(whole);
    Ok(Page { rows, next, all })
}

/// Where the page's rows come from, and the condition they meet; how many there are in all,
/// where they are few enough to be gathered.
fn from(
    connection: &mut Connection,
    view: &View<'_>,
    kind: &'static Kind,
    ask: &PageAsk<'_>,
    select: &mut SelectStatement,
) -> Result<Option<i64>, AskError> {
    let filter = ask.selection.condition(view.catalogue);
    let meets = condition(view, kind, 0, &filter)?;
    let table = || scoped(view, Table::Records(kind), Right::Read, &alias(0));
    let by_identity = ask.sort.field.is_empty();
    if filter.is_all() || ask.limit > MOST_WALKED || tests(&filter, &ask.sort.field) {
        let walk = filter.is_all() && by_identity;
        let table = if walk {
            walked(view, kind, &alias(0))
        } else {
            table()
        };
        select.from(table).and_where(meets);
        return Ok(None);
    }
    // They may lie far apart, so they are looked for once.
    let mut found = Query::select();
    found
        .from(table())
        .and_where(meets.clone())
        .column((alias(0), "id"))
        .limit(FEW.unsigned_abs() + 1);
    let sql = view.dialect.compose(&found);
    let rows = connection.rows(&sql).map_err(crate::Fault::from)?;
    let ids: Vec<i64> = rows.into_iter().map(|r| Columns::of(r).whole()).collect();
    let many = ids.len() as i64;
    if many > FEW {
        let table = if by_identity {
            walked(view, kind, &alias(0))
        } else {
            table()
        };
        // As one truth it is asked of each row met and leads to none by an index of its own.
        select.from(table).and_where(meets.is(always()));
        return Ok(None);
    }
    let known = ids.into_iter().map(number);
    select
        .from(table())
        .and_where(Expr::col((alias(0), "id")).is_in(known));
    Ok(Some(many))
}

/// How many records are selected, counted no further than one beyond `most`.
pub(crate) fn count(
    connection: &mut Connection,
    view: &View<'_>,
    selection: &Selection,
    most: u32,
) -> Result<i64, AskError> {
    let kind = known(view.catalogue, &selection.kind)?;
    let mut found = Query::select();
    found
        .from(scoped(view, Table::Records(kind), Right::Read, &alias(0)))
        .and_where(condition(
            view,
            kind,
            0,
            &selection.condition(view.catalogue),
        )?);
    counted(connection, view, &found, u64::from(most) + 1)
}

/// Pages larger than this are for whoever wants everything.
pub(crate) const MOST_WALKED: u32 = 1_000;

/// Whether the condition tests the field that sorts: one index then finds and orders.
fn tests(filter: &Filter, field: &str) -> bool {
    match filter {
        Filter::All { all } => all.iter().any(|one| tests(one, field)),
        Filter::Leaf(leaf) => leaf.field == field,
        Filter::Through { through, .. } => through == field,
        _ => false,
    }
}

/// Whether a query finds more rows than so many. It looks at no more than that.
pub(crate) fn is_more_than(
    connection: &mut Connection,
    view: &View<'_>,
    found: &SelectStatement,
    many: i64,
) -> Result<bool, AskError> {
    Ok(counted(connection, view, found, many.unsigned_abs() + 1)? > many)
}

/// How many rows a query finds, of so many looked at.
fn counted(
    connection: &mut Connection,
    view: &View<'_>,
    found: &SelectStatement,
    most: u64,
) -> Result<i64, AskError> {
    let mut some = found.clone();
    some.expr_as(number(1), "one").limit(most);
    let mut select = Query::select();
    select
        .expr(Expr::col("one").count())
        .from_subquery(some, "some");
    let sql = view.dialect.compose(&select);
    let rows = connection.rows(&sql).map_err(crate::Fault::from)?;
    let first = rows.into_iter().next();
    Ok(first.map_or(0, |row| Columns::of(row).whole()))
}

/// A page is read in one or two stretches.
#[derive(Clone, Copy, PartialEq)]
enum Stretch {
    /// All, by identity.
    All,
    /// Those with a value, in its order.
    WithValue,
    /// Those without, by identity.
    Without,
}

fn stretches(ask: &PageAsk<'_>) -> &'static [Stretch] {
    let in_the_missing = ask.from.is_some_and(|from| from.value.is_none());
    match (ask.sort.field.is_empty(), in_the_missing, ask.back) {
        (true, ..) => &[Stretch::All],
        (false, true, false) => &[Stretch::Without],
        (false, false, false) => &[Stretch::WithValue, Stretch::Without],
        (false, true, true) => &[Stretch::Without, Stretch::WithValue],
        (false, false, true) => &[Stretch::WithValue],
    }
}

/// Bounds and orders a query to a stretch, beyond the place where the page beside it ends.
fn narrow(select: &mut SelectStatement, stretch: Stretch, value: &Expr, ask: &PageAsk<'_>) {
    let id = Expr::col((alias(0), "id"));
    let descending = ask.sort.descending != ask.back;
    let beyond = |here: Expr, there: Expr| {
        if descending {
            here.lt(there)
        } else {
            here.gt(there)
        }
    };
    let order = if descending { Order::Desc } else { Order::Asc };
    match stretch {
        Stretch::All => {}
        Stretch::Without => {
            select.and_where(value.clone().is_null());
        }
        Stretch::WithValue => {
            select
                .and_where(value.clone().is_not_null())
                .order_by_expr(value.clone(), order.clone());
        }
    }
    select.order_by_expr(id.clone(), order);
    match (stretch, ask.from) {
        (
            Stretch::WithValue,
            Some(Cursor {
                value: Some(last),
                id: last_id,
            }),
        ) => {
            let here = Expr::tuple([value.clone(), id]);
            let there = Expr::tuple([bound(last.clone()), number(last_id.0)]);
            select.and_where(beyond(here, there));
        }
        (
            Stretch::All | Stretch::Without,
            Some(Cursor {
                value: None,
                id: last_id,
            }),
        ) => {
            select.and_where(beyond(id, number(last_id.0)));
        }
        _ => {}
    }
}

/// A value to compare with, bound with its type.
pub(crate) fn bound(value: Value) -> Expr {
    match value {
        Value::Whole(n) => Expr::val(n),
        Value::Text(text) => Expr::val(text),
        Value::Many(_) | Value::Sealed(_) => Expr::val(0i64),
    }
}

/// What a record was before, newest first, each with the moment it ended.
pub(crate) fn before(
    connection: &mut Connection,
    view: &View<'_>,
    kind: &str,
    id: Id,
) -> Result<Vec<(i64, Record)>, AskError> {
    let kind = known(view.catalogue, kind)?;
    let seen = Seen::of(view, kind);
    let mut select = seen.select(kind, &["until"]);
    select
        .from(scoped(view, Table::Before(kind), Right::Read, &alias(0)))
        .and_where(Expr::col((alias(0), "id")).eq(id.0))
        .order_by((alias(0), "until"), Order::Desc);
    let sql = view.dialect.compose(&select);
    let rows = connection.rows(&sql).map_err(crate::Fault::from)?;
    let before = |row| {
        let mut columns = Columns::of(row);
        (columns.whole(), seen.record(&mut columns))
    };
    Ok(rows.into_iter().map(before).collect())
}
