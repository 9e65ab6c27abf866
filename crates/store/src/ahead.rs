//! Rows put together by a link before what lies behind it is looked at.
//!
//! In: a count or a sum of many rows, grouped by what lies behind one link (and fields beside it).
//! Out: the rows grouped by the link itself, which its index does, in the place of the rows: a
//! thousand activities are then looked up and sorted by category, not their million sign-ins.

use base::{Fold, Kind};
use sea_query::{Expr, ExprTrait, Query, SelectStatement, TableRef};

use crate::{
    AskError,
    column::{Storage, column},
    filter::{alias, field},
    folds::FoldAsk,
    scope::Right,
    table::{Table, View, scoped},
};

/// How many rows were put together.
pub(crate) const ROWS: &str = "rows_ahead";
/// What they sum to.
pub(crate) const SUM: &str = "sum_ahead";

/// The columns to put rows together by: nothing where it would save nothing, or tell too little.
fn columns(kind: &'static Kind, ask: &FoldAsk<'_>) -> Result<Option<Vec<String>>, AskError> {
    let own = match ask.fold {
        Fold::Count => true,
        Fold::Sum(path) => !path.contains('.'),
        _ => false,
    };
    let link = |path: &'_ String| path.split_once('.').map(|(link, _)| link.to_owned());
    let links: Vec<String> = ask.by.iter().filter_map(link).collect();
    let Some(first) = links.first().filter(|_| own) else {
        return Ok(None);
    };
    if links.iter().any(|link| link != first) {
        return Ok(None);
    }
    let mut columns = vec!["park".to_owned()];
    for path in ask.by {
        let name = path.split(['.', ':']).next().unwrap_or(path);
        let field = field(kind, name)?;
        if !matches!(Storage::of(field), Storage::Whole | Storage::Text) {
            return Ok(None);
        }
        let column = column(field);
        if !columns.contains(&column) {
            columns.push(column);
        }
    }
    Ok(Some(columns))
}

/// The rows that meet a condition, put together, under the name that rows go by.
pub(crate) fn together(
    view: &View<'_>,
    kind: &'static Kind,
    ask: &FoldAsk<'_>,
    meets: &Expr,
) -> Result<Option<TableRef>, AskError> {
    let Some(columns) = columns(kind, ask)? else {
        return Ok(None);
    };
    let name = alias(0);
    let of = |column: &str| Expr::col((name.clone(), column.to_owned()));
    let mut select: SelectStatement = Query::select();
    select
        .from(scoped(view, Table::Records(kind), Right::Read, &name))
        .and_where(meets.clone())
        .expr_as(of("id").count(), ROWS);
    for column in &columns {
        select
            .expr_as(of(column), column.clone())
            .add_group_by([of(column)]);
    }
    if let Fold::Sum(path) = ask.fold {
        select.expr_as(of(&column(field(kind, path)?)).sum(), SUM);
    }
    Ok(Some(TableRef::SubQuery(Box::new(select), name.into())))
}
