//! A definition under way, among those there are.
//!
//! In: a request, a draft. Out: the park's definitions as they would be with the draft in its
//! place, and through whose eyes it is made. Nothing is saved here.

use std::sync::Arc;

use base::{Ask, Id};
use figures::{Definition, Definitions};
use store::Scope;

use super::{pages::NO_FORM, pairs, paths::Eyes};
use crate::front::{Call, Stop};

/// The key a definition goes by while it has none.
pub(super) const DRAFT: &str = "draft";

pub(super) fn key_of(definition: &Definition) -> String {
    if definition.key.is_empty() {
        DRAFT.to_owned()
    } else {
        definition.key.clone()
    }
}

/// The figures there are, with the draft in its place.
pub(super) fn with(all: &Definitions, draft: &Definition, was: &str) -> Vec<Definition> {
    let mut draft = draft.clone();
    draft.key = key_of(&draft);
    all.iter()
        .filter(|d| d.key != was)
        .cloned()
        .chain([draft])
        .collect()
}

pub(super) fn eyes<'a>(call: &'a Call, catalogue: &'a base::Catalogue) -> Result<Eyes<'a>, Stop> {
    Ok(Eyes {
        catalogue,
        scope: &call.visitor()?.scope,
        lang: call.lang(),
    })
}

/// Whether the caller may change a definition by its form.
pub fn may_change(call: &Call, definition: &Definition) -> bool {
    let catalogue = call.catalogue();
    let reads = |kind: &base::Kind| call.visitor().is_ok_and(|v| v.scope.may_read(kind));
    if !catalogue.kind(&definition.kind).is_none_or(reads) {
        return false;
    }
    let eyes = eyes(call, &catalogue).ok();
    eyes.is_some_and(|eyes| {
        eyes.scope.roles().any(base::Roles::MANAGERS) && pairs::pairs(definition, eyes).is_some()
    })
}

pub(super) async fn definitions_of(call: &Call) -> Result<Arc<Definitions>, Stop> {
    let scope = Scope::system(call.visitor()?.scope.park(), "the definitions of a park");
    Ok(call.house.figures.all(&call.house.store, &scope).await?)
}

/// A definition that is kept and does not fit.
pub(super) async fn unfit(call: &Call, key: &str) -> Result<Definition, Stop> {
    let kind = call.catalogue().kind("definitions").ok_or(Stop::NotThere)?;
    let ask = Ask::Natural {
        kind: kind.name.to_owned(),
        keys: vec![key.to_owned()],
    };
    let found = call.ask_one(ask).await?.many();
    let body = found.first().and_then(|r| r.text(kind, "body"));
    Definition::read(key, body.ok_or(Stop::NotThere)?).map_err(|_| Stop::Bad(NO_FORM))
}

/// The places of the park, for a choice.
pub(super) async fn places(call: &Call) -> Result<Vec<(Id, String)>, Stop> {
    let world = call.house.world().await?;
    Ok(world
        .areas
        .iter()
        .map(|area| (area.id, area.name.clone()))
        .collect())
}
