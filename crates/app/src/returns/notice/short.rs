//! A period as a notice and its answer write it: 「1—10月」, not 「2026年1月1日至2026年10月31日」.
//!
//! In: a period, today. Out: short words, which the reader of notices reads back as the same
//! period; and of several ways to say the same days always the same one.

use base::{Day, Lang, Month, Period};

/// The same days, said in the one way that numbers are kept by: January to June is a half-year.
pub fn canonical(period: Period) -> Period {
    let days = period.bounds();
    let (first, _) = days;
    let month = first.month().number();
    // OK because a month is 1–12: the quarter is 1–4, the half 1–2.
    let part = |of: i8| u8::try_from((month - 1) / of + 1).unwrap_or(1);
    let named = [
        Period::Year(first.year()),
        Period::Half(first.year(), part(6)),
        Period::Quarter(first.year(), part(3)),
        Period::Month(first.month()),
        Period::Week(first),
    ];
    let same = named.into_iter().find(|period| period.bounds() == days);
    same.unwrap_or(Period::Range(days.0, days.1))
}

/// A period in short words.
pub fn short(period: Period, today: Day, lang: Lang) -> String {
    if lang == Lang::En {
        return period.name(lang);
    }
    let (first, last) = period.bounds();
    let full = match period {
        Period::Year(_) => return period.name(lang),
        Period::Week(_) | Period::Range(..) if first.year() != last.year() => {
            return period.name(lang);
        }
        Period::Week(_) | Period::Range(..) if whole_months((first, last)) => {
            let (year, from) = (first.year(), first.month().number());
            format!("{year}年{from}—{}月", last.month().number())
        }
        Period::Week(_) | Period::Range(..) => days(first, last),
        _ => period.name(lang),
    };
    let own = format!("{}年", today.year());
    full.strip_prefix(&own).unwrap_or(&full).to_owned()
}

fn whole_months((first, last): (Day, Day)) -> bool {
    first.number() == 1 && last.month().last() == last && first.month() != last.month()
}

fn days(first: Day, last: Day) -> String {
    let day = |day: Day| format!("{}月{}日", day.month().number(), day.number());
    let year = first.year();
    match (first == last, first.month() == last.month()) {
        (true, _) => format!("{year}年{}", day(first)),
        (false, true) => format!("{year}年{}至{}日", day(first), last.number()),
        (false, false) => format!("{year}年{}至{}", day(first), day(last)),
    }
}

/// From the first day of a month to the last of another of the same year.
pub fn months(year: i16, from: i8, to: i8) -> Option<Period> {
    let (from, to) = (Month::new(year, from)?, Month::new(year, to)?);
    (from <= to).then(|| canonical(Period::Range(from.first(), to.last())))
}
