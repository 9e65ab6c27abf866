//! Which year a notice means, said or not.
//!
//! In: a text at a place, today. Out: the year that stands there; for a stretch without one the
//! years it may be of: the latest that has begun, in January last year's too.

use base::{Day, Period};

use super::chars::Text;

const SAID: [(&str, i16); 10] = [
    ("今年度", 0),
    ("本年度", 0),
    ("今年", 0),
    ("本年", 0),
    ("当年", 0),
    ("去年度", 1),
    ("上年度", 1),
    ("去年", 1),
    ("上年", 1),
    ("前年", 2),
];

/// A year at a place and where it ends: 「2026年」「26年度」「二〇二六年」「去年」.
pub fn at(text: &Text, at: usize, today: Day) -> Option<(i16, usize)> {
    if let Some((word, back)) = SAID.iter().find(|(word, _)| text.stands(at, word)) {
        return Some((today.year() - back, at + word.chars().count()));
    }
    let (number, end) = text.number(at)?;
    let end = end + text.one_of(end, &["年度", "年"])?;
    let century = today.year() - today.year() % 100;
    let year = i16::try_from(number).ok()?;
    match year {
        1990..=2100 => Some((year, end)),
        20..=99 if end - at <= 4 => Some((century + year, end)),
        _ => None,
    }
}

/// The years that a stretch without one may be of.
pub fn meant(of: impl Fn(i16) -> Option<Period>, today: Day) -> Vec<Period> {
    let Some(this) = of(today.year()) else {
        return Vec::new();
    };
    let (first, last) = this.bounds();
    let before = of(today.year() - 1);
    if first > today {
        return before.into_iter().collect();
    }
    // In January most of what is asked for is of the year before; nobody says so.
    let early = today.month().number() == 1 && last > today.month().last();
    let older = before.filter(|_| early);
    older.into_iter().chain([this]).collect()
}
