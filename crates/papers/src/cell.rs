//! One cell of a sheet: what a person typed into it, or what its formula last showed.
//!
//! The same cells are read from a workbook and written to one, so that an export read back
//! compares equal. A cell never holds a formula. One that was read may hold a character that
//! nobody can keep (a NUL): it is told by whoever takes the cell in, and never written.

use std::sync::Arc;

/// What a cell holds. An empty cell is not there at all when a sheet is read;
/// when one is written, an empty text stands for it.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Text as typed, nothing stripped.
    Text(Arc<str>),
    /// A number, always finite.
    Number(f64),
    /// A number shown as a day, a time of day or both: days since the last day of 1899,
    /// as Excel counts them (`serial` turns it into a day). Workbooks that count from 1904
    /// are brought to this count. A value below 1 is a time of day without a day.
    Moment(f64),
    /// Ticked (`TRUE`) or not (`FALSE`).
    Yes(bool),
    /// An error as the sheet shows it, such as `#REF!`.
    Error(Arc<str>),
}

impl Cell {
    /// Gives a text cell.
    pub fn text(text: &str) -> Self {
        Self::Text(Arc::from(text))
    }

    /// Gives the cell that is written as nothing.
    pub fn blank() -> Self {
        Self::Text(Arc::default())
    }

    /// Tells whether there is nothing in the cell.
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if text.is_empty())
    }

    /// Gives the text, or nothing when the cell is of another kind.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}
