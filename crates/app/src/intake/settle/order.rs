//! In which order a batch's rows are settled: what is pointed at comes first.
//!
//! In: the kinds and a batch. Out: the places of its rows, by kind, each kind in its own order.
//! Sheets and workbooks may come in any order.

use std::collections::{HashMap, HashSet};

use base::{Catalogue, Kind};

use crate::intake::Batch;

/// The places of the rows in the order to settle them.
pub(super) fn order(catalogue: &Catalogue, batch: &Batch) -> Vec<usize> {
    let ranks = ranks(catalogue);
    let mut order: Vec<usize> = (0..batch.rows.len()).collect();
    let rank = |at: &usize| {
        let kind = batch.rows.get(*at).map(|row| row.given.kind.name);
        kind.and_then(|name| ranks.get(name)).copied()
    };
    order.sort_by_cached_key(rank);
    order
}

/// The rank of each kind: behind all it points at. Kinds that point at one another keep the
/// order of the catalogue.
fn ranks(catalogue: &Catalogue) -> HashMap<&'static str, usize> {
    let (mut ranks, mut open) = (HashMap::new(), HashSet::new());
    for kind in catalogue.kinds() {
        visit(catalogue, kind, &mut open, &mut ranks);
    }
    ranks
}

fn visit(
    catalogue: &Catalogue,
    kind: &'static Kind,
    open: &mut HashSet<&'static str>,
    ranks: &mut HashMap<&'static str, usize>,
) {
    if !open.insert(kind.name) {
        return;
    }
    for target in kind.fields.iter().flat_map(base::Field::targets) {
        if let Some(target) = catalogue.kind(target) {
            visit(catalogue, target, open, ranks);
        }
    }
    ranks.insert(kind.name, ranks.len());
}
