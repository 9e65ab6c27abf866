//! What records are called, for links that point at them.
//!
//! In: records whose links are to be shown. Out: a name for each record they point at that
//! the reader may see. What they may not see has no name here, and its link says so.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use base::{Ask, Id, Kind, Lang, Record, Type, Value, show};

use super::in_charge;
use crate::{
    access::account,
    front::{Call, Stop},
};

/// The most names asked for at once.
const AT_ONCE: usize = 500;

/// Names by kind and identity.
#[derive(Clone, Debug, Default)]
pub struct Labels(HashMap<Id, (&'static str, String)>);

impl Labels {
    /// The kind and name of a record; no kind where it cannot be opened.
    pub fn get(&self, id: Id) -> Option<(&'static str, &str)> {
        self.0.get(&id).map(|(kind, name)| (*kind, name.as_str()))
    }
}

/// Names of all that these records of a kind point at, through the fields named.
///
/// # Errors
/// A fault of the store.
pub async fn of_links(
    call: &Call,
    kind: &'static Kind,
    records: &[Record],
    fields: &[&'static str],
) -> Result<Labels, Stop> {
    named(call, wanted(kind, records, fields)).await
}

/// What these records point at, by kind.
fn wanted(
    kind: &'static Kind,
    records: &[Record],
    fields: &[&'static str],
) -> BTreeMap<&'static str, BTreeSet<Id>> {
    let mut wanted: BTreeMap<&'static str, BTreeSet<Id>> = BTreeMap::new();
    for name in fields {
        let Some(field) = kind.field(name) else {
            continue;
        };
        let ids = || {
            records
                .iter()
                .filter_map(|r| r.value(kind, name))
                .flat_map(Value::ids)
        };
        for target in field.targets() {
            wanted.entry(target).or_default().extend(ids());
        }
    }
    wanted
}

/// What a sheet writes of all that these records point at: numbers where there are any, else
/// names; so that what was taken away can be handed in again.
///
/// # Errors
/// A fault of the store.
pub async fn numbers_of_links(
    call: &Call,
    kind: &'static Kind,
    records: &[Record],
    fields: &[&'static str],
) -> Result<Labels, Stop> {
    asked(call, wanted(kind, records, fields), number).await
}

/// Names of these records.
///
/// # Errors
/// A fault of the store.
pub async fn named(
    call: &Call,
    wanted: BTreeMap<&'static str, BTreeSet<Id>>,
) -> Result<Labels, Stop> {
    asked(call, wanted, label).await
}

type Naming = fn(&Kind, &Record, Lang) -> String;

async fn asked(
    call: &Call,
    wanted: BTreeMap<&'static str, BTreeSet<Id>>,
    naming: Naming,
) -> Result<Labels, Stop> {
    let (catalogue, scope) = (call.catalogue(), &call.visitor()?.scope);
    let (mut asks, mut kinds) = (Vec::new(), Vec::new());
    let mut labels = Labels::default();
    for (name, ids) in wanted {
        let ids: Vec<Id> = ids.into_iter().collect();
        let Some(kind) = catalogue.kind(name).filter(|k| scope.may_read(k)) else {
            // Who is in charge is told by name to whoever reads the record, and no more.
            if name == account::KIND && !ids.is_empty() {
                let names = in_charge::names(call, &ids).await?;
                let names = names.into_iter().map(|(id, name)| (id, ("", name)));
                labels.0.extend(names);
            }
            continue;
        };
        for some in ids.chunks(AT_ONCE) {
            kinds.push(kind);
            asks.push(Ask::Many {
                kind: name.to_owned(),
                ids: some.to_vec(),
            });
        }
    }
    if asks.is_empty() {
        return Ok(labels);
    }
    let answers = call.ask(asks).await?;
    for (kind, answer) in kinds.into_iter().zip(answers) {
        for record in answer.many() {
            let name = naming(kind, &record, call.lang());
            labels.0.insert(record.id, (kind.name, name));
        }
    }
    Ok(labels)
}

/// The number people write of a record: the one text of its key; else what it is called.
fn number(kind: &Kind, record: &Record, lang: Lang) -> String {
    let text = match kind.key.fields() {
        [one] => kind
            .field(one)
            .filter(|f| !f.derived)
            .and(record.text(kind, one)),
        _ => None,
    };
    text.map_or_else(|| label(kind, record, lang), str::to_owned)
}

/// What one record is called: its label, else what of its key is no link, else its number.
pub fn label(kind: &Kind, record: &Record, lang: Lang) -> String {
    let text = |name: &str| {
        let field = kind.field(name)?;
        let value = record.value(kind, name)?;
        let readable = field.targets().is_empty() && !matches!(field.kind, Type::Sealed(_));
        readable.then(|| show(field, value, lang))
    };
    if let Some(label) = text(kind.label).filter(|l| !l.is_empty()) {
        return label;
    }
    let key: Vec<String> = kind.key.fields().iter().filter_map(|f| text(f)).collect();
    if !key.is_empty() {
        return key.join(" · ");
    }
    let told: Vec<String> = kind.list.iter().filter_map(|f| text(f)).take(2).collect();
    match told.is_empty() {
        false => told.join(" · "),
        true => format!("{} {}", kind.words.get(lang), record.id),
    }
}
