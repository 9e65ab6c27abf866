//! What records are called: the name a link is read by.
//!
//! In: identities by kind. Out: a name each. What the reader may not see has no name here and
//! is shown as a number that leads nowhere.

use std::collections::{BTreeMap, BTreeSet};

use base::{Ask, Catalogue, Id, Lang};
use store::{AskError, Moment, Scope, Store};

use super::things::Looking;
use crate::ledgers::labels::label;

/// Names by kind and identity.
pub type Labels = BTreeMap<(String, Id), String>;

/// The names of these records, read in one go.
///
/// # Errors
/// When the store does not answer.
pub async fn labels(
    store: &Store,
    scope: &Scope,
    wanted: BTreeSet<(String, Id)>,
    lang: Lang,
) -> Result<Labels, AskError> {
    let looking = Looking {
        store,
        scope,
        moment: Moment::Now,
    };
    labels_at(looking, wanted, lang).await
}

/// The same as of a moment: what they were called then.
///
/// # Errors
/// When the store does not answer.
pub async fn labels_at(
    looking: Looking<'_>,
    wanted: BTreeSet<(String, Id)>,
    lang: Lang,
) -> Result<Labels, AskError> {
    let (store, scope) = (looking.store, looking.scope);
    let catalogue: &Catalogue = &store.catalogue();
    let mut by_kind: BTreeMap<String, Vec<Id>> = BTreeMap::new();
    for (kind, id) in wanted {
        by_kind.entry(kind).or_default().push(id);
    }
    let kinds: Vec<String> = by_kind.keys().cloned().collect();
    let asks = by_kind
        .into_iter()
        .map(|(kind, ids)| Ask::Many { kind, ids })
        .collect();
    let answers = store.ask(scope, looking.moment, asks).await?;
    let mut labels = Labels::new();
    for (name, answer) in kinds.into_iter().zip(answers) {
        let Some(kind) = catalogue.kind(&name) else {
            continue;
        };
        for record in answer.many() {
            labels.insert((name.clone(), record.id), label(kind, &record, lang));
        }
    }
    Ok(labels)
}
