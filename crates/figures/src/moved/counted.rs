//! As what each row of a table counts in one part of what a figure opens onto.
//!
//! In: a part as it was and as it would be. Out: how many rows come, go, or are counted as
//! something else.

use base::{Catalogue, Kind, Value};

use super::{
    Rows, State,
    bits::Bits,
    column::{Cell, Column},
    sets::{Sets, Truth},
};
use crate::{Each, Opening};

/// A part of what a figure opens onto.
struct Part {
    counted: Truth,
    weighed: bool,
    value: Option<Column>,
    met: Option<Truth>,
}

/// The rows that differ between a part before and the same after.
pub(super) fn rows(
    sets: &mut Sets<'_>,
    kind: &'static Kind,
    (was, is): (&Opening, &Opening),
    catalogue: &Catalogue,
) -> Rows {
    let was = Part::of(sets, kind, was, catalogue);
    let is = Part::of(sets, kind, is, catalogue);
    let (before, after) = (was.at(State::Before), is.at(State::After));
    let both = before.and(&after);
    let mut otherwise = Bits::default();
    if !both.is_empty() {
        otherwise = both.and(&was.otherwise(&is));
    }
    Rows {
        come: after.without(&before).many(),
        gone: before.without(&after).many(),
        otherwise: otherwise.many(),
    }
}

impl Part {
    fn of(sets: &mut Sets<'_>, kind: &'static Kind, part: &Opening, catalogue: &Catalogue) -> Part {
        let path = match &part.each {
            Each::Row => None,
            Each::Value(path) | Each::Weight(path) => Some(path.as_str()),
        };
        Part {
            counted: sets.truth(kind, &part.selection.condition(catalogue)),
            weighed: matches!(part.each, Each::Weight(_)),
            value: path.map(|path| sets.column(kind, path)),
            met: part.met.as_ref().map(|met| sets.truth(kind, met)),
        }
    }

    /// The rows counted: those with nothing to be told by, or of no weight, are not.
    fn at(&self, state: State) -> Bits {
        let counted = self.counted.at(state);
        let Some(column) = &self.value else {
            return counted.clone();
        };
        let weighs = |cell: &Cell| {
            let nil = self.weighed && cell.first() == Some(&Value::Whole(0));
            !cell.is_empty() && !nil
        };
        counted.and(&column.meeting(state, weighs))
    }

    /// The rows of another value, or that meet what a share asks only once.
    fn otherwise(&self, after: &Part) -> Bits {
        let value = self.value.as_ref().map(|column| (*column.differs).clone());
        let met = self.met.as_ref().zip(after.met.as_ref());
        let met = met.map(|(was, is)| was.at(State::Before).apart(is.at(State::After)));
        let all = value.into_iter().chain(met);
        all.reduce(|a, b| a.or(&b)).unwrap_or_default()
    }
}
