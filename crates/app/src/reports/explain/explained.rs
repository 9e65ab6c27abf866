//! Two figures held against each other: both values, the gap, and the steps between.
//!
//! In: two figures as asked. Out: the answer that pages and programs print, exact; or why there
//! is none. All is computed under the program's own eyes; who is told what is decided where it is
//! told.

use base::{Catalogue, Lang};
use figures::{Cause, Step, apart, steps};
use store::{Scope, Store};

use super::{
    cause::Causes,
    comparable,
    side::{Figured, MOST, Rows, paths, places},
};
use crate::reports::definitions::Trouble;

/// The answer.
pub struct Explained {
    /// The value of each side, in stored units.
    pub values: [i64; 2],
    /// The decimals of both.
    pub places: u8,
    /// The steps, largest first: together the gap.
    pub steps: Vec<Step>,
}

/// Why there is no answer.
pub enum Without {
    /// The two cannot be held against each other.
    Against(String),
    /// There are more records than are held against each other at once.
    TooMany,
}

/// Holds two figures against each other.
///
/// # Errors
/// When the store does not answer.
pub async fn explain(
    (store, scope): (&Store, &Scope),
    sides: [&Figured; 2],
    lang: Lang,
) -> Result<Result<Explained, Without>, Trouble> {
    let catalogue = store.catalogue();
    let [here, there] = sides;
    if let Some(why) = comparable::against(here, there, &catalogue, lang) {
        return Ok(Err(Without::Against(why)));
    }
    for side in sides {
        if side.count(store, scope).await? > MOST {
            return Ok(Err(Without::TooMany));
        }
    }
    let places = decimals(sides, &catalogue);
    let by = paths(sides);
    let before = here.rows(store, scope, &by, places).await?;
    let after = there.rows(store, scope, &by, places).await?;
    let apart = apart(&before.side, &after.side);
    let causes = Causes::read((store, scope), &apart, sides).await?;
    let both: [(&Figured, &Rows); 2] = [(here, &before), (there, &after)];
    let steps = steps(apart, |one| -> Cause { causes.of(one, both, &catalogue) });
    Ok(Ok(Explained {
        values: [before.side.value(), after.side.value()],
        places,
        steps,
    }))
}

impl Explained {
    /// How much more the second is, in stored units.
    pub fn gap(&self) -> i64 {
        self.values[1] - self.values[0] // OK because there are two.
    }
}

fn decimals(sides: [&Figured; 2], catalogue: &Catalogue) -> u8 {
    let pieces = sides.into_iter().flat_map(Figured::pieces);
    let all = pieces.map(|piece| places(&piece.opening, catalogue));
    all.max().unwrap_or(0)
}
