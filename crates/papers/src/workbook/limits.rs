//! How much of a workbook is read before it is refused.
//!
//! The defaults let in a year of a busy park many times over and keep the memory
//! that one file can take below 256 MB and the time to a few seconds.

/// What a workbook may hold at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The file itself, in bytes.
    pub bytes: u64,
    /// All its parts unpacked, in bytes: as the file claims them, and as they are when read.
    pub unpacked: u64,
    /// The XML elements of all parts that are read, empty cells among them: what reading takes in time.
    pub elements: u64,
    /// The parts in the package.
    pub parts: usize,
    /// The sheets.
    pub sheets: usize,
    /// The rows of one sheet that are not empty.
    pub rows: usize,
    /// The cells of all sheets that are not empty.
    pub cells: usize,
    /// The text of all cells, in bytes of UTF-8; text that cells share counts once,
    /// and each text counts for at least 32 bytes, which is what keeping it takes.
    pub text: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 64 << 20,
            unpacked: 512 << 20,
            elements: 10_000_000,
            parts: 10_000,
            sheets: 200,
            rows: 200_000,
            cells: 2_000_000,
            text: 96 << 20,
        }
    }
}
