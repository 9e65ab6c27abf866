//! The year that a record without a day of its own belongs to.
//!
//! In: a draft whose year is blank. Out: the year in its number (FQ2022-001), else the one that
//! its workbook's title says, else that of a day it has. A year somebody typed is never touched.

use base::{Code, Draft, read};

/// Fills the field `year`; tells when no year can be had from anywhere.
pub fn fill(draft: &mut Draft<'_>, number: &str, day: &str) {
    if draft.whole("year").is_some() {
        return;
    }
    let numbered = draft.text(number).and_then(read::year_in);
    if let (Some(of_number), Some(titled)) = (numbered, draft.sheet_year)
        && of_number != titled
    {
        let zh = format!("编号 {of_number}，标题 {titled}");
        let en = format!("{of_number} in the number, {titled} in the title");
        draft.warn(Code::YearDiffers, number, zh, en);
    }
    let year = numbered
        .or(draft.sheet_year)
        .or_else(|| draft.day(day).map(|d| d.year()));
    match year {
        Some(year) => draft.set("year", Some(i64::from(year).into())),
        None => draft.wrong(Code::Missing, "year", "", ""),
    }
}
