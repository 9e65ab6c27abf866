//! 更正说明: what became of a signed return's figures since, each with the steps between.
//!
//! In: a signed return. Out: every figure whose value is another now, by the definition as it was
//! signed: old, new, and steps that sum to the change. What was signed stays as it is; this
//! stands beside it.

use std::sync::Arc;

use base::Lang;
use store::{Moment, Scope};

use super::signed::Archived;
use crate::{
    front::{Call, Stop},
    reports::{
        Values, evaluate,
        explain::{
            Between, between,
            side::{Asked, Figured},
        },
        guard::Guard,
        kept::Wanted,
    },
};

/// A figure that is another now.
pub struct Restated {
    /// Its key.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// What lies between.
    pub between: Between,
}

/// What a signed return's figures say now, by the definitions as they were signed.
///
/// # Errors
/// Faults of the store.
pub async fn now(call: &Call, archived: &Archived) -> Result<Values, Stop> {
    let catalogue = call.catalogue();
    let signed = archived.values(&catalogue);
    let scope = Scope::system(
        call.visitor()?.scope.park(),
        "what became of a signed return",
    );
    let definitions = Arc::clone(&signed.definitions);
    let values = evaluate(
        &call.house.store,
        &scope,
        Moment::Now,
        definitions,
        signed.period,
        None,
        Some(&call.house.figures.answers),
    );
    Ok(values.await?)
}

/// The figures that are others now.
///
/// # Errors
/// Faults of the store.
pub async fn restated(call: &Call, archived: &Archived) -> Result<Vec<Restated>, Stop> {
    let (catalogue, lang) = (call.catalogue(), call.lang());
    let signed = archived.values(&catalogue);
    let now = now(call, archived).await?;
    let reader = &call.visitor()?.scope;
    let shown = archived.filled(&catalogue, Some(reader), lang);
    let mut all = Vec::new();
    for key in shown.keys() {
        let Some((definition, was)) = signed.get(key) else {
            continue;
        };
        let guard = Guard::new(&signed, &catalogue, Some(reader));
        let same = now.figures.get(key).is_some_and(|is| {
            (is.amount, &is.names, &is.gap) == (was.amount, &was.names, &was.gap)
        });
        // Of the care compartment a change by one would tell of one person.
        let guarded = guard.sight(definition) == crate::reports::guard::Sight::Guarded;
        if same || guarded {
            continue;
        }
        let side = |at: Option<i64>, values: &Values| {
            let asked = Asked {
                key: key.to_owned(),
                wanted: Wanted {
                    period: signed.period,
                    place: None,
                    only: Some(key.to_owned()),
                },
                at,
            };
            Figured::of(asked, values.clone(), &catalogue)
        };
        let (Some(then), Some(today)) = (side(Some(archived.at), &signed), side(None, &now)) else {
            continue;
        };
        all.push(Restated {
            key: key.to_owned(),
            name: match lang {
                Lang::Zh => definition.zh.clone(),
                Lang::En => definition.en.clone(),
            },
            between: between(call, [then, today]).await?,
        });
    }
    Ok(all)
}
