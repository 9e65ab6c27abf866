//! Reads a whole country's division as the open tables of it are published.
//!
//! In: tables named provinces, cities, areas, streets, villages, each with a code, a name and
//! the code of what is above. Out: areas with 12-digit codes, each after the place it is part
//! of. Where membership and digits differ, membership decides: three streets with 龙岗's digits
//! belong to the functional district of 大鹏. Source: domain knowledge of 龙岗区's 11 streets.

use std::collections::HashSet;

use base::{Code, Level, Problem};

use super::carried::{AreaRow, at_row, cells};

/// A table, its level, the column that says what is above, from the top down.
const TABLES: [(&str, Level, &str); 5] = [
    ("provinces", Level::Province, ""),
    ("cities", Level::City, "provinceCode"),
    ("areas", Level::District, "cityCode"),
    ("streets", Level::Street, "areaCode"),
    ("villages", Level::Community, "streetCode"),
];

/// Districts without digits of their own: name, the city, their streets.
const FUNCTIONAL: &[(&str, &str, &[&str])] = &[(
    "大鹏新区",
    "440300000000",
    &["440307009000", "440307010000", "440307011000"],
)];

/// Reads the tables given, in whatever order; a table not given is left out.
///
/// # Errors
/// A table of an unknown name, a missing column, a code that is no code, or a place whose
/// place above is not there; the first of them, with its table and row.
pub fn read_division(tables: &[(&str, &str)]) -> Result<Vec<AreaRow>, Box<Problem>> {
    for (name, _) in tables {
        if !TABLES.iter().any(|(table, ..)| stem(name) == *table) {
            return Err(Box::new(Problem::of(Code::UnknownSheet, name)));
        }
    }
    let mut all = Vec::new();
    let mut codes = HashSet::new();
    for (table, level, above) in TABLES {
        for (name, text) in tables.iter().filter(|(name, _)| stem(name) == table) {
            read_table(text, level, above, &mut all, &mut codes).map_err(|mut problem| {
                problem.place.sheet = (*name).to_owned();
                problem
            })?;
        }
        if level == Level::District {
            add_functional(&mut all, &codes);
        }
    }
    Ok(all)
}

/// `streets` of `dist/streets.csv`.
fn stem(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.strip_suffix(".csv").unwrap_or(file)
}

fn read_table(
    text: &str,
    level: Level,
    above: &str,
    all: &mut Vec<AreaRow>,
    codes: &mut HashSet<String>,
) -> Result<(), Box<Problem>> {
    let mut lines = text.lines().enumerate();
    let header = lines
        .next()
        .map(|(_, line)| cells(line))
        .unwrap_or_default();
    let column = |name: &str| {
        let at = header
            .iter()
            .position(|h| h.trim_matches('\u{feff}') == name);
        at.ok_or_else(|| at_row(Code::MissingColumn, name, 0))
    };
    let (code, name) = (column("code")?, column("name")?);
    let above = (!above.is_empty()).then(|| column(above)).transpose()?;
    for (at, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
        let cells = cells(line);
        let cell = |at: usize| cells.get(at).map_or("", |c| c.trim());
        let padded = padded(cell(code)).ok_or_else(|| at_row(Code::NotANumber, "code", at))?;
        // A city without districts stands a second time as its own district: once is enough.
        if !codes.insert(padded.clone()) {
            continue;
        }
        let parent = match above {
            None => String::new(),
            Some(above) => padded_parent(cell(above), &padded, codes)
                .ok_or_else(|| at_row(Code::UnknownReference, "parent", at))?,
        };
        all.push(AreaRow {
            code: padded,
            name: place(cell(name)).to_owned(),
            level,
            parent,
            begins: None,
            ends: None,
        });
    }
    Ok(())
}

/// The place of a committee: 松柏社区 of 松柏社区居委会, 大石村 of 大石村村委会.
fn place(name: &str) -> &str {
    let committees = [("社区", "居委会"), ("村", "村委会")].into_iter();
    let mut bare = committees.filter_map(|(place, committee)| {
        let bare = name.strip_suffix(committee)?;
        bare.ends_with(place).then_some(bare)
    });
    bare.next().unwrap_or(name)
}

fn padded_parent(above: &str, code: &str, codes: &HashSet<String>) -> Option<String> {
    let functional = FUNCTIONAL
        .iter()
        .find(|(.., streets)| streets.contains(&code));
    if let Some((name, ..)) = functional {
        return Some((*name).to_owned());
    }
    padded(above).filter(|above| codes.contains(above))
}

/// A code filled up to 12 digits: 4403 is 440300000000.
fn padded(code: &str) -> Option<String> {
    let digits = !code.is_empty() && code.len() <= 12 && code.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| format!("{code:0<12}"))
}

fn add_functional(all: &mut Vec<AreaRow>, codes: &HashSet<String>) {
    for (name, city, _) in FUNCTIONAL
        .iter()
        .filter(|(_, city, _)| codes.contains(*city))
    {
        all.push(AreaRow {
            code: String::new(),
            name: (*name).to_owned(),
            level: Level::District,
            parent: (*city).to_owned(),
            begins: None,
            ends: None,
        });
    }
}
