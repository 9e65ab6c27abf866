//! Days, months and times as people write them.
//!
//! In: `2022年7月6日`, `2022/7/6`, `2022.07.06`, `2022-07-06`, full-width digits, a
//! spreadsheet's serial number, with or without a time behind. Out: a day, a month, a time of
//! day. What the calendar does not have is `None`.

use unicode_normalization::UnicodeNormalization;

use super::Raw;
use crate::{Day, Month};

/// The day a cell says.
pub fn day(raw: Raw<'_>) -> Option<Day> {
    match raw {
        Raw::Number(n) | Raw::Serial(n) if (20_000.0..80_000.0).contains(&n) => {
            Day::from_serial(n as i64)
        }
        Raw::Number(n) if (19_000_101.0..=21_991_231.0).contains(&n) => compact(&format!("{n:.0}")),
        Raw::Text(t) => {
            let t = plain(t);
            let (day, rest) = day_in(&t)?;
            (rest.is_empty() || clock(rest).is_some()).then_some(day)
        }
        _ => None,
    }
}

/// The month a cell says: `2022-01`, `2022年1月`, `2022/1`, or that of a whole day.
pub fn month(raw: Raw<'_>) -> Option<Month> {
    let Raw::Text(t) = raw else {
        return day(raw).map(Day::month);
    };
    let t = plain(t);
    let (year, rest) = leading(&t)?;
    let rest = rest.strip_prefix(['年', '-', '/', '.'])?;
    let (month, rest) = leading(rest)?;
    match rest {
        "" | "月" | "月份" => Month::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?),
        _ => day(raw).map(Day::month),
    }
}

/// The time of day a cell says, as `14:30`.
pub fn time(raw: Raw<'_>) -> Option<String> {
    match raw {
        Raw::Number(n) | Raw::Serial(n) if (0.0..1.0).contains(&n) => {
            minutes((n * 1440.0).round() as u32)
        }
        Raw::Text(t) => clock(&plain(t)),
        _ => None,
    }
}

/// The day and time a cell says, as `2022-07-06 14:30`; a bare day stays a bare day.
pub fn moment(raw: Raw<'_>) -> Option<String> {
    match raw {
        Raw::Number(n) | Raw::Serial(n) if n.fract() != 0.0 => {
            let total = (n * 1440.0).round();
            let day = Day::from_serial((total / 1440.0) as i64)?;
            Some(format!("{day} {}", minutes((total % 1440.0) as u32)?))
        }
        Raw::Text(t) => {
            let t = plain(t);
            let (day, rest) = day_in(&t)?;
            if rest.is_empty() {
                Some(day.to_string())
            } else {
                Some(format!("{day} {}", clock(rest)?))
            }
        }
        _ => day(raw).map(|d| d.to_string()),
    }
}

/// The first year (1990–2099) that stands in a text: a title's 「2021年度」, a file's `2021…`.
pub fn year_in(text: &str) -> Option<i16> {
    let t = plain(text);
    let digits: Vec<&str> = t
        .split(|c: char| !c.is_ascii_digit())
        .filter(|d| d.len() == 4)
        .collect();
    digits
        .iter()
        .filter_map(|d| d.parse().ok())
        .find(|y| (1990..=2099).contains(y))
}

/// The year of a title: none where it speaks of several (「2021-2023」).
pub fn only_year_in(text: &str) -> Option<i16> {
    let year = year_in(text)?;
    let rest = plain(text).replace(&year.to_string(), " ");
    year_in(&rest).is_none().then_some(year)
}

/// Full-width made plain, white space between parts gone but for what parts day from time.
fn plain(text: &str) -> String {
    text.nfkc().collect::<String>().trim().to_owned()
}

/// The number a text begins with, and the rest.
fn leading(t: &str) -> Option<(u32, &str)> {
    let end = t.find(|c: char| !c.is_ascii_digit()).unwrap_or(t.len());
    let (digits, rest) = (t.get(..end)?, t.get(end..)?);
    (digits.len() <= 4).then_some(())?;
    Some((digits.parse().ok()?, rest))
}

/// A day at the head of a text, and what follows it.
fn day_in(t: &str) -> Option<(Day, &str)> {
    if t.len() == 8 && t.bytes().all(|b| b.is_ascii_digit()) {
        return compact(t).map(|d| (d, ""));
    }
    let (year, rest) = leading(t)?;
    let (month, rest) = leading(rest.strip_prefix(['年', '-', '/', '.'])?.trim_start())?;
    let (number, rest) = leading(rest.strip_prefix(['月', '-', '/', '.'])?.trim_start())?;
    let rest = rest.strip_prefix(['日', '号']).unwrap_or(rest);
    let rest = rest.strip_prefix('T').unwrap_or(rest).trim();
    let day = Day::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(number).ok()?,
    )?;
    (year >= 1000).then_some((day, rest))
}

/// `20220706`
fn compact(t: &str) -> Option<Day> {
    Day::new(
        t.get(..4)?.parse().ok()?,
        t.get(4..6)?.parse().ok()?,
        t.get(6..8)?.parse().ok()?,
    )
}

/// `14:30`, `14:30:05`, `14时30分`, `14点半`, `下午2:30`.
fn clock(t: &str) -> Option<String> {
    let afternoon = t.starts_with("下午") || t.starts_with("晚上");
    let t = ["上午", "下午", "晚上", "中午"]
        .iter()
        .find_map(|p| t.strip_prefix(p))
        .unwrap_or(t)
        .trim();
    let (hour, rest) = leading(t)?;
    let rest = rest.strip_prefix([':', '时', '点'])?;
    let minute = match rest {
        "" => 0,
        "半" => 30,
        _ => {
            let (minute, rest) = leading(rest)?;
            let seconds = rest
                .strip_prefix(':')
                .and_then(leading)
                .is_some_and(|(s, rest)| s < 60 && rest.is_empty());
            (rest.is_empty() || rest == "分" || seconds).then_some(minute)?
        }
    };
    let hour = if afternoon && hour < 12 {
        hour + 12
    } else {
        hour
    };
    (hour < 24 && minute < 60).then(|| format!("{hour:02}:{minute:02}"))
}

fn minutes(total: u32) -> Option<String> {
    let (hour, minute) = (total / 60, total % 60);
    (hour < 24).then(|| format!("{hour:02}:{minute:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_as_people_write_them() {
        let all = [
            "2022年7月6日",
            "2022/7/6",
            "2022.07.06",
            "2022-07-06",
            "２０２２年７月６日",
            " 2022-07-06 ",
            "20220706",
            "2022-07-06 14:30",
        ];
        for text in all {
            assert_eq!(
                day(Raw::Text(text)).map(|d| d.to_string()).as_deref(),
                Some("2022-07-06"),
                "{text}"
            );
        }
        assert_eq!(
            day(Raw::Serial(44_748.0)).map(|d| d.to_string()).as_deref(),
            Some("2022-07-06")
        );
        for text in [
            "2023年2月29日",
            "2022-13-01",
            "七月六日",
            "2022-07",
            "2022-07-06 25:00",
            "22-7-6",
            "",
        ] {
            assert_eq!(day(Raw::Text(text)), None, "{text}");
        }
    }

    #[test]
    fn times_and_months_as_people_write_them() {
        for (text, read) in [
            ("14:30", Some("14:30")),
            ("9:05", Some("09:05")),
            ("下午2:30", Some("14:30")),
            ("14点半", Some("14:30")),
            ("25:10", None),
            ("14:61", None),
            ("1430", None),
        ] {
            assert_eq!(time(Raw::Text(text)).as_deref(), read, "{text}");
        }
        assert_eq!(time(Raw::Serial(0.604_166_666_7)).as_deref(), Some("14:30"));
        assert_eq!(
            moment(Raw::Text("2022-02-20 14:15")).as_deref(),
            Some("2022-02-20 14:15")
        );
        assert_eq!(moment(Raw::Text("2022-02-20 26:15")), None);
        for (text, read) in [
            ("2022-01", Some("2022-01")),
            ("2022年1月", Some("2022-01")),
            ("2022年13月", None),
            ("2022-00", None),
        ] {
            assert_eq!(
                month(Raw::Text(text)).map(|m| m.to_string()).as_deref(),
                read,
                "{text}"
            );
        }
        assert_eq!(year_in("横岗创新园２０２１年度活动台账"), Some(2021));
        assert_eq!(only_year_in("2021年度（截至2021年12月）"), Some(2021));
        assert_eq!(only_year_in("项目台账2021-2023"), None);
    }
}
