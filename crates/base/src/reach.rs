//! The stretches of time a person picks from: a day, a week, a month … or as far as a day.
//!
//! In: which stretch, and a day it holds. Out: the period; and back, which stretch a period is.
//! Two days the wrong way round are turned round: whoever picks them means what lies between.

use crate::{Day, Lang, Month, Period, Words, words};

/// A stretch of time on offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the names say it
pub enum Reach {
    Year,
    Half,
    Quarter,
    Month,
    Week,
    Day,
    /// From the first of January to a day (截至某日).
    UpTo,
    /// From a day to a day.
    Range,
}

impl Reach {
    /// All of them, longest first.
    pub const ALL: [Reach; 8] = [
        Reach::Year,
        Reach::Half,
        Reach::Quarter,
        Reach::Month,
        Reach::Week,
        Reach::Day,
        Reach::UpTo,
        Reach::Range,
    ];

    /// The word a form sends.
    pub const fn code(self) -> &'static str {
        match self {
            Reach::Year => "year",
            Reach::Half => "half",
            Reach::Quarter => "quarter",
            Reach::Month => "month",
            Reach::Week => "week",
            Reach::Day => "day",
            Reach::UpTo => "up_to",
            Reach::Range => "range",
        }
    }

    /// The stretch of that word.
    pub fn of_code(code: &str) -> Option<Reach> {
        Reach::ALL.into_iter().find(|r| r.code() == code)
    }

    /// As people read it.
    pub const fn words(self) -> Words {
        match self {
            Reach::Year => words("年", "Year"),
            Reach::Half => words("半年", "Half-year"),
            Reach::Quarter => words("季度", "Quarter"),
            Reach::Month => words("月", "Month"),
            Reach::Week => words("周（周一起）", "Week (from Monday)"),
            Reach::Day => words("日", "Day"),
            Reach::UpTo => words("截至某日（从年初起）", "As of a day (from 1 January)"),
            Reach::Range => words("自选起止", "From a day to a day"),
        }
    }

    /// The period that holds a day; `to` is the other end of one picked freely.
    pub fn holding(self, on: Day, to: Option<Day>) -> Period {
        let month = on.month().number();
        // OK because a month is 1–12: the quarter is 1–4, the half 1–2.
        let part = |of: i8| u8::try_from((month - 1) / of + 1).unwrap_or(1);
        match self {
            Reach::Year => Period::Year(on.year()),
            Reach::Half => Period::Half(on.year(), part(6)),
            Reach::Quarter => Period::Quarter(on.year(), part(3)),
            Reach::Month => Period::Month(on.month()),
            Reach::Week => Period::Week(on.monday()),
            Reach::Day => Period::Range(on, on),
            Reach::UpTo => Period::up_to(on),
            Reach::Range => {
                let to = to.unwrap_or(on);
                Period::Range(on.min(to), on.max(to))
            }
        }
    }
}

impl Period {
    /// From the first of January of its year to a day.
    pub fn up_to(day: Day) -> Period {
        let first = Month::new(day.year(), 1).map_or(day, Month::first);
        Period::Range(first, day)
    }

    /// Which stretch it is.
    pub fn reach(self) -> Reach {
        match self {
            Period::Year(_) => Reach::Year,
            Period::Half(..) => Reach::Half,
            Period::Quarter(..) => Reach::Quarter,
            Period::Month(_) => Reach::Month,
            Period::Week(_) => Reach::Week,
            Period::Range(a, b) if a == b => Reach::Day,
            Period::Range(..) => Reach::Range,
        }
    }

    /// The same stretch, one later: next year, next month, as many days after.
    pub fn after(self) -> Period {
        let (first, last) = self.bounds();
        let next = last.plus(1);
        self.reach()
            .holding(next, Some(next.plus(first.until(last))))
    }

    /// Its name, and for a week that it is one.
    pub fn said(self, lang: Lang) -> String {
        let name = self.name(lang);
        match (self, lang) {
            (Period::Week(_), Lang::Zh) => format!("{name}（周）"),
            (Period::Week(_), Lang::En) => format!("week of {name}"),
            _ => name,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_picks_the_stretch_that_holds_it_and_the_next_follows() {
        let day = |t: &str| t.parse::<Day>().unwrap();
        // 2024-02-29 is a Thursday.
        for (code, on, to, period, after) in [
            ("year", "2024-02-29", None, "2024", "2025"),
            ("half", "2024-02-29", None, "2024H1", "2024H2"),
            ("half", "2024-07-01", None, "2024H2", "2025H1"),
            ("quarter", "2024-12-31", None, "2024Q4", "2025Q1"),
            ("month", "2024-02-29", None, "2024-02", "2024-03"),
            ("week", "2024-02-29", None, "W2024-02-26", "W2024-03-04"),
            ("day", "2024-02-29", None, "2024-02-29", "2024-03-01"),
            (
                "up_to",
                "2024-02-29",
                None,
                "2024-01-01..2024-02-29",
                "2024-03-01..2024-04-29",
            ),
            (
                "range",
                "2024-03-05",
                Some("2024-03-01"),
                "2024-03-01..2024-03-05",
                "2024-03-06..2024-03-10",
            ),
        ] {
            let reach = Reach::of_code(code).unwrap();
            let found = reach.holding(day(on), to.map(day));
            assert_eq!(found.to_string(), period, "{code} {on}");
            assert_eq!(found.to_string().parse::<Period>().unwrap(), found);
            assert_eq!(found.after().to_string(), after, "after {code} {on}");
            assert_eq!(found.after().before(), found, "before what follows {code}");
        }
        assert_eq!(
            "..2022-10-31".parse::<Period>().unwrap(),
            Period::up_to(day("2022-10-31"))
        );
        assert_eq!(
            Period::Range(day("2022-07-06"), day("2022-07-06")).name(Lang::Zh),
            "2022年7月6日"
        );
    }
}
