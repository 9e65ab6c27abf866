//! One of the two figures: what it counted, row by row, as of a moment.
//!
//! In: a figure in a period, perhaps of a place, and a moment. Out: what it counted, with the
//! records themselves, all read under the figure's own eyes; or why it cannot be told row by row.
//! It reads no more records than a bound, and shows nothing to anybody.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use base::{Answer, Ask, Catalogue, Fold as Read, Id, Kind, Record, Type, Value};
use figures::{
    Counted, Definition, Definitions, Each, Fold, Opening, PartOf, RowId, Side, Thing, opening,
};
use store::{AskError, Moment, Scope, Store};

use crate::reports::{
    Values,
    definitions::Trouble,
    kept::{Kept, Wanted},
    moment,
    things::{Looking, Valued, every},
};

/// The most records read for one side.
pub const MOST: i64 = 200_000;

/// Which figure, of when, as of when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The figure's key.
    pub key: String,
    /// The period and the place.
    pub wanted: Wanted,
    /// The moment in milliseconds since 1970; now when none.
    pub at: Option<i64>,
}

impl Asked {
    /// The moment it is read as of.
    pub fn moment(&self) -> Moment {
        self.at.map_or(Moment::Now, Moment::At)
    }
}

/// A part that adds up from records.
#[derive(Clone, Debug)]
pub struct Piece {
    /// What it opens onto.
    pub opening: Opening,
    /// Whether it is taken off.
    pub less: bool,
}

/// A figure before its rows are read.
pub struct Figured {
    /// What was asked.
    pub asked: Asked,
    /// Its value, and the definitions.
    pub values: Values,
    /// What it adds up from; nothing where it does not.
    pub pieces: Option<Vec<Piece>>,
}

/// A figure with its rows.
#[derive(Default)]
pub struct Rows {
    /// What it counted.
    pub side: Side,
    /// The records, as they stood.
    pub records: HashMap<RowId, Record>,
}

impl Figured {
    /// The figure's value and what it adds up from.
    ///
    /// # Errors
    /// When the store does not answer; nothing where there is no such figure.
    pub async fn read(
        store: &Store,
        scope: &Scope,
        kept: &Kept,
        asked: Asked,
    ) -> Result<Option<Figured>, Trouble> {
        let moment = asked.moment();
        let values = moment::values_of_park(store, scope, kept, &asked.wanted, moment).await?;
        Ok(Figured::of(asked, values, &store.catalogue()))
    }

    /// A figure whose value is known; nothing where there is no such figure among the values.
    pub fn of(asked: Asked, values: Values, catalogue: &Catalogue) -> Option<Figured> {
        let definition = values.definitions.get(&asked.key)?;
        let mut pieces = Vec::new();
        let adds = add(definition, &values, catalogue, false, &mut pieces);
        Some(Figured {
            asked,
            pieces: adds.then_some(pieces),
            values,
        })
    }

    /// Its definition.
    pub fn definition(&self) -> Option<&Definition> {
        self.values.definitions.get(&self.asked.key)
    }

    /// Its pieces; none where it does not add up.
    pub fn pieces(&self) -> &[Piece] {
        self.pieces.as_deref().unwrap_or_default()
    }

    /// How many records it would read.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn count(&self, store: &Store, scope: &Scope) -> Result<i64, AskError> {
        let count = |piece: &Piece| Ask::Fold {
            selection: piece.opening.selection.clone(),
            fold: Read::Count,
            by: Vec::new(),
            after: None,
            limit: 1,
        };
        let asks = self.pieces().iter().map(count).collect();
        let answers = store.ask(scope, self.asked.moment(), asks).await?;
        Ok(answers.into_iter().map(Answer::number).sum())
    }

    /// Its rows. `by` says along which path rows of a kind are held to things, where the other
    /// side counts those; `places` are the decimals of both.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn rows(
        &self,
        store: &Store,
        scope: &Scope,
        by: &BTreeMap<String, String>,
        places: u8,
    ) -> Result<Rows, AskError> {
        let looking = Looking {
            store,
            scope,
            moment: self.asked.moment(),
        };
        let catalogue = store.catalogue();
        let mut rows = Rows::default();
        for piece in self.pieces() {
            let selection = &piece.opening.selection;
            let Some(kind) = catalogue.kind(&selection.kind) else {
                continue;
            };
            let records = every(looking, selection).await?;
            let path = by.get(kind.name).map(String::as_str);
            let valued = match path {
                Some(path) => Valued::read(looking, kind, path, &records).await?,
                None => None,
            };
            let scale = scale(&piece.opening, &catalogue, places);
            let part = part(kind, piece, &records, valued.as_ref(), scale, &catalogue);
            rows.side.parts.push(part);
            let own = |r: Record| ((kind.name, r.id.0), r);
            rows.records.extend(records.into_iter().map(own));
        }
        Ok(rows)
    }
}

/// Gathers what a definition adds up from; false where it is no sum over records.
fn add(
    definition: &Definition,
    values: &Values,
    catalogue: &Catalogue,
    less: bool,
    pieces: &mut Vec<Piece>,
) -> bool {
    let all: &Arc<Definitions> = &values.definitions;
    let mut other = |key: &str, less: bool| {
        all.get(key)
            .is_some_and(|d| add(d, values, catalogue, less, pieces))
    };
    match &definition.fold {
        Fold::Add(many) => many.iter().all(|key| other(key, less)),
        Fold::Less([from, off]) => other(from, less) && other(off, !less),
        Fold::Same(of) => other(of, less),
        Fold::Count | Fold::Sum(_) | Fold::Distinct(_) => {
            let parts = opening(definition, &values.figures, all, values.period, catalogue);
            pieces.extend(parts.into_iter().map(|opening| Piece { opening, less }));
            true
        }
        _ => false,
    }
}

/// The decimals of what an opening adds up.
pub fn places(opening: &Opening, catalogue: &Catalogue) -> u8 {
    let Each::Weight(field) = &opening.each else {
        return 0;
    };
    match catalogue.field_at(&opening.selection.kind, field) {
        Some((_, field)) => match field.kind {
            Type::Decimal(places) => places,
            Type::Money => 2,
            _ => 0,
        },
        None => 0,
    }
}

fn scale(opening: &Opening, catalogue: &Catalogue, most: u8) -> i64 {
    let more = most.saturating_sub(places(opening, catalogue));
    10_i64.saturating_pow(u32::from(more))
}

fn part(
    kind: &'static Kind,
    piece: &Piece,
    records: &[Record],
    valued: Option<&Valued<'_>>,
    scale: i64,
    catalogue: &Catalogue,
) -> PartOf {
    let once = matches!(piece.opening.each, Each::Value(_));
    let own: Arc<str> = kind.name.into();
    let by: Arc<str> = valued.map_or_else(|| own.clone(), |v| told_by(v, catalogue));
    let mut rows = Vec::with_capacity(records.len());
    for record in records {
        let weight = match &piece.opening.each {
            Each::Weight(field) => record.whole(kind, field).unwrap_or(0) * scale,
            _ => scale,
        };
        let mut push = |thing: Thing| {
            rows.push(Counted {
                row: (kind.name, record.id.0),
                thing,
                weight,
            });
        };
        let named = |value| Thing {
            by: by.clone(),
            value,
        };
        let mut values = valued.map(|v| v.of(record)).unwrap_or_default();
        match (once, values.len()) {
            (true, _) => values.into_iter().for_each(|v| push(named(v))),
            (false, 1) => values.drain(..).for_each(|v| push(named(v))),
            // Of a row that belongs to no one thing, the row itself is the thing.
            (false, _) => push(Thing {
                by: own.clone(),
                value: Value::Whole(record.id.0),
            }),
        }
    }
    PartOf {
        rows,
        once,
        less: piece.less,
    }
}

/// By what the values at the end of a path are told apart: the kind they link to, else the field.
fn told_by(valued: &Valued<'_>, catalogue: &Catalogue) -> Arc<str> {
    let Some((kind, field)) = valued.end(catalogue) else {
        return "".into();
    };
    match field.targets() {
        [] => format!("{}.{}", kind.name, field.name).into(),
        targets => targets.join(" ").into(),
    }
}

/// Along which path rows of each kind are held to things: the one that either side tells
/// things apart by.
pub fn paths(sides: [&Figured; 2]) -> BTreeMap<String, String> {
    let pieces = sides.into_iter().flat_map(Figured::pieces);
    let mut paths = BTreeMap::new();
    for piece in pieces {
        if let Each::Value(path) = &piece.opening.each {
            let kind = piece.opening.selection.kind.clone();
            paths.entry(kind).or_insert_with(|| path.clone());
        }
    }
    paths
}

/// Rows by kind.
pub fn by_kind(rows: impl Iterator<Item = RowId>) -> BTreeMap<&'static str, Vec<Id>> {
    let mut kinds: BTreeMap<&'static str, Vec<Id>> = BTreeMap::new();
    for (kind, id) in rows {
        kinds.entry(kind).or_default().push(Id(id));
    }
    for ids in kinds.values_mut() {
        ids.sort_unstable();
        ids.dedup();
    }
    kinds
}
