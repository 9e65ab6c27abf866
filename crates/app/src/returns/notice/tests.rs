//! Notices as they come, read against what a person saw in them.

use base::{Catalogue, Day, Lang, Month, Period};
use figures::Fold;
use proptest::prelude::*;

use super::{Hour, Known, Notice, canonical, read, short};
use crate::{records::KINDS, reports::definitions::starting_set};

const NOTICES: &str = include_str!("notices.txt");

fn known() -> Vec<Known> {
    let catalogue = Catalogue::new(KINDS.iter().copied());
    let all = starting_set(&catalogue).unwrap().into_iter();
    all.filter(|(definition, _)| !matches!(definition.fold, Fold::Same(_)))
        .map(|(definition, _)| Known {
            key: definition.key,
            zh: definition.zh,
            en: definition.en,
        })
        .collect()
}

/// What was read, in the words of the table.
fn told(notice: &Notice) -> Vec<String> {
    let mut told: Vec<String> = Vec::new();
    told.extend(notice.spans().iter().map(|p| format!("期间 {p}")));
    for found in &notice.figures {
        match found.what.fits.is_empty() {
            false => {
                let mut fits = found.what.fits.clone();
                fits.sort();
                told.push(format!("数 {}", fits.join("/")));
            }
            true => {
                told.push(format!("没有 {}", found.words));
                told.extend(found.what.near.iter().map(|key| format!("近 {key}")));
            }
        }
    }
    if let Some(by) = &notice.by {
        let hour = match by.what.hour {
            Some(Hour::At(hour, minute)) => format!(" {hour:02}:{minute:02}"),
            Some(Hour::Closing) => " 下班".to_owned(),
            None => String::new(),
        };
        told.push(format!("时 {}{hour}", by.what.day));
    }
    told.extend(notice.to.iter().map(|to| format!("给 {}", to.what)));
    told
}

#[test]
fn every_notice_says_what_a_person_sees_in_it() {
    let known = known();
    let mut notices = NOTICES.split("=== ");
    notices.next(); // What the file is.
    let mut wrong = Vec::new();
    let mut count = 0;
    for notice in notices {
        count += 1;
        let (today, rest) = notice.split_once('\n').unwrap();
        let (text, seen) = rest.split_once("---").unwrap();
        let today: Day = today.trim().parse().unwrap();
        let seen: Vec<&str> = seen
            .lines()
            .map(str::trim)
            .filter(|l| !l.is_empty())
            .collect();
        let read = told(&read(text.trim(), &known, today));
        if read != seen {
            wrong.push(format!("{}\nseen {seen:#?}\nread {read:#?}", text.trim()));
        }
    }
    assert!(count >= 30, "{count}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_stretch_is_told_with_the_words_it_was_read_from() {
    let text = "请各单位下午３点前报１－１０月活动场次，交街道平安办";
    let read = read(text, &known(), "2026-11-25".parse().unwrap());
    let words = |at: usize, said: &str| {
        let own: String = text.chars().skip(at).take(said.chars().count()).collect();
        own == said
    };
    let (by, to) = (read.by.unwrap(), read.to.unwrap());
    for (at, said, wanted) in [
        (by.at, &by.words, "下午３点前"),
        (read.periods[0].at, &read.periods[0].words, "１－１０月"),
        (read.figures[0].at, &read.figures[0].words, "活动场次"),
        (to.at, &to.words, "街道平安办"),
    ] {
        assert_eq!(said, wanted);
        assert!(words(at, said), "{said} stands at {at}");
    }
}

#[test]
fn the_same_days_are_one_period_however_they_are_said() {
    for (said, kept) in [
        ("2026-01-01..2026-12-31", "2026"),
        ("2026-01-01..2026-06-30", "2026H1"),
        ("2026-07-01..2026-09-30", "2026Q3"),
        ("2026-02-01..2026-02-28", "2026-02"),
        ("2026-11-16..2026-11-22", "W2026-11-16"),
        ("2026-01-01..2026-10-31", "2026-01-01..2026-10-31"),
        ("2026H2", "2026H2"),
    ] {
        let period: Period = said.parse().unwrap();
        assert_eq!(canonical(period).to_string(), kept, "{said}");
    }
}

fn days() -> impl Strategy<Value = Day> {
    (2024_i16..2027, 1_i8..13, 1_i8..29).prop_map(|(y, m, d)| Day::new(y, m, d).unwrap())
}

fn periods() -> impl Strategy<Value = Period> {
    prop_oneof![
        (2024_i16..2027).prop_map(Period::Year),
        (2024_i16..2027, 1_u8..3).prop_map(|(y, h)| Period::Half(y, h)),
        (2024_i16..2027, 1_u8..5).prop_map(|(y, q)| Period::Quarter(y, q)),
        (2024_i16..2027, 1_i8..13).prop_map(|(y, m)| Period::Month(Month::new(y, m).unwrap())),
        (days(), days()).prop_map(|(a, b)| Period::Range(a.min(b), a.max(b))),
    ]
}

proptest! {
    #[test]
    fn a_period_in_short_words_is_read_back(period in periods(), today in days()) {
        // What has not begun, and the year in January, are not sure without a year.
        prop_assume!(period.bounds().0 <= today && today.month().number() > 1);
        let period = canonical(period);
        prop_assume!(period.bounds().0.year() == period.bounds().1.year());
        let said = short(period, today, Lang::Zh);
        let read = read(&said, &[], today);
        prop_assert_eq!(read.period(), Some(period), "{}", said);
    }

    #[test]
    fn no_text_breaks_the_reader(text in "(?s)[报送前月日0-9一二三十至到\\-—、，。年点上下本周 \\PC]{0,60}") {
        let today = Day::new(2026, 11, 25).unwrap();
        let read = read(&text, &known(), today);
        let count = text.chars().count();
        for period in &read.periods {
            prop_assert!(period.at + period.words.chars().count() <= count);
        }
    }
}
