//! A stretch of days that a figure is asked for: a year, a quarter, a month, a week, from–to.
//!
//! In: which kind of stretch and where. Out: its first and last day, its name in words, the
//! stretch before it, the same stretch a year earlier. Weeks begin on Monday.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{Day, Lang, Month};

/// A period. Its text form (`2022`, `2022H1`, `2022Q3`, `2022-07`, `2022-07-06`,
/// `W2022-07-04`, `2022-01-01..2022-10-31`) is what stands in an address; `..2022-10-31` is read as
/// the year up to that day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Period {
    /// A calendar year.
    Year(i16),
    /// Half a year: 1 or 2.
    Half(i16, u8),
    /// A quarter: 1–4.
    Quarter(i16, u8),
    /// A month.
    Month(Month),
    /// The week, from Monday, that holds this day.
    Week(Day),
    /// From the first to the second day, both counted.
    Range(Day, Day),
}

impl Period {
    /// Its first and last day, both counted.
    pub fn bounds(self) -> (Day, Day) {
        let months = |year, first, last| {
            let bound = |n, f: fn(Month) -> Day| Month::new(year, n).map_or(Day::FIRST, f);
            (bound(first, Month::first), bound(last, Month::last))
        };
        match self {
            Period::Year(y) => months(y, 1, 12),
            Period::Half(y, h) => {
                months(y, if h == 1 { 1 } else { 7 }, if h == 1 { 6 } else { 12 })
            }
            Period::Quarter(y, q) => {
                let last = (q.clamp(1, 4) * 3) as i8;
                months(y, last - 2, last)
            }
            Period::Month(m) => (m.first(), m.last()),
            Period::Week(d) => (d.monday(), d.monday().plus(6)),
            Period::Range(a, b) => (a, b),
        }
    }

    /// The year it lies in (the year of its last day).
    pub fn year(self) -> i16 {
        self.bounds().1.year()
    }

    /// The whole year, where the period is one: what a report of a year covers.
    pub fn whole_year(self) -> Option<i16> {
        match self {
            Period::Year(y) => Some(y),
            _ => None,
        }
    }

    /// The months it touches, in order.
    pub fn months(self) -> Vec<Month> {
        let (first, last) = self.bounds();
        let mut months = vec![first.month()];
        while let Some(m) = months.last().copied()
            && m < last.month()
        {
            months.push(m.next());
        }
        months
    }

    /// The same stretch, one earlier: last year, last month, as many days before.
    pub fn before(self) -> Period {
        match self {
            Period::Year(y) => Period::Year(y - 1),
            Period::Half(y, 1) => Period::Half(y - 1, 2),
            Period::Half(y, _) => Period::Half(y, 1),
            Period::Quarter(y, 1) => Period::Quarter(y - 1, 4),
            Period::Quarter(y, q) => Period::Quarter(y, q - 1),
            Period::Month(m) => Period::Month(m.first().plus(-1).month()),
            Period::Week(d) => Period::Week(d.plus(-7)),
            Period::Range(a, b) => Period::Range(a.plus(-(a.until(b) + 1)), a.plus(-1)),
        }
    }

    /// The same stretch a year earlier. A week is held against the week 52 weeks before, which
    /// begins on a Monday too; a 29 February against the 28th.
    pub fn last_year(self) -> Period {
        let day = |d: Day| {
            let year = d.year() - 1;
            Day::new(year, d.month().number(), d.number())
                .or_else(|| Some(Month::new(year, d.month().number())?.last()))
                .unwrap_or(d)
        };
        match self {
            Period::Year(y) => Period::Year(y - 1),
            Period::Half(y, h) => Period::Half(y - 1, h),
            Period::Quarter(y, q) => Period::Quarter(y - 1, q),
            Period::Month(m) => Period::Month(Month::new(m.year() - 1, m.number()).unwrap_or(m)),
            Period::Week(d) => Period::Week(d.plus(-364)),
            Period::Range(a, b) => Period::Range(day(a), day(b)),
        }
    }

    /// Its name in words: 「2022年」 「2022年第三季度」 「2022年7月」.
    pub fn name(self, lang: Lang) -> String {
        const QUARTERS: [&str; 4] = ["一", "二", "三", "四"];
        let zh = lang == Lang::Zh;
        match self {
            Period::Year(y) if zh => format!("{y}年"),
            Period::Year(y) => format!("{y}"),
            Period::Half(y, h) if zh => format!("{y}年{}半年", if h == 1 { "上" } else { "下" }),
            Period::Half(y, h) => {
                format!("{} half of {y}", if h == 1 { "first" } else { "second" })
            }
            Period::Quarter(y, q) if zh => {
                format!(
                    "{y}年第{}季度",
                    QUARTERS.get(usize::from(q) - 1).unwrap_or(&"四")
                )
            }
            Period::Quarter(y, q) => format!("Q{q} {y}"),
            Period::Month(m) if zh => format!("{}年{}月", m.year(), m.number()),
            Period::Month(m) => m.to_string(),
            Period::Week(_) | Period::Range(..) => {
                let (a, b) = self.bounds();
                if a == b && zh {
                    zh_day(a)
                } else if a == b {
                    a.to_string()
                } else if zh {
                    format!("{}至{}", zh_day(a), zh_day(b))
                } else {
                    format!("{a} to {b}")
                }
            }
        }
    }
}

fn zh_day(d: Day) -> String {
    format!("{}年{}月{}日", d.year(), d.month().number(), d.number())
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Period::Year(y) => write!(f, "{y:04}"),
            Period::Half(y, h) => write!(f, "{y:04}H{h}"),
            Period::Quarter(y, q) => write!(f, "{y:04}Q{q}"),
            Period::Month(m) => write!(f, "{m}"),
            Period::Week(d) => write!(f, "W{}", d.monday()),
            Period::Range(a, b) if a == b => write!(f, "{a}"),
            Period::Range(a, b) => write!(f, "{a}..{b}"),
        }
    }
}

/// Why a text is not a period.
#[derive(Debug, thiserror::Error)]
#[error("not a period: {0}")]
pub struct NotAPeriod(String);

impl FromStr for Period {
    type Err = NotAPeriod;
    fn from_str(s: &str) -> Result<Self, NotAPeriod> {
        let no = || NotAPeriod(s.chars().take(40).collect());
        let year = |t: &str| t.parse::<i16>().ok().filter(|y| *y >= 1 && t.len() == 4);
        if let Some(day) = s.strip_prefix("..") {
            return day.parse().map(Period::up_to).map_err(|_| no());
        }
        if let Some((a, b)) = s.split_once("..") {
            let (a, b): (Day, Day) = (a.parse().map_err(|_| no())?, b.parse().map_err(|_| no())?);
            return if a <= b {
                Ok(Period::Range(a, b))
            } else {
                Err(no())
            };
        }
        if let Some(day) = s.strip_prefix('W') {
            let week = |d: Day| Period::Week(d.monday());
            return day.parse().map(week).map_err(|_| no());
        }
        if let Some((y, q)) = s.split_once('Q') {
            let q = q
                .parse::<u8>()
                .ok()
                .filter(|q| (1..=4).contains(q))
                .ok_or_else(no)?;
            return year(y).map(|y| Period::Quarter(y, q)).ok_or_else(no);
        }
        if let Some((y, h)) = s.split_once('H') {
            let h = h
                .parse::<u8>()
                .ok()
                .filter(|h| (1..=2).contains(h))
                .ok_or_else(no)?;
            return year(y).map(|y| Period::Half(y, h)).ok_or_else(no);
        }
        if let Ok(day) = s.parse::<Day>() {
            return Ok(Period::Range(day, day));
        }
        if let Ok(month) = s.parse::<Month>() {
            return Ok(Period::Month(month));
        }
        year(s).map(Period::Year).ok_or_else(no)
    }
}

impl TryFrom<String> for Period {
    type Error = NotAPeriod;
    fn try_from(s: String) -> Result<Self, NotAPeriod> {
        s.parse()
    }
}

impl From<Period> for String {
    fn from(p: Period) -> String {
        p.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_know_their_days() {
        for (text, first, last, before) in [
            ("2022", "2022-01-01", "2022-12-31", "2021"),
            ("2024-02", "2024-02-01", "2024-02-29", "2024-01"),
            ("2022Q1", "2022-01-01", "2022-03-31", "2021Q4"),
            ("2022H2", "2022-07-01", "2022-12-31", "2022H1"),
            ("2022-07-06", "2022-07-06", "2022-07-06", "2022-07-05"),
            (
                "2022-01-01..2022-01-10",
                "2022-01-01",
                "2022-01-10",
                "2021-12-22..2021-12-31",
            ),
        ] {
            let period: Period = text.parse().unwrap();
            let (a, b) = period.bounds();
            assert_eq!(
                (a.to_string().as_str(), b.to_string().as_str()),
                (first, last),
                "{text}"
            );
            assert_eq!(period.before().to_string(), before, "before {text}");
        }
        for text in [
            "",
            "22",
            "2022Q5",
            "2022-13",
            "2022-02-30",
            "2022-05-02..2022-05-01",
            "0000",
        ] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
        assert_eq!("2022".parse::<Period>().unwrap().months().len(), 12);
        for (text, earlier) in [
            ("2022", "2021"),
            ("2022Q1", "2021Q1"),
            ("2022-07", "2021-07"),
            ("2024-02-29..2024-02-29", "2023-02-28"),
            ("W2022-08-01", "W2021-08-02"),
        ] {
            let period: Period = text.parse().unwrap();
            assert_eq!(
                period.last_year().to_string(),
                earlier,
                "a year before {text}"
            );
        }
    }
}
