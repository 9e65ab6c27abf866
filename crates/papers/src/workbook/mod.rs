//! A workbook handed in: its sheets, rows and cells, or the reason why it is not taken.
//!
//! The bytes of an `.xlsx` or `.csv` file come in; cells go out, each with its row as it stands in
//! the sheet, so that a problem can be told by sheet and cell. Formulas give the value last shown.
//! It must never trust a size or a range that the file claims, follow a link out of the file,
//! expand an entity or write anything anywhere.
//! Start at `read`; `container` unpacks, `part` meters the XML, `cells` reads a sheet.

mod cells;
mod container;
mod contents;
mod formats;
mod limits;
mod part;
mod refusal;
mod strings;

use std::sync::Arc;

pub use crate::cell::Cell;
pub use limits::Limits;
pub use refusal::Refusal;

/// A workbook as read.
#[derive(Clone, Debug, PartialEq)]
pub struct Workbook {
    /// The name of the file as it was handed in.
    pub name: String,
    /// The sheets in the order of their tabs; sheets that only hold a chart are left out.
    pub sheets: Vec<Sheet>,
}

/// A sheet as read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// The words on its tab; a CSV file's sheet has the file's name without its ending.
    pub name: String,
    /// Whether its tab is hidden.
    pub hidden: bool,
    /// The rows that hold at least one cell, from the top.
    pub rows: Vec<Row>,
    /// The merged ranges that begin in the first 30 rows, as the sheet lists them.
    pub merged: Vec<Merged>,
}

/// A row of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its number in the margin of the sheet, from 1.
    pub number: u32,
    /// The cells that are not empty, each with its column (from 0), from the left.
    pub cells: Vec<(u32, Cell)>,
}

impl Row {
    /// Gives the cell in a column (from 0), or nothing when it is empty.
    pub fn cell(&self, column: u32) -> Option<&Cell> {
        let at = self
            .cells
            .binary_search_by_key(&column, |(column, _)| *column)
            .ok()?;
        self.cells.get(at).map(|(_, cell)| cell)
    }
}

/// A merged range; its value stands in its first row and column. Rows count from 1, columns from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The first row.
    pub first_row: u32,
    /// The first column.
    pub first_column: u32,
    /// The last row, itself included.
    pub last_row: u32,
    /// The last column, itself included.
    pub last_column: u32,
}

/// Reads a workbook. What the bytes are decides how they are read; the name decides only
/// whether bytes that are no workbook at all are taken for a CSV file (`.csv`, `.txt`, `.tsv`).
///
/// # Errors
/// When the file is not one we take, is damaged, is locked by a password or goes over a limit;
/// the refusal says what to do. Never because of what the cells say.
pub fn read(bytes: &[u8], name: &str, limits: &Limits) -> Result<Workbook, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if bytes.len() as u64 > limits.bytes {
        return Err(Refusal::TooLarge {
            limit: limits.bytes,
        });
    }
    if let Some(refusal) = container::not_ours(bytes) {
        return Err(refusal);
    }
    let sheets = if container::is_package(bytes) {
        read_package(bytes, limits)?
    } else if crate::csv_in::is_named_so(name) {
        vec![crate::csv_in::read(
            bytes,
            name,
            limits,
            crate::csv_in::Guards::TakenOff,
        )?]
    } else {
        return Err(Refusal::NotAWorkbook);
    };
    Ok(Workbook {
        name: name.to_owned(),
        sheets,
    })
}

fn read_package(bytes: &[u8], limits: &Limits) -> Result<Vec<Sheet>, Refusal> {
    let mut package = container::Container::open(bytes, limits)?;
    let contents = contents::read(&mut package, limits)?;
    let mut text_left = limits.text;
    let strings = strings::read(&mut package, contents.strings.as_deref(), &mut text_left)?;
    let moments = formats::read(&mut package, contents.styles.as_deref())?;
    let mut sheet_reader = cells::SheetReader {
        strings: &strings,
        moments: &moments,
        from_1904: contents.from_1904,
        rows_allowed: limits.rows,
        cells_left: limits.cells,
        cells_allowed: limits.cells,
        text_left,
    };
    let read_one = |tab: contents::Tab| {
        let part = package.needed(&tab.path)?;
        sheet_reader.read(part, tab.name, tab.hidden)
    };
    contents.tabs.into_iter().map(read_one).collect()
}

/// Takes the bytes of a text off what is still allowed, and gives the text to share.
fn share(text: &str, left: &mut u64) -> Result<Arc<str>, Refusal> {
    let taken = text.len().max(32) as u64;
    *left = left.checked_sub(taken).ok_or(Refusal::TooMuchText)?;
    Ok(Arc::from(text))
}
