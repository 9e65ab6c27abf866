//! The names in rows, each brought to the record it means.
//!
//! In: distinct names, the rows given together, and what is known of the store. Out: for each
//! name a record, a row of the same batch, nothing, or several. The batch comes before the
//! store and a number before a label, so the order of sheets and workbooks never matters.

use std::collections::HashMap;

use base::{Catalogue, Code, Day, Id, Kind, Level, folded};

use super::{Batch, Facts, natural, read::Name};

/// Finds an area by its name, the level its column speaks of and the day of its row:
/// `UnknownPlace`, or `AmbiguousReference` when several fit equally well.
pub type Places<'a> = dyn Fn(&str, Option<Level>, Option<Day>) -> Result<Id, Code> + 'a;

/// What a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// A record of the store.
    Id(Id),
    /// A row of the batch, by its place.
    Row(u32),
    /// Nothing.
    Nowhere,
    /// More than one record.
    Several,
}

/// The batch's own rows, by what people call them.
#[derive(Default)]
struct Own {
    numbers: HashMap<&'static str, HashMap<String, u32>>,
    labels: HashMap<&'static str, HashMap<String, Vec<u32>>>,
}

/// Brings every name of a batch to what it means. `places` finds an area by its name. What
/// the store must say first is noted in `facts`; such a name is `Nowhere` until then.
pub fn resolve(
    catalogue: &Catalogue,
    batch: &Batch,
    facts: &Facts,
    places: &Places<'_>,
) -> Vec<Found> {
    let own = Own::of(batch);
    let one = |name: &Name| {
        let kinds = name.targets.iter().filter_map(|t| catalogue.kind(t));
        let kinds: Vec<_> = kinds.collect();
        if !name.place {
            return find(&kinds, &name.words, &own, facts);
        }
        match places(&name.words, name.level, None) {
            Ok(id) => Found::Id(id),
            Err(Code::AmbiguousReference) => Found::Several,
            // A tree of places given as rows: each names the one above it.
            Err(_) => own
                .find(&kinds, &folded(&name.words))
                .unwrap_or(Found::Nowhere),
        }
    };
    batch.names.iter().map(one).collect()
}

fn find(kinds: &[&'static Kind], words: &str, own: &Own, facts: &Facts) -> Found {
    let key = folded(words);
    if let Some(row) = own.numbered(kinds, &key) {
        return Found::Row(row);
    }
    let mut waiting = false;
    for kind in kinds.iter().filter(|k| natural::number_field(k).is_some()) {
        // Numbers are kept in capitals more often than they are typed so.
        let capitals = words.to_uppercase();
        for words in [words, &capitals] {
            match facts.natural(kind.name, words) {
                Some(Some(record)) => return Found::Id(record.id),
                Some(None) => {}
                None => waiting = true,
            }
        }
    }
    if waiting {
        return Found::Nowhere;
    }
    let labelled = own.labelled(kinds, &key);
    labelled.unwrap_or_else(|| in_store(kinds, words, facts))
}

fn in_store(kinds: &[&'static Kind], words: &str, facts: &Facts) -> Found {
    let mut ids = Vec::new();
    for kind in kinds {
        if natural::label_field(kind).is_some() {
            let found = facts.labelled(kind.name, kind.label, words);
            ids.extend_from_slice(found.unwrap_or_default());
        }
    }
    match ids.as_slice() {
        [] => Found::Nowhere,
        [id] => Found::Id(*id),
        _ => Found::Several,
    }
}

impl Own {
    /// The row of this number or label, in the batch alone.
    fn find(&self, kinds: &[&'static Kind], key: &str) -> Option<Found> {
        let row = self.numbered(kinds, key).map(Found::Row);
        row.or_else(|| self.labelled(kinds, key))
    }

    fn numbered(&self, kinds: &[&'static Kind], key: &str) -> Option<u32> {
        let row = |kind: &&'static Kind| self.numbers.get(kind.name)?.get(key).copied();
        kinds.iter().find_map(row)
    }

    fn labelled(&self, kinds: &[&'static Kind], key: &str) -> Option<Found> {
        let rows = |kind: &&'static Kind| self.labels.get(kind.name)?.get(key);
        let rows: Vec<u32> = kinds.iter().filter_map(rows).flatten().copied().collect();
        match rows.as_slice() {
            [] => None,
            [row] => Some(Found::Row(*row)),
            _ => Some(Found::Several),
        }
    }

    /// Only of kinds that some name may mean: an index of 100,000 sign-ins would be for nothing.
    fn of(batch: &Batch) -> Own {
        let mut own = Own::default();
        let meant = |kind: &Kind| batch.names.iter().any(|n| n.targets.contains(&kind.name));
        let mut kinds: HashMap<&'static str, bool> = HashMap::new();
        for (at, row) in batch.rows.iter().enumerate() {
            let kind = row.given.kind;
            if !*kinds.entry(kind.name).or_insert_with(|| meant(kind)) {
                continue;
            }
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            let text =
                |field: Option<usize>| row.values.get(field?)?.as_ref()?.as_text().map(folded);
            let derived = || {
                natural::derived_number(kind, &row.values)
                    .as_deref()
                    .map(folded)
            };
            if let Some(number) = text(natural::number_field(kind)).or_else(derived) {
                let numbers = own.numbers.entry(kind.name).or_default();
                numbers.entry(number).or_insert(at);
            }
            if let Some(label) = text(natural::label_field(kind)) {
                let labels = own.labels.entry(kind.name).or_default();
                labels.entry(label).or_default().push(at);
            }
        }
        own
    }
}
