//! A figure: what a definition came to in a period, exact, with its words.
//!
//! In: a definition and the store's answers to its asks (or the figures it is made of). Out:
//! an exact amount or names, whole or in parts, what was counted, and how it is printed. A
//! figure that has no value (a share of nothing, no name found) says why and is never printed
//! as zero.

mod last;
mod made;
mod print;
mod read;

use std::collections::BTreeMap;

use base::{Answer, Catalogue, Lang, Period, Value, Words, words};
use serde::{Deserialize, Serialize};

use crate::{Amount, Basis, Definition, Need, Placed, Unborne};

/// What a definition came to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The exact amount, where it is a number.
    pub amount: Option<Amount>,
    /// The names, days or months, where it is those; also the thing placed, for a ranking, and
    /// the part that is largest, for a peak.
    pub names: Vec<Value>,
    /// Its parts, where it was asked for in parts: in the order of their values.
    pub parts: Vec<Part>,
    /// The records or things that make it up, where the fold had to pick them out: the placed
    /// things of a ranking, the records that a figure's value let through.
    pub picked: Option<Vec<i64>>,
    /// The whole ranking, where it is one: best first.
    pub ranking: Vec<Placed>,
    /// The value its words are held against (全部, 首次).
    pub against: Option<Amount>,
    /// For a share: how many meet it, of how many.
    pub out_of: Option<(Amount, Amount)>,
    /// Why it has no value, where it has none.
    pub gap: Option<Gap>,
}

/// One part of a figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// The value of each field it is parted by; `None` for 未分类.
    pub of: Vec<Option<Value>>,
    /// Its amount, where it has one.
    pub amount: Option<Amount>,
}

/// Why a figure has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Gap {
    /// Something is held against nothing.
    OverZero,
    /// There is no record to take it from.
    Empty,
    /// More parts or values than are read for one figure.
    TooMany,
    /// A figure it is made of has no value.
    Without,
    /// It cannot be had in parts.
    NoParts,
    /// Its records are dated by their year: part of one has no value.
    Yearly,
    /// The one whose place is asked for is not among them.
    Absent,
    /// Several records stand at the latest day: which of them is meant cannot be told.
    Several,
    /// The store could not read it.
    Failed,
}

impl Gap {
    /// The reason, to be read in place of the value.
    pub const fn words(self) -> Words {
        match self {
            Gap::OverZero => words(
                "除数为零，没有这个数",
                "held against nothing, so there is no value",
            ),
            Gap::Empty => words("没有可取值的记录", "there is no record to take it from"),
            Gap::TooMany => words(
                "取值太多，请缩小范围或时段",
                "too many different values; narrow the records or the period",
            ),
            Gap::Without => words("它所用的数没有值", "a figure it is made of has no value"),
            Gap::Yearly => words(
                "记录只写到年份，只按整年统计",
                "its records tell only their year, so only whole years have a value",
            ),
            Gap::Absent => words(
                "要排名的那一个不在其中",
                "the one to be placed is not among them",
            ),
            Gap::Several => words(
                "最近一天有几条记录，分不出用哪一条，请加条件",
                "several records stand at the latest day; add a condition that tells which is meant",
            ),
            Gap::Failed => words("这个数没能算出来", "this figure could not be computed"),
            Gap::NoParts => words("这种算法不能分项", "this fold cannot be had in parts"),
        }
    }
}

/// Computes one figure. `known` holds those it is made of, as `needs` lists them.
pub fn figure(
    definition: &Definition,
    need: &Need,
    answers: Vec<Answer>,
    catalogue: &Catalogue,
    known: &BTreeMap<Need, Figure>,
) -> Figure {
    let mut figure = if part_of_a_year(definition, need.period, catalogue) {
        Figure::gap(Gap::Yearly)
    } else if definition.made_of().is_empty() {
        read::from_answers(definition, need, answers, catalogue, known)
    } else {
        made::from_figures(definition, need, known)
    };
    figure.against = definition
        .wording
        .against()
        .and_then(|key| known.get(&Need::whole(key, need.period))?.amount);
    if figure.is_there() || !need.by.is_empty() {
        figure.gap = figure
            .gap
            .filter(|gap| matches!(gap, Gap::TooMany | Gap::NoParts));
    } else {
        figure.gap = figure.gap.or(Some(Gap::Empty));
    }
    figure
}

/// Whether a stored value is the one a definition names: a code, a name, an identity.
fn is_called(value: &Value, one: &str) -> bool {
    match value {
        Value::Text(text) => text == one,
        Value::Whole(n) => one.parse() == Ok(*n),
        Value::Many(_) | Value::Sealed(_) => false,
    }
}

/// Whether the period cuts a year whose records tell no more than the year.
fn part_of_a_year(definition: &Definition, period: Period, catalogue: &Catalogue) -> bool {
    if !definition.made_of().is_empty()
        || !matches!(definition.basis, Basis::Flow | Basis::ToDate)
        || !catalogue.is_year(&definition.kind, crate::when(definition, catalogue))
    {
        return false;
    }
    let (first, last) = period.bounds();
    first.plus(-1).year() == first.year() || last.plus(1).year() == last.year()
}

impl Figure {
    /// Whether it has a value at all.
    pub fn is_there(&self) -> bool {
        self.amount.is_some() || !self.names.is_empty()
    }

    /// Why it does not bear the words its definition asks for, where it does not. It is then
    /// printed exactly.
    pub fn unborne(&self, definition: &Definition) -> Option<Unborne> {
        let amount = self.amount?;
        definition
            .wording
            .of(amount, self.against, definition.style(), Lang::Zh)
            .err()
    }

    fn number(amount: Result<Amount, Gap>) -> Figure {
        Figure {
            amount: amount.ok(),
            gap: amount.err(),
            ..Figure::default()
        }
    }

    fn gap(gap: Gap) -> Figure {
        Figure::number(Err(gap))
    }
}
