//! The definitions of a park: its starting set, and what its managers made of it.
//!
//! In: the records of kind `definitions`, each holding one definition as TOML. Out: the set,
//! checked: one that does not fit is left out and said so, the others stand. The program ships a starting set as data; a park gets it as records when it is
//! made, and from then on the records decide.

use std::collections::{BTreeMap, BTreeSet};

use base::{Ask, Catalogue, Kind, Selection, Sort};
use figures::{Definition, Definitions, Unfit};
use store::{AskError, Moment, Scope, Store};

use crate::intake::{Given, texts};

/// The starting set, as shipped.
pub const STARTING_SET: &str = include_str!("definitions.toml");

/// More definitions than any park keeps.
const MOST: u32 = 5_000;

/// Why a park's definitions could not be had.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The store did not answer.
    #[error(transparent)]
    Ask(#[from] AskError),
    /// Some definitions do not fit the catalogue.
    #[error("{} definition(s) do not fit: {}", .0.len(), .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Unfit(Vec<Unfit>),
}

/// The definitions of the scope's park, in the order of their keys' records.
///
/// # Errors
/// When the store fails. What does not fit is left out of the set, which says why.
pub async fn of_park(store: &Store, scope: &Scope) -> Result<Definitions, Trouble> {
    let catalogue = store.catalogue();
    let asks = vec![Ask::Rows {
        selection: Selection::all("definitions"),
        sort: Sort::default(),
        after: None,
        limit: MOST,
    }];
    let answers = store.ask(scope, Moment::Now, asks).await?;
    let Some(kind) = catalogue.kind("definitions") else {
        return Ok(Definitions::default());
    };
    let mut list = Vec::new();
    let mut unfit = Vec::new();
    for record in answers.into_iter().flat_map(base::Answer::many) {
        let body = record.text(kind, "body").unwrap_or_default();
        let key = record.text(kind, "key").unwrap_or_default();
        match Definition::read(key, body) {
            Ok(definition) => list.push(definition),
            Err(reason) => unfit.push(Unfit {
                key: key.to_owned(),
                reason,
            }),
        }
    }
    let places = places(store, scope, &list).await?;
    Ok(Definitions::fitting(list, &catalogue, unfit).naming(places))
}

/// The names of the places that definitions point at.
async fn places(
    store: &Store,
    scope: &Scope,
    list: &[Definition],
) -> Result<BTreeMap<i64, String>, Trouble> {
    let ids: BTreeSet<i64> = list
        .iter()
        .flat_map(Definition::places)
        .filter(|id| *id > 0)
        .collect();
    let catalogue = store.catalogue();
    let Some(kind) = catalogue.kind("areas").filter(|_| !ids.is_empty()) else {
        return Ok(BTreeMap::new());
    };
    let ask = Ask::Many {
        kind: kind.name.to_owned(),
        ids: ids.into_iter().map(base::Id).collect(),
    };
    let answers = store.ask(scope, Moment::Now, vec![ask]).await?;
    let named = |area: base::Record| Some((area.id.0, area.text(kind, "name")?.to_owned()));
    Ok(answers
        .into_iter()
        .flat_map(base::Answer::many)
        .filter_map(named)
        .collect())
}

/// The starting set: each definition with its own TOML, in the order written.
///
/// # Errors
/// Never for the set as shipped (a test reads it); the reasons otherwise.
pub fn starting_set(catalogue: &Catalogue) -> Result<Vec<(Definition, String)>, Vec<Unfit>> {
    let set = Definitions::read(STARTING_SET, catalogue)?;
    let written = |d: &Definition| {
        toml::to_string(d).map_err(|e| {
            vec![Unfit {
                key: d.key.clone(),
                reason: figures::Reason::Unread(e.to_string()),
            }]
        })
    };
    set.iter().map(|d| Ok((d.clone(), written(d)?))).collect()
}

/// The row that keeps a definition: a record with its key is changed, another added.
///
/// # Errors
/// Never for a definition that was read or made by a form.
pub fn given(kind: &'static Kind, definition: &Definition) -> Result<Given, toml::ser::Error> {
    let body = toml::to_string(definition)?;
    let version = definition.version.to_string();
    let cells = [
        ("key", definition.key.as_str()),
        ("zh", &definition.zh),
        ("en", &definition.en),
        ("unit", &definition.unit),
        ("body", &body),
        ("version", &version),
    ];
    Ok(texts(kind, &cells))
}
