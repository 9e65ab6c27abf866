//! A definition (口径): what a figure counts, over which records, in which period, how printed.
//!
//! In: data, as a park's starting set or a manager's form writes it. Out: the same as a value.
//! A definition holds no code and no result; two parks may read the same one.

use base::Filter;
use serde::{Deserialize, Serialize};

use crate::Wording;

/// One definition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// Only this month (1–12) of the period's year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub month: Option<i8>,
    /// Which records.
    #[serde(default, rename = "where", skip_serializing_if = "Filter::is_all")]
    pub filter: Filter,
    /// How they become a value.
    pub fold: Fold,
    /// How the value is worded.
    #[serde(default)]
    pub wording: Wording,
    /// Decimals printed.
    #[serde(default)]
    pub decimals: u8,
    /// Which writing of the definition this is.
    #[serde(default = "first")]
    pub version: u32,
}

const fn first() -> u32 {
    1
}

/// How records become a value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fold {
    /// How many records.
    Count,
    /// The sum of a field.
    Sum(String),
    /// How many distinct values of a field or path.
    Distinct(String),
    /// The share, in percent, that also meets this.
    Share(Filter),
    /// One figure in percent of another.
    Ratio([String; 2]),
    /// Figures together.
    Add(Vec<String>),
    /// The distinct values of a field or path, by name.
    Names(String),
    /// The distinct months of a day field.
    Months(String),
    /// The mean of a field.
    Mean(String),
    /// The place of a ranking.
    Rank(Rank),
    /// Another figure again, worded otherwise.
    Same(String),
}

/// A ranking: a total for each judge of each thing, the extremes left out, the mean, the place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rank {
    /// The things ranked: a link or field.
    pub of: String,
    /// Who gives a total for each: a field.
    pub each: String,
    /// What is summed into a total.
    pub sum: String,
    /// How many totals are left out at either end.
    #[serde(default)]
    pub trim: usize,
    /// Which place is asked for.
    pub place: usize,
    /// What is printed: a path of the thing (`project.number`), or `score` for its mean.
    pub show: String,
}

impl Definition {
    /// The figures this one is made of, by key.
    pub fn uses(&self) -> Vec<&str> {
        match &self.fold {
            Fold::Ratio(two) => two.iter().map(String::as_str).collect(),
            Fold::Add(many) => many.iter().map(String::as_str).collect(),
            Fold::Same(key) => vec![key],
            _ => Vec::new(),
        }
    }
}
