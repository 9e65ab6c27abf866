//! A definition (口径): what a figure counts, over which records, in which period, how printed.
//!
//! In: data, as a park's starting set or a manager's form writes it. Out: the same as a value.
//! A definition holds no code and no result; two parks may read the same one.

use base::{Catalogue, Filter, Operand, Test};
use serde::{Deserialize, Serialize};

use crate::{Definitions, Fold, Numerals, Reason, Scale, Style, Wording, check};

/// One definition.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// By what it is named everywhere: `theme_day_activities`.
    pub key: String,
    /// Its name in Chinese.
    pub zh: String,
    /// Its name in English.
    pub en: String,
    /// The unit its value is printed with, in Chinese (场, 人次); its English is looked up.
    #[serde(default)]
    pub unit: String,
    /// The kind of record it is about; empty when it is made of other figures.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// By which field or path a period selects; absent: as the kind says; empty: all time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// What a period means for it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub basis: Basis,
    /// For a stock, or what was before: the day field or path on which a record left it
    /// (结案日期); absent: never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Only this month (1–12) of the period's year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub month: Option<i8>,
    /// Which records.
    #[serde(default, rename = "where", skip_serializing_if = "Filter::is_all")]
    pub filter: Filter,
    /// How they become a value.
    pub fold: Fold,
    /// By which one or two fields or paths it is shown in parts, beside the whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<String>,
    /// How those parts are shown.
    #[serde(default, skip_serializing_if = "is_default")]
    pub parts: PartsAs,
    /// What a counted record must have to be proved (佐证要求); everything when nothing is asked.
    #[serde(default, skip_serializing_if = "Filter::is_all")]
    pub evidence: Filter,
    /// Who answers for it: an account's name for signing in; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// How the value is worded.
    #[serde(default, skip_serializing_if = "is_default")]
    pub wording: Wording,
    /// Decimals printed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub decimals: u8,
    /// In 万, in 亿.
    #[serde(default, skip_serializing_if = "is_default")]
    pub scale: Scale,
    /// In digits or Chinese characters.
    #[serde(default, skip_serializing_if = "is_default")]
    pub numerals: Numerals,
    /// Which writing of the definition this is.
    #[serde(default = "first")]
    pub version: u32,
}

const fn first() -> u32 {
    1
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// What a period means for a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// What happened in the period (期内).
    #[default]
    Flow,
    /// From the first of January to the period's end (本年累计).
    ToDate,
    /// What was there at the period's end (期末): begun by then, and not left.
    Stock,
    /// What happened up to the period's end, whenever (历年累计).
    Ever,
    /// What happened before the period: what a 首次 is held against.
    Before,
}

/// How the parts of a figure are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartsAs {
    /// As they are.
    #[default]
    Amounts,
    /// Each in percent of them all, rounded by itself, with so many decimals.
    Percent(u8),
    /// In percent that add to 100: what rounding leaves goes to the largest remainders.
    Hundred(u8),
}

impl Definition {
    /// Reads one definition's TOML, kept under this key.
    ///
    /// # Errors
    /// What the reader did not understand, or another key within.
    pub fn read(key: &str, body: &str) -> Result<Definition, Reason> {
        let read: Definition =
            toml::from_str(body).map_err(|e| Reason::Unread(e.message().to_owned()))?;
        match read.key == key {
            true => Ok(read),
            false => Err(Reason::OtherKey(read.key)),
        }
    }

    /// Whether it fits by itself, whatever other figures there are.
    ///
    /// # Errors
    /// The first reason against it.
    pub fn fits(&self, catalogue: &Catalogue) -> Result<(), Reason> {
        let alone = Definitions::of(vec![self.clone()]);
        let mut reasons = check::reasons(self, &alone, catalogue).into_iter();
        match reasons.find(|r| !matches!(r, Reason::NoFigure(_))) {
            Some(reason) => Err(reason),
            None => Ok(()),
        }
    }

    /// How its digits look.
    pub fn style(&self) -> Style {
        Style {
            decimals: self.decimals,
            scale: self.scale,
            numerals: self.numerals,
        }
    }
}

impl Definition {
    /// Every condition it makes of its records: which count, what a share must meet, what proves.
    pub fn filters(&self) -> Vec<&Filter> {
        let met = match &self.fold {
            Fold::Share(filter) => Some(filter),
            _ => None,
        };
        [&self.filter, &self.evidence]
            .into_iter()
            .chain(met)
            .collect()
    }

    /// The places its conditions may point at, by identity; other numbers may be among them.
    pub fn places(&self) -> Vec<i64> {
        let mut ids = Vec::new();
        for filter in self.filters() {
            places_in(filter, &mut ids);
        }
        ids
    }

    /// The figures it is made of, by key; none for one over records.
    pub fn made_of(&self) -> Vec<&str> {
        self.fold.uses()
    }

    /// Every figure it needs, by key: those it is made of, and the one its words are held against.
    pub fn uses(&self) -> Vec<&str> {
        let mut keys = self.made_of();
        keys.extend(self.wording.against());
        keys
    }
}

fn places_in(filter: &Filter, ids: &mut Vec<i64>) {
    match filter {
        Filter::All { all: many } | Filter::Any { any: many } => {
            many.iter().for_each(|f| places_in(f, ids));
        }
        Filter::Not { not } => places_in(not, ids),
        Filter::Through { filter, .. } | Filter::HeldBy { filter, .. } => places_in(filter, ids),
        Filter::Below { below, .. } => ids.extend(below),
        Filter::Ids { .. } => {}
        Filter::Leaf(leaf) => {
            let one = |o: &Operand| match o {
                Operand::Is(value) => value.as_whole(),
                Operand::Year { .. } => None,
            };
            match &leaf.test {
                Test::Is(o) => ids.extend(one(o)),
                Test::In(many) => ids.extend(many.iter().filter_map(one)),
                _ => {}
            }
        }
    }
}
