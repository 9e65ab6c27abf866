//! Workbooks written as text: a line a row, `|` between cells; `#5` is a number, `@44748` a day
//! as a spreadsheet keeps it.

use papers::{
    cell::Cell,
    workbook::{Row, Sheet, Workbook},
};

/// A sheet of these lines; an empty line is an empty row.
pub fn sheet(name: &str, lines: &str) -> Sheet {
    let rows = lines.trim_matches('\n').lines().enumerate();
    let row = |(at, line): (usize, &str)| {
        let cells = line.split('|').map(str::trim).enumerate();
        let cells: Vec<(u32, Cell)> = cells
            .filter(|(_, text)| !text.is_empty())
            .map(|(column, text)| (column as u32, cell(text)))
            .collect();
        (!cells.is_empty()).then_some(Row {
            number: at as u32 + 1,
            cells,
        })
    };
    Sheet {
        name: name.to_owned(),
        hidden: false,
        rows: rows.filter_map(row).collect(),
        merged: Vec::new(),
    }
}

fn cell(text: &str) -> Cell {
    let number = |text: &str| text.parse::<f64>().unwrap();
    match text.chars().next() {
        Some('#') => Cell::Number(number(&text[1..])),
        Some('@') => Cell::Moment(number(&text[1..])),
        _ => Cell::text(text),
    }
}

/// A workbook of these sheets.
pub fn book<const N: usize>(name: &str, sheets: [(&str, &str); N]) -> Workbook {
    Workbook {
        name: name.to_owned(),
        sheets: sheets.map(|(name, lines)| sheet(name, lines)).into(),
    }
}
