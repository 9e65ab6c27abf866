//! Finds a sheet's header: which row it is, which kind of record the sheet holds, and what
//! each column is.
//!
//! In: the first rows of a sheet and the labels of every kind. Out: the row and kind whose
//! labels fit most columns, the sheet's name deciding ties. A header may stand in two rows
//! (groups above items); a column of the upper row that is blank below belongs to it.

use std::collections::HashSet;

use base::{Kind, folded};
use papers::workbook::{Row, Sheet};

use super::{
    block::{self, Saying},
    labels::Labels,
};
use crate::intake::Part;

/// A header stands within this many filled rows from the top.
const DEEPEST: usize = 15;

/// One column of a header.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Column {
    /// Its place, from 0.
    pub column: u32,
    /// Its words as written.
    pub words: String,
    /// What it is, when it is known.
    pub part: Option<Part>,
}

/// A sheet's header.
#[derive(Debug)]
pub(super) struct Header<'a> {
    /// The kind's labels.
    pub labels: &'a Labels,
    /// The place of its (lower) row among the sheet's filled rows.
    pub at: usize,
    /// Its columns, from the left.
    pub columns: Vec<Column>,
    /// What the rows above it say.
    pub sayings: Vec<Saying>,
    /// How well it fits.
    fit: Fit,
}

/// How well a row fits a kind, the weightiest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    /// Fields told by a column or by the block above.
    told: usize,
    /// How much of the sheet's name is the kind's.
    named: usize,
    /// Must-have fields told.
    must: usize,
}

impl Header<'_> {
    /// The kind.
    pub fn kind(&self) -> &'static Kind {
        self.labels.kind
    }
}

/// The header that fits best; `None` for a sheet nobody recognises.
pub(super) fn find<'a>(sheet: &Sheet, labels: &'a [Labels]) -> Option<Header<'a>> {
    let name = folded(&sheet.name);
    let mut best: Option<Header<'a>> = None;
    for at in 0..sheet.rows.len().min(DEEPEST) {
        let texts = texts(&sheet.rows, at);
        if texts.len() < 2 {
            continue;
        }
        let sayings = block::sayings(sheet.rows.get(..at).unwrap_or_default());
        for labels in labels {
            let columns = columns(&texts, labels);
            let Some(fit) = fit(&columns, &sayings, labels, &name) else {
                continue;
            };
            if best.as_ref().is_none_or(|best| fit > best.fit) {
                best = Some(Header {
                    labels,
                    at,
                    columns,
                    sayings: sayings.clone(),
                    fit,
                });
            }
        }
    }
    best
}

/// A header cell: its column, its own words, and those of the row above it.
struct Text {
    column: u32,
    own: String,
    above: String,
    /// Its words stand in the row above, and nothing below them.
    raised: bool,
}

/// The cells of a row taken as a header, those blank in it filled from the row above.
fn texts(rows: &[Row], at: usize) -> Vec<Text> {
    let Some(row) = rows.get(at) else {
        return Vec::new();
    };
    let upper = at.checked_sub(1).and_then(|above| rows.get(above));
    let upper = upper.filter(|upper| upper.number + 1 == row.number);
    let widest = |row: &Row| row.cells.last().map_or(0, |(column, _)| column + 1);
    let end = widest(row).max(upper.map_or(0, widest)).min(300);
    let in_row = |row: &Row, column| row.cell(column).map(block::words).unwrap_or_default();
    let mut group = String::new();
    let mut found = Vec::new();
    for column in 0..end {
        let own = in_row(row, column);
        let above = upper.map(|upper| in_row(upper, column)).unwrap_or_default();
        if !above.is_empty() {
            group.clone_from(&above);
        }
        match (own.is_empty(), above.is_empty()) {
            (true, true) => {}
            (true, false) => found.push(Text {
                column,
                own: above,
                above: String::new(),
                raised: true,
            }),
            (false, _) => found.push(Text {
                column,
                own,
                above: group.clone(),
                raised: false,
            }),
        }
    }
    found
}

fn columns(texts: &[Text], labels: &Labels) -> Vec<Column> {
    let column = |text: &Text| Column {
        column: text.column,
        words: text.own.clone(),
        part: part(text, labels),
    };
    // A title or a value above is no column of ours.
    let ours = |(text, column): &(&Text, Column)| !text.raised || column.part.is_some();
    let columns = texts.iter().map(|text| (text, column(text))).filter(ours);
    columns.map(|(_, column)| column).collect()
}

/// What a saying of the block above is about, when that is a field and a value: two labels
/// side by side are a header.
pub(super) fn means(saying: &Saying, labels: &Labels) -> Option<Part> {
    let part = labels.part(&saying.label)?;
    labels
        .part(&folded(&saying.value))
        .is_none()
        .then_some(part)
}

/// What a header cell names: by its own words, else together with its group (PHQ-9 over 1).
fn part(text: &Text, labels: &Labels) -> Option<Part> {
    let own = folded(&text.own);
    if let Some(part) = labels.part(&own) {
        return Some(part);
    }
    let group = folded(&text.above);
    if group.is_empty() {
        return None;
    }
    let letters: String = group.chars().take_while(|c| c.is_alphabetic()).collect();
    let digits: String = own.chars().filter(char::is_ascii_digit).collect();
    let numbered = !digits.is_empty() && own.trim_matches(['第', '题', '项']) == digits;
    labels.part(&format!("{group}{own}")).or_else(|| {
        numbered
            .then(|| labels.part(&format!("{letters}{digits}")))
            .flatten()
    })
}

/// How well these columns fit a kind; `None` when too little of them does.
fn fit(columns: &[Column], sayings: &[Saying], labels: &Labels, name: &str) -> Option<Fit> {
    let parts: HashSet<Part> = columns.iter().filter_map(|c| c.part).collect();
    let named = labels.named(name);
    if parts.len() < 2 || (parts.len() * 2 < columns.len() && named == 0) {
        return None;
    }
    let said = sayings.iter().filter_map(|saying| means(saying, labels));
    let told: HashSet<Part> = said.chain(parts).collect();
    let must = |part: &&Part| {
        let field = labels.kind.fields.get(part.at());
        field.is_some_and(|field| field.must)
    };
    Some(Fit {
        told: told.len(),
        named,
        must: told.iter().filter(must).count(),
    })
}
