//! A list that somebody sent: its sheet, and which of its columns tell key, name, day and number.
//!
//! In: the sheet as it was read, the figure's kind, columns that a person chose. Out: an entry a
//! row. A formula is the value it last showed; a cell is only ever read as words, a day or a
//! number. Where no column is understood it says so and a person chooses.

use base::{Field, Kind, folded, read::Raw};
use figures::{Entry, Spelt};
use papers::workbook::{Cell, Row, Sheet};

/// The header is looked for in so many rows.
const HEADER_WITHIN: usize = 30;

/// What a column tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tells {
    /// The key: 活动编号.
    Key,
    /// The name.
    Name,
    /// The day.
    Day,
    /// How many it counts.
    Number,
}

impl Tells {
    /// All of them, each with the name of its field in the form.
    pub const ALL: [(Tells, &'static str); 4] = [
        (Tells::Key, "key"),
        (Tells::Name, "name"),
        (Tells::Day, "day"),
        (Tells::Number, "number"),
    ];
}

/// A sheet with its header.
#[derive(Clone, Debug, Default)]
pub struct Theirs<'a> {
    /// The words of the header, each with its column.
    pub header: Vec<(u32, String)>,
    /// The rows below it.
    rows: &'a [Row],
}

/// Which column tells what, in the order of [`Tells::ALL`].
pub type Columns = [Option<u32>; 4];

/// The words by which a sheet may call what a column tells, beside those of our own field.
const WORDS: [&[&str]; 4] = [
    &["编号", "序列号", "记录编号", "no", "no.", "number", "code"],
    &[
        "名称", "姓名", "标题", "主题", "活动", "项目", "name", "title",
    ],
    &["日期", "时间", "date", "day"],
    &["数量", "人次", "人数", "份数", "number", "count", "amount"],
];

/// What the row of a sum is called.
const SUMS: [&str; 5] = ["合计", "总计", "小计", "total", "sum"];

impl<'a> Theirs<'a> {
    /// Takes a sheet: its header is the row, near the top, in which most columns are understood;
    /// else the first with more than one cell.
    pub fn of(sheet: &'a Sheet, kind: &Kind, summed: Option<&str>) -> Theirs<'a> {
        let known = |row: &Row| {
            let header = words_of(row);
            detect(&header, kind, summed).iter().flatten().count()
        };
        let near = sheet.rows.iter().take(HEADER_WITHIN).enumerate();
        let best = near
            .map(|(at, row)| (known(row), std::cmp::Reverse(at)))
            .max()
            .filter(|(many, _)| *many > 0)
            .map(|(_, at)| at.0);
        let several = |row: &Row| row.cells.len() > 1;
        let at = best
            .or_else(|| sheet.rows.iter().position(several))
            .unwrap_or(0);
        let header = sheet.rows.get(at).map(words_of).unwrap_or_default();
        Theirs {
            header,
            rows: sheet.rows.get(at + 1..).unwrap_or_default(),
        }
    }

    /// The columns that are understood.
    pub fn understood(&self, kind: &Kind, summed: Option<&str>) -> Columns {
        detect(&self.header, kind, summed)
    }

    /// The entries, each with the row's number in the sheet and how much it counts (1 where no
    /// column tells, in units of 10^-`places`); rows without key and name are left out and counted.
    pub fn entries(&self, columns: Columns, places: u8) -> (Vec<(u32, Entry, i64)>, usize) {
        let [key, name, day, number] = columns;
        let one = 10_i64.saturating_pow(u32::from(places));
        let mut entries = Vec::with_capacity(self.rows.len());
        let mut blank = 0;
        for row in self.rows {
            let words = |column: Option<u32>| {
                column
                    .and_then(|c| row.cell(c))
                    .map(words)
                    .unwrap_or_default()
            };
            let entry = Entry {
                key: words(key),
                name: Spelt::of(&words(name)),
                day: day.and_then(|c| day_of(row.cell(c)?)).unwrap_or_default(),
            };
            let counts = match number {
                Some(column) => row.cell(column).and_then(|c| number_of(c, one)),
                None => Some(one),
            };
            let sums = [entry.name.plain(), entry.key.as_str()]
                .iter()
                .any(|words| SUMS.contains(&folded(words).as_str()));
            let nameless = entry.key.is_empty() && entry.name.plain().is_empty();
            match counts {
                Some(counts) if !sums && !nameless => entries.push((row.number, entry, counts)),
                _ => blank += 1,
            }
        }
        (entries, blank)
    }

    /// A row as it is read: its cells joined.
    pub fn row(&self, number: u32) -> String {
        const MOST: usize = 4;
        let at = self.rows.binary_search_by_key(&number, |row| row.number);
        let row = at.ok().and_then(|at| self.rows.get(at));
        let cells = row.map(|row| row.cells.iter().take(MOST).map(|(_, c)| shown(c)));
        let cells: Vec<String> = cells.map(Iterator::collect).unwrap_or_default();
        cells.join(" · ")
    }
}

fn words_of(row: &Row) -> Vec<(u32, String)> {
    let cells = row.cells.iter();
    cells
        .map(|(column, cell)| (*column, words(cell)))
        .filter(|(_, w)| !w.is_empty())
        .collect()
}

/// For each that a column may tell, the column whose header names it: by our field's own words
/// first, then by the words such sheets use.
fn detect(header: &[(u32, String)], kind: &Kind, summed: Option<&str>) -> Columns {
    let key = match kind.key.fields() {
        [one] => kind.field(one),
        _ => None,
    };
    let own = [
        key,
        kind.field(kind.label),
        kind.field(kind.when),
        summed.and_then(|name| kind.field(name)),
    ];
    let mut columns: Columns = [None; 4];
    let mut taken: Vec<u32> = Vec::new();
    for loose in [false, true] {
        for (at, place) in columns.iter_mut().enumerate() {
            // Without a summed field every row counts one, whatever stands in a column.
            if place.is_some() || (at == 3 && summed.is_none()) {
                continue;
            }
            let field = own.get(at).copied().flatten();
            let meets = |words: &str| match loose {
                false => field.is_some_and(|f| names(f, words)),
                true => WORDS
                    .get(at)
                    .is_some_and(|list| list.contains(&folded(words).as_str())),
            };
            let found = header
                .iter()
                .find(|(c, words)| !taken.contains(c) && meets(words));
            if let Some((column, _)) = found {
                *place = Some(*column);
                taken.push(*column);
            }
        }
    }
    columns
}

fn names(field: &Field, words: &str) -> bool {
    let words = folded(words);
    let bare = words
        .split(['(', '（'])
        .next()
        .unwrap_or_default()
        .trim()
        .to_owned();
    let own = [field.words.zh, field.words.en];
    let all = own.iter().chain(field.synonyms);
    all.map(|name| folded(name))
        .any(|name| name == words || name == bare)
}

/// A cell as words.
fn words(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.trim().to_owned(),
        Cell::Number(n) => Raw::Number(*n).words(),
        Cell::Moment(_) | Cell::Yes(_) | Cell::Error(_) => String::new(),
    }
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Moment(_) => day_of(cell).unwrap_or_default(),
        Cell::Error(error) => error.to_string(),
        other => words(other),
    }
}

fn day_of(cell: &Cell) -> Option<String> {
    let raw = match cell {
        Cell::Text(text) => Raw::Text(text),
        Cell::Moment(n) => Raw::Serial(*n),
        Cell::Number(n) => Raw::Number(*n),
        Cell::Yes(_) | Cell::Error(_) => return None,
    };
    base::read::day(raw).map(|day| day.to_string())
}

/// A number in units of `one`; none where the cell holds no number.
fn number_of(cell: &Cell, one: i64) -> Option<i64> {
    let number = match cell {
        Cell::Number(n) => *n,
        Cell::Text(text) => folded(text).replace(',', "").parse::<f64>().ok()?,
        _ => return None,
    };
    let scaled = (number * one as f64).round();
    // Beyond this a floating number no longer holds every whole one.
    (scaled.abs() < 9e15).then_some(scaled as i64)
}
