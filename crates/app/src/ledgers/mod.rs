//! 台账: the pages that every kind of record has, read from its declaration.
//!
//! In: a kind's name in the address. Out: its list, its records, their forms and histories,
//! its workbooks out and in. A kind that wants a page of its own adds it in its folder; it
//! never needs to replace one of these.

mod address;
mod bar;
pub mod catalogue;
mod columns;
pub mod counted;
mod export;
mod find;
pub mod form;
mod history;
pub mod import;
pub mod in_charge;
mod inputs;
pub mod labels;
mod list;
mod one;
pub mod own;
mod remove;
pub mod saving;
pub mod selected;
pub mod show;
pub mod typed;

pub use address::{of_list, of_record};

/// Those who say what a park records.
const MANAGERS: base::Roles = base::Roles::MANAGERS;

use crate::{
    access::KEEPERS,
    front::{Right, Routes},
};

/// The addresses of every kind.
pub fn routes() -> Routes {
    use Right::{Have, Read, Remove, SignedIn, Write};
    Routes::default()
        .get("/ledgers", SignedIn, catalogue::show)
        .get("/add", SignedIn, catalogue::add)
        .get("/find", SignedIn, find::show)
        .get("/records/{kind}", Read, list::show)
        .get("/records/{kind}/new", Write, form::blank)
        .post("/records/{kind}/new", Write, form::add)
        .get("/records/{kind}/export.xlsx", Read, export::xlsx)
        .get("/records/{kind}/export.csv", Read, export::csv)
        .get("/records/{kind}/template.xlsx", Write, export::template)
        .get("/records/{kind}/{id}", Read, one::show)
        .get("/records/{kind}/{id}/history", Read, history::show)
        .get("/records/{kind}/{id}/change", Write, form::filled)
        .post("/records/{kind}/{id}/change", Write, form::change)
        .get("/records/{kind}/{id}/remove", Remove, remove::ask)
        .post("/records/{kind}/{id}/remove", Remove, remove::remove)
        .get("/settings/fields", Have(KEEPERS), own::show_fields)
        .post("/settings/fields", Have(KEEPERS), own::add_field)
        .get("/settings/ledgers", Have(MANAGERS), own::show_ledgers)
        .upload("/settings/ledgers/propose", Have(MANAGERS), own::propose)
        .get("/settings/ledgers/new", Have(MANAGERS), own::new)
        .post("/settings/ledgers/new", Have(MANAGERS), own::send)
        .get("/settings/ledgers/{kind}", Have(MANAGERS), own::change)
        .post("/settings/ledgers/{kind}", Have(MANAGERS), own::send)
        .and(import::routes())
}
