//! The block above a sheet's header: its title, and what it says of all its rows.
//!
//! In: 「活动编号:HD2021-001    活动名称:亲子手工」 in one cell, or a label and its value in two.
//! Out: each label with its value and where it stands. It does not know what a label means.

use base::folded;
use papers::{cell::Cell as Paper, workbook::Row};

/// One thing that a title block says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Saying {
    /// The label, folded.
    pub label: String,
    /// The value as written.
    pub value: String,
    /// The row where it stands, counted from 1.
    pub row: u32,
    /// The column where it stands, counted from 0.
    pub column: u32,
}

/// What the rows above a header say.
pub(super) fn sayings(rows: &[Row]) -> Vec<Saying> {
    rows.iter().flat_map(in_row).collect()
}

fn in_row(row: &Row) -> Vec<Saying> {
    let mut found: Vec<Saying> = Vec::new();
    for (column, cell) in &row.cells {
        let text = words(cell);
        let open = found.last_mut().filter(|last| last.value.is_empty());
        if let Some(last) = open {
            // The label stood alone in the cell before.
            if !text.contains([':', '\u{ff1a}']) {
                last.value = text;
                last.column = *column;
                continue;
            }
        }
        found.extend(pairs(&text).into_iter().map(|(label, value)| Saying {
            label: folded(&label),
            value,
            row: row.number,
            column: *column,
        }));
    }
    if found.is_empty() {
        found = beside(row);
    }
    found.retain(|saying| !saying.value.is_empty() && !REMARKS.contains(&saying.label.as_str()));
    found
}

/// What a block says of the table, not of its rows.
const REMARKS: &[&str] = &["备注", "说明", "注"];

/// A row without any colon: each cell may be the label of the one beside it.
fn beside(row: &Row) -> Vec<Saying> {
    let pairs = row.cells.iter().zip(row.cells.iter().skip(1));
    let saying = |((_, label), (column, value)): (&(u32, Paper), &(u32, Paper))| Saying {
        label: folded(&words(label)),
        value: words(value),
        row: row.number,
        column: *column,
    };
    pairs.map(saying).collect()
}

/// The pairs in one cell. A pair begins at the start or after white space; its label has
/// neither white space nor a colon and is no number (`14:30` is a time).
fn pairs(text: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for word in text.split_whitespace() {
        let pair = word.split_once([':', '\u{ff1a}']);
        match pair.filter(|(label, _)| is_label(label)) {
            Some((label, value)) => found.push((label.to_owned(), value.to_owned())),
            None => {
                if let Some((_, value)) = found.last_mut() {
                    if !value.is_empty() {
                        value.push(' ');
                    }
                    value.push_str(word);
                }
            }
        }
    }
    found
}

fn is_label(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= 20 && !text.chars().all(|c| c.is_ascii_digit())
}

/// A cell of a title block as words.
pub(super) fn words(cell: &Paper) -> String {
    match cell {
        Paper::Text(text) => text.trim().to_owned(),
        Paper::Number(n) => base::read::Raw::Number(*n).words(),
        Paper::Moment(n) => {
            let day = base::read::day(base::read::Raw::Serial(*n));
            day.map_or_else(String::new, |day| day.to_string())
        }
        Paper::Yes(_) | Paper::Error(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_values_of_one_cell_come_apart() {
        for (text, told) in [
            (
                "活动编号:HD2021-001    活动名称:基层治理交流活动:党建引领",
                vec![
                    ("活动编号", "HD2021-001"),
                    ("活动名称", "基层治理交流活动:党建引领"),
                ],
            ),
            (
                "时间：2021年3月20日 14:30 地点：横岗创新园",
                vec![("时间", "2021年3月20日 14:30"), ("地点", "横岗创新园")],
            ),
            ("横岗创新园活动签到表", vec![]),
            ("活动编号:", vec![("活动编号", "")]),
        ] {
            let expected: Vec<(String, String)> = told
                .into_iter()
                .map(|(label, value)| (label.to_owned(), value.to_owned()))
                .collect();
            assert_eq!(pairs(text), expected, "{text}");
        }
    }
}
