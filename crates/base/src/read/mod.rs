//! What people type, read as what a field holds.
//!
//! In: a field and a raw cell: words, a number, a spreadsheet's serial, yes/no. Out: a value,
//! nothing (a blank), the names of other records to look up, or the code of what is wrong.
//! Forms, sheets and programs come in by this one door. It never guesses: `2023-02-29` is no day.

mod number;
mod time;

pub use number::whole;
pub use time::{day, moment, month, only_year_in, time, year_in};

use crate::{Code, Field, Type, Value, folded};

/// A cell as it came.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Raw<'a> {
    /// Words.
    Text(&'a str),
    /// A number.
    Number(f64),
    /// A number that the sheet shows as a day or a time (1900 system).
    Serial(f64),
    /// A tick.
    Yes(bool),
}

/// A cell as it was understood.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// Nothing was written.
    Blank,
    /// A value.
    Value(Value),
    /// The names or numbers of other records, still to be looked up.
    Names(Vec<String>),
}

/// Longest text kept in one field, in characters; a long text may have a hundred times as many.
pub const LONGEST: usize = 1_000;

impl Raw<'_> {
    /// The cell as words, trimmed: a whole number without a point.
    pub fn words(&self) -> String {
        match self {
            Raw::Text(t) => t
                .trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
                .to_owned(),
            Raw::Number(n) | Raw::Serial(n) => number::plain(*n),
            Raw::Yes(true) => "是".to_owned(),
            Raw::Yes(false) => "否".to_owned(),
        }
    }
}

/// Reads one cell as a field.
///
/// # Errors
/// The code of what is wrong. Whether a must-have field is blank is judged by the caller, who
/// knows whether a whole row is.
pub fn read(field: &Field, raw: Raw<'_>) -> Result<Reading, Code> {
    let words = raw.words();
    if words.is_empty() {
        return Ok(Reading::Blank);
    }
    let value = match field.kind {
        Type::Text => text(&words, LONGEST)?,
        Type::Long => text(&words, LONGEST * 100)?,
        Type::Whole => in_range(field, number::scaled(raw, 0)?)?,
        Type::Decimal(places) => in_range(field, number::scaled(raw, places)?)?,
        Type::Money => in_range(field, number::money(raw)?)?,
        Type::Year => in_range(field, number::year(raw)?)?,
        Type::Day => Value::Text(time::day(raw).ok_or(Code::NoSuchDay)?.to_string()),
        Type::Month => Value::Text(time::month(raw).ok_or(Code::NoSuchMonth)?.to_string()),
        Type::Time => Value::Text(time::time(raw).ok_or(Code::NoSuchTime)?),
        Type::Moment => Value::Text(time::moment(raw).ok_or(Code::NoSuchTime)?),
        Type::Choice(_) => choice(field, &words)?,
        Type::YesNo => yes_no(&words)?,
        Type::Area | Type::Link(_) => return Ok(Reading::Names(vec![short(&words)?])),
        Type::Links(_) => return names(&words),
        Type::Definition => text(&words, 100)?,
        Type::Sealed(_) => return Err(Code::UnknownField),
    };
    Ok(Reading::Value(value))
}

/// Whether a character can be kept, whichever way it came in: no NUL or other control but a
/// line's end and a tab, and none of the two that no XML can hold (U+FFFE, U+FFFF).
pub fn can_be_kept(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\t') || !(c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'))
}

/// Words as they are told back to a person: what cannot be kept is seen (␀ for a NUL) and does
/// nothing to a terminal or a page.
pub fn seen(words: &str) -> String {
    let picture = |c: char| match u32::from(c) {
        _ if can_be_kept(c) => c,
        // U+2400 and on are the pictures of the controls from U+0000 to U+001F.
        code @ 0..=0x1f => char::from_u32(0x2400 + code).unwrap_or('\u{fffd}'),
        _ => '\u{fffd}',
    };
    words.chars().map(picture).collect()
}

/// A text without the characters that cannot be kept, not too long.
fn text(words: &str, longest: usize) -> Result<Value, Code> {
    if !words.chars().all(can_be_kept) {
        return Err(Code::BadText);
    }
    if words.chars().nth(longest).is_some() {
        return Err(Code::TooLong);
    }
    Ok(Value::Text(words.to_owned()))
}

fn short(words: &str) -> Result<String, Code> {
    match text(words, LONGEST)? {
        Value::Text(t) => Ok(t),
        _ => Err(Code::BadText),
    }
}

/// Several names joined by 、 , ; or a line's end.
fn names(words: &str) -> Result<Reading, Code> {
    let parts = words
        .split(['、', ',', '\u{ff0c}', ';', '\u{ff1b}', '\n'])
        .map(str::trim)
        .filter(|p| !p.is_empty());
    let mut names = Vec::new();
    for part in parts {
        let name = short(part)?;
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Ok(if names.is_empty() {
        Reading::Blank
    } else {
        Reading::Names(names)
    })
}

fn in_range(field: &Field, n: i64) -> Result<Value, Code> {
    if field.least.is_some_and(|least| n < least) {
        // A range that begins at 1 knows no negative number either.
        let never_negative = field.least.is_some_and(|least| least >= 0);
        return Err(if n < 0 && never_negative {
            Code::Negative
        } else {
            Code::OutOfRange
        });
    }
    if field.most.is_some_and(|most| n > most) {
        return Err(Code::OutOfRange);
    }
    Ok(Value::Whole(n))
}

/// The code of a choice by its code or by either wording, spelling folded.
fn choice(field: &Field, words: &str) -> Result<Value, Code> {
    let Type::Choice(choices) = field.kind else {
        return Err(Code::UnknownChoice);
    };
    let typed = folded(words);
    let fits = |t: &str| folded(t) == typed;
    let found = choices
        .iter()
        .find(|c| c.code == words || fits(c.words.zh) || fits(c.words.en));
    match found {
        Some(choice) => Ok(Value::from(choice.code)),
        None if field.grows => text(words, 60),
        None => Err(Code::UnknownChoice),
    }
}

fn yes_no(words: &str) -> Result<Value, Code> {
    match folded(words).as_str() {
        "是" | "有" | "√" | "✓" | "yes" | "y" | "true" | "1" | "on" => Ok(Value::Whole(1)),
        "否" | "无" | "×" | "no" | "n" | "false" | "0" | "off" => Ok(Value::Whole(0)),
        _ => Err(Code::UnknownChoice),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_cannot_be_kept_are_told_and_seen() {
        const NAME: Field = Field::text("name", "名称", "Name");
        for (typed, shown) in [
            ("甲\0乙", "甲␀乙"),
            ("甲\u{1b}[31m乙", "甲␛[31m乙"),
            ("甲\u{1f}乙", "甲␟乙"),
            ("甲\u{7f}乙", "甲\u{fffd}乙"),
            ("甲\u{9b}乙", "甲\u{fffd}乙"),
            ("甲\u{fffe}乙\u{ffff}", "甲\u{fffd}乙\u{fffd}"),
        ] {
            assert_eq!(read(&NAME, Raw::Text(typed)), Err(Code::BadText), "{shown}");
            assert_eq!(seen(typed), shown);
        }
        let plain = "甲\r\n乙\t丙";
        assert_eq!(
            read(&NAME, Raw::Text(plain)),
            Ok(Reading::Value(plain.into()))
        );
        assert_eq!(seen(plain), plain);
    }

    #[test]
    fn a_negative_number_is_told_as_one_where_none_can_be() {
        const COUNT: Field = Field::whole("count", "人次", "Count").at_least(0);
        const ROUND: Field = Field::whole("round", "轮次", "Round").at_least(1);
        for (field, typed, told) in [
            (COUNT, "-1", Code::Negative),
            (ROUND, "-3", Code::Negative),
            (ROUND, "－3", Code::Negative),
            (ROUND, "0", Code::OutOfRange),
        ] {
            assert_eq!(read(&field, Raw::Text(typed)), Err(told), "{typed}");
        }
    }
}
