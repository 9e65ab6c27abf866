//! What an import says when it is done, or refused.
//!
//! In: counts, problems, warnings. Out: the same in the order of the workbooks, and as the
//! JSON that programs read: every problem with its workbook, sheet, cell, code and words.

use base::{Id, Lang, Problem};
use serde_json::{Value, json};

/// The outcome of an import.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// How many rows are records now (with a dry run: would be).
    pub taken: usize,
    /// Of them, new ones. With a dry run these three also tell what the right rows would come
    /// to while others are wrong.
    pub added: usize,
    /// Of them, changed ones.
    pub changed: usize,
    /// Of them, those that stood so already.
    pub same: usize,
    /// How many rows are wrong, or wait for one that is.
    pub wrong: usize,
    /// How many rows are kept back as 待核.
    pub held: usize,
    /// The writing in the trail, when anything was written: by it the import is undone.
    pub act: Option<Id>,
    /// What must be mended.
    pub problems: Vec<Problem>,
    /// What was noticed and stopped nothing.
    pub warnings: Vec<Problem>,
}

impl Report {
    /// Puts problems and warnings in the order of the sheets (`sheets`: each workbook's name
    /// with one of its sheets', in order), then rows, then columns; each is told once.
    pub fn arrange(&mut self, sheets: &[(String, String)]) {
        let rank = |p: &Problem| {
            let here = |(book, sheet): &(String, String)| {
                *book == p.place.workbook && (*sheet == p.place.sheet || p.place.sheet.is_empty())
            };
            let sheet = sheets.iter().position(here).unwrap_or(sheets.len());
            (sheet, p.place.row, p.place.column, p.code)
        };
        for list in [&mut self.problems, &mut self.warnings] {
            list.sort_by_cached_key(rank);
            list.dedup_by(|a, b| a.place == b.place && a.code == b.code);
        }
    }

    /// The report as programs read it.
    pub fn json(&self, lang: Lang) -> Value {
        let told = |list: &[Problem]| -> Vec<Value> {
            list.iter()
                .map(|problem| problem_json(problem, lang))
                .collect()
        };
        json!({
            "taken": self.taken,
            "problems": told(&self.problems),
            "warnings": told(&self.warnings),
            "added": self.added,
            "changed": self.changed,
            "same": self.same,
            "wrong": self.wrong,
            "held": self.held,
            "act": self.act,
        })
    }
}

/// A problem as programs read it.
pub fn problem_json(problem: &Problem, lang: Lang) -> Value {
    json!({
        "workbook": problem.place.workbook,
        "sheet": problem.place.sheet,
        "cell": cell(problem),
        "code": problem.code.as_str(),
        "message": problem.message(lang),
    })
}

/// The cell in a sheet's own words: `B6`; empty when the whole file is meant.
pub fn cell(problem: &Problem) -> String {
    match problem.place.row {
        0 => String::new(),
        row => papers::address::cell_name(row, problem.place.column),
    }
}
