//! By when a notice wants its answer.
//!
//! In: a text, today. Out: the day and the hour: 「下午3点前」「明天下班前」「11月26日17:30前」. An hour
//! from one to six without a word for the part of the day is of the afternoon: offices are shut
//! before. What is no end by a word of its own (前, 截止, 内) is left for a period.

use base::Day;

use super::{Found, chars::Text, periods::numbered, year};

/// The hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hour {
    /// By the clock.
    At(u8, u8),
    /// Before the office closes (下班前).
    Closing,
}

/// By when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The day.
    pub day: Day,
    /// The hour; the day's end when none.
    pub hour: Option<Hour>,
}

/// The words that say «no later».
const BEFORE: [&str; 5] = ["之前", "以前", "前", "截止", "止"];
/// The words by which a notice names its end first.
const END: [&str; 8] = [
    "截止时间",
    "截止日期",
    "报送时间",
    "上报时间",
    "报送时限",
    "上报时限",
    "反馈时间",
    "时限",
];
/// After a bare day: it is a day to answer on.
const ON_IT: [&str; 12] = [
    "之内", "内", "报", "上报", "反馈", "提交", "发我", "发给", "给我", "交", "回复", "务必",
];
const MOST_DAYS_BACK: i64 = 183;

/// The first end that a notice names; none when it names no end.
pub fn find(text: &mut Text, today: Day) -> Option<Found<Wanted>> {
    let (from, to, wanted) = (0..text.len()).find_map(|at| one(text, at, today))?;
    Some(text.take(from, to, wanted))
}

fn one(text: &Text, at: usize, today: Day) -> Option<(usize, usize, Wanted)> {
    let named = text.one_of(at, &END);
    let begun = named.map_or(at, |n| {
        let colon = text.blank(at + n);
        let after = colon + text.one_of(colon, &[":", "为", "是"]).unwrap_or(0);
        text.blank(after)
    });
    let day = day(text, begun, today);
    let after = text.blank(day.map_or(begun, |(_, end)| end));
    let hour = hour(text, after);
    let end = hour.map_or(day.map_or(begun, |(_, end)| end), |(_, end)| end);
    if end == begun {
        return None;
    }
    let wanted = Wanted {
        day: day.map_or(today, |(day, _)| day),
        hour: hour.map(|(hour, _)| hour),
    };
    let gap = text.blank(end);
    if let Some(n) = text.one_of(gap, &BEFORE) {
        return Some((at, gap + n, wanted));
    }
    let answered = day.is_some() && text.one_of(gap, &ON_IT).is_some();
    let on_it = answered && (hour.is_some() || wanted.day >= today);
    (named.is_some() || on_it).then_some((at, end, wanted))
}

/// A day at a place and where it ends.
fn day(text: &Text, at: usize, today: Day) -> Option<(Day, usize)> {
    let near: [(&[&str], i64); 4] = [
        (&["今天", "今日", "今", "当天"], 0),
        (&["明天", "明日", "次日", "明"], 1),
        (&["后天"], 2),
        (&["大后天"], 3),
    ];
    for (words, days) in near {
        let Some(n) = text.one_of(at, words) else {
            continue;
        };
        // 「今」 and 「明」 alone stand only before a part of the day.
        let bare = n == 1 && text.one_of(at + n, &PARTS.map(|(word, _)| word)).is_none();
        if !bare {
            return Some((today.plus(days), at + n));
        }
    }
    weekday(text, at, today)
        .or_else(|| of_month(text, at, today))
        .or_else(|| month_end(text, at, today))
}

fn weekday(text: &Text, at: usize, today: Day) -> Option<(Day, usize)> {
    let (week, n) = [
        ("下周", 1),
        ("下星期", 1),
        ("本周", 0),
        ("这周", 0),
        ("周", 0),
        ("星期", 0),
        ("礼拜", 0),
    ]
    .into_iter()
    .find_map(|(word, week)| Some((week, text.one_of(at, &[word])?)))?;
    let days = ['一', '二', '三', '四', '五', '六', '日'];
    let said = text.at(at + n).map(|c| if c == '天' { '日' } else { c });
    let nth = days.iter().position(|day| Some(*day) == said)?;
    let of_week = today.monday().plus(week * 7 + i64::try_from(nth).ok()?);
    // A bare weekday that is past is the next one.
    let bare = matches!(text.at(at), Some('周' | '星' | '礼'));
    let on = match of_week < today && bare {
        true => of_week.plus(7),
        false => of_week,
    };
    Some((on, at + n + 1))
}

/// 「2026年11月26日」「11月26日」「26日」
fn of_month(text: &Text, at: usize, today: Day) -> Option<(Day, usize)> {
    let (year, begun) = match year::at(text, at, today) {
        Some((year, end)) => (Some(year), end),
        None => (None, at),
    };
    if let Some((month, end)) = numbered(text, begun, &["月"])
        && let Some((day, end)) = numbered(text, end, &["日", "号"])
    {
        let this = Day::new(year.unwrap_or(today.year()), month, day)?;
        let long_past = year.is_none() && this.until(today) > MOST_DAYS_BACK;
        let on = match long_past {
            true => Day::new(this.year() + 1, month, day)?,
            false => this,
        };
        return Some((on, end));
    }
    let (day, end) = numbered(text, begun, &["日", "号"]).filter(|_| year.is_none())?;
    let of = |month: base::Month| Day::new(month.year(), month.number(), day);
    let this = of(today.month())?;
    let on = match this < today {
        true => of(today.month().next())?,
        false => this,
    };
    Some((on, end))
}

fn month_end(text: &Text, at: usize, today: Day) -> Option<(Day, usize)> {
    if let Some(n) = text.one_of(at, &["本月底", "月底", "本月末", "月末"]) {
        return Some((today.month().last(), at + n));
    }
    let (month, end) = numbered(text, at, &["月底", "月末"])?;
    let last = base::Month::new(today.year(), month)?.last();
    (last >= today).then_some((last, end))
}

/// The parts of the day, and how many hours they add to one up to twelve.
const PARTS: [(&str, u8); 8] = [
    ("上午", 0),
    ("早上", 0),
    ("早", 0),
    ("中午", 12),
    ("下午", 12),
    ("傍晚", 12),
    ("晚上", 12),
    ("晚", 12),
];

/// An hour at a place and where it ends.
fn hour(text: &Text, at: usize) -> Option<(Hour, usize)> {
    let part = PARTS
        .into_iter()
        .find(|(word, _)| text.stands(at, word))
        .map(|(word, more)| (more, at + word.chars().count()));
    let begun = text.blank(part.map_or(at, |(_, end)| end));
    if let Some(n) = text.one_of(begun, &["下班"]) {
        return Some((Hour::Closing, begun + n));
    }
    let clock = clock(text, begun);
    match (part, clock) {
        (Some((more, _)), Some((hour, minute, end))) => {
            let hour = if hour < 12 && !(more == 12 && hour == 0) {
                // 「中午11点半」 is before noon.
                let noon = text.stands(at, "中午") && hour > 9;
                hour + if noon { 0 } else { more }
            } else {
                hour
            };
            Some((Hour::At(hour, minute), end))
        }
        (None, Some((hour, minute, end))) => {
            let afternoon = (1..=6).contains(&hour);
            Some((Hour::At(hour + if afternoon { 12 } else { 0 }, minute), end))
        }
        // 「明天中午前」: at noon; so is the end of the morning.
        (Some(_), None) => {
            let noon = text.stands(at, "中午") || text.stands(at, "上午");
            noon.then_some((Hour::At(12, 0), begun))
        }
        (None, None) => None,
    }
}

/// 「3点」「3点半」「三点三十分」「15:00」「15时」
fn clock(text: &Text, at: usize) -> Option<(u8, u8, usize)> {
    let (hour, end) = text.number(at)?;
    let hour = u8::try_from(hour).ok().filter(|hour| *hour <= 24)?;
    let sign = text.one_of(end, &[":", "点钟", "点整", "点", "时"])?;
    let colon = text.at(end) == Some(':');
    let end = end + sign;
    if let Some(n) = text.one_of(end, &["半"]) {
        return Some((hour, 30, end + n));
    }
    let Some((minute, after)) = text.number(end) else {
        return (!colon).then_some((hour, 0, end));
    };
    let minute = u8::try_from(minute).ok().filter(|minute| *minute < 60)?;
    let after = after + text.one_of(after, &["分"]).unwrap_or(0);
    Some((hour, minute, after))
}
