//! A filter as a condition of SQL.
//!
//! In: a filter over a kind, and the alias its rows go by. Out: a condition that is true or
//! false for every row and never unknown, the same on both engines and the same as in memory.
//! A step through a link is `IN (…)` over a scoped table: a join would double rows.

use base::{Catalogue, Field, Filter, Kind, Leaf, Operand, Test, Type, Value, folded};
use sea_query::{
    CommonTableExpression, Expr, ExprTrait, Func, JoinType, LikeExpr, Query, SelectStatement,
    UnionType, WithClause,
};

use crate::{
    AskError,
    column::{Storage, column, folded_column},
    scope::Right,
    table::{Table, View, always, key, key_of, never, number, scoped},
};

/// The name the rows go by at each depth of a filter.
pub(crate) fn alias(depth: usize) -> String {
    format!("t{depth}")
}

/// The condition that the rows named `alias(depth)` meet.
pub(crate) fn condition(
    view: &View<'_>,
    kind: &'static Kind,
    depth: usize,
    filter: &Filter,
) -> Result<Expr, AskError> {
    let each = |many: &[Filter], none: fn() -> Expr, join: fn(Expr, Expr) -> Expr| {
        let mut all: Option<Expr> = None;
        for one in many {
            let one = condition(view, kind, depth, one)?;
            all = Some(match all {
                Some(all) => join(all, one),
                None => one,
            });
        }
        Ok(all.unwrap_or_else(none))
    };
    match filter {
        Filter::All { all } => each(all, always, |a, b| a.and(b)),
        Filter::Any { any } => each(any, never, |a, b| a.or(b)),
        Filter::Not { not } => Ok(condition(view, kind, depth, not)?.not()),
        Filter::Below { below, by } => under(view, kind, depth, (below, by)),
        Filter::Ids { ids } => Ok(of(depth, "id").is_in(ids.iter().map(|id| number(*id)))),
        Filter::Through {
            through,
            kind: to,
            filter,
        } => {
            let field = field(kind, through)?;
            let target = target(view, kind, field, to)?;
            let found = keys(view, Table::Records(target), "id", depth + 1, |depth| {
                condition(view, target, depth, filter)
            })?;
            step(view, kind, field, depth, found)
        }
        Filter::HeldBy {
            held_by,
            by,
            filter,
        } => held(view, kind, depth, (held_by, by, filter)),
        Filter::Leaf(leaf) => test(view, kind, depth, leaf),
    }
}

/// The link of a row leads to one of the keys found.
fn step(
    view: &View<'_>,
    kind: &'static Kind,
    field: &'static Field,
    depth: usize,
    found: SelectStatement,
) -> Result<Expr, AskError> {
    match Storage::of(field) {
        Storage::Many => {
            let links = keys(view, Table::Links(kind, field), "id", depth + 1, |depth| {
                Ok(key(view, &alias(depth), "target").in_subquery(found))
            })?;
            Ok(key(view, &alias(depth), "id").in_subquery(links))
        }
        _ => {
            let link = column(field);
            let leads = key(view, &alias(depth), &link).in_subquery(found);
            // As a truth it is asked of a row, and offers no index that every row lies in.
            let there = of(depth, &link).is_not_null().is(always());
            Ok(there.and(leads))
        }
    }
}

/// A row is one of some, or its link leads up to one of them: walked from above, so that it
/// costs what lies below, and no place twice, so that a ring ends.
fn under(
    view: &View<'_>,
    kind: &'static Kind,
    depth: usize,
    (below, by): (&[i64], &str),
) -> Result<Expr, AskError> {
    const FOUND: &str = "found";
    let by = field(kind, by)?;
    if !by.leads_up(kind.name) {
        return Err(unsuited(kind, by, "it does not lead up"));
    }
    let name = alias(depth + 1);
    let row = |column: &str| Expr::col((name.clone(), column.to_owned()));
    let mut found = Query::select();
    found
        .column((name.clone(), "id"))
        .from(scoped(view, Table::Records(kind), Right::Read, &name))
        .and_where(row("id").is_in(below.iter().map(|id| number(*id))));
    let mut next = Query::select();
    next.column((name.clone(), "id")).from(FOUND).join(
        JoinType::InnerJoin,
        scoped(view, Table::Records(kind), Right::Read, &name),
        row(&column(by)).eq(Expr::col((FOUND, "id"))),
    );
    found.union(UnionType::Distinct, next);
    let mut table = CommonTableExpression::new();
    table.table_name(FOUND).columns(["id"]).query(found);
    let mut with = WithClause::new();
    with.recursive(true).cte(table);
    let mut all = Query::select();
    all.column("id").from(FOUND).with_cte(with);
    Ok(of(depth, "id").in_subquery(all))
}

/// Some record of another kind leads to a row.
fn held(
    view: &View<'_>,
    kind: &'static Kind,
    depth: usize,
    (holder, by, filter): (&str, &str, &Filter),
) -> Result<Expr, AskError> {
    let holder = known(view.catalogue, holder)?;
    let by = field(holder, by)?;
    if !by.targets().contains(&kind.name) {
        return Err(unsuited(holder, by, "it does not lead to this kind"));
    }
    let found = match Storage::of(by) {
        Storage::Many => {
            let holders = keys(view, Table::Records(holder), "id", depth + 2, |depth| {
                condition(view, holder, depth, filter)
            })?;
            keys(
                view,
                Table::Links(holder, by),
                "target",
                depth + 1,
                |depth| Ok(key(view, &alias(depth), "id").in_subquery(holders)),
            )?
        }
        _ => {
            let link = column(by);
            keys(view, Table::Records(holder), &link, depth + 1, |depth| {
                let there = of(depth, &link).is_not_null();
                Ok(there.and(condition(view, holder, depth, filter)?))
            })?
        }
    };
    Ok(key(view, &alias(depth), "id").in_subquery(found))
}

/// The keys in a column of a table's rows that meet a condition.
fn keys(
    view: &View<'_>,
    table: Table,
    column: &str,
    depth: usize,
    meets: impl FnOnce(usize) -> Result<Expr, AskError>,
) -> Result<SelectStatement, AskError> {
    let name = alias(depth);
    let mut select = key_of(view, &name, column);
    select
        .from(scoped(view, table, Right::Read, &name))
        .and_where(meets(depth)?);
    Ok(select)
}

fn test(view: &View<'_>, kind: &'static Kind, depth: usize, leaf: &Leaf) -> Result<Expr, AskError> {
    let field = field(kind, &leaf.field)?;
    if Storage::of(field) == Storage::Sealed {
        return Err(unsuited(kind, field, "it is encrypted"));
    }
    if Storage::of(field) == Storage::Many {
        return test_many(view, kind, field, depth, &leaf.test);
    }
    let value = of(depth, &column(field));
    let bound = |operand: &Operand| bound(kind, field, operand);
    let with = |other: &str, compare: fn(Expr, Expr) -> Expr| {
        let other = beside(kind, field, other)?;
        let other = of(depth, &column(other));
        let there = value.clone().is_not_null().and(other.clone().is_not_null());
        Ok(there.and(compare(value.clone(), other)))
    };
    let there = |compared: Expr| Ok(value.clone().is_not_null().and(compared));
    match &leaf.test {
        Test::Is(o) => there(value.clone().eq(bound(o)?)),
        Test::In(many) => {
            let many: Result<Vec<Expr>, AskError> = many.iter().map(bound).collect();
            there(value.clone().is_in(many?))
        }
        Test::AtLeast(o) => there(value.clone().gte(bound(o)?)),
        Test::Above(o) => there(value.clone().gt(bound(o)?)),
        Test::AtMost(o) => there(value.clone().lte(bound(o)?)),
        Test::Below(o) => there(value.clone().lt(bound(o)?)),
        Test::Contains(words) => contains(kind, field, depth, words),
        Test::Set(true) => Ok(value.is_not_null()),
        Test::Set(false) => Ok(value.is_null()),
        Test::AtLeastField(other) => with(other, |a, b| a.gte(b)),
        Test::AtMostField(other) => with(other, |a, b| a.lte(b)),
        Test::IsField(other) => with(other, |a, b| a.eq(b)),
        Test::InMonth(month) if is_dated(field) => {
            let found = Func::cust("substr").args([value.clone(), number(6), number(2)]);
            there(Expr::from(found).eq(format!("{month:02}")))
        }
        Test::InMonth(_) => Err(unsuited(kind, field, "it is no day")),
        Test::FigureAtLeast(_) => Err(open(kind, field)),
    }
}

/// A test of a field that holds many links: one of them is, or one of them is among, or any
/// is there.
fn test_many(
    view: &View<'_>,
    kind: &'static Kind,
    field: &'static Field,
    depth: usize,
    test: &Test,
) -> Result<Expr, AskError> {
    let wanted: Vec<&Operand> = match test {
        Test::Set(true) => return Ok(of(depth, &column(field)).is_not_null()),
        Test::Set(false) => return Ok(of(depth, &column(field)).is_null()),
        Test::Is(one) => vec![one],
        Test::In(many) => many.iter().collect(),
        _ => return Err(unsuited(kind, field, "it holds several links")),
    };
    let wanted: Result<Vec<Expr>, AskError> = wanted
        .into_iter()
        .map(|operand| match operand {
            Operand::Is(Value::Whole(id)) => Ok(number(*id)),
            Operand::Is(_) => Err(unsuited(kind, field, "it holds links")),
            Operand::Year { .. } => Err(open(kind, field)),
        })
        .collect();
    let wanted = wanted?;
    let links = keys(view, Table::Links(kind, field), "id", depth + 1, |depth| {
        Ok(of(depth, "target").is_in(wanted))
    })?;
    Ok(key(view, &alias(depth), "id").in_subquery(links))
}

fn contains(
    kind: &'static Kind,
    field: &'static Field,
    depth: usize,
    words: &str,
) -> Result<Expr, AskError> {
    const LONGEST: usize = 1_000;
    let words = folded(words);
    if !field.searched {
        return Err(unsuited(kind, field, "it is not searched"));
    }
    if words.chars().count() > LONGEST {
        return Err(AskError::TooLarge);
    }
    let mut pattern = String::from("%");
    for c in words.chars() {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    pattern.push('%');
    let text = of(depth, &folded_column(field.name));
    let like = text.clone().like(LikeExpr::new(pattern).escape('!'));
    Ok(text.is_not_null().and(like))
}

/// Whether a month stands in its text.
fn is_dated(field: &Field) -> bool {
    matches!(field.kind, Type::Day | Type::Month | Type::Moment)
}

fn of(depth: usize, column: &str) -> Expr {
    Expr::col((alias(depth), column.to_owned()))
}

/// The value to compare a field with, bound as the field's storage.
fn bound(kind: &Kind, field: &Field, operand: &Operand) -> Result<Expr, AskError> {
    match (Storage::of(field), operand) {
        (_, Operand::Year { .. }) => Err(open(kind, field)),
        (Storage::Whole, Operand::Is(Value::Whole(n))) => Ok(Expr::val(*n)),
        (Storage::Text, Operand::Is(Value::Text(text))) => Ok(Expr::val(text.clone())),
        _ => Err(unsuited(kind, field, "the value is of another type")),
    }
}

/// Another field of the same record and the same storage.
fn beside(kind: &'static Kind, one: &Field, other: &str) -> Result<&'static Field, AskError> {
    let other = field(kind, other)?;
    match (Storage::of(one), Storage::of(other)) {
        (Storage::Whole, Storage::Whole) | (Storage::Text, Storage::Text) => Ok(other),
        _ => Err(unsuited(kind, other, "it is of another type")),
    }
}

/// The kind a link leads to.
fn target(
    view: &View<'_>,
    kind: &Kind,
    field: &Field,
    name: &str,
) -> Result<&'static Kind, AskError> {
    match (name, field.targets()) {
        ("", [only]) => known(view.catalogue, only),
        ("", _) => Err(unsuited(
            kind,
            field,
            "it may lead to several kinds, or to none",
        )),
        (name, targets) if targets.contains(&name) => known(view.catalogue, name),
        _ => Err(unsuited(kind, field, "it does not lead to that kind")),
    }
}

/// The kind of this name.
pub(crate) fn known(catalogue: &Catalogue, name: &str) -> Result<&'static Kind, AskError> {
    catalogue.kind(name).ok_or_else(|| AskError::Unknown {
        field: name.to_owned(),
    })
}

/// The field of this name.
pub(crate) fn field(kind: &'static Kind, name: &str) -> Result<&'static Field, AskError> {
    kind.field(name).ok_or_else(|| AskError::Unknown {
        field: format!("{}.{name}", kind.name),
    })
}

/// The field cannot be used so.
pub(crate) fn unsuited(kind: &Kind, field: &Field, why: &'static str) -> AskError {
    AskError::Unsuited {
        field: format!("{}.{}", kind.name, field.name),
        why,
    }
}

/// What only a figure can say, «this year» or another figure's value, was asked of the store.
fn open(kind: &Kind, field: &Field) -> AskError {
    unsuited(kind, field, "only a figure says this")
}
