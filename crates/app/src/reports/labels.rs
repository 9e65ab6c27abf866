//! What records are called: the name a link is read by.
//!
//! In: identities by kind. Out: a name each. What the reader may not see has no name here and
//! is shown as a number that leads nowhere.

use std::collections::{BTreeMap, BTreeSet};

use base::{Ask, Catalogue, Id, Kind, Lang, Record, show};
use store::{AskError, Moment, Scope, Store};

use super::things::Looking;

/// Names by kind and identity.
pub type Labels = BTreeMap<(String, Id), String>;

/// The name of one record: its label, else the fields of its key, else its identity.
pub fn label(kind: &Kind, record: &Record, lang: Lang) -> String {
    let word = |name: &str| {
        let field = kind.field(name)?;
        let value = record.value(kind, name)?;
        field.targets().is_empty().then(|| show(field, value, lang))
    };
    if let Some(name) = (!kind.label.is_empty()).then(|| word(kind.label)).flatten() {
        return name;
    }
    let parts: Vec<String> = kind
        .key
        .fields()
        .iter()
        .filter_map(|name| word(name))
        .collect();
    if parts.is_empty() {
        record.id.to_string()
    } else {
        parts.join(" ")
    }
}

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
