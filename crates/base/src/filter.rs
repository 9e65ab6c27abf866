//! Which records: a condition over fields, links and the records that hold a record.
//!
//! In: what a person picked in a filter bar, or a definition says. Out: one value with two
//! interpreters, SQL in `store` and memory in `figures`, that always agree. A condition is
//! true or false, never unknown: a leaf on a missing value is false, and `not` is the
//! complement, so «不是退回» includes the blank.

use serde::{Deserialize, Serialize};

use crate::{Period, Type, Value};

/// A condition.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Filter {
    /// All of these (none: every record).
    All {
        /// The conditions.
        all: Vec<Filter>,
    },
    /// At least one of these (none: no record).
    Any {
        /// The conditions.
        any: Vec<Filter>,
    },
    /// Not this.
    Not {
        /// The condition.
        not: Box<Filter>,
    },
    /// The record a link points at (or one of several) meets a condition.
    Through {
        /// The link's field.
        through: String,
        /// The kind it must point at, when the link may point at several; empty for the only one.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        kind: String,
        /// What the other record must meet.
        #[serde(default, rename = "where")]
        filter: Box<Filter>,
    },
    /// Some record of another kind points here and meets a condition.
    HeldBy {
        /// The other kind.
        held_by: String,
        /// Its link's field.
        by: String,
        /// What it must meet.
        #[serde(default, rename = "where")]
        filter: Box<Filter>,
    },
    /// One of these records, or one below them: its own link leads up to one of them in however
    /// many steps (a street, its communities, their estates).
    Below {
        /// The identities of those above.
        below: Vec<i64>,
        /// The link to the record above, of the same kind.
        by: String,
    },
    /// One of these records.
    Ids {
        /// Their identities.
        ids: Vec<i64>,
    },
    /// A test of one field.
    Leaf(Leaf),
}

/// A test of one field.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Leaf {
    /// The field's name.
    pub field: String,
    /// What it must meet.
    #[serde(flatten)]
    pub test: Test,
}

/// What a value must meet.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Test {
    /// Equals.
    Is(Operand),
    /// Equals one of.
    In(Vec<Operand>),
    /// Is this or more.
    AtLeast(Operand),
    /// Is more.
    Above(Operand),
    /// Is this or less.
    AtMost(Operand),
    /// Is less.
    Below(Operand),
    /// Holds these words, spelling folded.
    Contains(String),
    /// Is there (`true`) or missing (`false`).
    Set(bool),
    /// Is as large as another field of the same record, or larger.
    AtLeastField(String),
    /// Is no later (no larger) than another field of the same record.
    AtMostField(String),
    /// Equals another field of the same record.
    IsField(String),
    /// Lies in this calendar month (1–12) of whatever year: for a day or a moment.
    InMonth(i8),
    /// The field names a definition whose value, in the period asked for, is as large as the
    /// other field says, or larger. `figures` turns it into identities before anything is read.
    FigureAtLeast(String),
}

impl Test {
    /// The field of the same record that it is held against, where it is held against one.
    pub fn beside(&self) -> Option<&str> {
        match self {
            Test::AtLeastField(other)
            | Test::AtMostField(other)
            | Test::IsField(other)
            | Test::FigureAtLeast(other) => Some(other),
            _ => None,
        }
    }
}

/// A value to compare with: itself, or a year counted from the period asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Operand {
    /// The year of the period, so many years on: 0 this year, -1 the year before.
    Year {
        /// Years on.
        year: i16,
    },
    /// A value.
    Is(Value),
}

impl Default for Filter {
    fn default() -> Self {
        Filter::All { all: Vec::new() }
    }
}

impl Filter {
    /// A test of one field.
    pub fn leaf(field: &str, test: Test) -> Filter {
        Filter::Leaf(Leaf {
            field: field.to_owned(),
            test,
        })
    }

    /// The field equals this.
    pub fn is(field: &str, value: impl Into<Value>) -> Filter {
        Filter::leaf(field, Test::Is(Operand::Is(value.into())))
    }

    /// The complement.
    pub fn negate(filter: Filter) -> Filter {
        Filter::Not {
            not: Box::new(filter),
        }
    }

    /// The record this link points at meets a condition.
    pub fn through(field: &str, filter: Filter) -> Filter {
        Filter::Through {
            through: field.to_owned(),
            kind: String::new(),
            filter: Box::new(filter),
        }
    }

    /// Some record of `kind` points here by `field` and meets a condition.
    pub fn held_by(kind: &str, field: &str, filter: Filter) -> Filter {
        Filter::HeldBy {
            held_by: kind.to_owned(),
            by: field.to_owned(),
            filter: Box::new(filter),
        }
    }

    /// One of these records.
    pub fn ids(ids: Vec<i64>) -> Filter {
        Filter::Ids { ids }
    }

    /// One of these records, or one below them by its link to what is above.
    pub fn below(ids: Vec<i64>, by: &str) -> Filter {
        Filter::Below {
            below: ids,
            by: by.to_owned(),
        }
    }

    /// Whether it lets every record through.
    pub fn is_all(&self) -> bool {
        matches!(self, Filter::All { all } if all.is_empty())
    }

    /// Both conditions.
    pub fn and(self, other: Filter) -> Filter {
        match (self, other) {
            (a, b) if b.is_all() => a,
            (a, b) if a.is_all() => b,
            (Filter::All { mut all }, Filter::All { all: more }) => {
                all.extend(more);
                Filter::All { all }
            }
            (Filter::All { mut all }, b) => {
                all.push(b);
                Filter::All { all }
            }
            (a, Filter::All { all }) => Filter::All {
                all: std::iter::once(a).chain(all).collect(),
            },
            (a, b) => Filter::All { all: vec![a, b] },
        }
    }

    /// The field at the end of `path` (`on`, `activity.on`), which holds `kind`, lies in the
    /// period. Of a year field the years wholly within the period are meant, of a month field its months.
    pub fn within(path: &str, period: Period, kind: Type) -> Filter {
        if let Some((link, rest)) = path.split_once('.') {
            return Filter::through(link, Filter::within(rest, period, kind));
        }
        let text = |t: String| Operand::Is(Value::Text(t));
        let (first, last) = period.bounds();
        match kind {
            Type::Year => {
                // A year that the period only cuts into is not within it.
                let year = |y: i16| Operand::Is(Value::Whole(i64::from(y)));
                let cut = |d: crate::Day, by: i64| i16::from(d.plus(by).year() == d.year());
                Filter::leaf(path, Test::AtLeast(year(first.year() + cut(first, -1)))).and(
                    Filter::leaf(path, Test::AtMost(year(last.year() - cut(last, 1)))),
                )
            }
            Type::Month => Filter::leaf(path, Test::AtLeast(text(first.month().to_string()))).and(
                Filter::leaf(path, Test::AtMost(text(last.month().to_string()))),
            ),
            // A moment (2022-12-31 23:59) sorts after its bare day: the end is the next day, open.
            _ => Filter::leaf(path, Test::AtLeast(text(first.to_string()))).and(Filter::leaf(
                path,
                Test::Below(text(last.plus(1).to_string())),
            )),
        }
    }

    /// The same with every «this year» made plain for a period.
    pub fn at(&self, period: Period) -> Filter {
        let year = period.year();
        let plain = |o: &Operand| match o {
            Operand::Year { year: on } => Operand::Is(Value::Whole(i64::from(year + on))),
            Operand::Is(v) => Operand::Is(v.clone()),
        };
        match self {
            Filter::All { all } => Filter::All {
                all: all.iter().map(|f| f.at(period)).collect(),
            },
            Filter::Any { any } => Filter::Any {
                any: any.iter().map(|f| f.at(period)).collect(),
            },
            Filter::Not { not } => Filter::negate(not.at(period)),
            Filter::Through {
                through,
                kind,
                filter,
            } => Filter::Through {
                through: through.clone(),
                kind: kind.clone(),
                filter: Box::new(filter.at(period)),
            },
            Filter::HeldBy {
                held_by,
                by,
                filter,
            } => Filter::HeldBy {
                held_by: held_by.clone(),
                by: by.clone(),
                filter: Box::new(filter.at(period)),
            },
            Filter::Below { .. } | Filter::Ids { .. } => self.clone(),
            Filter::Leaf(leaf) => {
                let test = match &leaf.test {
                    Test::Is(o) => Test::Is(plain(o)),
                    Test::In(many) => Test::In(many.iter().map(plain).collect()),
                    Test::AtLeast(o) => Test::AtLeast(plain(o)),
                    Test::Above(o) => Test::Above(plain(o)),
                    Test::AtMost(o) => Test::AtMost(plain(o)),
                    Test::Below(o) => Test::Below(plain(o)),
                    other => other.clone(),
                };
                Filter::Leaf(Leaf {
                    field: leaf.field.clone(),
                    test,
                })
            }
        }
    }
}
