//! The values a page of figures asks for: now, or the older ones while they are computed anew.
//!
//! In: a request for a figure in a period, perhaps of a place. Out: values, with what its page
//! shows of them already counted. Only what the query names is computed.

use std::{sync::Arc, time::Duration};

use base::{Catalogue, Id};
use figures::opening;

use super::{period, place};
use crate::{
    front::{Call, House, Stop},
    reports::{Values, breakdown, definitions::Trouble, evaluate::Reading, kept::Wanted, things},
};

/// The values asked for.
pub(super) async fn values(call: &Call, only: Option<&str>) -> Result<Arc<Values>, Stop> {
    let (park, wanted) = asked(call, only)?;
    let house = &call.house;
    Ok(house.figures.values(&house.store, park, wanted).await?)
}

/// The value asked for; where it takes long to compute anew and an older one is known, that one,
/// which says so, while it is computed on.
pub(super) async fn at_hand(call: &Call, key: &str) -> Result<Arc<Values>, Stop> {
    const PATIENCE: Duration = Duration::from_millis(200);
    let (park, wanted) = asked(call, Some(key))?;
    let (house, key) = (call.house.clone(), key.to_owned());
    let Some(old) = house.figures.last(park, &wanted) else {
        return values(call, Some(&key)).await;
    };
    let mut computed = tokio::spawn(ready(house, (park, wanted), key));
    match tokio::time::timeout(PATIENCE, &mut computed).await {
        Ok(done) => Ok(done.map_err(Stop::fault)??),
        Err(_) => Ok(Arc::new(old)),
    }
}

/// The value asked for, if it is known or soon found; else only its definitions, while it is
/// computed on and kept for whoever asks next. Where the value says what is opened it is
/// waited for.
pub(super) async fn soon(call: &Call, key: &str) -> Result<Arc<Values>, Stop> {
    const SOON: Duration = Duration::from_millis(15);
    let (park, wanted) = asked(call, Some(key))?;
    let (house, all) = (call.house.clone(), wanted.clone());
    let mut computed =
        tokio::spawn(async move { house.figures.values(&house.store, park, all).await });
    if let Ok(done) = tokio::time::timeout(SOON, &mut computed).await {
        return Ok(done.map_err(Stop::fault)??);
    }
    let house = &call.house;
    let unvalued = house.figures.unvalued(&house.store, park, &wanted).await?;
    match figures::picks(key, &unvalued.definitions) {
        true => Ok(computed.await.map_err(Stop::fault)??),
        false => Ok(Arc::new(unvalued)),
    }
}

pub(super) fn asked(call: &Call, only: Option<&str>) -> Result<(Id, Wanted), Stop> {
    let wanted = Wanted {
        period: period::of(call)?,
        place: place(call)?,
        only: only.map(str::to_owned),
    };
    Ok((call.visitor()?.scope.park(), wanted))
}

/// A figure's value with all that its page shows of it.
async fn ready(
    house: Arc<House>,
    (park, wanted): (Id, Wanted),
    key: String,
) -> Result<Arc<Values>, Trouble> {
    let values = house.figures.values(&house.store, park, wanted).await?;
    let (scope, catalogue) = (
        store::Scope::system(park, "what a figure's page shows"),
        house.store.catalogue(),
    );
    if let Some(definition) = values.definitions.get(&key) {
        let (defined, period) = (&values.definitions, values.period);
        let opened = opening(definition, &values.figures, defined, period, &catalogue);
        let reading = reading(&house, &scope, &catalogue);
        let counting = things::count_records(&reading, &values, definition);
        values.records.or(&key, counting).await?;
        let parting = breakdown::breakdown(&reading, definition, &opened, period);
        values.parts.or(&key, parting).await?;
    }
    Ok(values)
}

/// Where a figure's numbers are read: now, by what is known already.
pub(super) fn reading<'a>(
    house: &'a House,
    scope: &'a store::Scope,
    catalogue: &'a Catalogue,
) -> Reading<'a> {
    Reading {
        store: &house.store,
        scope,
        moment: Default::default(),
        catalogue,
        kept: Some(&house.figures.answers),
    }
}

/// The program's own scope: a figure is its place's, whoever reads it.
pub(super) fn system(call: &Call) -> Result<store::Scope, Stop> {
    Ok(store::Scope::system(
        call.visitor()?.scope.park(),
        "how many records a figure holds",
    ))
}
