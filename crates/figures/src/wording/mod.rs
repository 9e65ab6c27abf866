//! Words over an exact value: 「30余」 is true of 31 to 39, and only then is it written.
//!
//! In: an exact amount, the wording a definition asks for, and the amount it is held against
//! where the words compare (全部, 首次). Out: the words, or why the value does not bear them.
//! A round number is printed as it is: 30 is not 「30余」. Words are made here and never typed.

mod claim;
mod numeral;
mod style;

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

pub use claim::{Unborne, Worded};
pub use numeral::chinese;
pub use style::{Numerals, Scale, Style};

/// How a value is put in words. Its text form (`floor:10`, `all:units_due`) is what stands in
/// a definition.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Wording {
    /// As it is.
    #[default]
    Exact,
    /// Cut down to this step, with 余: 「30余」. Below the step a tenth of it is taken, down to ten.
    Floor(i64),
    /// The next round number of this step, at most a tenth away: 「近30」.
    Near(i64),
    /// The nearest round number of this step, at most a twentieth away: 「约300」.
    About(i64),
    /// A round number of this step that lies below: 「超过300」.
    MoreThan(i64),
    /// At least three, and the number is not said: 「多次」.
    Many,
    /// Nothing happened: 「未发生」. A statement of its own that only a zero bears.
    Nothing,
    /// As many as another figure says, and how that is put.
    Whole(Whole, String),
    /// For the first time: there is some now, and none in the figure named here.
    First(String),
    /// A place, edition or issue: 「第3」, 「第三」.
    Ordinal,
}

/// How «none is missing» is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whole {
    /// 全部
    All,
    /// 均
    Each,
    /// 全覆盖
    Covered,
    /// 按时: all that was owed came by its due day.
    OnTime,
}

impl Wording {
    /// The figure this wording is held against, where the words compare.
    pub fn against(&self) -> Option<&str> {
        match self {
            Wording::Whole(_, key) | Wording::First(key) => Some(key),
            _ => None,
        }
    }
}

const WHOLES: [(&str, Whole); 4] = [
    ("all", Whole::All),
    ("each", Whole::Each),
    ("covered", Whole::Covered),
    ("on_time", Whole::OnTime),
];

impl fmt::Display for Wording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Wording::Exact => f.write_str("exact"),
            Wording::Floor(step) => write!(f, "floor:{step}"),
            Wording::Near(step) => write!(f, "near:{step}"),
            Wording::About(step) => write!(f, "about:{step}"),
            Wording::MoreThan(step) => write!(f, "more_than:{step}"),
            Wording::Many => f.write_str("many"),
            Wording::Nothing => f.write_str("nothing"),
            Wording::Whole(whole, key) => {
                let name = WHOLES
                    .iter()
                    .find(|(_, w)| w == whole)
                    .map_or("all", |(n, _)| n);
                write!(f, "{name}:{key}")
            }
            Wording::First(key) => write!(f, "first:{key}"),
            Wording::Ordinal => f.write_str("ordinal"),
        }
    }
}

/// Why a text is not a wording.
#[derive(Debug, thiserror::Error)]
#[error("not a wording: {0}")]
pub struct NotAWording(String);

impl FromStr for Wording {
    type Err = NotAWording;
    fn from_str(text: &str) -> Result<Wording, NotAWording> {
        let no = || NotAWording(text.chars().take(60).collect());
        let plain = match text {
            "exact" => Some(Wording::Exact),
            "many" => Some(Wording::Many),
            "nothing" => Some(Wording::Nothing),
            "ordinal" => Some(Wording::Ordinal),
            // As definitions were written before steps were free.
            "floor_ten" => Some(Wording::Floor(10)),
            "floor_hundred" => Some(Wording::Floor(100)),
            _ => None,
        };
        if let Some(plain) = plain {
            return Ok(plain);
        }
        let (name, of) = text
            .split_once(':')
            .filter(|(_, of)| !of.is_empty())
            .ok_or_else(no)?;
        if name == "first" {
            return Ok(Wording::First(of.to_owned()));
        }
        if let Some((_, whole)) = WHOLES.iter().find(|(n, _)| *n == name) {
            return Ok(Wording::Whole(*whole, of.to_owned()));
        }
        let step = of
            .parse::<i64>()
            .ok()
            .filter(|s| (10..=100_000_000).contains(s))
            .ok_or_else(no)?;
        match name {
            "floor" => Ok(Wording::Floor(step)),
            "near" => Ok(Wording::Near(step)),
            "about" => Ok(Wording::About(step)),
            "more_than" => Ok(Wording::MoreThan(step)),
            _ => Err(no()),
        }
    }
}

impl TryFrom<String> for Wording {
    type Error = NotAWording;
    fn try_from(text: String) -> Result<Wording, NotAWording> {
        text.parse()
    }
}

impl From<Wording> for String {
    fn from(wording: Wording) -> String {
        wording.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wording_is_written_as_it_is_read() {
        for text in [
            "exact",
            "floor:10",
            "near:100",
            "about:1000",
            "more_than:50",
            "many",
            "nothing",
            "all:units_due",
            "each:visits",
            "covered:streets_all",
            "on_time:returns_due",
            "first:before",
            "ordinal",
        ] {
            assert_eq!(text.parse::<Wording>().unwrap().to_string(), text);
        }
        for text in [
            "",
            "floor",
            "floor:0",
            "floor:x",
            "near:-10",
            "all:",
            "sometimes:3",
        ] {
            assert!(text.parse::<Wording>().is_err(), "{text}");
        }
        assert_eq!("floor_ten".parse::<Wording>().unwrap(), Wording::Floor(10));
    }
}
