//! Why a workbook could not be written. It is ours to mend; the place is named.

/// Why a workbook could not be written.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// A text is longer than a cell can hold (32,767 UTF-16 units).
    #[error("the text for {cell} is longer than a cell can hold")]
    TextTooLong {
        /// The sheet and cell, such as `走访督导!F12`.
        cell: String,
    },
    /// A number is infinite or none at all.
    #[error("the number for {cell} is not finite")]
    NotFinite {
        /// The sheet and cell.
        cell: String,
    },
    /// A row came before any sheet was begun.
    #[error("a row came before its sheet")]
    NoSheet,
    /// The file could not be written: no room, or a sheet is full.
    #[error("the workbook could not be written")]
    Writing(#[from] rust_xlsxwriter::XlsxError),
}
