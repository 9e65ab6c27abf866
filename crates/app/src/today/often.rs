//! What this reader is likely to record next.
//!
//! In: the kinds they may write. Out: those of which the park has most, so that 记一条 begins
//! with them. It counts what they may see, nothing else.

use base::{Answer, Ask, Fold, Kind, Selection};

use crate::front::{Call, Stop};

/// How many kinds are offered first.
const FIRST: usize = 5;

/// The kinds the caller may write that have most records, most first; none that has none.
///
/// # Errors
/// Faults of the store.
pub async fn most_written(call: &Call) -> Result<Vec<&'static Kind>, Stop> {
    let scope = &call.visitor()?.scope;
    let catalogue = call.catalogue();
    let may = |kind: &&'static Kind| scope.may_write(kind) && scope.may_read(kind);
    let kinds: Vec<&'static Kind> = catalogue.kinds().filter(may).collect();
    let asks = kinds.iter().map(|kind| Ask::Fold {
        selection: Selection::all(kind.name),
        fold: Fold::Count,
        by: Vec::new(),
        after: None,
        limit: 1,
    });
    let counts = call.ask(asks.collect()).await?;
    let counts = counts.into_iter().map(Answer::number);
    let mut counted: Vec<(i64, &'static Kind)> =
        counts.zip(kinds).filter(|(count, _)| *count > 0).collect();
    counted.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    Ok(counted
        .into_iter()
        .take(FIRST)
        .map(|(_, kind)| kind)
        .collect())
}
