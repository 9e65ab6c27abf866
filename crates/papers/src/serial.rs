//! Days as Excel counts them, turned into a year, month and day and back.
//!
//! A serial counts days from the last day of 1899; its fraction is the time of day. Excel believes
//! that 29 February 1900 existed (serial 60), so serials below 60 stand one day apart from the rest.

/// The seconds of a day.
const SECONDS: f64 = 86_400.0;
/// The serial of the day from which `civil` counts (1970-01-01).
const EPOCH: i64 = 25_569;
/// The last serial Excel shows: 9999-12-31.
const LAST: i64 = 2_958_465;
/// What a count from 1904 lacks to be a count from 1900. Source: ECMA-376 18.17.4.1.
pub const FROM_1904: f64 = 1_462.0;

/// A day of the calendar, and the second of that day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// The year, 1900 to 9999.
    pub year: i16,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month, 1 to 31.
    pub day: u8,
    /// The second of the day, 0 to 86,399, rounded to the nearest.
    pub second: u32,
}

/// Gives the day and time that a serial stands for. Nothing for a time without a day (below 1),
/// for what Excel cannot show, and for the 29 February 1900 that never was.
///
/// ```
/// let clock = papers::serial::clock(44_748.375).unwrap();
/// assert_eq!((clock.year, clock.month, clock.day, clock.second), (2022, 7, 6, 9 * 3600));
/// ```
pub fn clock(serial: f64) -> Option<Clock> {
    if !(1.0..=3_000_000.0).contains(&serial) {
        return None;
    }
    let seconds = whole(serial * SECONDS);
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    if days == 60 || days > LAST {
        return None;
    }
    let shift = i64::from(days < 60);
    let (year, month, day) = civil(days + shift - EPOCH);
    Some(Clock {
        year: i16::try_from(year).ok()?,
        month: u8::try_from(month).ok()?,
        day: u8::try_from(day).ok()?,
        second: u32::try_from(second).ok()?,
    })
}

/// Gives the serial of a day, or nothing when there is no such day between 1900 and 9999.
pub fn of_day(year: i16, month: u8, day: u8) -> Option<f64> {
    let days = days_from_civil(i64::from(year), i64::from(month), i64::from(day)) + EPOCH;
    let serial = if days <= 60 { days - 1 } else { days };
    let wanted = Clock {
        year,
        month,
        day,
        second: 0,
    };
    let serial = f64::from(i32::try_from(serial).ok()?);
    (clock(serial) == Some(wanted)).then_some(serial)
}

/// Gives the serial of `2022-07-06`, `2022-07-06T09:30` or `2022-07-06T09:30:15.5Z`,
/// as ISO cells write it; nothing for any other text.
pub fn of_iso(text: &str) -> Option<f64> {
    let (date, time) = text.split_once(['T', ' ']).unwrap_or((text, "0:0"));
    let mut parts = date.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let day = of_day(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
    let mut fraction = 0.0;
    let units = [3_600.0, 60.0, 1.0];
    for (part, unit) in time.trim_end_matches('Z').split(':').zip(units) {
        let count = part
            .parse::<f64>()
            .ok()
            .filter(|count| (0.0..60.0).contains(count))?;
        fraction += count * unit / SECONDS;
    }
    (fraction < 1.0).then_some(day + fraction)
}

#[allow(clippy::cast_possible_truncation)] // OK because callers stay below 3·10^11
fn whole(number: f64) -> i64 {
    number.round() as i64
}

/// The civil calendar from days since 1970-01-01, in eras of 400 years that begin in March.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * march + 2) / 5 + 1;
    let month = if march < 10 { march + 3 } else { march - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// The inverse of `civil`.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let year_of_era = year.rem_euclid(400);
    let march = if month > 2 { month - 3 } else { month + 9 };
    let of_year = (153 * march + 2) / 5 + day - 1;
    let of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year;
    year.div_euclid(400) * 146_097 + of_era - 719_468
}

#[cfg(test)]
mod tests {
    use super::{clock, of_day, of_iso};

    fn day(serial: f64) -> Option<(i16, u8, u8)> {
        clock(serial).map(|clock| (clock.year, clock.month, clock.day))
    }

    #[test]
    fn serials_are_the_days_excel_shows() {
        let cases = [
            (1.0, (1900, 1, 1)),
            (59.0, (1900, 2, 28)),
            (61.0, (1900, 3, 1)),
            (44_562.0, (2022, 1, 1)),
            (36_585.0, (2000, 2, 29)),
            (2_958_465.0, (9999, 12, 31)),
        ];
        for (serial, shown) in cases {
            assert_eq!(day(serial), Some(shown), "{serial}");
            assert_eq!(of_day(shown.0, shown.1, shown.2), Some(serial), "{shown:?}");
        }
    }

    #[test]
    fn every_day_leads_back_to_its_serial() {
        for serial in (1..=2_958_465).filter(|serial| *serial != 60) {
            let serial = f64::from(serial);
            let (year, month, date) = day(serial).unwrap();
            assert_eq!(of_day(year, month, date), Some(serial));
        }
    }

    #[test]
    fn what_is_no_day_is_nothing() {
        for serial in [0.0, 0.5, -1.0, 60.0, 2_958_466.0, f64::NAN, f64::INFINITY] {
            assert_eq!(clock(serial), None, "{serial}");
        }
        for (year, month, date) in [
            (2022, 2, 29),
            (2022, 13, 1),
            (2022, 0, 1),
            (1899, 12, 31),
            (2022, 4, 31),
        ] {
            assert_eq!(of_day(year, month, date), None);
        }
    }

    #[test]
    fn a_time_is_the_nearest_second() {
        let half_past_nine = 44_748.0 + 9.5 / 24.0;
        assert_eq!(clock(half_past_nine).unwrap().second, 34_200);
        let midnight = clock(44_748.999_999_9).unwrap();
        assert_eq!((midnight.day, midnight.second), (7, 0));
    }

    #[test]
    fn iso_text_is_a_serial() {
        assert_eq!(of_iso("2022-07-06"), Some(44_748.0));
        assert_eq!(of_iso("2022-07-06T12:00:00Z"), Some(44_748.5));
        for text in [
            "2022-02-30",
            "2022-07-06T25:00",
            "07:30",
            "",
            "2022-07-06Tnoon",
        ] {
            assert_eq!(of_iso(text), None, "{text}");
        }
    }
}
