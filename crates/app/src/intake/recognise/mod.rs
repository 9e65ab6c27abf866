//! What a workbook holds: its sheets, recognised as kinds of record.
//!
//! In: a workbook as people keep it, with titles, two header rows, columns in any order, one
//! sheet an activity. Out: given rows, and what could not be read, told by sheet and cell.
//! It reads no cell's meaning and asks no store. Nothing that stands in a sheet is lost unsaid.

mod block;
mod header;
mod labels;
mod rows;

use std::sync::Arc;

use base::{Catalogue, Code, Kind, Place, Problem, Type, folded, read::only_year_in};
use papers::{
    sheet::{CHOICES, GUIDES},
    workbook::{Sheet, Workbook},
};

use self::{
    header::{Column, Header},
    labels::Labels,
    rows::Columns,
};
use super::{Cell, Given, Origin, Part, Told};

/// A sheet as it was understood, for whoever shows it.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The sheet's name.
    pub sheet: String,
    /// The kind it holds.
    pub kind: &'static Kind,
    /// The row of its header, counted from 1.
    pub header: u32,
    /// How many rows were read.
    pub rows: usize,
}

/// A workbook as it was understood.
#[derive(Clone, Debug, Default)]
pub struct Recognised {
    /// Its sheets that are understood.
    pub seen: Vec<Seen>,
    /// Their rows.
    pub rows: Vec<Given>,
    /// What must be mended.
    pub problems: Vec<Problem>,
    /// What was not read.
    pub warnings: Vec<Problem>,
}

/// Recognises the sheets of a workbook.
pub fn recognise(catalogue: &Catalogue, workbook: &Workbook) -> Recognised {
    let labels = Labels::all(catalogue);
    let mut found = Recognised::default();
    for sheet in workbook.sheets.iter().filter(|s| !is_ours(&s.name)) {
        match header::find(sheet, &labels) {
            Some(header) => found.take(workbook, sheet, &header),
            None if sheet.hidden || sheet.rows.is_empty() => {}
            None => found.warnings.push(
                Problem {
                    place: place(workbook, sheet, 1, 0),
                    ..Problem::of(Code::UnknownSheet, "")
                }
                .with(
                    format!("工作表「{}」", sheet.name),
                    format!("Sheet “{}”", sheet.name),
                ),
            ),
        }
    }
    if found.seen.is_empty() {
        found.nothing(workbook);
    }
    found
}

impl Recognised {
    /// A workbook of which nothing is understood is a mistake, not a remark.
    fn nothing(&mut self, workbook: &Workbook) {
        self.problems.append(&mut self.warnings);
        if self.problems.is_empty() {
            let sheet = workbook.sheets.first().map(|s| s.name.clone());
            let mut empty = Problem::of(Code::EmptySheet, "");
            empty.place.workbook.clone_from(&workbook.name);
            empty.place.sheet = sheet.unwrap_or_default();
            empty.place.row = 1;
            self.problems.push(empty);
        }
    }

    fn take(&mut self, workbook: &Workbook, sheet: &Sheet, header: &Header<'_>) {
        let row = sheet.rows.get(header.at).map_or(1, |row| row.number);
        let at = |column| place(workbook, sheet, row, column);
        let before = self.problems.len();
        let parts = self.columns(header, &at);
        let said = said(sheet, header, &parts, row);
        self.missing(header, &parts, &said, &at);
        let origin = Arc::new(Origin {
            workbook: workbook.name.clone(),
            sheet: sheet.name.clone(),
            year: year(workbook, sheet, header.at),
            gives: parts,
            spoilt: self.problems.len() > before,
        });
        let columns = Columns::new(header.kind(), &origin.gives, said);
        let (mut rows, unheaded) = rows::read(sheet, header, &columns, &origin);
        for (column, row) in unheaded {
            self.warnings.push(Problem {
                place: place(workbook, sheet, row, column),
                ..Problem::of(Code::UnknownColumn, "")
                    .with("这一列没有列名", "This column has no header")
            });
        }
        self.seen.push(Seen {
            sheet: sheet.name.clone(),
            kind: header.kind(),
            header: row,
            rows: rows.len(),
        });
        self.rows.append(&mut rows);
    }

    /// The columns that are read, each part once. The same words twice is a mistake; another
    /// name of a field that is there already, or one of no field, is not read and told.
    fn columns(&mut self, header: &Header<'_>, at: &dyn Fn(u32) -> Place) -> Vec<(Part, u32)> {
        let mut parts: Vec<(Part, u32)> = Vec::new();
        for column in in_order(header) {
            let words = &column.words;
            let told = |code| {
                let told = Problem::of(code, "");
                Problem {
                    place: at(column.column),
                    ..told
                }
                .with(format!("列「{words}」"), format!("Column “{words}”"))
            };
            let Some(part) = column.part else {
                if !ORDINALS.contains(&folded(words).as_str()) {
                    self.warnings.push(told(Code::UnknownColumn));
                }
                continue;
            };
            let taken = parts.iter().find(|(other, _)| *other == part);
            match taken.and_then(|(_, c)| header.columns.iter().find(|o| o.column == *c)) {
                None => parts.push((part, column.column)),
                Some(first) if folded(&first.words) == folded(words) => {
                    self.problems.push(told(Code::DuplicateColumn));
                }
                Some(_) => self.warnings.push(told(Code::UnknownColumn)),
            }
        }
        parts
    }

    /// Tells each must-have field that neither a column nor the title block gives.
    fn missing(
        &mut self,
        header: &Header<'_>,
        parts: &[(Part, u32)],
        said: &[Told],
        at: &dyn Fn(u32) -> Place,
    ) {
        let kind = header.kind();
        let first = header.columns.first().map_or(0, |c| c.column);
        for (field, declared) in kind.fields.iter().enumerate() {
            let told = parts.iter().any(|(part, _)| part.at() == field)
                || said.iter().any(|told| told.part.at() == field);
            if declared.must && !declared.derived && !told {
                let words = declared.words;
                self.problems.push(Problem {
                    place: Place {
                        field: declared.name.to_owned(),
                        ..at(first)
                    },
                    ..Problem::of(Code::MissingColumn, declared.name).with(
                        format!("没有「{}」这一列", words.zh),
                        format!("No column “{}”", words.en),
                    )
                });
            }
        }
    }
}

/// Whether a sheet is one of those that the program puts beside a form: they explain it and
/// hold its choices.
fn is_ours(tab: &str) -> bool {
    GUIDES.iter().chain(&CHOICES).any(|ours| *ours == tab)
}

/// Columns that only number the rows.
const ORDINALS: &[&str] = &["序号", "no.", "no", "#"];

/// A header's columns, those in a field's own words before its synonyms.
fn in_order<'h>(header: &'h Header<'_>) -> Vec<&'h Column> {
    let by_synonym = |column: &&Column| {
        let field = column.part.and_then(|p| header.kind().fields.get(p.at()));
        field.is_none_or(|f| folded(f.words.zh) != folded(&column.words))
    };
    let mut columns: Vec<&Column> = header.columns.iter().collect();
    columns.sort_by_key(by_synonym);
    columns
}

/// What the title block says of fields that no column gives; and, for the one link a record
/// must have, the tab's name where it is a number (one sheet an activity).
fn said(sheet: &Sheet, header: &Header<'_>, parts: &[(Part, u32)], row: u32) -> Vec<Told> {
    let kind = header.kind();
    let mut said: Vec<Told> = Vec::new();
    for saying in &header.sayings {
        let Some(part) = header::means(saying, header.labels) else {
            continue;
        };
        let taken = parts.iter().any(|(other, _)| *other == part)
            || said.iter().any(|told| told.part == part);
        if !taken {
            said.push(Told {
                part,
                row: saying.row,
                column: saying.column,
                cell: Cell::text(&saying.value),
            });
        }
    }
    let lacks = |at: &usize| {
        let field = kind.fields.get(*at);
        field.is_some_and(|f| f.must && !f.derived && matches!(f.kind, Type::Link(_)))
            && parts.iter().all(|(part, _)| part.at() != *at)
            && said.iter().all(|told| told.part.at() != *at)
    };
    let lacking: Vec<usize> = (0..kind.fields.len()).filter(lacks).collect();
    if let (&[at], true) = (lacking.as_slice(), is_number(&sheet.name, header)) {
        said.extend(Part::field(at).map(|part| Told {
            part,
            row,
            column: 0,
            cell: Cell::text(&sheet.name),
        }));
    }
    said
}

/// Whether a tab's name may be a record's number: it has a digit and is no sheet's name.
fn is_number(name: &str, header: &Header<'_>) -> bool {
    let name = folded(name);
    let plain = ["sheet", "工作表", "表"].iter().any(|word| {
        name.strip_prefix(word)
            .is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()))
    });
    header.labels.named(&name) == 0 && !plain && name.contains(|c: char| c.is_ascii_digit())
}

/// The year that a sheet's title says, else the file's name, else its tab.
fn year(workbook: &Workbook, sheet: &Sheet, header: usize) -> Option<i16> {
    let above = sheet.rows.get(..header).unwrap_or_default();
    let mut titles = above.iter().flat_map(|row| &row.cells);
    titles
        .find_map(|(_, cell)| only_year_in(&block::words(cell)))
        .or_else(|| only_year_in(&workbook.name))
        .or_else(|| only_year_in(&sheet.name))
}

fn place(workbook: &Workbook, sheet: &Sheet, row: u32, column: u32) -> Place {
    Place {
        workbook: workbook.name.clone(),
        sheet: sheet.name.clone(),
        row,
        column,
        field: String::new(),
    }
}
