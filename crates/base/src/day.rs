//! A day of the calendar, and a month, as the park's people write them.
//!
//! In: year, month, day. Out: ISO text (`2022-07-06`, `2022-07`), which sorts as it should
//! on every engine. A day is a day in the park's own zone; no time of day hides in it.
//! A day that does not exist (29 February 2023) cannot be made.

use std::{fmt, str::FromStr};

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

/// One day, 0001-01-01 to 9999-12-31.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(Date);

/// One month of one year.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month {
    year: i16,
    month: i8,
}

impl Day {
    /// The calendar's first day.
    pub const FIRST: Day = Day(Date::constant(1, 1, 1));

    /// The day, or `None` where the calendar has no such day.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Day> {
        (year >= 1)
            .then(|| Date::new(year, month, day).ok().map(Day))
            .flatten()
    }

    /// The day of a spreadsheet's serial number (1900 system, whole part): 44748 is
    /// 2022-07-06. `None` below 61 (where the system has a day that never was) or past 9999.
    pub fn from_serial(serial: i64) -> Option<Day> {
        if serial < 61 {
            return None;
        }
        let start = Date::constant(1899, 12, 30);
        start.checked_add(serial.try_days_span()?).ok().map(Day)
    }

    /// The spreadsheet's serial number of this day (1900 system).
    pub fn serial(self) -> i64 {
        let span = Date::constant(1899, 12, 30)
            .until(self.0)
            .unwrap_or_default();
        i64::from(span.get_days())
    }

    /// Its year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// Its month.
    pub fn month(self) -> Month {
        Month {
            year: self.0.year(),
            month: self.0.month(),
        }
    }

    /// Day of the month, 1–31.
    pub fn number(self) -> i8 {
        self.0.day()
    }

    /// The day so many days later (earlier when negative); stays at the calendar's ends.
    pub fn plus(self, days: i64) -> Day {
        days.try_days_span()
            .and_then(|s| self.0.checked_add(s).ok())
            .map_or(self, Day)
    }

    /// Whole days from this day to `later` (negative when it is earlier).
    pub fn until(self, later: Day) -> i64 {
        later.serial_from_epoch() - self.serial_from_epoch()
    }

    /// Monday of its week: reports count weeks from Monday.
    pub fn monday(self) -> Day {
        self.plus(-i64::from(self.0.weekday().to_monday_zero_offset()))
    }

    fn serial_from_epoch(self) -> i64 {
        let span = Date::constant(1970, 1, 1).until(self.0).unwrap_or_default();
        i64::from(span.get_days())
    }
}

/// Days as a span, where the number of days is one a calendar can hold.
trait DaysSpan {
    fn try_days_span(self) -> Option<jiff::Span>;
}

impl DaysSpan for i64 {
    fn try_days_span(self) -> Option<jiff::Span> {
        (self.abs() < 3_700_000).then(|| self.days())
    }
}

impl Month {
    /// The month, or `None` when it is not 1–12.
    pub fn new(year: i16, month: i8) -> Option<Month> {
        Day::new(year, month, 1).map(Day::month)
    }

    /// Its year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// 1–12.
    pub fn number(self) -> i8 {
        self.month
    }

    /// Its first day.
    pub fn first(self) -> Day {
        Day(Date::new(self.year, self.month, 1).unwrap_or(Date::MIN))
    }

    /// Its last day.
    pub fn last(self) -> Day {
        Day(self.first().0.last_of_month())
    }

    /// The month after it.
    pub fn next(self) -> Month {
        self.last().plus(1).month()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:04}-{:02}-{:02}",
            self.0.year(),
            self.0.month(),
            self.0.day()
        )
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl fmt::Debug for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Why a text is not a day or a month.
#[derive(Debug, thiserror::Error)]
#[error("not a day or month of the calendar: {0}")]
pub struct NoSuchDay(String);

impl FromStr for Day {
    type Err = NoSuchDay;
    /// Reads `2022-07-06` and nothing else; people's other spellings are read by `read`.
    fn from_str(s: &str) -> Result<Self, NoSuchDay> {
        let no = || NoSuchDay(s.chars().take(40).collect());
        let mut parts = s.splitn(3, '-').map(|p| p.parse::<i16>().ok());
        match (
            parts.next().flatten(),
            parts.next().flatten(),
            parts.next().flatten(),
        ) {
            (Some(y), Some(m), Some(d)) if s.len() == 10 => {
                let (m, d) = (
                    i8::try_from(m).map_err(|_| no())?,
                    i8::try_from(d).map_err(|_| no())?,
                );
                Day::new(y, m, d).ok_or_else(no)
            }
            _ => Err(no()),
        }
    }
}

impl FromStr for Month {
    type Err = NoSuchDay;
    /// Reads `2022-07` and nothing else.
    fn from_str(s: &str) -> Result<Self, NoSuchDay> {
        format!("{s}-01")
            .parse::<Day>()
            .map(Day::month)
            .map_err(|_| NoSuchDay(s.chars().take(40).collect()))
    }
}

impl TryFrom<String> for Day {
    type Error = NoSuchDay;
    fn try_from(s: String) -> Result<Self, NoSuchDay> {
        s.parse()
    }
}

impl From<Day> for String {
    fn from(d: Day) -> String {
        d.to_string()
    }
}

impl TryFrom<String> for Month {
    type Error = NoSuchDay;
    fn try_from(s: String) -> Result<Self, NoSuchDay> {
        s.parse()
    }
}

impl From<Month> for String {
    fn from(m: Month) -> String {
        m.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serial_numbers_are_the_spreadsheets_own() {
        // 44748 is what a spreadsheet shows as 2022-07-06 (44562 is 2022-01-01, + 186 days).
        for (serial, day) in [
            (44_562, "2022-01-01"),
            (44_748, "2022-07-06"),
            (61, "1900-03-01"),
        ] {
            let read = Day::from_serial(serial).unwrap();
            assert_eq!(read.to_string(), day);
            assert_eq!(read.serial(), serial);
        }
        assert!(Day::from_serial(60).is_none(), "1900-02-29 never was");
        assert!(Day::from_serial(i64::MAX).is_none());
    }

    #[test]
    fn days_that_never_were_cannot_be_made() {
        for text in [
            "2023-02-29",
            "2022-13-01",
            "2022-00-10",
            "2022-7-6",
            "0000-01-01",
            "2022-07-06x",
            "",
        ] {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
        assert_eq!(
            "2024-02-29".parse::<Day>().unwrap().plus(1).to_string(),
            "2024-03-01"
        );
        assert_eq!(
            "2022-07-06".parse::<Day>().unwrap().monday().to_string(),
            "2022-07-04"
        );
    }
}
