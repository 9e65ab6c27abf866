//! How records, or other figures, become a value.
//!
//! In: a choice of a manager's form. Out: the same as data, with the figures it is made of. A
//! fold over records names fields; a fold over figures names keys; none does both.

use base::Filter;
use serde::{Deserialize, Serialize};

/// How records become a value.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fold {
    /// How many records.
    #[default]
    Count,
    /// The sum of a field.
    Sum(String),
    /// How many distinct values of a field or path.
    Distinct(String),
    /// The share, in percent, that also meets this.
    Share(Filter),
    /// The distinct values of a field or path, by name.
    Names(String),
    /// The distinct months of a day field.
    Months(String),
    /// The mean of a field.
    Mean(String),
    /// The middle value of a field; of an even number of them, the mean of the middle two.
    Median(String),
    /// The smallest value of a field; of a day field, the first day.
    Least(String),
    /// The largest value of a field; of a day field, the last day.
    Most(String),
    /// The mean of a field without its extremes.
    Trimmed(Trimmed),
    /// The latest value of a field.
    Last(Last),
    /// How long it took from one field to another.
    Span(Span),
    /// The place of a ranking.
    Rank(Rank),

    /// One figure in percent of another.
    Ratio([String; 2]),
    /// One figure for so many of another: 每万人.
    Rate(Rate),
    /// Figures together.
    Add(Vec<String>),
    /// The first figure without the second.
    Less([String; 2]),
    /// Another figure again, worded otherwise.
    Same(String),
    /// A figure's mean for each month, week or day of the period.
    Per(Per),
    /// By how many percent a figure grew.
    Growth(Growth),
    /// The part in which a figure was largest: the peak month, the community with most.
    Peak(Peak),
    /// The place of one part among all: our street among the district's.
    Place(Standing),
}

/// How long it took, over records that have both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// The day, moment or time it began.
    pub from: String,
    /// The day, moment or time it ended.
    pub to: String,
    /// What the time is counted in.
    #[serde(rename = "in")]
    pub unit: Length,
    /// What is made of the lengths.
    pub take: Take,
}

/// What a length of time is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // the names say it
pub enum Length {
    Days,
    Hours,
    Minutes,
}

/// What is made of many values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // the names say it
pub enum Take {
    Sum,
    Mean,
    Median,
    Least,
    Most,
}

/// A ranking: a total for each judge of each thing, the extremes left out, the mean, the place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Whose place is asked for instead, named as `show` names the things: then the figure is
    /// that place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub one: Option<String>,
    /// What equals do to the places after them.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ties: Ties,
}

/// What equals do to the places after them; they always share their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ties {
    /// The places they take up are left out: 1, 1, 3.
    #[default]
    Skip,
    /// The next follows at once: 1, 1, 2.
    Close,
}

/// The mean of a field without its extremes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trimmed {
    /// The field.
    pub of: String,
    /// How many values are left out at either end, where more than twice as many are there.
    pub trim: usize,
}

/// The value of the record with the latest day within what the period selects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Last {
    /// The field.
    pub of: String,
    /// The field by which each has a latest of its own, added up (a place); absent: one for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<String>,
}

/// The place of one part among all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standing {
    /// The figure.
    pub of: String,
    /// By what it is parted: a field or path.
    pub by: String,
    /// The part whose place is asked for, as it is stored: a code, a name, an identity.
    pub one: String,
    /// Which is first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub best: Best,
    /// What equals do to the places after them.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ties: Ties,
}

/// Which part is first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Best {
    /// The one with most.
    #[default]
    Most,
    /// The one with least.
    Least,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// One figure for so many of another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// The figure.
    pub of: String,
    /// The figure it is held against (常住人口).
    pub to: String,
    /// For how many of that: 10,000 for 每万人.
    pub every: i64,
}

/// A figure's mean for each stretch of the period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Per {
    /// The figure.
    pub of: String,
    /// The stretch. Every one of the period counts, also those with nothing.
    pub each: Stretch,
}

/// A stretch of time that a period is cut into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // the names say it
pub enum Stretch {
    Day,
    Week,
    Month,
}

/// By how many percent a figure grew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Growth {
    /// The figure.
    pub of: String,
    /// Since when.
    pub over: Earlier,
}

/// The period a growth is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Earlier {
    /// The period before (环比).
    Before,
    /// The same period a year earlier (同比).
    LastYear,
}

/// The part in which a figure was largest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Peak {
    /// The figure.
    pub of: String,
    /// By what it is parted: a field or path, `:month` or `:day` after a day field's.
    pub by: String,
    /// How many parts are named, largest first; those equal to the last are named too.
    #[serde(default = "one")]
    pub top: usize,
}

const fn one() -> usize {
    1
}

impl Fold {
    /// By what the figure it is made of is parted, where it looks at its parts.
    pub fn parted_by(&self) -> Option<&str> {
        match self {
            Fold::Peak(Peak { by, .. }) | Fold::Place(Standing { by, .. }) => Some(by),
            _ => None,
        }
    }

    /// The figures this is made of, by key.
    pub fn uses(&self) -> Vec<&str> {
        match self {
            Fold::Ratio(two) | Fold::Less(two) => two.iter().map(String::as_str).collect(),
            Fold::Add(many) => many.iter().map(String::as_str).collect(),
            Fold::Rate(Rate { of, to, .. }) => vec![of, to],
            Fold::Same(of)
            | Fold::Per(Per { of, .. })
            | Fold::Growth(Growth { of, .. })
            | Fold::Peak(Peak { of, .. })
            | Fold::Place(Standing { of, .. }) => vec![of],
            _ => Vec::new(),
        }
    }
}
