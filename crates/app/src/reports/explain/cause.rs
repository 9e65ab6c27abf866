//! Why a thing counts on one side only: removed, added, its day moved, a field changed, or a
//! condition of the other figure that it does not meet.
//!
//! In: the things that count differently, and both sides. Out: a cause for each, from the
//! records as they stood at the other side's moment. It tells what is so, never who did it.

use std::collections::{BTreeSet, HashMap};

use base::{Answer, Ask, Catalogue, Filter, Id, Kind, Record, Selection, Sort};
use figures::{Apart, Cause, Each, RowId, fields_of};
use store::{AskError, Scope, Store};

use super::side::{Figured, Piece, Rows, by_kind};

/// Identities asked for at once.
const MANY: usize = 10_000;
/// So many records are held against each condition of the other figure; more are told as one.
const MOST_REASONED: usize = 5_000;

/// What is known of the things that count differently.
#[derive(Default)]
pub struct Causes {
    /// Rows of one side as they stood at the other's moment, where that is another.
    there: HashMap<RowId, Record>,
    here: HashMap<RowId, Record>,
    moments: bool,
    /// The first condition of the other side that a row does not meet.
    unmet: HashMap<RowId, usize>,
}

/// The conditions of a figure, one by one: its period first.
pub fn conditions(pieces: &[Piece], kind: &str, catalogue: &Catalogue) -> Vec<Filter> {
    let mut own = pieces.iter().filter(|p| p.opening.selection.kind == kind);
    let (Some(piece), None) = (own.next(), own.next()) else {
        return Vec::new();
    };
    let selection = &piece.opening.selection;
    let within = Selection {
        filter: Filter::default(),
        ..selection.clone()
    };
    let mut all = vec![within.condition(catalogue)];
    match &selection.filter {
        Filter::All { all: many } => all.extend(many.iter().cloned()),
        one => all.push(one.clone()),
    }
    all
}

impl Causes {
    /// Reads what the causes follow from.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn read(
        (store, scope): (&Store, &Scope),
        apart: &[Apart],
        [here, there]: [&Figured; 2],
    ) -> Result<Causes, AskError> {
        let rows = |side: fn(&Apart) -> (&[RowId], &[RowId])| {
            apart.iter().flat_map(move |a| only(side(a))).copied()
        };
        let only_here: Vec<RowId> = rows(|a| (&a.here, &a.there)).collect();
        let only_there: Vec<RowId> = rows(|a| (&a.there, &a.here)).collect();
        let mut causes = Causes {
            moments: here.asked.at != there.asked.at,
            ..Causes::default()
        };
        if causes.moments {
            causes.there = stood((store, scope), &only_here, there).await?;
            causes.here = stood((store, scope), &only_there, here).await?;
        }
        let same = here.asked.key == there.asked.key
            && here.asked.wanted.place == there.asked.wanted.place;
        if !same {
            for (rows, other) in [(&only_here, there), (&only_there, here)] {
                let unmet = unmet((store, scope), rows, other).await?;
                causes.unmet.extend(unmet);
            }
        }
        Ok(causes)
    }

    /// Why it counts differently.
    pub fn of(
        &self,
        one: &Apart,
        [here, there]: [(&Figured, &Rows); 2],
        catalogue: &Catalogue,
    ) -> Cause {
        let gone = only((&one.here, &one.there)).next();
        let come = only((&one.there, &one.here)).next();
        match (gone, come) {
            (Some(row), _) => self.one_sided(*row, here, &self.there, true, catalogue),
            (None, Some(row)) => self.one_sided(*row, there, &self.here, false, catalogue),
            (None, None) => weight(one, here, there, catalogue),
        }
    }

    fn one_sided(
        &self,
        row: RowId,
        (side, rows): (&Figured, &Rows),
        other: &HashMap<RowId, Record>,
        gone: bool,
        catalogue: &Catalogue,
    ) -> Cause {
        let unmet = self.unmet.get(&row).copied();
        let elsewhere = match gone {
            true => Cause::OnlyHere(unmet),
            false => Cause::OnlyThere(unmet),
        };
        if !self.moments {
            return elsewhere;
        }
        let Some(then) = other.get(&row) else {
            return if gone { Cause::Removed } else { Cause::Added };
        };
        let (Some(own), Some(kind)) = (rows.records.get(&row), catalogue.kind(row.0)) else {
            return elsewhere;
        };
        match moved(side.pieces(), kind, own, then) {
            Some(cause) => cause,
            None if unmet.is_some() => elsewhere,
            None => Cause::Linked,
        }
    }
}

/// The rows of one side that the other does not have.
fn only<'a>((of, other): (&'a [RowId], &'a [RowId])) -> impl Iterator<Item = &'a RowId> {
    let has: BTreeSet<RowId> = other.iter().copied().collect();
    of.iter().filter(move |row| !has.contains(row))
}

/// These rows as they stood at a side's moment.
async fn stood(
    (store, scope): (&Store, &Scope),
    rows: &[RowId],
    side: &Figured,
) -> Result<HashMap<RowId, Record>, AskError> {
    let mut found = HashMap::new();
    for (kind, ids) in by_kind(rows.iter().copied()) {
        for ids in ids.chunks(MANY) {
            let ask = Ask::Many {
                kind: kind.to_owned(),
                ids: ids.to_vec(),
            };
            let answers = store.ask(scope, side.asked.moment(), vec![ask]).await?;
            let records = answers.into_iter().flat_map(Answer::many);
            found.extend(records.map(|r| ((kind, r.id.0), r)));
        }
    }
    Ok(found)
}

/// What changed of a record so that a figure does not count it at both moments: its day first,
/// then what the figure asks of it.
fn moved(pieces: &[Piece], kind: &'static Kind, own: &Record, then: &Record) -> Option<Cause> {
    let changed = |name: &str| own.value(kind, name) != then.value(kind, name);
    let named = |name: &str| format!("{}.{name}", kind.name);
    for piece in pieces
        .iter()
        .filter(|p| p.opening.selection.kind == kind.name)
    {
        let selection = &piece.opening.selection;
        let when = selection.period.as_ref().map(|(path, _)| path.as_str());
        let mut fields = fields_of(selection);
        match &piece.opening.each {
            Each::Value(path) | Each::Weight(path) => {
                fields.push(path.split('.').next().unwrap_or(path).to_owned());
            }
            Each::Row => {}
        }
        if let Some(field) = fields.iter().find(|f| changed(f)) {
            return Some(match when == Some(field) {
                true => Cause::DayMoved(named(field)),
                false => Cause::Changed(named(field)),
            });
        }
    }
    None
}

/// The first condition of the other figure that each of these rows does not meet.
///
/// # Errors
/// When the store does not answer.
pub async fn unmet(
    (store, scope): (&Store, &Scope),
    rows: &[RowId],
    other: &Figured,
) -> Result<HashMap<RowId, usize>, AskError> {
    let catalogue = store.catalogue();
    let mut unmet = HashMap::new();
    for (kind, ids) in by_kind(rows.iter().copied()) {
        if ids.len() > MOST_REASONED {
            continue;
        }
        let conditions = conditions(other.pieces(), kind, &catalogue);
        let ask = |condition: &Filter| Ask::Rows {
            selection: Selection::all(kind)
                .and(Filter::ids(ids.iter().map(|id: &Id| id.0).collect()))
                .and(Filter::negate(condition.clone())),
            sort: Sort::default(),
            after: None,
            limit: MOST_REASONED as u32,
        };
        let asks = conditions.iter().map(ask).collect();
        let answers = store.ask(scope, other.asked.moment(), asks).await?;
        for (at, answer) in answers.into_iter().enumerate() {
            for record in answer.many() {
                unmet.entry((kind, record.id.0)).or_insert(at);
            }
        }
    }
    Ok(unmet)
}

/// The same rows count otherwise: by how much each counts.
fn weight(
    one: &Apart,
    (here, before): (&Figured, &Rows),
    (there, after): (&Figured, &Rows),
    catalogue: &Catalogue,
) -> Cause {
    let weighs = |side: &Figured, row: &RowId| {
        let own = |p: &&Piece| p.opening.selection.kind == row.0;
        side.pieces()
            .iter()
            .filter(own)
            .find_map(|p| match &p.opening.each {
                Each::Weight(field) => Some(field.clone()),
                _ => None,
            })
    };
    let first = one.here.iter().find(|row| {
        let Some(kind) = catalogue.kind(row.0) else {
            return false;
        };
        let value = |rows: &Rows, field: &str| {
            rows.records
                .get(*row)
                .and_then(|r| r.value(kind, field).cloned())
        };
        weighs(here, row).is_some_and(|f| value(before, &f) != value(after, &f))
    });
    let row = first.or(one.here.first());
    let field = row.and_then(|row| {
        Some(format!(
            "{}.{}",
            row.0,
            weighs(here, row).or(weighs(there, row))?
        ))
    });
    field.map_or(Cause::Linked, Cause::WeightChanged)
}
