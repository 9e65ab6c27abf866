//! A ledger proposed from a sheet somebody sent: its columns as fields, their types by what
//! stands in them.
//!
//! In: a file. Out: a ledger to be looked over, or why none can be read from it. It only
//! proposes: a person sees every field before anything is kept.

use std::collections::BTreeMap;

use base::{
    Lang, folded,
    read::{day, moment, month, time},
};
use papers::workbook::{Cell, Limits, Row, Sheet};

use super::{field::OwnField, kind::OwnKind, ledger::MOST};

/// Rows looked at to find the header.
const HEADER_WITHIN: usize = 30;
/// A column of at most so many different words, each said again, is a choice.
const CHOICES: usize = 12;

/// The ledger a file proposes.
///
/// # Errors
/// Why none: no workbook, no header, a header twice, too many columns.
pub fn from_file(name: &str, bytes: &[u8], lang: Lang) -> Result<OwnKind, String> {
    let book =
        papers::workbook::read(bytes, name, &Limits::default()).map_err(|r| r.words(lang))?;
    let say = |zh: &str, en: &str| {
        if lang == Lang::Zh {
            zh.to_owned()
        } else {
            en.to_owned()
        }
    };
    let sheet = book
        .sheets
        .iter()
        .filter(|s| !s.hidden)
        .max_by_key(|s| s.rows.len());
    let sheet = sheet.filter(|s| !s.rows.is_empty());
    let sheet =
        sheet.ok_or_else(|| say("这个文件里没有内容。", "There is nothing in this file."))?;
    let at = header(sheet).ok_or_else(|| {
        say(
            "找不到表头：请让每一栏的名称在同一行。",
            "There is no header: put the name of every column in one row.",
        )
    })?;
    let fields = columns(sheet, at);
    if fields.len() > MOST {
        return Err(say(
            &format!("有{}栏，最多{MOST}栏。请去掉不用登记的栏。", fields.len()),
            &format!(
                "{} columns; at most {MOST}. Take away what need not be recorded.",
                fields.len()
            ),
        ));
    }
    let mut names = BTreeMap::new();
    for field in &fields {
        *names.entry(folded(&field.zh)).or_insert(0) += 1;
    }
    if let Some(twice) = fields
        .iter()
        .find(|f| names.get(&folded(&f.zh)).is_some_and(|n| *n > 1))
    {
        return Err(say(
            &format!("「{}」这个栏名出现了两次，请改成不同的名称。", twice.zh),
            &format!(
                "The column {} stands twice; give each its own name.",
                twice.zh
            ),
        ));
    }
    Ok(ledger(sheet, fields))
}

fn ledger(sheet: &Sheet, fields: Vec<OwnField>) -> OwnKind {
    let first = |fits: &dyn Fn(&OwnField) -> bool| {
        fields
            .iter()
            .find(|f| fits(f))
            .map_or_else(String::new, |f| f.name.clone())
    };
    let number =
        first(&|f| f.holds == "text" && ["编号", "序号", "单号"].iter().any(|w| f.zh.contains(w)));
    let personal = fields.iter().any(|f| f.personal);
    OwnKind {
        zh: sheet.name.clone(),
        en: sheet.name.clone(),
        unit: "条".to_owned(),
        work: "activities".to_owned(),
        when: first(&|f| f.is_dated()),
        area: first(&|f| f.holds == "area"),
        rights: if personal { "team_only" } else { "work" }.to_owned(),
        key: (!number.is_empty()).then_some(number).into_iter().collect(),
        fields,
        ..OwnKind::default()
    }
}

/// The place of the header: the first of the rows with most texts.
fn header(sheet: &Sheet) -> Option<usize> {
    let texts = |row: &Row| {
        let words = row.cells.iter().filter_map(|(_, c)| c.as_text());
        words.filter(|t| !folded(t).is_empty()).count()
    };
    let rows = sheet.rows.iter().take(HEADER_WITHIN).map(texts);
    let (mut best, mut most) = (None, 0);
    for (at, n) in rows.enumerate() {
        if n > most {
            (best, most) = (Some(at), n);
        }
    }
    best
}

fn columns(sheet: &Sheet, at: usize) -> Vec<OwnField> {
    let Some(header) = sheet.rows.get(at) else {
        return Vec::new();
    };
    let below: Vec<&Row> = sheet
        .rows
        .iter()
        .skip(at + 1)
        .filter(|r| !is_total(r))
        .collect();
    let named = header.cells.iter().filter_map(|(column, cell)| {
        let zh: String = cell.as_text()?.split_whitespace().collect();
        (!zh.is_empty()).then_some((*column, zh))
    });
    let mut named: BTreeMap<u32, String> = named.collect();
    // A column that holds something and has no name is not left out unsaid.
    let filled = below.iter().flat_map(|row| &row.cells);
    for (column, _) in filled.filter(|(_, cell)| !cell.is_blank()) {
        let unnamed = || format!("第{}栏", column + 1);
        named.entry(*column).or_insert_with(unnamed);
    }
    named
        .into_iter()
        .enumerate()
        .map(|(n, (column, zh))| {
            let cells: Vec<&Cell> = below
                .iter()
                .filter_map(|row| row.cell(column))
                .filter(|c| !c.is_blank())
                .collect();
            let (holds, choices) = guessed(&cells);
            OwnField {
                name: format!("f{}", n + 1),
                personal: ["姓名", "电话", "手机", "身份证", "住址"]
                    .iter()
                    .any(|w| zh.contains(w)),
                holds: if ["社区", "所属街道"].iter().any(|w| zh.ends_with(w)) {
                    "area".to_owned()
                } else {
                    holds.to_owned()
                },
                en: zh.clone(),
                zh,
                choices,
                ..OwnField::default()
            }
        })
        .collect()
}

/// A row of sums is no record.
fn is_total(row: &Row) -> bool {
    let first = row.cells.first().and_then(|(_, c)| c.as_text()).map(folded);
    first.is_some_and(|t| ["合计", "总计", "小计"].contains(&t.as_str()))
}

/// What a column holds, by all that stands in it.
fn guessed(cells: &[&Cell]) -> (&'static str, Vec<String>) {
    let plain = |holds| (holds, Vec::new());
    if cells.is_empty() {
        return plain("text");
    }
    let every = |fits: &dyn Fn(&Cell) -> bool| cells.iter().all(|c| fits(c));
    let text = |c: &Cell| c.as_text().map(str::trim).map(str::to_owned);
    let as_number = |c: &Cell| match c {
        Cell::Number(n) => Some(*n),
        _ => text(c)?.parse::<f64>().ok().filter(|n| n.is_finite()),
    };
    let reads = |fits: &dyn Fn(&str) -> bool| every(&|c| text(c).is_some_and(|t| fits(&t)));
    let raw = |t: &str, of: fn(base::read::Raw<'_>) -> bool| of(base::read::Raw::Text(t));
    if every(&|c| matches!(c, Cell::Moment(n) if n.fract() == 0.0))
        || reads(&|t| raw(t, |r| day(r).is_some()))
    {
        return plain("day");
    }
    if every(&|c| matches!(c, Cell::Moment(n) if *n < 1.0))
        || reads(&|t| raw(t, |r| time(r).is_some()))
    {
        return plain("time");
    }
    if every(&|c| matches!(c, Cell::Moment(_))) || reads(&|t| raw(t, |r| moment(r).is_some())) {
        return plain("moment");
    }
    if reads(&|t| raw(t, |r| month(r).is_some())) {
        return plain("month");
    }
    // A leading zero, or a long run of digits, is a number to call by, not to count with.
    let called = |c: &Cell| {
        text(c).is_some_and(|t| {
            t.len() > 9 || (t.len() > 1 && t.starts_with('0') && !t.starts_with("0."))
        })
    };
    if every(&|c| as_number(c).is_some()) && !cells.iter().any(|c| called(c)) {
        let whole = every(&|c| as_number(c).is_some_and(|n| n.fract() == 0.0 && n.abs() < 1e9));
        return plain(if whole { "whole" } else { "decimal" });
    }
    if reads(&|t| matches!(t, "是" | "否" | "√" | "×")) {
        return plain("yes_no");
    }
    let mut words: BTreeMap<String, usize> = BTreeMap::new();
    for word in cells.iter().filter_map(|c| text(c)) {
        *words.entry(word).or_insert(0) += 1;
    }
    let again = words.len() <= CHOICES && cells.len() >= words.len() * 3;
    if again && words.keys().all(|w| w.chars().count() <= 12) {
        return ("choice", words.into_keys().collect());
    }
    let long = words.keys().any(|w| w.chars().count() > 60);
    plain(if long { "long" } else { "text" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book(rows: &[&str]) -> Result<OwnKind, String> {
        from_file("借用登记.csv", rows.join("\n").as_bytes(), Lang::Zh)
    }

    #[test]
    fn columns_become_fields_by_what_stands_in_them() {
        let rows = [
            "2022年会议室借用登记,,,,,,",
            "编号,日期,开始,事由,人数,费用,借用人姓名",
            "JY-01,2022-07-06,14:30,开会,12,0.5,甲",
            "JY-02,2022年7月7日,9:00,开会,8,1,乙",
            "JY-03,2022/7/8,10:00,培训,30,20.25,丙",
            "JY-04,2022.7.9,10:00,培训,30,3,丁",
            "JY-05,2022-07-10,10:00,开会,3,3,戊",
            "JY-06,2022-07-11,10:00,培训,3,3,己",
            "合计,,,,86,,",
        ];
        let ledger = book(&rows).unwrap();
        let fields: Vec<(&str, &str)> = ledger
            .fields
            .iter()
            .map(|f| (f.zh.as_str(), f.holds.as_str()))
            .collect();
        assert_eq!(
            fields,
            [
                ("编号", "text"),
                ("日期", "day"),
                ("开始", "time"),
                ("事由", "choice"),
                ("人数", "whole"),
                ("费用", "decimal"),
                ("借用人姓名", "text"),
            ]
        );
        assert_eq!(ledger.key, ["f1"]);
        assert_eq!(ledger.when, "f2");
        assert_eq!(ledger.rights, "team_only", "it names people");
        assert_eq!(ledger.fields[3].choices, ["培训", "开会"]);
    }

    #[test]
    fn a_column_without_a_name_is_shown_and_an_empty_one_is_text() {
        let ledger = book(&["编号,,备注,", "A1,大厅,,", "A2,茶室,,"]).unwrap();
        let names: Vec<&str> = ledger.fields.iter().map(|f| f.zh.as_str()).collect();
        assert_eq!(names, ["编号", "第2栏", "备注"]);
        assert_eq!(ledger.fields[2].holds, "text");
    }

    #[test]
    fn what_is_no_ledger_says_why() {
        assert!(book(&[]).is_err());
        assert!(book(&["姓名,姓名", "a,b"]).unwrap_err().contains("两次"));
        let many: Vec<String> = (0..300).map(|n| format!("栏{n}")).collect();
        assert!(book(&[&many.join(",")]).unwrap_err().contains("300"));
    }
}
