//! Cells of a workbook that were mended before it is taken.
//!
//! In: a workbook as it was handed in, and other words for some of its cells. Out: the same
//! workbook with those words. The file itself stays as its owner has it.

use papers::workbook::{Cell, Row, Workbook};

/// Other words for one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// The file.
    pub workbook: String,
    /// The sheet.
    pub sheet: String,
    /// The row, counted from 1.
    pub row: u32,
    /// The column, counted from 0.
    pub column: u32,
    /// The words; none empty the cell.
    pub words: String,
}

impl Mend {
    /// Whether both mean the same cell.
    pub fn same_cell(&self, other: &Mend) -> bool {
        (&self.workbook, &self.sheet, self.row, self.column)
            == (&other.workbook, &other.sheet, other.row, other.column)
    }
}

/// Puts the words into the cells that a workbook has.
pub fn mended(workbook: &mut Workbook, mends: &[Mend]) {
    for mend in mends.iter().filter(|mend| mend.workbook == workbook.name) {
        let mut sheets = workbook.sheets.iter_mut();
        let Some(sheet) = sheets.find(|sheet| sheet.name == mend.sheet) else {
            continue;
        };
        if let Some(row) = sheet.rows.iter_mut().find(|row| row.number == mend.row) {
            put(row, mend);
        }
    }
}

fn put(row: &mut Row, mend: &Mend) {
    row.cells.retain(|(column, _)| *column != mend.column);
    if !mend.words.trim().is_empty() {
        let at = row
            .cells
            .partition_point(|(column, _)| *column < mend.column);
        row.cells.insert(at, (mend.column, Cell::text(&mend.words)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use papers::workbook::Sheet;

    #[test]
    fn a_cell_gets_other_words_in_its_place_and_blank_ones_empty_it() {
        let row = |cells: &[(u32, &str)]| Row {
            number: 6,
            cells: cells.iter().map(|(at, t)| (*at, Cell::text(t))).collect(),
        };
        for (column, words, expected) in [
            (1, "2022-02-28", vec![(0, "a"), (1, "2022-02-28"), (3, "c")]),
            (2, "new", vec![(0, "a"), (1, "b"), (2, "new"), (3, "c")]),
            (1, " ", vec![(0, "a"), (3, "c")]),
        ] {
            let sheet = Sheet {
                name: "s".into(),
                rows: vec![row(&[(0, "a"), (1, "b"), (3, "c")])],
                ..Sheet::default()
            };
            let mut book = Workbook {
                name: "w.xlsx".into(),
                sheets: vec![sheet],
            };
            let mend = Mend {
                workbook: "w.xlsx".into(),
                sheet: "s".into(),
                row: 6,
                column,
                words: words.into(),
            };
            mended(&mut book, &[mend]);
            assert_eq!(book.sheets[0].rows, [row(&expected)], "{column} {words}");
        }
    }
}
