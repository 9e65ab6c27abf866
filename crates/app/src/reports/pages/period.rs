//! The period that figures are asked for: read from the address, and picked on a page.
//!
//! In: `period=2022Q3`, or what the picker sends (`span`, `on`, `to`), days as people write
//! them. Out: the period; a picker whose links keep place and all else of the address. A day
//! that cannot be read is told; without any word it is this year.

use base::{Day, Lang, Period, Reach, Words, read, words};
use page::{
    Href, Link,
    field::{Choice, Field, Input},
    period::Picker,
};

use crate::front::{Call, Stop};

const NO_DAY: Words = words(
    "这个日期读不懂，请写成 2022年7月6日 或 2022-07-06。",
    "This day cannot be read; write it like 2022-07-06.",
);
const NO_PERIOD: Words = words(
    "这个时段读不懂，请写成 2022、2022H1、2022Q3、2022-07、W2022-07-04、2022-07-06 或 2022-01-01..2022-10-31。",
    "This period cannot be read; write it like 2022, 2022H1, 2022Q3, 2022-07, W2022-07-04, 2022-07-06 or 2022-01-01..2022-10-31.",
);

/// The period asked for, else this year.
///
/// # Errors
/// `Bad`, in words, when it cannot be read.
pub(super) fn of(call: &Call) -> Result<Period, Stop> {
    let today = call.house.today();
    let day = |name: &str| match call.query.text(name) {
        "" => Ok(None),
        typed => match read::day(read::Raw::Text(typed)) {
            Some(day) => Ok(Some(day)),
            None => Err(Stop::Bad(NO_DAY)),
        },
    };
    match (
        Reach::of_code(call.query.text("span")),
        call.query.get("period"),
    ) {
        (Some(reach), _) => Ok(reach.holding(day("on")?.unwrap_or(today), day("to")?)),
        (None, Some(text)) => text.parse().map_err(|_| Stop::Bad(NO_PERIOD)),
        (None, None) => Ok(Period::Year(today.year())),
    }
}

/// The picker of a page at an address, `with` being what else the address says.
pub(super) fn picker(call: &Call, now: Period, path: &str, with: &[(&str, String)]) -> Picker {
    let lang = call.lang();
    let to = |period: Period| {
        let mut query = vec![format!("period={period}")];
        query.extend(with.iter().map(|(name, value)| format!("{name}={value}")));
        Href::new(format!("{path}?{}", query.join("&")))
    };
    Picker {
        near: near(now, call.house.today(), lang)
            .into_iter()
            .map(|(name, period)| Link::new(name, to(period)))
            .collect(),
        action: Href::new(path.to_owned()),
        with: with
            .iter()
            .map(|(n, v)| ((*n).to_owned(), v.clone()))
            .collect(),
        fields: fields(now, lang),
    }
}

/// The periods nearest to one, and those that hold today.
fn near(now: Period, today: Day, lang: Lang) -> Vec<(String, Period)> {
    let named = |words: Words, period: Period| match lang {
        Lang::Zh => (format!("{}（{}）", words.zh, period.name(lang)), period),
        Lang::En => (format!("{} ({})", words.en, period.name(lang)), period),
    };
    let mut near = vec![
        named(words("上一期", "Before"), now.before()),
        named(words("下一期", "After"), now.after()),
    ];
    let last = now.last_year();
    if last != now.before() {
        near.push(named(words("上年同期", "A year earlier"), last));
    }
    for (words, reach) in [
        (words("本年", "This year"), Reach::Year),
        (words("本季", "This quarter"), Reach::Quarter),
        (words("本月", "This month"), Reach::Month),
        (words("本周", "This week"), Reach::Week),
        (words("今天", "Today"), Reach::Day),
        (words("截至今天", "As of today"), Reach::UpTo),
    ] {
        let period = reach.holding(today, None);
        if period != now && !near.iter().any(|(_, p)| *p == period) {
            near.push((words.get(lang).to_owned(), period));
        }
    }
    near
}

fn fields(now: Period, lang: Lang) -> Vec<Field> {
    let (first, last) = now.bounds();
    let stretch = |reach: Reach| Choice {
        value: reach.code().to_owned(),
        words: reach.words().get(lang).to_owned(),
        on: reach == now.reach(),
        ..Choice::default()
    };
    let day = |name: &str, label: Words, hint: Words, value: Day| Field {
        hint: hint.get(lang).to_owned(),
        ..Field::new(name, label.get(lang), Input::Day(value.to_string()))
    };
    vec![
        Field::new(
            "span",
            words("多长一段", "How long").get(lang),
            Input::Pick(vec![(String::new(), Reach::ALL.map(stretch).to_vec())]),
        ),
        day(
            "on",
            words("哪一天所在的", "Holding which day"),
            words("自选起止时是第一天", "The first day of one picked freely"),
            first,
        ),
        day(
            "to",
            words("到哪一天", "To which day"),
            words("只有自选起止时用", "Only for one picked freely"),
            last,
        ),
    ]
}
