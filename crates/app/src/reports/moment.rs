//! A figure as it stood at a moment: its value, and the things it counted, each with its rows.
//!
//! In: a figure's key, a period, perhaps a place, a moment. Out: the value as the records stood
//! then, by the definitions as they are now, and what it counted. It is computed anew for every
//! moment but the present and never kept; it tells nobody who may see it.

use std::sync::Arc;

use base::Lang;
use figures::{Definitions, Opening, opening};
use store::{AskError, Moment, Scope, Store};

use super::{
    Values, evaluate,
    kept::{Kept, Wanted},
    things::{self, Looking, Thing},
};

/// The value of a figure (`wanted.only`) with all it is made of, as its records stood.
///
/// # Errors
/// When the store does not answer.
pub async fn values(
    store: &Store,
    scope: &Scope,
    definitions: Arc<Definitions>,
    wanted: &Wanted,
    moment: Moment,
) -> Result<Values, AskError> {
    let only = wanted.only.as_deref();
    let values = evaluate(store, scope, moment, definitions, wanted.period, only, None).await?;
    Ok(Values {
        place: wanted.place,
        ..values
    })
}

/// The same by the definitions that the park has now, those of one place where one is wanted.
///
/// # Errors
/// When the store does not answer, or the park's definitions do not fit.
pub async fn values_of_park(
    store: &Store,
    scope: &Scope,
    kept: &Kept,
    wanted: &Wanted,
    moment: Moment,
) -> Result<Values, super::definitions::Trouble> {
    let unvalued = kept.unvalued(store, scope.park(), wanted).await?;
    Ok(values(store, scope, unvalued.definitions, wanted, moment).await?)
}

/// What a figure opens onto in these values: nothing where there is no such figure.
pub fn openings(store: &Store, values: &Values, key: &str) -> Vec<Opening> {
    let Some(definition) = values.definitions.get(key) else {
        return Vec::new();
    };
    let (figures, all) = (&values.figures, &values.definitions);
    opening(definition, figures, all, values.period, &store.catalogue())
}

/// The things that a figure counted as of a moment, each with its rows, as far as `scope` may
/// see them. `values` are those of the same moment.
///
/// # Errors
/// When the store does not answer, or the reader may not open the records.
pub async fn things(
    looking: Looking<'_>,
    values: &Values,
    key: &str,
    lang: Lang,
) -> Result<Vec<Thing>, AskError> {
    let openings = openings(looking.store, values, key);
    things::things(looking, &openings, lang).await
}
