//! The tests a condition may make of a field, in words, as they are sent and as a filter.
//!
//! In: a field, a test's code, the values typed. Out: what a filter's leaf asks, perhaps turned
//! round (不是), or the code of what is wrong. Each type of field is offered only what fits it.

use base::{
    Code, Field, Filter, Operand, Test, Type, Value, Words,
    read::{Raw, Reading, read},
    words,
};

/// A test on offer.
#[derive(Clone, Copy, Debug)]
pub struct Offer {
    /// What is sent.
    pub code: &'static str,
    /// What is read.
    pub words: Words,
    /// What is typed beside it.
    pub takes: Takes,
}

/// What is typed beside a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Nothing.
    Nothing,
    /// One value.
    One,
    /// One value or more.
    Many,
    /// Another field of the same record.
    Field,
    /// A month, 1 to 12.
    Month,
}

const fn offer(code: &'static str, zh: &'static str, en: &'static str, takes: Takes) -> Offer {
    Offer {
        code,
        words: words(zh, en),
        takes,
    }
}

const SAME: [Offer; 2] = [
    offer("is", "是", "is", Takes::Many),
    offer("is_not", "不是", "is not", Takes::Many),
];
const WITHIN: [Offer; 2] = [
    offer("within", "在（含下级）", "lies within", Takes::One),
    offer(
        "not_within",
        "不在（含下级）",
        "does not lie within",
        Takes::One,
    ),
];
const ORDER: [Offer; 4] = [
    offer("at_least", "不小于（不早于）", "is at least", Takes::One),
    offer("above", "大于（晚于）", "is above", Takes::One),
    offer("at_most", "不大于（不晚于）", "is at most", Takes::One),
    offer("below", "小于（早于）", "is below", Takes::One),
];
const FIELDS: [Offer; 3] = [
    offer(
        "at_least_field",
        "达到另一项",
        "reaches another field",
        Takes::Field,
    ),
    offer(
        "at_most_field",
        "不超过另一项",
        "is within another field",
        Takes::Field,
    ),
    offer(
        "is_field",
        "等于另一项",
        "equals another field",
        Takes::Field,
    ),
];
const WORDS: [Offer; 1] = [offer("contains", "含有", "contains", Takes::One)];
const MONTHS: [Offer; 1] = [offer("in_month", "在某月", "is in month", Takes::Month)];
const THERE: [Offer; 2] = [
    offer("set", "已填", "is filled in", Takes::Nothing),
    offer("unset", "未填", "is blank", Takes::Nothing),
];
const FIGURE: [Offer; 1] = [offer(
    "figure_at_least",
    "所指的数达到",
    "has a value that reaches",
    Takes::Field,
)];

/// The tests that fit a field.
pub fn offers(field: &Field) -> Vec<Offer> {
    let mut all = Vec::new();
    let mut add = |some: &[Offer]| all.extend_from_slice(some);
    match field.kind {
        Type::Choice(_) | Type::YesNo => add(&SAME),
        Type::Area => {
            add(&SAME);
            add(&WITHIN);
        }
        Type::Text | Type::Long => {
            add(&SAME);
            if field.searched {
                add(&WORDS);
            }
        }
        Type::Whole | Type::Decimal(_) | Type::Money | Type::Year | Type::Time => {
            add(&SAME);
            add(&ORDER);
            add(&FIELDS);
        }
        Type::Day | Type::Moment | Type::Month => {
            add(&SAME);
            add(&ORDER);
            add(&FIELDS);
            add(&MONTHS);
        }
        Type::Definition => add(&FIGURE),
        Type::Link(_) | Type::Links(_) | Type::Sealed(_) => {}
    }
    add(&THERE);
    all
}

/// A test as a filter asks it, and whether it is turned round.
///
/// # Errors
/// The code of what is wrong with the test or its values.
pub fn meant(field: &Field, test: &str, values: &[String]) -> Result<(Meant, bool), Code> {
    if let ("within" | "not_within", Type::Area) = (test, field.kind) {
        let above = values.iter().map(|v| v.trim()).find(|v| !v.is_empty());
        let above = above
            .ok_or(Code::Missing)?
            .parse()
            .map_err(|_| Code::UnknownPlace)?;
        return Ok((Meant::Within(above), test == "not_within"));
    }
    plain(field, test, values).map(|(test, not)| (Meant::Test(test), not))
}

/// What a test means.
#[derive(Clone, Debug, PartialEq)]
pub enum Meant {
    /// A test of the field.
    Test(Test),
    /// The place the field names is this one or lies below it.
    Within(i64),
}

impl Meant {
    /// The condition on a field.
    pub fn on(&self, field: &str) -> Filter {
        match self {
            Meant::Test(test) => Filter::leaf(field, test.clone()),
            Meant::Within(above) => Filter::through(field, Filter::below(vec![*above], "parent")),
        }
    }
}

/// The place that a condition behind a place's field is about, where it asks for what lies below.
pub fn below(filter: &Filter) -> Option<i64> {
    match filter {
        Filter::Below { below, by } if by == "parent" => match below.as_slice() {
            [one] => Some(*one),
            _ => None,
        },
        _ => None,
    }
}

fn plain(field: &Field, test: &str, values: &[String]) -> Result<(Test, bool), Code> {
    let offered = offers(field).into_iter().find(|o| o.code == test);
    let takes = offered.ok_or(Code::Missing)?.takes;
    let typed = values.first().map(|v| v.trim()).filter(|v| !v.is_empty());
    if typed.is_none() && takes != Takes::Nothing {
        return Err(Code::Missing);
    }
    let typed = typed.unwrap_or_default();
    let one = || operand(field, typed);
    let many = || {
        let all: Result<Vec<Operand>, Code> = values.iter().map(|v| operand(field, v)).collect();
        let mut all = all?;
        Ok::<Test, Code>(match (all.len(), all.pop()) {
            (1, Some(only)) => Test::Is(only),
            (_, last) => Test::In(all.into_iter().chain(last).collect()),
        })
    };
    let other = || typed.to_owned();
    Ok(match test {
        "is" => (many()?, false),
        "is_not" => (many()?, true),
        "at_least" => (Test::AtLeast(one()?), false),
        "above" => (Test::Above(one()?), false),
        "at_most" => (Test::AtMost(one()?), false),
        "below" => (Test::Below(one()?), false),
        "contains" => (Test::Contains(other()), false),
        "at_least_field" => (Test::AtLeastField(other()), false),
        "at_most_field" => (Test::AtMostField(other()), false),
        "is_field" => (Test::IsField(other()), false),
        "figure_at_least" => (Test::FigureAtLeast(other()), false),
        "in_month" => {
            let month = typed.parse().ok().filter(|m| (1..=12).contains(m));
            (Test::InMonth(month.ok_or(Code::OutOfRange)?), false)
        }
        "set" => (Test::Set(true), false),
        _ => (Test::Set(false), false),
    })
}

/// A test as the form shows it: its code and values. `not` turns it round.
pub fn told(field: &Field, test: &Test, not: bool) -> Option<(&'static str, Vec<String>)> {
    let one = |code, o: &Operand| Some((code, vec![written(field, o)]));
    let name = |code, name: &String| Some((code, vec![name.clone()]));
    match (test, not) {
        (Test::Is(o), false) => one("is", o),
        (Test::Is(o), true) => one("is_not", o),
        (Test::In(many), false) => Some(("is", many.iter().map(|o| written(field, o)).collect())),
        (Test::In(many), true) => {
            Some(("is_not", many.iter().map(|o| written(field, o)).collect()))
        }
        (Test::Set(there), not) => Some((if *there == not { "unset" } else { "set" }, Vec::new())),
        (_, true) => None,
        (Test::AtLeast(o), _) => one("at_least", o),
        (Test::Above(o), _) => one("above", o),
        (Test::AtMost(o), _) => one("at_most", o),
        (Test::Below(o), _) => one("below", o),
        (Test::Contains(text), _) => name("contains", text),
        (Test::AtLeastField(f), _) => name("at_least_field", f),
        (Test::AtMostField(f), _) => name("at_most_field", f),
        (Test::IsField(f), _) => name("is_field", f),
        (Test::FigureAtLeast(f), _) => name("figure_at_least", f),
        (Test::InMonth(m), _) => Some(("in_month", vec![m.to_string()])),
    }
}

/// By this a year counted from the period is sent: `year:0`, `year:-1`.
pub const YEAR: &str = "year:";

/// A typed value as a filter compares with it.
fn operand(field: &Field, typed: &str) -> Result<Operand, Code> {
    if let (Type::Year, Some(on)) = (field.kind, typed.strip_prefix(YEAR)) {
        let year = on.parse().ok().filter(|on| (-10..=10).contains(on));
        return Ok(Operand::Year {
            year: year.ok_or(Code::OutOfRange)?,
        });
    }
    if field.kind == Type::Area {
        let id: i64 = typed.parse().map_err(|_| Code::UnknownPlace)?;
        return Ok(Operand::Is(Value::Whole(id)));
    }
    // What a value may be in a record does not limit what one may ask for.
    let free = Field {
        least: None,
        most: None,
        grows: true,
        ..*field
    };
    match read(&free, Raw::Text(typed))? {
        Reading::Value(value) => Ok(Operand::Is(value)),
        _ => Err(Code::Missing),
    }
}

/// The same as it is typed.
fn written(field: &Field, operand: &Operand) -> String {
    match operand {
        Operand::Year { year } => format!("{YEAR}{year}"),
        Operand::Is(Value::Text(text)) => text.clone(),
        Operand::Is(Value::Whole(n)) if matches!(field.kind, Type::Area | Type::YesNo) => {
            n.to_string()
        }
        Operand::Is(value) => base::show(field, value, base::Lang::Zh),
    }
}
