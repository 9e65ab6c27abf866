//! The pages of figures and of the year's report, and their JSON.
//!
//! In: a key, a period, perhaps a place. Out: a figure's page or drawer, the catalogue of
//! figures, the report. A reader who may not open the records sees the number (a small one
//! of the care compartment is kept back) and no record.

mod annual;
mod api;
mod as_of;
mod at_record;
mod catalogue;
mod compare;
pub mod counted_in;
mod figure;
pub mod held;
mod parts;
mod period;
mod proof;

use std::{sync::Arc, time::Duration};

use base::{Id, Roles};
use figures::{Definition, opening};

use super::{
    Values, define,
    definitions::Trouble,
    guard::Guard,
    kept::Wanted,
    shortly::{self, Shortly},
    text,
};
use crate::front::{Call, Right, Routes, Stop};
pub use catalogue::area;

/// Those who see the park's figures.
pub const READERS: Right = Right::Have(Roles::TEAM_AND_OFFICES);

/// Those who say how a figure is counted.
const DEFINERS: Right = Right::Have(Roles::MANAGERS);

/// The addresses of figures and reports.
pub fn routes() -> Routes {
    Routes::default()
        .get("/figures", READERS, catalogue::show)
        .get("/figures/define", DEFINERS, define::new)
        .post("/figures/define", DEFINERS, define::send)
        .get("/figures/{key}/define", DEFINERS, define::change)
        .get("/figures/{key}/versions", READERS, define::versions::show)
        .get("/figures/templates", DEFINERS, define::templates::show)
        .post(
            "/figures/templates/{set}",
            DEFINERS,
            define::templates::take,
        )
        .get("/figures/file", DEFINERS, define::transfer::export)
        .get("/figures/import", DEFINERS, define::transfer::show)
        .upload("/figures/import", DEFINERS, define::transfer::import)
        .get("/figures/{key}", READERS, figure::show)
        .get("/figures/{key}/things", READERS, figure::things)
        .get("/texts", DEFINERS, text::pages::all)
        .get("/texts/{code}", DEFINERS, text::pages::show)
        .post("/texts/{code}", DEFINERS, text::pages::send)
        .post("/texts/{code}/place", DEFINERS, text::pages::place)
        .get("/reports", READERS, annual::latest)
        .get("/reports/{year}", READERS, annual::show)
        .get("/reports/{year}/report.docx", READERS, annual::letter)
        .post(
            "/reports/{year}/publish",
            Right::Have(Roles::MANAGERS),
            annual::publish,
        )
        .get("/api/v1/figures", READERS, api::all)
        .get("/api/v1/figures/{key}", READERS, api::one)
        .get("/api/v1/figures/{key}/things", READERS, api::things)
}

impl From<Trouble> for Stop {
    fn from(trouble: Trouble) -> Stop {
        match trouble {
            Trouble::Ask(error) => error.into(),
            unfit => Stop::fault(unfit),
        }
    }
}

/// The place asked for: `place=` in the query.
///
/// # Errors
/// `NotThere` when it is no identity.
fn place(call: &Call) -> Result<Option<Id>, Stop> {
    call.query
        .get("place")
        .map(|text| text.parse().map_err(|_| Stop::NotThere))
        .transpose()
}

/// The values asked for.
async fn values(call: &Call, only: Option<&str>) -> Result<Arc<Values>, Stop> {
    let (park, wanted) = asked(call, only)?;
    let house = &call.house;
    Ok(house.figures.values(&house.store, park, wanted).await?)
}

/// The value asked for; where it takes long to compute anew and an older one is known, that one,
/// which says so, while it is computed on.
async fn at_hand(call: &Call, key: &str) -> Result<Arc<Values>, Stop> {
    const PATIENCE: Duration = Duration::from_millis(200);
    let (park, wanted) = asked(call, Some(key))?;
    let (house, key) = (call.house.clone(), key.to_owned());
    let Some(old) = house.figures.last(park, &wanted) else {
        return values(call, Some(&key)).await;
    };
    let mut computed = tokio::spawn(figure::ready(house, (park, wanted), key));
    match tokio::time::timeout(PATIENCE, &mut computed).await {
        Ok(done) => Ok(done.map_err(Stop::fault)??),
        Err(_) => Ok(Arc::new(old)),
    }
}

/// The value asked for, if it is known or soon found; else only its definitions, while it is
/// computed on and kept for whoever asks next. Where the value says what is opened it is
/// waited for.
async fn soon(call: &Call, key: &str) -> Result<Arc<Values>, Stop> {
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

fn asked(call: &Call, only: Option<&str>) -> Result<(Id, Wanted), Stop> {
    let wanted = Wanted {
        period: period::of(call)?,
        place: place(call)?,
        only: only.map(str::to_owned),
    };
    Ok((call.visitor()?.scope.park(), wanted))
}

/// A page of what a figure counted, from `after=` in the query on.
///
/// # Errors
/// `NotThere` where the reader may not open it; faults of the store.
async fn things(
    call: &Call,
    values: &Values,
    definition: &Definition,
    limit: u32,
) -> Result<Shortly, Stop> {
    let (scope, catalogue) = (&call.visitor()?.scope, call.catalogue());
    if !guard(call, values, &catalogue)?.opens(definition) {
        return Err(Stop::NotThere);
    }
    let parts = match call.query.get("lack") {
        Some("evidence") => proof::lacking(call, values, definition),
        _ => opening(
            definition,
            &values.figures,
            &values.definitions,
            values.period,
            &catalogue,
        ),
    };
    let (store, after) = (&call.house.store, call.query.get("after"));
    Ok(shortly::shortly(store, scope, &parts, after, limit, call.lang()).await?)
}

/// The reader before these figures.
pub(super) fn guard<'a>(
    call: &'a Call,
    values: &'a Values,
    catalogue: &'a base::Catalogue,
) -> Result<Guard<'a>, Stop> {
    Ok(Guard {
        values,
        catalogue,
        reader: Some(&call.visitor()?.scope),
    })
}

/// How many of a figure's records lack the evidence it asks for; nothing where it asks for none.
///
/// # Errors
/// Faults of the store.
pub async fn lacking(
    call: &Call,
    values: &Values,
    definition: &Definition,
) -> Result<Option<i64>, Stop> {
    let proof = proof::count(call, values, definition).await?;
    Ok(proof.map(|proof| proof.lack))
}

/// The query that names the same period and place again.
fn same(values: &Values, place: Option<Id>) -> String {
    let place = place.map(|id| format!("&place={id}")).unwrap_or_default();
    format!("period={}{place}", values.period)
}
