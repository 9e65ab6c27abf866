//! What a figure opens onto: the things it counted, exactly as many as it says.
//!
//! In: a definition, its figure, a period. Out: selections, each with how its records become
//! things: every record one, one for each distinct value, or as many as a field says. The
//! reader's own scope decides later which of them open.

use std::collections::BTreeMap;

use base::{Catalogue, Filter, Period, Selection};

use crate::{Definition, Definitions, Figure, Fold, plan::by_figure, selection};

/// Part of what a figure counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Opening {
    /// The records.
    pub selection: Selection,
    /// How they become things.
    pub each: Each,
    /// For a share: which of them also meet what the share asks; all of them otherwise.
    pub met: Option<Filter>,
}

/// How records become things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Each {
    /// Every record is one.
    Row,
    /// One for each distinct value of this field or path (轮, 人, 街道), with its records.
    Value(String),
    /// As many as this field of the record says (a row of 3 份 is three).
    Weight(String),
}

/// What a figure opens onto; several parts for one that adds others.
pub fn opening(
    definition: &Definition,
    figures: &BTreeMap<String, Figure>,
    all: &Definitions,
    period: Period,
    catalogue: &Catalogue,
) -> Vec<Opening> {
    let other = |key: &str| {
        all.get(key)
            .map(|d| opening(d, figures, all, period, catalogue))
            .unwrap_or_default()
    };
    let figure = figures.get(&definition.key);
    let mut whole = selection(definition, period, catalogue);
    let picked = figure.and_then(|f| f.picked.clone());
    let one = |selection: Selection, each: Each| {
        vec![Opening {
            selection,
            each,
            met: None,
        }]
    };
    match &definition.fold {
        Fold::Add(_)
        | Fold::Less(_)
        | Fold::Same(_)
        | Fold::Per(_)
        | Fold::Growth(_)
        | Fold::Peak(_)
        | Fold::Place(_) => definition.made_of().into_iter().flat_map(other).collect(),
        Fold::Rate(rate) => other(&rate.of),
        Fold::Ratio([part, of]) => {
            let counted = all.get(part).map(|d| selection(d, period, catalogue));
            let mut parts = other(of);
            let alike = |o: &Opening| counted.as_ref().is_some_and(|s| s.kind == o.selection.kind);
            if !parts.iter().all(alike) {
                // Sign-ins an activity: each opens for itself.
                parts.splice(0..0, other(part));
                return parts;
            }
            for opening in &mut parts {
                opening.met = counted.as_ref().map(|s| s.filter.clone());
            }
            parts
        }
        Fold::Share(filter) => vec![Opening {
            selection: whole,
            each: Each::Row,
            met: Some(filter.at(period)),
        }],
        Fold::Sum(field) => one(whole, Each::Weight(field.clone())),
        Fold::Distinct(path) | Fold::Names(path) => one(whole, Each::Value(path.clone())),
        Fold::Last(last) => {
            whole = whole.and(Filter::ids(picked.unwrap_or_default()));
            one(whole, Each::Weight(last.of.clone()))
        }
        Fold::Rank(rank) => {
            let things = picked.unwrap_or_default();
            whole = whole.and(Filter::through(&rank.of, Filter::ids(things)));
            one(whole, Each::Value(rank.of.clone()))
        }
        _ => {
            if let Some(ids) = picked {
                let rest = by_figure(&whole.filter).map(|(rest, _)| rest);
                whole.filter = rest.unwrap_or_default().and(Filter::ids(ids));
            }
            one(whole, Each::Row)
        }
    }
}

/// Whether what a figure opens onto depends on what it came to: a ranking opens its placed
/// things, a filter on figures the records it let through.
pub fn picks(key: &str, all: &Definitions) -> bool {
    let Some(definition) = all.get(key) else {
        return false;
    };
    matches!(definition.fold, Fold::Rank(_) | Fold::Last(_))
        || crate::reads_figures(definition)
        || definition.uses().into_iter().any(|key| picks(key, all))
}
