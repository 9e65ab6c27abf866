//! The rows below a header, as given rows.
//!
//! In: a sheet and its header. Out: one given row for each row that holds a record; blank
//! rows, totals, signatures and headers printed again are left out. A cell is never read here.

use std::sync::Arc;

use base::{Kind, folded};
use papers::{
    cell::Cell as Paper,
    workbook::{Row, Sheet},
};

use super::header::Header;
use crate::intake::{Aim, Cell, Given, Origin, Part, Told};

/// Words with which a row of totals begins.
const TOTALS: &[&str] = &["合计", "总计", "小计", "共计", "累计", "total", "subtotal"];

/// Words with which a line below the table begins, before a colon.
const LINES: &[&str] = &[
    "制表",
    "制表人",
    "填表",
    "填表人",
    "填报人",
    "审核",
    "审核人",
    "审批人",
    "复核人",
    "经办人",
    "负责人",
    "备注",
    "注",
    "说明",
    "填表日期",
    "填报日期",
    "制表日期",
    "填报单位",
    "单位盖章",
    "盖章",
    "签名",
    "签字",
];

/// What is known of a sheet's columns.
pub(super) struct Columns {
    parts: Vec<Option<Part>>,
    /// What the title block and the tab say of every row.
    pub said: Vec<Told>,
    must: usize,
}

impl Columns {
    /// The columns of a header, of which `parts` are read.
    pub fn new(kind: &Kind, parts: &[(Part, u32)], said: Vec<Told>) -> Columns {
        let width = parts.iter().map(|(_, column)| *column as usize + 1).max();
        let mut by_column = vec![None; width.unwrap_or(0)];
        for (part, column) in parts {
            if let Some(place) = by_column.get_mut(*column as usize) {
                *place = Some(*part);
            }
        }
        let must = |part: &Part| kind.fields.get(part.at()).is_some_and(|f| f.must);
        Columns {
            parts: by_column,
            said,
            must: parts.iter().filter(|(part, _)| must(part)).count(),
        }
    }

    fn part(&self, column: u32) -> Option<Part> {
        self.parts.get(column as usize).copied().flatten()
    }
}

/// The rows of a sheet, and the columns below no header in which something stands, each with
/// the first row where it does.
pub(super) fn read(
    sheet: &Sheet,
    header: &Header<'_>,
    columns: &Columns,
    origin: &Arc<Origin>,
) -> (Vec<Given>, Vec<(u32, u32)>) {
    let kind = header.kind();
    let below = sheet.rows.get(header.at + 1..).unwrap_or_default();
    let headed = |column: u32| header.columns.iter().any(|c| c.column == column);
    let (mut rows, mut unheaded) = (Vec::with_capacity(below.len()), Vec::<(u32, u32)>::new());
    for row in below {
        if is_aside(row, kind, columns) || repeats(row, header) {
            continue;
        }
        let mut cells = Vec::with_capacity(row.cells.len() + columns.said.len());
        for (column, paper) in &row.cells {
            let Some(cell) = filled(paper) else { continue };
            match columns.part(*column) {
                Some(part) => cells.push(Told {
                    part,
                    row: row.number,
                    column: *column,
                    cell,
                }),
                None if !headed(*column) && unheaded.iter().all(|(c, _)| c != column) => {
                    unheaded.push((*column, row.number));
                }
                None => {}
            }
        }
        if cells.is_empty() {
            continue;
        }
        cells.extend_from_slice(&columns.said);
        rows.push(Given {
            kind,
            origin: Arc::clone(origin),
            row: row.number,
            cells,
            aim: Aim::Match,
        });
    }
    (rows, unheaded)
}

/// A cell as it is given on, when anything is written in it.
fn filled(paper: &Paper) -> Option<Cell> {
    match paper {
        Paper::Text(text) => {
            let blank = text.chars().all(|c| c.is_whitespace() || c == '\u{feff}');
            (!blank).then(|| Cell::Text(Arc::clone(text)))
        }
        Paper::Number(n) => Some(Cell::Number(*n)),
        Paper::Moment(n) => Some(Cell::Serial(*n)),
        Paper::Yes(yes) => Some(Cell::Yes(*yes)),
        Paper::Error(text) => Some(Cell::Fault(Arc::clone(text))),
    }
}

/// Whether a row is a total or a line below the table, not a record. 「总计划」 begins like a
/// total and is none: what follows the word must be nothing but a count (「合计:13人次」), or the
/// row must lack most of what a record must have. 「本页签到合计 13 人」 alone in its row is one.
fn is_aside(row: &Row, kind: &Kind, columns: &Columns) -> bool {
    let Some(first) = row.cells.iter().find_map(|(_, cell)| match filled(cell)? {
        Cell::Text(text) => Some(Some(text)),
        _ => Some(None),
    }) else {
        return true;
    };
    let Some(first) = first else { return false };
    let totals = TOTALS.iter().any(|word| first.contains(word));
    if !first.is_ascii() && !totals && !first.contains([':', '\u{ff1a}']) && !spaced(&first) {
        // Nearly every row: nothing to fold.
        return matches!(first.trim(), word if LINES.contains(&word)) && lacks(row, kind, columns);
    }
    let text = folded(&first);
    let total = TOTALS.iter().find_map(|word| text.strip_prefix(word));
    let line = text
        .split_once(':')
        .is_some_and(|(label, _)| LINES.contains(&label));
    match total {
        Some(rest) => is_count(rest) || lacks(row, kind, columns),
        None if totals && text.contains(|c: char| c.is_ascii_digit()) && is_alone(row) => true,
        None => (line || LINES.contains(&text.as_str())) && lacks(row, kind, columns),
    }
}

/// Whether nothing, or a number with its measure, stands behind the word of a total.
fn is_count(rest: &str) -> bool {
    let mark = |c: char| !c.is_alphanumeric();
    let digit = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.');
    let rest = rest.trim_matches(mark);
    let measure = rest.trim_start_matches(digit).trim_start_matches(mark);
    rest.is_empty() || (rest.starts_with(digit) && measure.chars().count() <= 3)
}

/// Whether but one cell of a row is filled.
fn is_alone(row: &Row) -> bool {
    row.cells
        .iter()
        .filter(|(_, cell)| filled(cell).is_some())
        .count()
        == 1
}

/// 「合  计」 is written with gaps.
fn spaced(text: &str) -> bool {
    text.trim().contains(char::is_whitespace)
}

/// Whether a row lacks at least half of the must-have columns.
fn lacks(row: &Row, kind: &Kind, columns: &Columns) -> bool {
    let must = |column: &u32| {
        let field = columns.part(*column).and_then(|p| kind.fields.get(p.at()));
        field.is_some_and(|field| field.must)
    };
    let filled = row
        .cells
        .iter()
        .filter(|(c, cell)| must(c) && filled(cell).is_some());
    filled.count() * 2 <= columns.must
}

/// Whether a row is the header printed again on a new page.
fn repeats(row: &Row, header: &Header<'_>) -> bool {
    let same = |(column, cell): &(u32, Paper)| {
        let head = header.columns.iter().find(|c| c.column == *column);
        matches!((head, cell), (Some(head), Paper::Text(text)) if text.trim() == head.words)
    };
    row.cells.len() >= 2 && row.cells.iter().all(same)
}

#[cfg(test)]
mod tests {
    use super::is_count;

    #[test]
    fn a_count_behind_the_word_makes_a_total_and_other_words_do_not() {
        for rest in [
            "",
            ":",
            ":13人次",
            "13人",
            " 1,234.50 元",
            ":(37条)",
            ":3个半天",
        ] {
            assert!(is_count(rest), "{rest}");
        }
        for rest in ["划", "100小时表彰", "人数", "划3"] {
            assert!(!is_count(rest), "{rest}");
        }
    }
}
