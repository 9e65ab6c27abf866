//! Where a kind's pages are.
//!
//! In: a kind, a record, a selection. Out: an address. It never says who may open it.

use base::{Catalogue, Id, Selection, Sort};

use super::selected;

/// The address of a record's page.
pub fn of_record(kind: &str, id: Id) -> String {
    format!("/records/{kind}/{id}")
}

/// The address of the list that shows a selection.
pub fn of_list(catalogue: &Catalogue, selection: &Selection, sort: &Sort) -> String {
    let fields = selected::write(catalogue, selection, sort);
    let query = fields.write();
    if query.is_empty() {
        format!("/records/{}", selection.kind)
    } else {
        format!("/records/{}?{query}", selection.kind)
    }
}
