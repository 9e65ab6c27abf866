//! The pages of figures and of the year's report, and their JSON.
//!
//! In: a key, a period, perhaps a place. Out: a figure's page or drawer, the catalogue of
//! figures, the report. A reader who may not open the records sees the number (a small one
//! of the care compartment is kept back) and no record.

pub mod annual;
mod api;
mod as_of;
mod at_record;
mod catalogue;
mod charts;
pub mod compare;
pub mod counted_in;
mod figure;
mod grounds;
pub mod held;
mod parts;
mod period;
mod proof;
mod reading;
mod things;

use base::{Id, Roles};
use figures::Definition;

use super::{Values, define, definitions::Trouble, guard::Guard, text};
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
        .get("/figures/{key}/things", READERS, things::show)
        .get("/texts", DEFINERS, text::pages::all)
        .get("/texts/{code}", DEFINERS, text::pages::show)
        .post("/texts/{code}", DEFINERS, text::pages::send)
        .post("/texts/{code}/place", DEFINERS, text::pages::place)
        .get("/reports", READERS, annual::latest)
        .get("/reports/{year}", READERS, annual::show)
        .get("/reports/{year}/report.docx", READERS, annual::letter)
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

/// The reader before these figures.
pub(super) fn guard<'a>(
    call: &'a Call,
    values: &'a Values,
    catalogue: &'a base::Catalogue,
) -> Result<Guard<'a>, Stop> {
    Ok(Guard::new(values, catalogue, Some(&call.visitor()?.scope)))
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
