//! 为什么对不上: two figures held against each other, or ours against a list somebody sent.
//!
//! In: two sides as an address names them: a figure, a period, a place, a moment. Out: steps
//! that sum exactly to the gap, each opening its rows, and a sentence to send on; the same as
//! JSON. Steps are told only to whoever may open both figures; of the care compartment nobody
//! else learns more than its own pages give.

mod answer;
mod api;
mod asked;
mod between;
mod cause;
mod comparable;
pub mod explained;
pub mod form;
mod lines;
mod list;
mod pages;
pub mod side;
mod since;
mod words;

use axum::http::Method;
use base::Roles;
pub use between::{Between, between};
pub use list::Lists;
pub use since::{Since, since};

use crate::front::{Right, Routes};

/// Those who see the park's figures.
const READERS: Right = Right::Have(Roles::TEAM_AND_OFFICES);

/// The addresses.
pub fn routes() -> Routes {
    Routes::default()
        .get("/explain", READERS, pages::show)
        .get("/explain/list", READERS, list::pages::ask)
        .upload("/explain/list", READERS, list::pages::hand_in)
        .get("/explain/list/{token}", READERS, list::pages::show)
        .get("/api/v1/explain", READERS, api::show)
        .json(
            Method::POST,
            "/api/v1/explain/list",
            READERS,
            list::api::list,
        )
}
