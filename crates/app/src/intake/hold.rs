//! 待核: rows that could not be taken yet, kept as they were written.
//!
//! In: a settled batch. Out: one small thing kept for each row that is wrong or waits, under
//! the place it came from; the same place taken later drops it. A row of the care compartment
//! is closed up under a key of its own. A held row counts in no figure; figures say how many.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

use base::{Answer, Ask, Change, Code, Id, Kind, Place, Problem, Work};
use serde::{Deserialize, Serialize};
use store::{AskError, Moment, Scope, Store};

use super::{
    Aim, Batch, Cell, Given, Origin, Outcome, Part, SealedPlace, Sealer, Settled, Told,
    sealer::{hex, unhex},
};

pub mod waiting;

/// Where held rows are kept.
pub const SPACE: &str = "held";

/// A cell of a held row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kept {
    Text(String),
    Number(f64),
    Serial(f64),
    Yes(bool),
    Fault(String),
    Ids(Vec<Id>),
}

/// One cell, with the name of its field or item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct KeptCell {
    part: String,
    row: u32,
    column: u32,
    cell: Kept,
}

/// What was wrong with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct KeptProblem {
    code: String,
    part: String,
    row: u32,
    column: u32,
    zh: String,
    en: String,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Content {
    year: Option<i16>,
    gives: Vec<(String, u32)>,
    cells: Vec<KeptCell>,
    problems: Vec<KeptProblem>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Envelope {
    kind: String,
    workbook: String,
    sheet: String,
    row: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<Content>,
    /// The stand-in for a file under whose key the content is closed up, and the content.
    #[serde(skip_serializing_if = "Option::is_none")]
    sealed: Option<(Id, String)>,
}

/// A held row, as whoever mends it sees it.
#[derive(Clone, Debug)]
pub struct Held {
    /// Under what it is kept.
    pub key: String,
    /// The row again, to be shown, mended and taken.
    pub given: Given,
    /// What was wrong when it was held; empty for one that waits for another row.
    pub problems: Vec<Problem>,
    sealed_under: Option<Id>,
}

/// What holding the wrong and waiting rows of a batch writes. Each is kept under who handed it
/// in and its place: two people's files of one name stay apart.
pub(super) fn hold(
    actor: Id,
    batch: &Batch,
    settled: &Settled,
    sealer: &dyn Sealer,
    new_id: &mut dyn FnMut() -> Id,
) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut problems: HashMap<usize, Vec<&Problem>> = HashMap::new();
    for (at, problem) in &settled.problems {
        problems.entry(*at).or_default().push(problem);
    }
    for (at, (row, outcome)) in batch.rows.iter().zip(&settled.outcomes).enumerate() {
        if !matches!(outcome, Outcome::Wrong | Outcome::Waits) {
            continue;
        }
        let given = &row.given;
        let content = content(given, problems.get(&at).map_or(&[][..], Vec::as_slice));
        let mut envelope = Envelope {
            kind: given.kind.name.to_owned(),
            workbook: given.origin.workbook.clone(),
            sheet: given.origin.sheet.clone(),
            row: given.row,
            content: None,
            sealed: None,
        };
        if given.kind.work == Work::Care {
            let file = new_id();
            let key = sealer.new_key(file);
            let open = serde_json::to_vec(&content).unwrap_or_default();
            let sealed = sealer.seal(spot(file, &key), &open).unwrap_or_default();
            envelope.sealed = Some((file, hex(&sealed)));
            changes.push(keep(sealer.space(), file.to_string(), key));
        } else {
            envelope.content = Some(content);
        }
        let value = serde_json::to_string(&envelope).unwrap_or_default();
        changes.push(keep(SPACE, key_of(actor, given), value));
    }
    changes
}

/// What taking rows that were held before drops.
pub(super) fn released(
    actor: Id,
    batch: &Batch,
    settled: &Settled,
    held: &HashSet<String>,
) -> Vec<Change> {
    if held.is_empty() {
        return Vec::new();
    }
    let taken = batch.rows.iter().zip(&settled.outcomes);
    let taken = taken.filter(|(_, o)| !matches!(o, Outcome::Wrong | Outcome::Waits));
    let keys = taken.map(|(row, _)| key_of(actor, &row.given));
    keys.filter(|key| held.contains(key))
        .map(|key| Change::Drop { space: SPACE, key })
        .collect()
}

/// The keys of the rows held.
pub(super) async fn held(store: &Store, scope: &Scope) -> Result<HashSet<String>, AskError> {
    Ok(all(store, scope)
        .await?
        .into_iter()
        .map(|(key, _)| key)
        .collect())
}

/// How many rows are held, by kind: of those kinds that the asker may read.
///
/// # Errors
/// An [`AskError`] when the store does not answer.
pub async fn counts(
    store: &Store,
    scope: &Scope,
) -> Result<BTreeMap<&'static str, usize>, AskError> {
    let catalogue = store.catalogue();
    let mut counts = BTreeMap::new();
    for (key, _) in all(store, scope).await? {
        let kind = key.split('/').next().and_then(|name| catalogue.kind(name));
        if let Some(kind) = kind.filter(|kind| scope.may_read(kind)) {
            *counts.entry(kind.name).or_default() += 1;
        }
    }
    Ok(counts)
}

/// The held rows of kinds that the asker may write, in the order of their places.
///
/// # Errors
/// An [`AskError`] when the store does not answer.
pub async fn list(
    store: &Store,
    scope: &Scope,
    sealer: &dyn Sealer,
) -> Result<Vec<Held>, AskError> {
    let catalogue = store.catalogue();
    let mut rows = Vec::new();
    for (key, value) in all(store, scope).await? {
        let Ok(envelope) = serde_json::from_str::<Envelope>(&value) else {
            continue;
        };
        let Some(kind) = catalogue
            .kind(&envelope.kind)
            .filter(|k| scope.may_write(k))
        else {
            continue;
        };
        let content = match &envelope.sealed {
            Some((file, sealed)) => open(store, scope, sealer, (*file, sealed)).await?,
            None => envelope.content.clone(),
        };
        rows.extend(content.map(|content| unfold(key, kind, &envelope, content)));
    }
    Ok(rows)
}

impl Held {
    /// The row with some of its cells written anew, by field or item name.
    #[must_use]
    pub fn mended(&self, edits: &[(String, String)]) -> Given {
        let mut given = self.given.clone();
        for (name, text) in edits {
            let Some(part) = Part::of(given.kind, name) else {
                continue;
            };
            let place = given.place(Some(part));
            given.cells.retain(|told| told.part != part);
            if !text.trim().is_empty() {
                given.cells.push(Told {
                    part,
                    row: place.row,
                    column: place.column,
                    cell: Cell::text(text),
                });
            }
        }
        given
    }

    /// What is written beside the row when it is taken, or when it is given up: it is held no
    /// more, and its key is destroyed.
    pub fn drops(&self, sealer: &dyn Sealer) -> Vec<Change> {
        let key = self.sealed_under.map(|file| Change::Drop {
            space: sealer.space(),
            key: file.to_string(),
        });
        let held = Change::Drop {
            space: SPACE,
            key: self.key.clone(),
        };
        std::iter::once(held).chain(key).collect()
    }
}

async fn all(store: &Store, scope: &Scope) -> Result<Vec<(String, String)>, AskError> {
    let answers = store
        .ask(scope, Moment::Now, vec![Ask::KeptAll { space: SPACE }])
        .await?;
    Ok(match answers.into_iter().next() {
        Some(Answer::KeptAll(all)) => all,
        _ => Vec::new(),
    })
}

async fn open(
    store: &Store,
    scope: &Scope,
    sealer: &dyn Sealer,
    (file, sealed): (Id, &str),
) -> Result<Option<Content>, AskError> {
    let ask = Ask::Kept {
        space: sealer.space(),
        key: file.to_string(),
    };
    let answers = store.ask(scope, Moment::Now, vec![ask]).await?;
    let key = answers.into_iter().next().and_then(Answer::kept);
    Ok(key.and_then(|key| {
        let open = sealer.open(spot(file, &key), &unhex(sealed)?)?;
        serde_json::from_slice(&open).ok()
    }))
}

/// A held row's sealed content belongs to no table: its place is the space it is kept in.
fn spot(file: Id, key: &str) -> SealedPlace<'_> {
    SealedPlace {
        file,
        key,
        kind: SPACE,
        record: file,
        field: "content",
    }
}

fn keep(space: &'static str, key: String, value: String) -> Change {
    Change::Keep {
        space,
        key,
        value,
        until: 0,
    }
}

/// The place a row came from, its kind and who handed it in first.
fn key_of(actor: Id, given: &Given) -> String {
    let Origin {
        workbook, sheet, ..
    } = given.origin.as_ref();
    format!(
        "{}/{actor}/{workbook}/{sheet}/{}",
        given.kind.name, given.row
    )
}

fn content(given: &Given, problems: &[&Problem]) -> Content {
    let name = |part: &Part| given.place(Some(*part)).field;
    let cells = given.cells.iter().map(|told| KeptCell {
        part: name(&told.part),
        row: told.row,
        column: told.column,
        cell: match &told.cell {
            Cell::Text(text) => Kept::Text(text.to_string()),
            Cell::Number(n) => Kept::Number(*n),
            Cell::Serial(n) => Kept::Serial(*n),
            Cell::Yes(yes) => Kept::Yes(*yes),
            Cell::Fault(text) => Kept::Fault(text.to_string()),
            Cell::Ids(ids) => Kept::Ids(ids.to_vec()),
        },
    });
    Content {
        year: given.origin.year,
        gives: given
            .origin
            .gives
            .iter()
            .map(|(part, column)| (name(part), *column))
            .collect(),
        cells: cells.collect(),
        problems: problems
            .iter()
            .map(|problem| KeptProblem {
                code: problem.code.as_str().to_owned(),
                part: problem.place.field.clone(),
                row: problem.place.row,
                column: problem.place.column,
                zh: problem.particulars.0.clone(),
                en: problem.particulars.1.clone(),
            })
            .collect(),
    }
}

fn unfold(key: String, kind: &'static Kind, envelope: &Envelope, content: Content) -> Held {
    let gives = content.gives.iter();
    let origin = Origin {
        workbook: envelope.workbook.clone(),
        sheet: envelope.sheet.clone(),
        year: content.year,
        gives: gives
            .filter_map(|(name, column)| Some((Part::of(kind, name)?, *column)))
            .collect(),
        spoilt: false,
    };
    let told = |cell: KeptCell| {
        Some(Told {
            part: Part::of(kind, &cell.part)?,
            row: cell.row,
            column: cell.column,
            cell: match cell.cell {
                Kept::Text(text) => Cell::text(&text),
                Kept::Number(n) => Cell::Number(n),
                Kept::Serial(n) => Cell::Serial(n),
                Kept::Yes(yes) => Cell::Yes(yes),
                Kept::Fault(text) => Cell::Fault(Arc::from(text)),
                Kept::Ids(ids) => Cell::Ids(Arc::from(ids)),
            },
        })
    };
    let problem = |kept: KeptProblem| {
        let code = Code::ALL.iter().find(|code| code.as_str() == kept.code)?;
        Some(Problem {
            code: *code,
            place: Place {
                workbook: envelope.workbook.clone(),
                sheet: envelope.sheet.clone(),
                row: kept.row,
                column: kept.column,
                field: kept.part,
            },
            particulars: (kept.zh, kept.en),
        })
    };
    Held {
        key,
        problems: content.problems.into_iter().filter_map(problem).collect(),
        given: Given {
            kind,
            origin: Arc::new(origin),
            row: envelope.row,
            cells: content.cells.into_iter().filter_map(told).collect(),
            aim: Aim::Match,
        },
        sealed_under: envelope.sealed.as_ref().map(|(file, _)| *file),
    }
}
