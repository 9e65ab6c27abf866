//! What a park made of its own: ledgers (自建台账), and fields in ledgers every park has.
//!
//! In: what is kept under `own_kind` and `own_field`. Out: a catalogue with them that the store
//! has adopted, so that lists, forms, sheets, the API and figures know them like any other.
//! Nothing recorded is lost when they change: what is taken away is only no longer shown.

mod draw;
mod field;
mod fields;
mod kind;
mod ledger;
mod ledgers;
mod propose;

use std::sync::Arc;

use base::{Answer, Ask, Catalogue, Field, Kind};
use serde::de::DeserializeOwned;
use store::{AskError, Scope, Store};

pub use fields::{add as add_field, show as show_fields};
pub use ledgers::{all as show_ledgers, change, new, propose, send};

use self::{fields::Own, kind::OwnKind};
use crate::{front::Stop, records::KINDS};

/// The space of a park's own fields.
const FIELD: &str = "own_field";
/// The space of a park's own ledgers.
const KIND: &str = "own_kind";

/// Makes known again what these parks made: at start, after something was changed, and before
/// a command reads. Of fields of one name the first stands: parks' fields of one name are kept
/// alike.
///
/// # Errors
/// When the store does not answer, or cannot take them.
pub async fn adopt(store: &Store, parks: &[Scope]) -> Result<(), AskError> {
    let (mut kinds, mut fields): (Vec<&'static Kind>, Vec<Own>) = (KINDS.to_vec(), Vec::new());
    for scope in parks {
        let own: Vec<OwnKind> = kept(store, scope, KIND).await?;
        kinds.extend(own.iter().map(|kind| kind.kind(scope.park())));
        for own in kept::<Own>(store, scope, FIELD).await? {
            let same = |other: &Own| other.kind == own.kind && other.field.name == own.field.name;
            if !fields.iter().any(same) {
                fields.push(own);
            }
        }
    }
    let nothing = fields.is_empty() && kinds.len() == KINDS.len();
    if nothing && store.catalogue().kinds().all(is_declared) {
        return Ok(());
    }
    let mut catalogue = Catalogue::new(kinds);
    for kind in KINDS {
        let own: Vec<Field> = fields
            .iter()
            .filter(|own| own.kind == kind.name)
            .map(|own| own.field.field())
            .collect();
        catalogue = catalogue.with_fields(kind.name, &own);
    }
    Ok(store.adopt(Arc::new(catalogue)).await?)
}

/// Whether a kind is as it was declared: no park's own, and with no park's own field.
fn is_declared(kind: &'static Kind) -> bool {
    let own = |field: &Field| field.name.starts_with("own_");
    kind.park.is_none() && !kind.fields.iter().any(own)
}

/// The names of the ledgers of all parks: no two share a table.
async fn names(store: &Store) -> Result<Vec<String>, Stop> {
    let mut names = Vec::new();
    for park in store.parks().await.map_err(Stop::fault)? {
        let scope = Scope::system(park, "the names of all parks' own ledgers");
        let own: Vec<OwnKind> = kept(store, &scope, KIND).await?;
        names.extend(own.into_iter().map(|kind| kind.name));
    }
    Ok(names)
}

/// What a park keeps in a space, as it was kept.
async fn kept<T: DeserializeOwned>(
    store: &Store,
    scope: &Scope,
    space: &'static str,
) -> Result<Vec<T>, AskError> {
    let answers = store
        .ask(scope, Default::default(), vec![Ask::KeptAll { space }])
        .await?;
    Ok(answers.into_iter().next().map(read).unwrap_or_default())
}

fn read<T: DeserializeOwned>(answer: Answer) -> Vec<T> {
    match answer {
        Answer::KeptAll(kept) => kept
            .iter()
            .filter_map(|(_, value)| serde_json::from_str(value).ok())
            .collect(),
        _ => Vec::new(),
    }
}
