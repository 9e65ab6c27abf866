//! What somebody gave us, before anybody has read it: a row of a sheet, a form, a program's call.
//!
//! In: raw cells, each with the field it is meant for and where it stands. Out: the same; this
//! is the one shape in which facts come in. A given row judges nothing and knows no store.

use std::sync::Arc;

use base::{Id, Kind, Place, Type};

/// A cell as it came.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Words.
    Text(Arc<str>),
    /// A number.
    Number(f64),
    /// A number that its sheet shows as a day or a time (1900 system).
    Serial(f64),
    /// A tick.
    Yes(bool),
    /// A formula's error, as the sheet shows it (`#REF!`).
    Fault(Arc<str>),
    /// Records already known by their identity: what a form's picker or a program gives.
    Ids(Arc<[Id]>),
}

impl Cell {
    /// A cell with these words.
    pub fn text(words: &str) -> Cell {
        Cell::Text(Arc::from(words))
    }
}

/// What a cell is meant for: a field of the kind, or one item of a sealed field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Part {
    /// The place of the field among its kind's fields.
    pub field: u16,
    /// The place of the item among a sealed field's parts.
    pub item: Option<u8>,
}

impl Part {
    /// The part of a kind with this name: a field's name, or the name of a sealed item.
    pub fn of(kind: &Kind, name: &str) -> Option<Part> {
        let whole = kind.at(name).and_then(Part::field);
        whole.or_else(|| {
            kind.fields.iter().enumerate().find_map(|(at, field)| {
                let Type::Sealed(parts) = field.kind else {
                    return None;
                };
                let item = parts.iter().position(|part| *part == name)?;
                Some(Part {
                    field: u16::try_from(at).ok()?,
                    item: Some(u8::try_from(item).ok()?),
                })
            })
        })
    }

    /// A whole field.
    pub fn field(at: usize) -> Option<Part> {
        Some(Part {
            field: u16::try_from(at).ok()?,
            item: None,
        })
    }

    /// The place of its field among the kind's fields.
    pub fn at(self) -> usize {
        usize::from(self.field)
    }
}

/// One filled cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// What it is meant for.
    pub part: Part,
    /// The row where it stands, counted from 1: the row's own, or that of a title block.
    pub row: u32,
    /// The column where it stands, counted from 0.
    pub column: u32,
    /// What it holds.
    pub cell: Cell,
}

/// Where a row comes from: shared by all rows of one sheet or form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Origin {
    /// The file; empty for a form or a program.
    pub workbook: String,
    /// The sheet; empty for a form or a program.
    pub sheet: String,
    /// The year its title says.
    pub year: Option<i16>,
    /// What it gives, also where it is blank, each with its column. A field that is not here
    /// stays as it is in a record that is there already.
    pub gives: Vec<(Part, u32)>,
    /// Its sheet has a problem of its own, so that none of its rows can be taken.
    pub spoilt: bool,
}

/// What is meant by a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// The record with its key, which is changed when it is there and added when it is not: a sheet.
    Match,
    /// A record that is not there yet: a form for a new one.
    New,
    /// This record, as it stood at `since` (0: however it stands).
    Change {
        /// The record.
        id: Id,
        /// When it came to stand as its writer saw it, in milliseconds since 1970.
        since: i64,
    },
}

/// A row of texts by field name, as it would stand in a sheet: the record with its key is
/// changed when it is there. Names that the kind has not are left out.
pub fn texts(kind: &'static Kind, cells: &[(impl AsRef<str>, impl AsRef<str>)]) -> Given {
    let cells = cells.iter().map(|(name, text)| {
        let text = Some(text.as_ref()).filter(|text| !text.trim().is_empty());
        (name.as_ref(), text.map(Cell::text))
    });
    Given::typed(kind, Aim::Match, cells).0
}

/// One row, form or call.
#[derive(Clone, Debug)]
pub struct Given {
    /// What kind of record it is.
    pub kind: &'static Kind,
    /// Where it comes from.
    pub origin: Arc<Origin>,
    /// Its row in the sheet, counted from 1; 0 for a form or a program.
    pub row: u32,
    /// Its filled cells.
    pub cells: Vec<Told>,
    /// What is meant by it.
    pub aim: Aim,
}

impl Given {
    /// A form's or a program's fields by name: those not named stay as they are when a record
    /// is changed; `None` is a field left blank. Names that the kind has not are handed back.
    pub fn typed<'n>(
        kind: &'static Kind,
        aim: Aim,
        fields: impl IntoIterator<Item = (&'n str, Option<Cell>)>,
    ) -> (Given, Vec<&'n str>) {
        let (mut origin, mut cells, mut unknown) = (Origin::default(), Vec::new(), Vec::new());
        for (name, cell) in fields {
            let typed = |part: &Part| kind.fields.get(part.at()).is_some_and(|f| !f.derived);
            let Some(part) = Part::of(kind, name).filter(typed) else {
                unknown.push(name);
                continue;
            };
            origin.gives.push((part, 0));
            cells.extend(cell.map(|cell| Told {
                part,
                row: 0,
                column: 0,
                cell,
            }));
        }
        let given = Given {
            kind,
            origin: Arc::new(origin),
            row: 0,
            cells,
            aim,
        };
        (given, unknown)
    }

    /// Whether the field at this place is given, be it blank.
    pub fn gives(&self, field: usize) -> bool {
        self.origin.gives.iter().any(|(part, _)| part.at() == field)
            || self.cells.iter().any(|told| told.part.at() == field)
    }

    /// Lets go of the cells that stand where their column says: [`Given::place`] and
    /// [`Given::gives`] answer as before.
    pub fn forget_words(&mut self) {
        let (row, gives) = (self.row, &self.origin.gives);
        let told = |told: &Told| told.row == row && gives.contains(&(told.part, told.column));
        let mut kept = std::mem::take(&mut self.cells);
        kept.retain(|cell| !told(cell));
        kept.shrink_to_fit();
        self.cells = kept;
    }

    /// Where a part of this row stands: its cell, else its column in this row, else the row.
    pub fn place(&self, part: Option<Part>) -> Place {
        let near = |other: &Part| {
            part.is_some_and(|p| p.field == other.field && (p.item.is_none() || *other == p))
        };
        let told = self.cells.iter().find(|told| near(&told.part));
        let column = || self.origin.gives.iter().find(|(other, _)| near(other));
        let (row, column) = told.map_or_else(
            || (self.row, column().map_or(0, |(_, column)| *column)),
            |told| (told.row, told.column),
        );
        Place {
            workbook: self.origin.workbook.clone(),
            sheet: self.origin.sheet.clone(),
            row,
            column,
            field: part.map(|p| self.name(p)).unwrap_or_default(),
        }
    }

    /// The name of a part: the field's, or the item's.
    fn name(&self, part: Part) -> String {
        let Some(field) = self.kind.fields.get(part.at()) else {
            return String::new();
        };
        match (field.kind, part.item) {
            (Type::Sealed(parts), Some(item)) => parts.get(usize::from(item)),
            _ => None,
        }
        .map_or_else(|| field.name.to_owned(), |item| (*item).to_owned())
    }
}
