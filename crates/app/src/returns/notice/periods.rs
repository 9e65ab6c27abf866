//! The periods that a notice names.
//!
//! In: a text, today. Out: each period with its words: 「1—10月」「上半年」「第三季度」「截至10月底」
//! 「11月1日至15日」. One that does not say its year holds the years it may be of.

use base::{Day, Month, Period};

use super::{
    Found,
    chars::Text,
    short::{canonical, months},
    year,
};

/// What stands between the two ends of a stretch.
const TO: [&str; 4] = ["-", "至", "到", "--"];

/// A year before whatever else is named.
const YEAR_BEFORE: [&str; 4] = ["去年同期", "上年同期", "上年同时期", "去年同时期"];

/// Every period, in the order they stand.
pub fn find(text: &mut Text, today: Day) -> Vec<Found<Vec<Period>>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if let Some(n) = text.one_of(at, &YEAR_BEFORE) {
            found.push(text.take(at, at + n, Vec::new()));
            at += n;
            continue;
        }
        let here = (!text.is_taken(at)).then(|| one(text, at, today));
        at = match here.flatten() {
            Some((periods, end)) if end > at && !periods.is_empty() => {
                let periods = periods.into_iter().map(canonical).collect();
                found.push(text.take(at, end, periods));
                end
            }
            _ => at + 1,
        };
    }
    a_year_earlier(found)
}

/// 「去年同期」 is the year before the other period named; without one nothing is known of it.
fn a_year_earlier(mut found: Vec<Found<Vec<Period>>>) -> Vec<Found<Vec<Period>>> {
    let other = found.iter().flat_map(|period| &period.what).next().copied();
    for period in &mut found {
        if period.what.is_empty() {
            period.what.extend(other.map(|p| canonical(p.last_year())));
        }
    }
    found.retain(|period| !period.what.is_empty());
    found
}

type Read = Option<(Vec<Period>, usize)>;

fn one(text: &Text, at: usize, today: Day) -> Read {
    up_to(text, at, today)
        .or_else(|| named(text, at, today))
        .or_else(|| within_a_year(text, at, today))
}

/// 「截至10月底」「截至目前」: from the first of January to a day.
fn up_to(text: &Text, at: usize, today: Day) -> Read {
    let begun = at + text.one_of(at, &["截至", "截止", "截至到", "截止到", "截止至"])?;
    let begun = text.blank(begun);
    let now = ["目前", "今日", "今天", "现在", "当前", "此时", "本日", "今"];
    if let Some(n) = text.one_of(begun, &now) {
        return Some((vec![Period::up_to(today)], begun + n));
    }
    if let Some(n) = text.one_of(begun, &["上月底", "上月末", "上个月底"]) {
        let last = today.month().first().plus(-1);
        return Some((vec![Period::up_to(last)], begun + n));
    }
    let (year, end) = match year::at(text, begun, today) {
        Some((year, end)) => (Some(year), end),
        None => (None, begun),
    };
    let (day, end) = last_day(text, end)?;
    match year {
        Some(year) => Some((vec![Period::up_to(day(year)?)], end)),
        None => Some((year::meant(|y| day(y).map(Period::up_to), today), end)),
    }
}

type OfYear = Box<dyn Fn(i16) -> Option<Day>>;

/// A day of a year yet to be said: 「10月31日」「10月底」「10月」.
fn last_day(text: &Text, at: usize) -> Option<(OfYear, usize)> {
    let (month, end) = text.number(at)?;
    let month = i8::try_from(month).ok()?;
    let end = end + text.one_of(end, &["月"])?;
    if let Some((day, end)) = numbered(text, end, &["日", "号"]) {
        return Some((Box::new(move |year| Day::new(year, month, day)), end));
    }
    let end = end + text.one_of(end, &["底", "末", "份"]).unwrap_or(0);
    Some((
        Box::new(move |year| Some(Month::new(year, month)?.last())),
        end,
    ))
}

/// A number with one of these words after it.
pub fn numbered(text: &Text, at: usize, words: &[&str]) -> Option<(i8, usize)> {
    let (number, end) = text.number(at)?;
    let n = text.one_of(end, words)?;
    Some((i8::try_from(number).ok()?, end + n))
}

/// Stretches that have a name of their own by today.
fn named(text: &Text, at: usize, today: Day) -> Read {
    let month = Period::Month(today.month());
    let part = |of: i8| u8::try_from((today.month().number() - 1) / of + 1).unwrap_or(1);
    let quarter = Period::Quarter(today.year(), part(3));
    let week = Period::Week(today.monday());
    let all: [(&[&str], Period); 10] = [
        (
            &[
                "今年以来",
                "本年以来",
                "年初以来",
                "年初至今",
                "今年至今",
                "今年截至目前",
                "今年到现在",
                "今年到目前",
                "本年累计",
                "今年累计",
            ],
            Period::up_to(today),
        ),
        (&["本月份", "本月", "这个月", "当月"], month),
        (&["上月份", "上月", "上个月"], month.before()),
        (&["本季度", "这个季度", "本季"], quarter),
        (&["上季度", "上个季度", "上一季度"], quarter.before()),
        (&["本周", "这周", "这个星期", "本星期", "这一周"], week),
        (&["上周", "上星期", "上个星期", "上一周"], week.before()),
        (
            &["今天", "今日", "当天", "当日"],
            Period::Range(today, today),
        ),
        (
            &["昨天", "昨日"],
            Period::Range(today.plus(-1), today.plus(-1)),
        ),
        (&["全年"], Period::Year(today.year())),
    ];
    let lengths = all
        .iter()
        .filter_map(|(words, period)| Some((text.one_of(at, words)?, *period)));
    let (n, period) = lengths.max_by_key(|(n, _)| *n)?;
    Some((vec![period], at + n))
}

/// A year, or part of one: with its year said before, or not.
fn within_a_year(text: &Text, at: usize, today: Day) -> Read {
    let said = year::at(text, at, today);
    let after = said.map_or(at, |(_, end)| end);
    let after = after + text.one_of(after, &["的"]).unwrap_or(0);
    let part = part(text, text.blank(after));
    match (said, part) {
        (Some((year, _)), Some((of, end))) => Some((of(year).into_iter().collect(), end)),
        // 「2025年截至10月底」 is read whole, or not at all.
        (Some((year, end)), None) if text.one_of(end, &["截至", "截止"]).is_some() => {
            let begun = end + text.one_of(end, &["截至", "截止"])?;
            let (day, end) = last_day(text, begun)?;
            Some((vec![Period::up_to(day(year)?)], end))
        }
        (Some((year, end)), None) => {
            let end = end + text.one_of(end, &["全年"]).unwrap_or(0);
            Some((vec![Period::Year(year)], end))
        }
        (None, Some((of, end))) => Some((year::meant(of, today), end)),
        (None, None) => None,
    }
}

type Part = Box<dyn Fn(i16) -> Option<Period>>;

/// Part of a year yet to be said.
fn part(text: &Text, at: usize) -> Option<(Part, usize)> {
    for (words, half) in [("上半年", 1), ("下半年", 2)] {
        if let Some(n) = text.one_of(at, &[words]) {
            return Some((Box::new(move |y| Some(Period::Half(y, half))), at + n));
        }
    }
    if let Some(n) = text.one_of(at, &["前三季度", "前3季度", "前三个季度"]) {
        return Some((Box::new(|y| months(y, 1, 9)), at + n));
    }
    // 「1、2、3月」 is a list: its end alone is not what is meant.
    let number = |i: usize| text.number(i).is_some();
    if at >= 2 && text.at(at - 1) == Some('、') && number(at - 2) {
        return None;
    }
    quarters(text, at)
        .or_else(|| quarter(text, at))
        .or_else(|| stretch(text, at))
        .or_else(|| month(text, at))
}

/// 「一至三季度」
fn quarters(text: &Text, at: usize) -> Option<(Part, usize)> {
    let begun = at + text.one_of(at, &["第"]).unwrap_or(0);
    let (from, end) = text.number(begun)?;
    let from = i8::try_from(from).ok().filter(|n| (1..=4).contains(n))?;
    let end = end + text.one_of(end, &["季度"]).unwrap_or(0);
    let end = end + text.one_of(end, &TO)?;
    let end = end + text.one_of(end, &["第"]).unwrap_or(0);
    let (to, end) = numbered(text, end, &["季度"])?;
    let to = Some(to).filter(|n| (1..=4).contains(n))?;
    Some((Box::new(move |y| months(y, from * 3 - 2, to * 3)), end))
}

fn quarter(text: &Text, at: usize) -> Option<(Part, usize)> {
    let begun = at + text.one_of(at, &["第", "q"]).unwrap_or(0);
    let (number, end) = text.number(begun)?;
    let number = u8::try_from(number).ok().filter(|n| (1..=4).contains(n))?;
    let end = match text.one_of(end, &["季度", "季"]) {
        Some(n) => end + n,
        None if text.at(at) == Some('q') => end,
        None => return None,
    };
    Some((Box::new(move |y| Some(Period::Quarter(y, number))), end))
}

/// 「1—10月」「1月至10月」「11月1日至15日」「11月1日—12月3日」「11月1—15日」
fn stretch(text: &Text, at: usize) -> Option<(Part, usize)> {
    let (from, end) = text.number(at)?;
    let from = i8::try_from(from).ok()?;
    let month = text.one_of(end, &["月份", "月"]);
    let end = end + month.unwrap_or(0);
    let day = numbered(text, end, &["日", "号"])
        .or_else(|| {
            text.number(end)
                .and_then(|(n, e)| Some((i8::try_from(n).ok()?, e)))
        })
        .filter(|_| month.is_some());
    let (day, end) = match day {
        Some((day, end)) => (Some(day), end),
        None => (None, end),
    };
    let end = text.blank(end);
    let end = end + text.one_of(end, &TO)?;
    let end = text.blank(end);
    let Some(first) = day else {
        let (to, end) = numbered(text, end, &["月份", "月"])?;
        let whole = numbered(text, end, &["日", "号"]).is_none();
        return whole.then(|| (Box::new(move |y| months(y, from, to)) as Part, end));
    };
    let (to_month, end) = numbered(text, end, &["月"]).unwrap_or((from, end));
    let (last, end) = numbered(text, end, &["日", "号"])?;
    let of = move |y| {
        let (a, b) = (Day::new(y, from, first)?, Day::new(y, to_month, last)?);
        (a <= b).then_some(Period::Range(a, b))
    };
    Some((Box::new(of), end))
}

/// 「3月」「3月份」「11月20日」
fn month(text: &Text, at: usize) -> Option<(Part, usize)> {
    let (month, end) = numbered(text, at, &["月份", "月"])?;
    if let Some((day, end)) = numbered(text, end, &["日", "号"]) {
        let of = move |y| Day::new(y, month, day).map(|day| Period::Range(day, day));
        return Some((Box::new(of), end));
    }
    Month::new(2000, month)?;
    let of = move |y| Month::new(y, month).map(Period::Month);
    Some((Box::new(of), end))
}
