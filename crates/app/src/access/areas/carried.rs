//! The areas the program carries, and how a table of areas is read.
//!
//! In: a table `code,name,level,parent,begins,ends` (parent by code, or by name where it has
//! none). Out: rows in which each stands after the place it is part of. Codes are those of the
//! 统计用区划代码; earlier communities are carried by name with the day they ended.
//! Source: the national statistical division codes of 2023; the re-cut of March 2022 in 横岗.

use base::{Code, Day, Level, Problem};

/// One area of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AreaRow {
    /// 12 digits; empty when it has none.
    pub code: String,
    /// Its name in full.
    pub name: String,
    /// How high it stands.
    pub level: Level,
    /// The code of the place it is part of, or its name where that has no code; empty at the top.
    pub parent: String,
    /// Its first day, where known.
    pub begins: Option<Day>,
    /// Its last day, where it is gone.
    pub ends: Option<Day>,
}

const LEVELS: [Level; 6] = [
    Level::Province,
    Level::City,
    Level::District,
    Level::Street,
    Level::Community,
    Level::Below,
];

/// The areas every park starts with: 横岗's communities of today and before, the streets of
/// 龙岗, and what lies above.
pub fn carried() -> Vec<AreaRow> {
    read(include_str!("../areas.csv")).unwrap_or_default() // OK because a test reads the table
}

/// Reads a table of areas.
///
/// # Errors
/// The first thing that is wrong, with its row.
pub fn read(table: &str) -> Result<Vec<AreaRow>, Box<Problem>> {
    let lines = table.lines().enumerate().skip(1);
    lines
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(at, line)| row(line).map_err(|(code, field)| at_row(code, field, at)))
        .collect()
}

fn row(line: &str) -> Result<AreaRow, (Code, &'static str)> {
    let cells = cells(line);
    let cell = |at: usize| cells.get(at).map_or("", String::as_str);
    let level = LEVELS.into_iter().find(|level| level.code() == cell(2));
    let day = |at: usize, field| match cell(at) {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| (Code::NoSuchDay, field)),
    };
    if cell(1).is_empty() {
        return Err((Code::Missing, "name"));
    }
    Ok(AreaRow {
        code: cell(0).to_owned(),
        name: cell(1).to_owned(),
        level: level.ok_or((Code::UnknownChoice, "level"))?,
        parent: cell(3).to_owned(),
        begins: day(4, "begins")?,
        ends: day(5, "ends")?,
    })
}

/// A problem in a row of a table (rows are counted from 1, the header is the first).
pub(super) fn at_row(code: Code, field: &str, at: usize) -> Box<Problem> {
    let mut problem = Problem::of(code, field);
    problem.place.row = u32::try_from(at + 1).unwrap_or(u32::MAX);
    Box::new(problem)
}

/// The cells of one line; a cell in quotes may hold commas and doubled quotes.
pub(super) fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut chars = line.trim_end().chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                cell.push('"');
                chars.next();
            }
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(std::mem::take(&mut cell)),
            c => cell.push(c),
        }
    }
    cells.push(cell);
    cells
}

impl AreaRow {
    /// The row as a record of `areas`, in texts: its own door is the same as any record's.
    pub fn texts(&self) -> Vec<(&'static str, String)> {
        let day = |day: Option<Day>| day.map(|d| d.to_string()).unwrap_or_default();
        vec![
            ("code", self.code.clone()),
            ("name", self.name.clone()),
            ("level", self.level.code().to_owned()),
            ("parent", self.parent.clone()),
            ("begins", day(self.begins)),
            ("ends", day(self.ends)),
        ]
    }
}
