//! In which order a batch's rows are settled: what is pointed at comes first.
//!
//! In: the kinds and a batch. Out: the places of its rows, by kind, each kind in its own order.
//! Sheets and workbooks may come in any order.

use std::collections::{HashMap, HashSet};

use base::{Catalogue, Kind};

use crate::intake::{Batch, Found};

/// The places of the rows in the order to settle them: by kind, and within one a row behind
/// those it points at. Rows that point round in a circle keep the order given.
pub(super) fn order(catalogue: &Catalogue, batch: &Batch, found: &[Found]) -> Vec<usize> {
    if batch.rows.len() < 2 {
        return (0..batch.rows.len()).collect();
    }
    let ranks = ranks(catalogue);
    let mut given: Vec<usize> = (0..batch.rows.len()).collect();
    let rank = |at: &usize| {
        let kind = batch.rows.get(*at).map(|row| row.given.kind.name);
        kind.and_then(|name| ranks.get(name)).copied()
    };
    given.sort_by_cached_key(rank);
    let mut states = vec![State::New; batch.rows.len()];
    let (mut order, mut open) = (Vec::with_capacity(given.len()), Vec::new());
    for at in given {
        open.push(at);
        while let Some(at) = open.last().copied() {
            let Some(state) = states.get_mut(at) else {
                break;
            };
            if *state == State::New {
                *state = State::Open;
                let new = |other: &usize| states.get(*other) == Some(&State::New);
                open.extend(pointed_at(batch, found, at).filter(new));
                continue;
            }
            if std::mem::replace(state, State::Done) == State::Open {
                order.push(at);
            }
            open.pop();
        }
    }
    order
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    Open,
    Done,
}

/// The rows of the batch that a row points at.
fn pointed_at(batch: &Batch, found: &[Found], at: usize) -> impl Iterator<Item = usize> {
    let names = batch.rows.get(at).map(|row| row.names.iter());
    let row_of = |name: u32| match found.get(name as usize) {
        Some(Found::Row(other)) => Some(*other as usize),
        _ => None,
    };
    names
        .into_iter()
        .flatten()
        .filter_map(move |(_, name)| row_of(*name))
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
