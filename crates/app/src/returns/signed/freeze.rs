//! A return held fast: read once, as the records stand, with every record that it counts.
//!
//! In: a text, a period, the park's definitions. Out: what is signed, and the trail's end when it
//! was read; whoever writes it makes sure that nothing was written since. It shows nothing to
//! anybody and writes nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use base::{Lang, Record, Selection};
use figures::{Definition, Definitions, Opening, opening};
use store::{AskError, Moment, Scope, Store};

use super::{Counted, Held, Signed, packed::pack};
use crate::{
    reports::{
        Values,
        definitions::Trouble,
        guard::{Guard, Release},
        kept::{Kept, Wanted},
        letter,
        text::{About, Both, Filled, Table, Written, lists},
        things::{Looking, every},
    },
    returns::stands::end,
};

/// What was read, and the trail's end then.
pub struct Frozen {
    /// What is signed.
    pub signed: Signed,
    /// The moment of the trail's last line, in milliseconds since 1970.
    pub last: i64,
}

/// Reads all that a signature holds fast.
///
/// # Errors
/// When the store does not answer, or the park's definitions do not fit.
pub async fn freeze(
    store: &Store,
    kept: &Kept,
    reader: &Scope,
    (written, release): (&Written, Option<Release>),
    about: &About,
    because: BTreeMap<String, String>,
) -> Result<Frozen, Trouble> {
    let scope = Scope::system(reader.park(), "what a signature holds fast");
    let (seq, last) = end(store, reader.park()).await?;
    let wanted = Wanted {
        period: about.period,
        place: None,
        only: None,
    };
    let values = kept.values(store, reader.park(), wanted).await?;
    let catalogue = store.catalogue();
    let own = Guard::new(&values, &catalogue, Some(reader));
    // It says what anybody may be told: whoever signs may know more.
    let guard = Guard {
        reader: None,
        release: release.as_ref(),
        ..own
    };
    let mut said = Both::default();
    let mut tables = BTreeMap::new();
    let mut keys = BTreeSet::new();
    for (lang, half) in [(Lang::Zh, &mut said.zh), (Lang::En, &mut said.en)] {
        let lists = lists(store, Some(reader), own, written, lang).await?;
        let filled = Filled::new(written, about, guard, &lists, lang);
        keys.extend(filled.keys().into_iter().map(str::to_owned));
        *half = format!("{}\n\n{}", filled.title, letter::article(&filled));
        for (key, table) in lists {
            tables.entry(key).or_insert_with(Vec::new).push(table);
        }
    }
    let definitions = with_parts(&keys, &values.definitions);
    let mut gathered = Gathered::default();
    let mut counted = BTreeMap::new();
    for definition in &definitions {
        let key = &definition.key;
        let parts = opening(
            definition,
            &values.figures,
            &values.definitions,
            about.period,
            &catalogue,
        );
        let rows = gathered.rows(store, &scope, parts).await?;
        counted.insert(key.clone(), rows);
    }
    let list = |(name, tables): (String, Vec<Table>)| {
        let mut tables = tables.into_iter();
        let zh = tables.next()?;
        let en = tables.next().unwrap_or_else(|| zh.clone());
        Some((name, [zh, en]))
    };
    let signed = Signed {
        period: about.period,
        seq,
        by: reader.actor(),
        park: about.park.clone(),
        operator: about.operator.clone(),
        release,
        written: written.clone(),
        figures: figures_of(&definitions, &values),
        lists: tables.into_iter().filter_map(list).collect(),
        said,
        because,
        counted: gathered.places(counted),
        records: gathered.held(),
        definitions,
    };
    Ok(Frozen { signed, last })
}

/// The definitions of these keys and all that they are made of, in the order of the park's.
fn with_parts(keys: &BTreeSet<String>, all: &Definitions) -> Vec<Definition> {
    let mut wanted: BTreeSet<&str> = BTreeSet::new();
    let mut open: Vec<&str> = keys.iter().map(String::as_str).collect();
    while let Some(key) = open.pop() {
        if wanted.insert(key)
            && let Some(definition) = all.get(key)
        {
            open.extend(definition.uses());
        }
    }
    let used = all.iter().filter(|d| wanted.contains(d.key.as_str()));
    used.cloned().collect()
}

fn figures_of(definitions: &[Definition], values: &Values) -> BTreeMap<String, figures::Figure> {
    let figure = |d: &Definition| Some((d.key.clone(), values.figures.get(&d.key)?.clone()));
    definitions.iter().filter_map(figure).collect()
}

/// Records read so far, each kind's by identity with its digest; a selection is read once.
#[derive(Default)]
struct Gathered {
    records: BTreeMap<String, BTreeMap<i64, String>>,
    read: HashMap<String, Vec<i64>>,
}

type Rows = BTreeMap<String, BTreeSet<i64>>;

impl Gathered {
    /// The records of what a figure opens onto, by kind.
    async fn rows(
        &mut self,
        store: &Store,
        scope: &Scope,
        parts: Vec<Opening>,
    ) -> Result<Rows, AskError> {
        let mut rows = Rows::new();
        for part in parts {
            let selection = part.selection;
            let ids = self.ids(store, scope, &selection).await?;
            rows.entry(selection.kind).or_default().extend(ids);
        }
        Ok(rows)
    }

    async fn ids(
        &mut self,
        store: &Store,
        scope: &Scope,
        selection: &Selection,
    ) -> Result<Vec<i64>, AskError> {
        let asked = serde_json::to_string(selection).unwrap_or_default();
        if let Some(ids) = self.read.get(&asked) {
            return Ok(ids.clone());
        }
        let looking = Looking {
            store,
            scope,
            moment: Moment::Now,
        };
        let records = every(looking, selection).await?;
        let of_kind = self.records.entry(selection.kind.clone()).or_default();
        for record in &records {
            of_kind.entry(record.id.0).or_insert_with(|| digest(record));
        }
        let ids: Vec<i64> = records.iter().map(|record| record.id.0).collect();
        self.read.insert(asked, ids.clone());
        Ok(ids)
    }

    /// The rows of each figure, by their places among the records of their kind.
    fn places(&self, counted: BTreeMap<String, Rows>) -> BTreeMap<String, Vec<Counted>> {
        let places: BTreeMap<&str, HashMap<i64, i64>> = self
            .records
            .iter()
            .map(|(kind, records)| (kind.as_str(), records.keys().copied().zip(0..).collect()))
            .collect();
        let of_kind = |(kind, ids): (String, BTreeSet<i64>)| {
            let all = places.get(kind.as_str());
            let place = |id: i64| all.and_then(|all| all.get(&id)).copied();
            Counted {
                places: pack(ids.into_iter().filter_map(place)),
                kind,
            }
        };
        counted
            .into_iter()
            .map(|(key, rows)| (key, rows.into_iter().map(of_kind).collect()))
            .collect()
    }

    fn held(self) -> BTreeMap<String, Held> {
        let held = |records: BTreeMap<i64, String>| Held {
            ids: pack(records.keys().copied()),
            digests: records.into_values().collect(),
        };
        self.records
            .into_iter()
            .map(|(kind, records)| (kind, held(records)))
            .collect()
    }
}

/// The first 16 bytes of the SHA-256 of a record's values, in hexadecimal.
pub fn digest(record: &Record) -> String {
    let values = serde_json::to_vec(&record.values).unwrap_or_default();
    seal::digest(&values)
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The identity of what is signed, in hexadecimal: the SHA-256 of what is kept.
pub fn signature(kept: &str) -> String {
    seal::digest(kept.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
