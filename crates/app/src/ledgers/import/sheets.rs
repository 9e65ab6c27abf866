//! The sheets that were handed in, as far as they are shown: the first rows, and every row in
//! which something is to be looked at.
//!
//! In: files, mended cells, a report. Out: rows of words, as their owner knows them. A long
//! sheet is never kept whole.

use std::collections::BTreeSet;

use base::Day;
use papers::{
    cell::Cell,
    workbook::{self, Limits, Sheet},
};

use crate::intake::{File, Mend, Report, mended};

/// Rows at a sheet's beginning that are always shown.
const FIRST: usize = 3;
/// The most rows of one sheet that are shown.
const MOST: usize = 120;

/// One sheet as it is shown.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// The file.
    pub workbook: String,
    /// The sheet.
    pub sheet: String,
    /// How many columns it has.
    pub columns: u32,
    /// The rows shown: each with its number and its cells by column.
    pub rows: Vec<(u32, Vec<String>)>,
    /// How many rows it has.
    pub all: usize,
}

/// The sheets of these files.
pub fn shown(files: &[File], mends: &[Mend], report: &Report) -> Vec<Shown> {
    let mut shown = Vec::new();
    for file in files {
        let Ok(mut book) = workbook::read(&file.bytes, &file.name, &Limits::default()) else {
            continue;
        };
        mended(&mut book, mends);
        let sheets = book
            .sheets
            .iter()
            .filter(|sheet| !sheet.hidden && !sheet.rows.is_empty());
        shown.extend(sheets.map(|sheet| one(&book.name, sheet, report)));
    }
    shown
}

fn one(book: &str, sheet: &Sheet, report: &Report) -> Shown {
    let here = |p: &&base::Problem| p.place.workbook == book && p.place.sheet == sheet.name;
    let told = report.problems.iter().chain(&report.warnings).filter(here);
    let told: BTreeSet<u32> = told.map(|p| p.place.row).collect();
    let last = sheet
        .rows
        .iter()
        .filter_map(|row| row.cells.last())
        .map(|(column, _)| *column);
    let columns = last.max().unwrap_or(0) + 1;
    let rows = sheet
        .rows
        .iter()
        .enumerate()
        .filter(|(at, row)| *at < FIRST || told.contains(&row.number))
        .take(MOST)
        .map(|(_, row)| {
            let cell = |column| row.cell(column).map(words).unwrap_or_default();
            (row.number, (0..columns).map(cell).collect())
        });
    Shown {
        workbook: book.to_owned(),
        sheet: sheet.name.clone(),
        columns,
        rows: rows.collect(),
        all: sheet.rows.len(),
    }
}

/// A cell as its owner sees it.
fn words(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) | Cell::Error(text) => text.to_string(),
        Cell::Number(n) => base::read::Raw::Number(*n).words(),
        Cell::Moment(n) if *n >= 61.0 => {
            // A serial's whole part is its day, what is left of it the time.
            let minutes = ((n - n.floor()) * 1_440.0).round();
            let day = Day::from_serial(n.floor() as i64)
                .map(|day| day.to_string())
                .unwrap_or_default();
            if minutes > 0.0 {
                format!("{day} {}", clock(minutes))
            } else {
                day
            }
        }
        Cell::Moment(n) => clock((n * 1_440.0).round()),
        Cell::Yes(true) => "是".to_owned(),
        Cell::Yes(false) => "否".to_owned(),
    }
}

fn clock(minutes: f64) -> String {
    let minutes = minutes as u32 % 1_440;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
