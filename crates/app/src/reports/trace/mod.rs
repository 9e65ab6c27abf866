//! What a change moves, before it is made: the figures, where and when, their old and new values,
//! and whether only the rows behind a value are others.
//!
//! In: changes as saving would make them, a park's definitions. Out: every figure that moves, for
//! the park and for the places concerned, this year and in the years and months the records
//! speak of. Nothing is written. A record that hangs on a changed one is judged with it: an
//! activity that moves to another community takes its sign-ins' figures along.

mod around;
pub mod pages;
mod returns;
mod spans;
pub mod tree;
mod valued;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::{Duration, Instant},
};

use base::{Ask, Catalogue, Change, Day, Id, Period, Selection, Value};
use figures::{Definition, Definitions, Figure, Moving, Named, Need, Reach, Rows, Tables, opening};
use store::{AskError, Moment, Scope, Store};

use self::around::Around;
use super::{
    answers::Answers,
    evaluate::{at_path, of_place, place_path},
};

/// What a change is held against.
pub struct Asked<'a> {
    /// Where the records are.
    pub store: &'a Store,
    /// The program's own scope: what a figure holds is the same whoever looks.
    pub scope: &'a Scope,
    /// The park's definitions.
    pub definitions: &'a Arc<Definitions>,
    /// Today.
    pub today: Day,
    /// The park's own area: places above it are not looked at.
    pub home: Option<Id>,
    /// What figures were answered, of whatever periods and places.
    pub answers: &'a Answers,
    /// How long values whose answers are not kept are waited for; until all are there when none.
    pub patience: Option<Duration>,
}

/// A figure that moves.
#[derive(Clone, Debug)]
pub struct Shift {
    /// The figure.
    pub key: String,
    /// The period.
    pub period: Period,
    /// The place; the whole park when none.
    pub place: Option<Id>,
    /// What it comes to as things stand, and what it would; none where that takes longer.
    pub value: Option<(Figure, Figure)>,
    /// By how many records it grows, where it is a plain count.
    pub by: Option<i64>,
    /// The rows behind it that would be others.
    pub rows: Rows,
}

impl Shift {
    /// Whether its value would be another; otherwise only its rows would. Of a value that is not
    /// known it is so unless a count says otherwise.
    pub fn in_value(&self) -> bool {
        let told = |f: &Figure| (f.amount, f.names.clone(), f.gap);
        match &self.value {
            Some((was, now)) => told(was) != told(now),
            None => self.by != Some(0),
        }
    }
}

/// What a change moves.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    /// Every figure that moves, the park's years first.
    pub shifts: Vec<Shift>,
    /// Whether it touches more records than are looked through: nothing is said then.
    pub too_many: bool,
}

/// Looks at changes, in the periods and places that the records concerned speak of.
///
/// # Errors
/// When the store does not answer.
pub async fn trace(asked: &Asked<'_>, changes: &[Change]) -> Result<Trace, AskError> {
    looked(asked, changes, None).await
}

/// The same in these periods and places (the whole park: `None`), whatever the records speak of.
///
/// # Errors
/// When the store does not answer.
pub async fn trace_in(
    asked: &Asked<'_>,
    changes: &[Change],
    spans: (&[Period], &[Option<Id>]),
) -> Result<Trace, AskError> {
    looked(asked, changes, Some(spans)).await
}

async fn looked(
    asked: &Asked<'_>,
    changes: &[Change],
    within: Option<(&[Period], &[Option<Id>])>,
) -> Result<Trace, AskError> {
    let begun = Instant::now();
    let (store, scope) = (asked.store, asked.scope);
    let catalogue = store.catalogue();
    let tables = around::changed(store, scope, changes).await?;
    let reaches = reaches(asked.definitions, &catalogue, &tables);
    let Some(around) = around::around(store, scope, tables, &reaches).await? else {
        return Ok(Trace {
            too_many: true,
            ..Trace::default()
        });
    };
    let named = named(asked, &catalogue, &around.tables).await?;
    let mut moving = Moving::new(asked.definitions, &named, &catalogue, &around.tables);
    let (periods, places) = match within {
        Some((periods, places)) => (periods.to_vec(), places.to_vec()),
        None => spans(asked, &mut moving, &around, &catalogue),
    };
    let until = asked.patience.map(|patience| begun + patience);
    let mut trace = Trace::default();
    let narrowed = |place: Option<Id>| match place {
        Some(at) => (place, Arc::new(of_place(asked.definitions, at, &catalogue))),
        None => (place, Arc::clone(asked.definitions)),
    };
    let narrowed: Vec<(Option<Id>, Arc<Definitions>)> = places.into_iter().map(narrowed).collect();
    for (place, definitions) in &narrowed {
        moving = moving.against(definitions);
        let held = held_against(asked, &mut moving, definitions, (&periods, *place, until));
        trace.shifts.extend(held.await?);
    }
    Ok(trace)
}

/// The figures that move in these periods, at one place.
async fn held_against(
    asked: &Asked<'_>,
    moving: &mut Moving<'_>,
    definitions: &Definitions,
    (periods, place, until): (&[Period], Option<Id>, Option<Instant>),
) -> Result<Vec<Shift>, AskError> {
    let catalogue = asked.store.catalogue();
    let moved = moved(moving, definitions, periods);
    let shift = |need: &Need| shift(moving, definitions, (need, place), &catalogue);
    let mut shifts: Vec<Shift> = moved.iter().filter_map(shift).collect();
    let needs = moving.needs(&moved);
    let here = (definitions, &*catalogue);
    let wanting = valued::wanting(asked, moving, here, needs).await?;
    let known = valued::read(asked, here, (wanting, until)).await?;
    for shift in &mut shifts {
        known.complete(shift, moving, definitions, &catalogue);
    }
    shifts.retain(|shift| shift.in_value() || shift.rows.differ());
    Ok(shifts)
}

/// How far the definitions look that see anything of the change, one for each kind they count.
fn reaches(definitions: &Definitions, catalogue: &Catalogue, tables: &Tables) -> Vec<Reach> {
    let mut all: BTreeMap<&'static str, Reach> = BTreeMap::new();
    for definition in definitions.iter() {
        let Some(mut reach) = Reach::of(definition, catalogue) else {
            continue;
        };
        if let Some(path) = place_path(catalogue, reach.kind.name) {
            reach.filter(&at_path(&path, Id(0)), catalogue);
        }
        if reach.sees(tables) {
            let kind = reach.kind;
            let one = all.entry(kind.name).or_insert_with(|| Reach::from(kind));
            one.merge(&reach);
        }
    }
    all.into_values().collect()
}

/// The figures that records name, as they stand and as they would.
async fn named(
    asked: &Asked<'_>,
    catalogue: &Catalogue,
    tables: &Tables,
) -> Result<Named, AskError> {
    let mut naming: Vec<(&Definition, String)> = Vec::new();
    for definition in asked.definitions.iter() {
        naming.extend(figures::naming_field(definition).map(|field| (definition, field)));
    }
    let ask = |(definition, field): &(&Definition, String)| Ask::Fold {
        selection: Selection::all(&definition.kind),
        fold: base::Fold::Count,
        by: vec![field.clone()],
        after: None,
        limit: around::MOST,
    };
    if naming.is_empty() {
        return Ok(Named::new());
    }
    let asks = naming.iter().map(ask).collect();
    let answers = asked.store.ask(asked.scope, Moment::Now, asks).await?;
    let mut named = Named::new();
    for ((definition, field), answer) in naming.into_iter().zip(answers) {
        let groups = answer.groups().into_iter();
        let stored = groups.filter_map(|g| g.by.into_iter().next().flatten());
        let own = catalogue.kind(&definition.kind).map(|kind| {
            let after = tables
                .rows(kind.name)
                .iter()
                .map(|both| both.after.as_deref());
            after
                .flatten()
                .filter_map(|r| r.value(kind, &field))
                .cloned()
        });
        let keys: BTreeSet<Value> = stored.chain(own.into_iter().flatten()).collect();
        let keys = keys.iter().filter_map(|v| Some(v.as_text()?.to_owned()));
        named.insert(definition.key.clone(), keys.collect());
    }
    Ok(named)
}

fn spans(
    asked: &Asked<'_>,
    moving: &mut Moving<'_>,
    around: &Around,
    catalogue: &Catalogue,
) -> (Vec<Period>, Vec<Option<Id>>) {
    let (tables, affected) = (&around.tables, &around.affected);
    let definitions = asked.definitions;
    let periods = spans::periods(moving, definitions, catalogue, affected, asked.today);
    let places = spans::places(moving, tables, catalogue, affected, asked.home);
    let places = places.into_iter().map(Some);
    (periods, [None].into_iter().chain(places).collect())
}

/// The figures that can move, in these periods.
fn moved(moving: &mut Moving<'_>, definitions: &Definitions, periods: &[Period]) -> Vec<Need> {
    let mut moved = Vec::new();
    for period in periods {
        let needs = definitions.iter().map(|d| Need::whole(&d.key, *period));
        moved.extend(needs.filter(|need| moving.moves(need)));
    }
    moved
}

/// How one figure moves, its value not looked at yet.
fn shift(
    moving: &mut Moving<'_>,
    definitions: &Definitions,
    (need, place): (&Need, Option<Id>),
    catalogue: &Catalogue,
) -> Option<Shift> {
    let definition = definitions.get(&need.key)?;
    let by = match moving.patches(need) {
        [only] if definition.fold == figures::Fold::Count => only.net(),
        _ => None,
    };
    let rows = match figures::picks(&need.key, definitions) {
        true => Rows::default(),
        false => {
            let nothing = BTreeMap::new();
            let parts = opening(definition, &nothing, definitions, need.period, catalogue);
            moving.rows(&parts, &parts)
        }
    };
    Some(Shift {
        key: need.key.clone(),
        period: need.period,
        place,
        value: None,
        by,
        rows,
    })
}
