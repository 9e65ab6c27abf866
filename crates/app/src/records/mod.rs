//! Every kind of record there is, one line a kind.
//!
//! Menu, list, form, import sheet, template, API, permissions, tables and the catalogue of
//! figures are all read from `KINDS`. A new kind is a new folder and a new line here.

pub mod activities;
mod any_work;
pub mod attendance;
pub mod care;
pub mod contracts;
pub mod council;
pub mod creation;
pub mod evidence;
pub mod outside;
mod own_role;
pub mod people;
pub mod person;
pub mod places;
pub mod projects;
pub mod publications;
pub mod returns;
pub mod rights;
pub mod scoring;
pub mod settings;
pub mod teams;
#[cfg(test)]
mod tests;
mod year;

use base::Kind;

/// The kinds, in the order of the menu; what is linked to need not come first.
pub static KINDS: &[&Kind] = &[
    &activities::KIND,
    &attendance::KIND,
    &teams::KIND,
    &council::KIND,
    &publications::KIND,
    &projects::KIND,
    &projects::coaching::KIND,
    &scoring::KIND,
    &projects::honours::KIND,
    &projects::revisions::KIND,
    &projects::indicators::KIND,
    &projects::visits::KIND,
    &projects::rounds::KIND,
    &creation::KIND,
    &returns::KIND,
    &returns::types::KIND,
    &returns::given_out::KIND,
    &contracts::KIND,
    &contracts::indicators::KIND,
    &evidence::KIND,
    &outside::KIND,
    &care::screenings::KIND,
    &care::service_files::KIND,
    &care::instruments::KIND,
    &people::KIND,
    &places::KIND,
    &settings::articles::KIND,
    &settings::photos::KIND,
    &settings::tasks::KIND,
    &settings::definitions::KIND,
    &settings::areas::KIND,
    &settings::accounts::KIND,
];
