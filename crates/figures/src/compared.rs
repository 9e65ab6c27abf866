//! A figure beside the period before and the same period a year earlier, in words.
//!
//! In: a figure now and then. Out: by how much it moved and by how many percent; where there is
//! nothing to hold it against, that and why. A percentage moves by percentage points, a place by
//! places. Nothing is divided by nothing.

use base::{Catalogue, Lang};

use crate::{Amount, Definition, Definitions, Figure, Fold, Gap, unit};

/// A figure beside an earlier one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Beside {
    /// It moved by this, and by so many percent where the earlier one is not zero.
    Moved {
        /// What it was.
        then: Amount,
        /// By how much it grew (below zero: fell).
        by: Amount,
        /// By how many percent.
        percent: Option<Amount>,
    },
    /// There is nothing to hold it against: why, where that is known.
    Nothing(Option<Gap>),
}

/// A figure beside what it was.
pub fn beside(now: &Figure, then: &Figure) -> Beside {
    let (Some(now), Some(was)) = (now.amount, then.amount) else {
        return Beside::Nothing(then.gap);
    };
    let by = now.minus(was);
    Beside::Moved {
        then: was,
        by,
        percent: by.divided(was.size()).map(Amount::percent),
    }
}

impl Beside {
    /// As people read it: 「12场，增加4场，增长33.3%」.
    pub fn said(&self, definition: &Definition, lang: Lang) -> String {
        let zh = lang == Lang::Zh;
        let (then, by, percent) = match self {
            Beside::Nothing(None) if zh => return "没有可比的数".to_owned(),
            Beside::Nothing(None) => return "nothing to compare with".to_owned(),
            Beside::Nothing(Some(gap)) if zh => {
                return format!("没有可比的数：{}", gap.words().zh);
            }
            Beside::Nothing(Some(gap)) => {
                return format!("nothing to compare with: {}", gap.words().en);
            }
            Beside::Moved { then, by, percent } => (*then, *by, *percent),
        };
        let nothing = Amount::whole(0);
        let was = amount(then, definition, lang);
        let moved = match (by.cmp(&nothing), zh) {
            (std::cmp::Ordering::Equal, true) => return format!("{was}，持平"),
            (std::cmp::Ordering::Equal, false) => return format!("{was}, unchanged"),
            (order, _) => by_how_much(order.is_gt(), by.size(), definition, lang),
        };
        let share = match percent {
            _ if is_share(definition) || is_place(definition) => String::new(),
            Some(percent) => {
                let digits = percent.size().digits(1);
                match (by > nothing, zh) {
                    (true, true) => format!("，增长{digits}%"),
                    (false, true) => format!("，下降{digits}%"),
                    (true, false) => format!(", up {digits}%"),
                    (false, false) => format!(", down {digits}%"),
                }
            }
            None if zh => "；当时为零，不算百分比".to_owned(),
            None => "; it was zero then, so there is no percentage".to_owned(),
        };
        match zh {
            true => format!("{was}，{moved}{share}"),
            false => format!("{was}, {moved}{share}"),
        }
    }
}

fn is_share(definition: &Definition) -> bool {
    definition.unit == "%"
}

fn is_place(definition: &Definition) -> bool {
    match &definition.fold {
        Fold::Place(_) => true,
        Fold::Rank(rank) => rank.one.is_some(),
        _ => false,
    }
}

fn by_how_much(more: bool, by: Amount, definition: &Definition, lang: Lang) -> String {
    let digits = by.digits(definition.decimals);
    match (lang, more) {
        (Lang::Zh, true) if is_place(definition) => format!("后退{digits}位"),
        (Lang::Zh, false) if is_place(definition) => format!("前进{digits}位"),
        (Lang::En, true) if is_place(definition) => format!("{digits} places down"),
        (Lang::En, false) if is_place(definition) => format!("{digits} places up"),
        (Lang::Zh, true) if is_share(definition) => format!("提高{digits}个百分点"),
        (Lang::Zh, false) if is_share(definition) => format!("降低{digits}个百分点"),
        (Lang::En, true) if is_share(definition) => format!("{digits} percentage points up"),
        (Lang::En, false) if is_share(definition) => format!("{digits} percentage points down"),
        (Lang::Zh, true) => format!("增加{}", amount(by, definition, lang)),
        (Lang::Zh, false) => format!("减少{}", amount(by, definition, lang)),
        (Lang::En, true) => format!("{} more", amount(by, definition, lang)),
        (Lang::En, false) => format!("{} fewer", amount(by, definition, lang)),
    }
}

/// An amount with its unit, exactly.
fn amount(amount: Amount, definition: &Definition, lang: Lang) -> String {
    let digits = Figure {
        amount: Some(amount),
        ..Figure::default()
    }
    .exact(definition);
    match (lang, definition.unit.as_str()) {
        (_, "") => digits,
        (_, "%") => format!("{digits}%"),
        (Lang::Zh, unit) => format!("{digits}{unit}"),
        (Lang::En, zh) => format!("{digits} {}", unit(zh, amount == Amount::whole(1))),
    }
}

/// Whether no period changes it: it and all it is made of count all time.
pub fn is_timeless(definition: &Definition, all: &Definitions, catalogue: &Catalogue) -> bool {
    let made_of = definition.made_of();
    match made_of.is_empty() {
        true => crate::when(definition, catalogue).is_empty(),
        false => {
            // A set that was checked does not feed on itself.
            let one = |key: &str| all.get(key).is_some_and(|d| is_timeless(d, all, catalogue));
            made_of.into_iter().all(one)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_moved_is_said_in_words_and_never_divided_by_nothing() {
        let definition = |unit: &str, decimals| Definition {
            unit: unit.to_owned(),
            decimals,
            ..Definition::default()
        };
        let at = |n: i64| Figure {
            amount: Some(Amount::scaled(n, 1)),
            ..Figure::default()
        };
        let none = Figure {
            gap: Some(Gap::OverZero),
            ..Figure::default()
        };
        for (unit, decimals, now, then, zh, en) in [
            (
                "场",
                0,
                at(160),
                at(120),
                "12场，增加4场，增长33.3%",
                "12 events, 4 events more, up 33.3%",
            ),
            (
                "场",
                0,
                at(120),
                at(160),
                "16场，减少4场，下降25.0%",
                "16 events, 4 events fewer, down 25.0%",
            ),
            (
                "场",
                0,
                at(120),
                at(120),
                "12场，持平",
                "12 events, unchanged",
            ),
            (
                "场",
                0,
                at(40),
                at(0),
                "0场，增加4场；当时为零，不算百分比",
                "0 events, 4 events more; it was zero then, so there is no percentage",
            ),
            (
                "%",
                1,
                at(625),
                at(600),
                "60.0%，提高2.5个百分点",
                "60.0%, 2.5 percentage points up",
            ),
            (
                "%",
                1,
                at(625),
                none.clone(),
                "没有可比的数：除数为零，没有这个数",
                "nothing to compare with: held against nothing, so there is no value",
            ),
            (
                "场",
                0,
                at(10),
                Figure::default(),
                "没有可比的数",
                "nothing to compare with",
            ),
        ] {
            let beside = beside(&now, &then);
            let definition = definition(unit, decimals);
            assert_eq!(beside.said(&definition, Lang::Zh), zh);
            assert_eq!(beside.said(&definition, Lang::En), en);
        }
    }
}
