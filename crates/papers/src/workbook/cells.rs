//! The cells of one sheet, read from the top in one pass.
//!
//! A sheet's XML comes in; rows of cells and the merged ranges near the top go out.
//! The range that the sheet claims to fill is never looked at: only cells that are there count.

use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use super::part::{Part, attribute, is};
use super::{Cell, Merged, Refusal, Row, Sheet, share};
use crate::address::{COLUMNS, ROWS, cell_name, cell_place};
use crate::{serial, text};

/// The last row in which a merged range is of interest: a header stands above it.
const HEADER_ROWS: u32 = 30;
/// The most merged ranges kept of a sheet.
const MERGED: usize = 10_000;

/// What all sheets of a workbook share while they are read.
pub(super) struct SheetReader<'a> {
    pub(super) strings: &'a [Arc<str>],
    pub(super) moments: &'a [bool],
    pub(super) from_1904: bool,
    pub(super) rows_allowed: usize,
    pub(super) cells_allowed: usize,
    pub(super) cells_left: usize,
    pub(super) text_left: u64,
}

/// How a cell says that its value is to be read.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Number,
    Shared,
    Text,
    Yes,
    Error,
    Iso,
}

/// A cell's own tag: where it stands and how to read it.
struct Tag {
    row: u32,
    column: u32,
    kind: Kind,
    is_moment: bool,
}

impl SheetReader<'_> {
    /// Reads one sheet.
    pub(super) fn read(
        &mut self,
        mut part: Part<'_>,
        name: String,
        hidden: bool,
    ) -> Result<Sheet, Refusal> {
        let mut sheet = Sheet {
            name,
            hidden,
            ..Sheet::default()
        };
        let (mut row, mut column) = (0_u32, 0_u32);
        let mut written = String::new();
        loop {
            match part.next()? {
                Event::Start(start) if is(&start, "row") => {
                    row = attribute(&start, "r")
                        .map_or(Some(row + 1), |row| row.parse().ok())
                        .unwrap_or(0);
                    column = 0;
                }
                Event::Start(start) if is(&start, "c") => {
                    let tag = self
                        .tag(&start, (row, column))
                        .ok_or_else(|| Refusal::damaged(&sheet.name))?;
                    (row, column) = (tag.row, tag.column + 1);
                    written.clear();
                    value(&mut part, &mut written)?;
                    if let Some(cell) = self.cell(&tag, &written, &sheet.name)? {
                        self.put(&mut sheet, &tag, cell)?;
                    }
                }
                Event::Start(start) if is(&start, "mergeCell") && sheet.merged.len() < MERGED => {
                    sheet
                        .merged
                        .extend(attribute(&start, "ref").and_then(|range| merged(&range)));
                }
                Event::Eof => return Ok(sheet),
                _ => {}
            }
        }
    }

    /// Reads a cell's own tag; `next` is where it stands when it does not say.
    fn tag(&self, start: &BytesStart<'_>, next: (u32, u32)) -> Option<Tag> {
        let (mut place, mut kind, mut is_moment) = (next, Kind::Number, false);
        is_moment |= self.moments.first().copied().unwrap_or(false);
        for attribute in start.attributes().with_checks(false).flatten() {
            let value = attribute.value.as_ref();
            match attribute.key.as_ref() {
                "r" => place = cell_place(value)?,
                "s" => {
                    let format = value.parse::<usize>().ok()?;
                    is_moment = self.moments.get(format).copied().unwrap_or(false);
                }
                "t" => kind = kind_named(value)?,
                _ => {}
            }
        }
        let there = (1..=ROWS).contains(&place.0) && place.1 < COLUMNS;
        there.then_some(Tag {
            row: place.0,
            column: place.1,
            kind,
            is_moment,
        })
    }

    /// Gives what a cell holds, or nothing when it is empty.
    fn cell(&mut self, tag: &Tag, written: &str, sheet: &str) -> Result<Option<Cell>, Refusal> {
        if written.is_empty() {
            return Ok(None);
        }
        let cell = match tag.kind {
            Kind::Text => self.text(written)?,
            Kind::Shared => {
                let string = written
                    .trim()
                    .parse::<usize>()
                    .ok()
                    .and_then(|place| self.strings.get(place));
                Cell::Text(string.ok_or_else(|| at(sheet, tag))?.clone())
            }
            Kind::Yes => Cell::Yes(matches!(written.trim(), "1" | "true")),
            Kind::Error => Cell::Error(share(&text::unescaped(written), &mut self.text_left)?),
            Kind::Iso => match serial::of_iso(written.trim()) {
                Some(serial) => Cell::Moment(serial),
                None => self.text(written)?,
            },
            Kind::Number => match written
                .trim()
                .parse::<f64>()
                .ok()
                .filter(|number| number.is_finite())
            {
                Some(number) if tag.is_moment && self.from_1904 => {
                    Cell::Moment(number + serial::FROM_1904)
                }
                Some(number) if tag.is_moment => Cell::Moment(number),
                Some(number) => Cell::Number(number),
                None => self.text(written)?,
            },
        };
        Ok(Some(cell).filter(|cell| !cell.is_blank()))
    }

    fn text(&mut self, written: &str) -> Result<Cell, Refusal> {
        share(&text::unescaped(written), &mut self.text_left).map(Cell::Text)
    }

    /// Puts a cell at the end of the sheet. Rows and cells that do not come in their order
    /// are damage: Excel would not open such a file without mending it.
    fn put(&mut self, sheet: &mut Sheet, tag: &Tag, cell: Cell) -> Result<(), Refusal> {
        let limit = self.cells_allowed;
        self.cells_left = self
            .cells_left
            .checked_sub(1)
            .ok_or(Refusal::TooManyCells { limit })?;
        let before = sheet.rows.last();
        let usual = before.map_or(0, |row| row.cells.len());
        if before.is_none_or(|row| row.number < tag.row) {
            if sheet.rows.len() >= self.rows_allowed {
                return Err(Refusal::TooManyRows {
                    sheet: sheet.name.clone(),
                    limit: self.rows_allowed,
                });
            }
            sheet.rows.push(Row {
                number: tag.row,
                cells: Vec::with_capacity(usual),
            });
        }
        let name = &sheet.name;
        match sheet.rows.last_mut() {
            Some(row)
                if row.number == tag.row
                    && row.cells.last().is_none_or(|(last, _)| *last < tag.column) =>
            {
                row.cells.push((tag.column, cell));
                Ok(())
            }
            _ => Err(at(name, tag)),
        }
    }
}

/// The refusal of one cell.
fn at(sheet: &str, tag: &Tag) -> Refusal {
    Refusal::damaged(&format!("{sheet}!{}", cell_name(tag.row, tag.column)))
}

/// Source: ECMA-376 18.18.11, the types of a cell.
fn kind_named(name: &str) -> Option<Kind> {
    match name {
        "n" => Some(Kind::Number),
        "s" => Some(Kind::Shared),
        "str" | "inlineStr" => Some(Kind::Text),
        "b" => Some(Kind::Yes),
        "e" => Some(Kind::Error),
        "d" => Some(Kind::Iso),
        _ => None,
    }
}

/// Adds to `written` the value of the cell just begun, and reads on to its end; formulas are passed over.
fn value(part: &mut Part<'_>, written: &mut String) -> Result<(), Refusal> {
    loop {
        match part.next()? {
            Event::Start(start) if is(&start, "v") => part.text(written)?,
            Event::Start(start) if is(&start, "is") => part.runs(written)?,
            Event::End(end) if end.local_name().as_ref() == "c" => return Ok(()),
            Event::Eof => return Err(part.damaged()),
            _ => {}
        }
    }
}

/// Reads a merged range; nothing when it begins below the header or makes no sense.
fn merged(range: &str) -> Option<Merged> {
    let (first, last) = range.split_once(':')?;
    let ((first_row, first_column), (last_row, last_column)) =
        (cell_place(first)?, cell_place(last)?);
    let makes_sense =
        first_row <= HEADER_ROWS && first_row <= last_row && first_column <= last_column;
    makes_sense.then_some(Merged {
        first_row,
        first_column,
        last_row,
        last_column,
    })
}
