//! A field a park made: in a ledger of its own, or added to one that every park has.
//!
//! In: what was typed on a page, kept as text. Out: a field like any declared one. A choice is
//! known by its place among the words, so that rewording one changes no record.

use base::{Choice, Field, Privacy, Type, Words, words};
use serde::{Deserialize, Serialize};

/// A field as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnField {
    /// Its name in tables; empty until it is first kept.
    pub name: String,
    /// Its name in Chinese.
    pub zh: String,
    /// Its name in English.
    pub en: String,
    /// What it holds: one of [`HOLDS`], or `link` with the kind in `to`.
    pub holds: String,
    /// The words of a choice, in their order.
    #[serde(default)]
    pub choices: Vec<String>,
    /// The kind a link leads to.
    #[serde(default)]
    pub to: String,
    /// Whether a record needs it.
    #[serde(default)]
    pub must: bool,
    /// Whether it names a person.
    #[serde(default)]
    pub personal: bool,
    /// Whether it is no longer shown or asked for. What was recorded under it stays.
    #[serde(default)]
    pub retired: bool,
}

/// What such a field may hold, by the word kept for it.
pub const HOLDS: [(&str, Words); 13] = [
    ("text", words("一行文字", "A line of words")),
    ("long", words("几行文字", "Several lines")),
    ("whole", words("整数", "A whole number")),
    ("decimal", words("带小数的数", "A number with decimals")),
    ("money", words("金额（元）", "Money (yuan)")),
    ("day", words("日期", "A day")),
    ("month", words("月份", "A month")),
    ("time", words("钟点", "A time of day")),
    ("moment", words("日期和钟点", "A day and time")),
    ("choice", words("从几个里选", "One of a few words")),
    ("yes_no", words("是或否", "Yes or no")),
    ("area", words("社区或街道", "A place of the tree")),
    (
        "link",
        words("另一个台账里的一条", "A record of another ledger"),
    ),
];

impl OwnField {
    /// The field, as the rest of the program knows fields. It lives as long as the program: a
    /// park changes a few in a year.
    pub fn field(&self) -> Field {
        let (name, zh, en) = (lasting(&self.name), lasting(&self.zh), lasting(&self.en));
        let choice = |(n, words): (usize, &String)| {
            Choice::new(
                lasting(&format!("c{}", n + 1)),
                lasting(words),
                lasting(words),
            )
        };
        let field = match self.holds.as_str() {
            "long" => Field::long(name, zh, en).searched(),
            "whole" => Field::whole(name, zh, en),
            "decimal" => Field::decimal(name, zh, en, 2),
            "money" => Field::money(name, zh, en),
            "day" => Field::day(name, zh, en).sorted(),
            "month" => Field::month(name, zh, en),
            "time" => Field::time(name, zh, en),
            "moment" => Field::moment(name, zh, en),
            "yes_no" => Field::yes_no(name, zh, en),
            "area" => Field::area(name, zh, en),
            "link" => Field::link(name, zh, en, Box::leak(Box::new([lasting(&self.to)]))),
            "choice" => {
                let choices: Vec<Choice> = self.choices.iter().enumerate().map(choice).collect();
                Field::choice(name, zh, en, Box::leak(choices.into_boxed_slice())).grows()
            }
            _ => Field::text(name, zh, en).searched(),
        };
        let privacy = if self.personal {
            Privacy::Personal
        } else {
            Privacy::Internal
        };
        Field {
            must: self.must,
            privacy: Some(privacy),
            ..field
        }
    }

    /// Whether it tells days apart, so that a period may select by it.
    pub fn is_dated(&self) -> bool {
        matches!(self.field().kind, Type::Day | Type::Moment | Type::Month)
    }
}

/// A text that lives as long as the program. The same text is kept once.
pub fn lasting(text: &str) -> &'static str {
    use std::{
        collections::HashSet,
        sync::{Mutex, PoisonError},
    };
    static KEPT: Mutex<Option<HashSet<&'static str>>> = Mutex::new(None);
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let kept = kept.get_or_insert_default();
    if let Some(there) = kept.get(text) {
        return there;
    }
    let text: &'static str = Box::leak(text.to_owned().into_boxed_str());
    kept.insert(text);
    text
}
