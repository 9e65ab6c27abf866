//! A day as people read it: 「2022年12月31日」, 「12月31日」, 「周六」.
//!
//! In: a day and the reader's language. Out: words. It never says a day relative to another
//! («tomorrow»): whoever knows what today is does.

use crate::{Day, Lang};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const WEEKDAYS: [(&str, &str); 7] = [
    ("周一", "Monday"),
    ("周二", "Tuesday"),
    ("周三", "Wednesday"),
    ("周四", "Thursday"),
    ("周五", "Friday"),
    ("周六", "Saturday"),
    ("周日", "Sunday"),
];

impl Day {
    /// The day with its year: 「2022年12月31日」, «31 December 2022».
    pub fn name(self, lang: Lang) -> String {
        match lang {
            Lang::Zh => format!("{}年{}", self.year(), self.short(lang)),
            Lang::En => format!("{} {}", self.short(lang), self.year()),
        }
    }

    /// The day within its year: 「12月31日」, «31 December».
    pub fn short(self, lang: Lang) -> String {
        let month = self.month().number();
        match lang {
            Lang::Zh => format!("{month}月{}日", self.number()),
            Lang::En => {
                let at = usize::try_from(month - 1).unwrap_or_default();
                format!("{} {}", self.number(), MONTHS.get(at).unwrap_or(&""))
            }
        }
    }

    /// Its day of the week: 「周六」, «Saturday».
    pub fn weekday(self, lang: Lang) -> &'static str {
        let at = usize::try_from(self.monday().until(self)).unwrap_or_default();
        let (zh, en) = WEEKDAYS.get(at).copied().unwrap_or_default();
        match lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_reads_as_people_say_it() {
        // 31 December 2022 was a Saturday, 1 January 2024 a Monday, 29 February 2024 a Thursday.
        for (day, zh, en, week) in [
            ("2022-12-31", "2022年12月31日", "31 December 2022", "周六"),
            ("2024-01-01", "2024年1月1日", "1 January 2024", "周一"),
            ("2024-02-29", "2024年2月29日", "29 February 2024", "周四"),
        ] {
            let day: Day = day.parse().expect("a day");
            assert_eq!(day.name(Lang::Zh), zh);
            assert_eq!(day.name(Lang::En), en);
            assert_eq!(day.weekday(Lang::Zh), week);
        }
    }
}
