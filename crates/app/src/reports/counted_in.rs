//! Which figures hold a record: as a thing they counted, as a row of one, or because they look
//! at it.
//!
//! In: a record and a park's definitions. Out: figures by key and year, each with how it holds
//! the record. Whether the record itself was counted is judged in memory, by the same filter
//! that the figure's list asks the store by; whether something that points at it was counted is
//! asked of the store, for that record alone. The answer is the same as opening every figure's
//! list and looking for it there.

mod open;

use std::collections::{BTreeMap, BTreeSet};

use base::{Catalogue, Day, Filter, Id, Kind, Operand, Period, Record, Test, Type, Value};
use figures::{Definition, Definitions, Each, Figure, Fold, Opening, World, judge, opening};
use store::{Moment, Scope, Store};

use self::open::{Open, part_reads_figures, pointed};
use super::{
    definitions::Trouble,
    kept::{Kept, Wanted},
    near::{self, Near},
};

/// How a figure holds a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// It is one of the things counted.
    Thing,
    /// It counts as so many.
    Several(i64),
    /// It is one of the rows of a thing counted.
    Row,
    /// What points at it is counted, and whether it is depends on this record.
    Looked,
}

/// A figure that holds a record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Holds {
    /// The figure's key.
    pub key: String,
    /// The year in which it does.
    pub year: i16,
    /// How.
    pub how: How,
}

/// What is asked: whose figures, and of which record.
pub struct Asked<'a> {
    /// Where the records are.
    pub store: &'a Store,
    /// The program's own scope: what a figure holds is the same whoever looks.
    pub scope: &'a Scope,
    /// The figures computed.
    pub kept: &'a Kept,
    /// Their definitions.
    pub definitions: &'a Definitions,
    /// Today.
    pub today: Day,
}

/// The figures that hold a record, of every year that it or what it belongs to speaks of.
///
/// # Errors
/// When the store does not answer.
pub async fn holding(
    asked: &Asked<'_>,
    kind: &'static Kind,
    record: &Record,
) -> Result<Vec<Holds>, Trouble> {
    let catalogue = asked.store.catalogue();
    let now = Period::Year(asked.today.year());
    let nothing = BTreeMap::new();
    let shape = |d: &Definition| opening(d, &nothing, asked.definitions, now, &catalogue);
    let shapes: Vec<Opening> = asked.definitions.iter().flat_map(shape).collect();
    let own: Vec<&Opening> = shapes
        .iter()
        .filter(|o| o.selection.kind == kind.name)
        .collect();
    let filters: Vec<Filter> = own.iter().map(|o| counts(o, &catalogue)).collect();
    let near = near::around(
        asked.store,
        asked.scope,
        (kind, record),
        filters.iter().collect(),
    );
    let near = near.await?;
    let years = years(kind, record, &own, (&near, &catalogue), asked.today);
    let mut held = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for definition in asked.definitions.iter() {
        let timeless = timeless(definition, asked.definitions);
        for year in &years {
            let period = Period::Year(*year);
            let figures = picked(asked, definition, kind, period).await?;
            for part in opening(definition, &figures, asked.definitions, period, &catalogue) {
                if part.selection.kind == kind.name
                    && judge(&counts(&part, &catalogue), kind, record, &catalogue, &near)
                {
                    held.push(Holds {
                        key: definition.key.clone(),
                        year: *year,
                        how: how(&part.each, kind, record),
                    });
                }
                // What points here has days of its own: where they alone decide, all years are
                // asked at once.
                let whole = !part_reads_figures(&part.selection.filter);
                if whole && (!timeless || *year == asked.today.year()) {
                    for way in pointed(&part, kind, record, (&catalogue, &near)) {
                        let year = (!timeless).then_some(*year);
                        open.push(Open::new(definition, way, year, &catalogue));
                    }
                }
            }
        }
    }
    let asks = open.iter().map(|open| open.ask.clone()).collect();
    let answers = match open.is_empty() {
        true => Vec::new(),
        false => asked.store.ask(asked.scope, Moment::Now, asks).await?,
    };
    let found = open.into_iter().zip(answers);
    held.extend(found.flat_map(|(open, answer)| open.answered(answer, asked.today)));
    // Once for each figure and year: as a thing rather than as a row, as a row rather than looked at.
    held.sort();
    held.dedup_by(|next, first| next.key == first.key && next.year == first.year);
    Ok(held)
}

/// Whether a figure selects in every year alike, but for the days of its period.
fn timeless(definition: &Definition, all: &Definitions) -> bool {
    let mut made_of = definition.uses().into_iter().filter_map(|key| all.get(key));
    let some_year = Period::Year(0);
    made_of.all(|d| timeless(d, all))
        && definition.filter.at(some_year) == definition.filter
        && !matches!(definition.fold, Fold::Rank(_))
        && !figures::reads_figures(definition)
}

/// What a record must meet to be listed: the selection, and a value where things are told apart
/// by one.
fn counts(part: &Opening, catalogue: &Catalogue) -> Filter {
    let condition = part.selection.condition(catalogue);
    condition.and(match &part.each {
        Each::Row => Filter::default(),
        Each::Weight(field) => Filter::leaf(field, Test::Above(Operand::Is(0.into()))),
        Each::Value(path) => along(path, |field| Filter::leaf(field, Test::Set(true))),
    })
}

/// A condition on the field at the end of a path.
fn along(path: &str, end: impl FnOnce(&str) -> Filter) -> Filter {
    match path.split_once('.') {
        Some((link, rest)) => Filter::through(link, along(rest, end)),
        None => end(path),
    }
}

fn how(each: &Each, kind: &Kind, record: &Record) -> How {
    match each {
        Each::Row => How::Thing,
        Each::Value(_) => How::Row,
        Each::Weight(field) => match record.whole(kind, field) {
            Some(n) if n > 1 => How::Several(n),
            _ => How::Thing,
        },
    }
}

/// The years to look into: those of the record's days and of the days it is selected by, the
/// year after each (a figure may ask for the year before), and this one.
fn years(
    kind: &'static Kind,
    record: &Record,
    own: &[&Opening],
    (near, catalogue): (&Near, &Catalogue),
    today: Day,
) -> BTreeSet<i16> {
    let dated = |field: &&base::Field| {
        matches!(
            field.kind,
            Type::Day | Type::Month | Type::Moment | Type::Year
        )
    };
    let fields = kind.fields.iter().filter(dated).map(|f| f.name);
    let paths = own
        .iter()
        .filter_map(|o| Some(o.selection.period.as_ref()?.0.as_str()));
    let paths: BTreeSet<&str> = fields.chain(paths).collect();
    let found = paths
        .into_iter()
        .filter_map(|path| year_at(path, (kind, record), (near, catalogue)));
    let mut years: BTreeSet<i16> = found.flat_map(|year| [year, year + 1]).collect();
    years.retain(|year| (1900..=2199).contains(year));
    years.insert(today.year());
    years
}

fn year_at(
    path: &str,
    (kind, record): (&'static Kind, &Record),
    world: (&Near, &Catalogue),
) -> Option<i16> {
    if let Some((link, rest)) = path.split_once('.') {
        let id = record.value(kind, link)?.as_whole().map(Id)?;
        let targets = kind.field(link)?.targets();
        return targets.iter().find_map(|target| {
            let there = world.0.record(target, id)?;
            year_at(rest, (world.1.kind(target)?, there), world)
        });
    }
    match record.value(kind, path)? {
        Value::Whole(year) => i16::try_from(*year).ok(),
        value => value.as_text()?.get(..4)?.parse().ok(),
    }
}

/// The figures whose value decides what a definition of this kind counts; nothing where none
/// does.
async fn picked(
    asked: &Asked<'_>,
    definition: &Definition,
    kind: &Kind,
    period: Period,
) -> Result<BTreeMap<String, Figure>, Trouble> {
    if !picks(
        definition,
        asked.definitions,
        kind,
        &asked.store.catalogue(),
    ) {
        return Ok(BTreeMap::new());
    }
    let wanted = Wanted {
        period,
        place: None,
        only: Some(definition.key.clone()),
    };
    let values = asked.kept.values(asked.store, asked.scope.park(), wanted);
    Ok(values.await?.figures.clone())
}

/// Whether a definition, or one it is made of, picks its records by a value, and may hold
/// records of this kind.
fn picks(definition: &Definition, all: &Definitions, kind: &Kind, catalogue: &Catalogue) -> bool {
    let made_of = definition.uses();
    if !made_of.is_empty() {
        let mut used = made_of.into_iter().filter_map(|key| all.get(key));
        return used.any(|d| picks(d, all, kind, catalogue));
    }
    let own = definition.kind == kind.name;
    match &definition.fold {
        Fold::Rank(rank) => {
            let thing = catalogue.field_at(&definition.kind, &rank.of);
            own || thing.is_some_and(|(_, field)| field.targets().contains(&kind.name))
        }
        _ => own && figures::reads_figures(definition),
    }
}
