//! The demo's calendar: its years, and the day it is told on.
//!
//! In: a year, a month, a number. Out: a day that the calendar has. What lies after today has
//! not happened: it is planned or still due.

use base::{Day, Month};

/// The day on which the demo is told: 2026-11-23.
pub const TODAY: (i16, i8, i8) = (2026, 11, 23);

/// The years told, the first one whole.
pub const YEARS: [i16; 2] = [2025, 2026];

/// A day; a number past the month's end is its last day.
pub fn day(year: i16, month: i8, number: i8) -> Day {
    let last = || Month::new(year, month.clamp(1, 12)).map_or(Day::FIRST, Month::last);
    Day::new(year, month, number).unwrap_or_else(last)
}

/// Today.
pub fn today() -> Day {
    let (year, month, number) = TODAY;
    day(year, month, number)
}

/// Whether a day has been.
pub fn past(on: Day) -> bool {
    on < today()
}

/// A day's text when it has been, else nothing.
pub fn when_past(on: Day) -> String {
    if past(on) {
        on.to_string()
    } else {
        String::new()
    }
}

/// A number that fits a day's or a month's.
pub fn small(n: usize) -> i8 {
    i8::try_from(n).unwrap_or(1)
}
