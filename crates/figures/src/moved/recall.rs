//! The answers that a figure at hand was made of, where it still tells them.
//!
//! In: a definition and its whole figure. Out: the answers to its asks, as the store gave them;
//! nothing for a fold whose figure keeps less than its answers (a mean, a list of names).

use base::{Answer, Catalogue, Group, Groups, Value};

use crate::{Amount, Definition, Figure, Fold, figure::places, plan::by_figure};

/// The answers behind a whole figure.
pub fn recalled(
    definition: &Definition,
    figure: &Figure,
    catalogue: &Catalogue,
) -> Option<Vec<Answer>> {
    if by_figure(&definition.filter).is_some() {
        return None;
    }
    let places = |path: &str| places(catalogue, &definition.kind, path);
    match &definition.fold {
        Fold::Count | Fold::Distinct(_) => Some(vec![one(figure.amount?, 0)?]),
        Fold::Sum(path) => Some(vec![one(figure.amount?, places(path))?]),
        Fold::Share(_) => {
            let (met, of) = figure.out_of?;
            Some(vec![one(met, 0)?, one(of, 0)?])
        }
        _ => None,
    }
}

fn one(amount: Amount, places: u8) -> Option<Answer> {
    let unit = Amount::whole(10_i64.checked_pow(places.into())?);
    let value = Some(Value::Whole(amount.times(unit).as_whole()?));
    Some(Answer::Groups(Groups {
        groups: vec![Group {
            by: Vec::new(),
            value,
            rows: 0,
        }],
        more: false,
    }))
}
