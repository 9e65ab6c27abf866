//! What is due: the reader's own tasks, returns whose day is near or past, activities whose day
//! is past and that nobody has confirmed.
//!
//! In: today. Out: one list, urgent things first, then by their day, each with words on how
//! late or how near it is. What belongs to nobody is shown to those who run the park, so that
//! it is seen by somebody.

use base::{
    Answer, Ask, Day, Filter, Kind, Lang, Operand, Record, Roles, Selection, Sort, Test, Value,
};
use page::{
    Mark, Standing,
    section::{End, Item},
};

use super::on::said;
use crate::{
    front::{Call, Stop},
    ledgers::of_record,
    returns::give,
};

/// A return whose day is no further away than this is shown.
const NEAR_DAYS: i64 = 14;
/// What is due within a week says how many days are left.
const WEEK_DAYS: i64 = 7;
/// The most of each sort that are shown.
const MOST: u32 = 50;

/// One thing to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Due {
    what: String,
    small: String,
    href: String,
    day: Option<Day>,
    urgent: bool,
}

/// What is due for the caller, most pressing first.
///
/// # Errors
/// Faults of the store.
pub(super) async fn due(call: &Call, today: Day) -> Result<Vec<Item>, Stop> {
    let catalogue = call.catalogue();
    let (scope, lang) = (&call.visitor()?.scope, call.lang());
    let readable = |name: &str| catalogue.kind(name).filter(|kind| scope.may_read(kind));
    let mut wanted: Vec<(&'static Kind, Filter)> = Vec::new();
    if let Some(tasks) = readable("tasks") {
        let own = own(scope.actor().0, scope.roles());
        let urgent = Filter::is("urgent", true);
        // Asked for apart, so that no long list of others hides one that cannot wait.
        wanted.push((tasks, own.clone().and(urgent.clone())));
        wanted.push((tasks, own.and(Filter::negate(urgent))));
    }
    if let Some(returns) = readable("returns") {
        wanted.push((returns, near(today)));
    }
    if let Some(screenings) = readable("screenings") {
        wanted.push((screenings, positive(scope.actor().0)));
    }
    let writable = readable("activities").filter(|kind| scope.may_write(kind));
    if let Some(activities) = writable {
        wanted.push((activities, unconfirmed(today)));
    }
    let asks = wanted.iter().map(|(kind, filter)| Ask::Rows {
        selection: Selection::all(kind.name).and(filter.clone()),
        sort: Sort {
            field: day_of(kind).to_owned(),
            descending: false,
        },
        after: None,
        limit: MOST,
    });
    let answers = call.ask(asks.collect()).await?;
    let rows = wanted.iter().zip(answers.into_iter().map(Answer::many));
    let mut things: Vec<Due> = rows
        .flat_map(|((kind, _), rows)| rows.into_iter().map(move |row| read(kind, &row, lang)))
        .collect();
    things.extend(to_approve(call).await?);
    things.sort_by_key(|thing| (!thing.urgent, thing.day.is_none(), thing.day));
    Ok(things
        .iter()
        .map(|thing| item(thing, today, lang))
        .collect())
}

/// The numbers that somebody wants to give out and that wait for the caller's word: the office
/// waits on the telephone.
async fn to_approve(call: &Call) -> Result<Vec<Due>, Stop> {
    let waiting = give::waiting(call).await?;
    let due = |waiting: give::Waiting| Due {
        what: match call.lang() {
            Lang::Zh => format!("请核定报数：{}", waiting.what),
            Lang::En => format!("Approve numbers to give out: {}", waiting.what),
        },
        small: waiting.small,
        href: waiting.href,
        day: waiting.day,
        urgent: true,
    };
    Ok(waiting.into_iter().map(due).collect())
}

/// The tasks not done that are this account's; those of nobody too, for who runs the park.
fn own(actor: i64, roles: Roles) -> Filter {
    let mut any = vec![Filter::is("assignee", actor)];
    if roles.any(Roles::MANAGERS) {
        any.push(Filter::leaf("assignee", Test::Set(false)));
    }
    Filter::leaf("done_on", Test::Set(false)).and(Filter::Any { any })
}

/// The screenings whose PHQ-9 item 9 is positive and that nobody has followed up: at once, and
/// whatever the total, a task of the counsellor named, or of all counsellors where none is.
/// Source: PHQ-9 practice, item 9 ≥ 1: contact the same day.
fn positive(actor: i64) -> Filter {
    let mine = vec![
        Filter::is("counsellor", actor),
        Filter::leaf("counsellor", Test::Set(false)),
    ];
    Filter::is("phq9_item9", true)
        .and(Filter::leaf("followed_up_on", Test::Set(false)))
        .and(Filter::Any { any: mine })
}

/// The activities entered ahead whose day is past: figures count none of them until somebody
/// says that they took place.
fn unconfirmed(today: Day) -> Filter {
    let last = Value::from(today.plus(-1).to_string());
    Filter::is("status", "planned").and(Filter::leaf("on", Test::AtMost(Operand::Is(last))))
}

/// The field that holds the day by which something is due.
fn day_of(kind: &Kind) -> &'static str {
    match kind.name {
        "screenings" | "activities" => "on",
        _ => "due",
    }
}

/// The returns not handed in whose day is near or past.
fn near(today: Day) -> Filter {
    let last = Value::from(today.plus(NEAR_DAYS).to_string());
    Filter::is("state", "due").and(Filter::leaf("due", Test::AtMost(Operand::Is(last))))
}

fn read(kind: &Kind, row: &Record, lang: Lang) -> Due {
    let label = row.text(kind, kind.label).unwrap_or_default();
    let care = kind.name == "screenings";
    Due {
        what: match (kind.name, lang) {
            ("screenings", Lang::Zh) => format!("{label} 第9题阳性，当天联系"),
            ("screenings", _) => format!("{label}: item 9 positive, contact today"),
            ("activities", Lang::Zh) => format!("{label} 办了没有？请改状态"),
            ("activities", _) => format!("{label}: did it take place? Set its status"),
            _ => label.to_owned(),
        },
        small: said(kind, row, &["recipient", "month", "handler"], lang),
        href: of_record(kind.name, row.id),
        day: row
            .text(kind, day_of(kind))
            .and_then(|day| day.parse().ok()),
        urgent: care || row.whole(kind, "urgent") == Some(1),
    }
}

fn item(thing: &Due, today: Day, lang: Lang) -> Item {
    Item {
        what: thing.what.clone(),
        small: thing.small.clone(),
        href: Some(thing.href.clone().into()),
        end: End::Mark(mark(thing.day, thing.urgent, today, lang)),
    }
}

/// How near or how late, in a shape and words.
fn mark(day: Option<Day>, urgent: bool, today: Day, lang: Lang) -> Mark {
    let zh = lang == Lang::Zh;
    let left = day.map(|day| (day, today.until(day)));
    let (standing, words) = match left {
        None => (
            Standing::Rest,
            if zh { "没定日期" } else { "no day set" }.to_owned(),
        ),
        Some((_, days)) if days < 0 => (Standing::Late, late(-days, zh)),
        Some((_, 0)) => (Standing::Due, if zh { "今天" } else { "today" }.to_owned()),
        Some((_, 1)) => (
            Standing::Due,
            if zh { "明天" } else { "tomorrow" }.to_owned(),
        ),
        Some((day, days)) if days <= WEEK_DAYS => {
            let week = day.weekday(lang);
            let words = match zh {
                true => format!("{week} 剩{days}天"),
                false => format!("{week}, {days} days left"),
            };
            (Standing::Due, words)
        }
        Some((day, _)) => (Standing::Rest, day.short(lang)),
    };
    match (urgent, left.is_some()) {
        (false, _) => Mark::new(standing, words),
        (true, true) => Mark::new(Standing::Late, format!("{} · {words}", pressing(zh))),
        (true, false) => Mark::new(Standing::Late, pressing(zh)),
    }
}

fn pressing(zh: bool) -> &'static str {
    if zh { "紧急" } else { "urgent" }
}

fn late(days: i64, zh: bool) -> String {
    match (zh, days) {
        (true, _) => format!("过{days}天"),
        (false, 1) => "1 day late".to_owned(),
        (false, _) => format!("{days} days late"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Said = (
        Option<&'static str>,
        bool,
        Standing,
        &'static str,
        &'static str,
    );

    /// The day, whether it is urgent, and what is then said.
    const DAYS: [Said; 11] = [
        (
            Some("2026-11-13"),
            false,
            Standing::Late,
            "过10天",
            "10 days late",
        ),
        (
            Some("2026-11-22"),
            false,
            Standing::Late,
            "过1天",
            "1 day late",
        ),
        (Some("2026-11-23"), false, Standing::Due, "今天", "today"),
        (Some("2026-11-24"), false, Standing::Due, "明天", "tomorrow"),
        (
            Some("2026-11-27"),
            false,
            Standing::Due,
            "周五 剩4天",
            "Friday, 4 days left",
        ),
        (
            Some("2026-11-30"),
            false,
            Standing::Due,
            "周一 剩7天",
            "Monday, 7 days left",
        ),
        (
            Some("2026-12-01"),
            false,
            Standing::Rest,
            "12月1日",
            "1 December",
        ),
        (None, false, Standing::Rest, "没定日期", "no day set"),
        (None, true, Standing::Late, "紧急", "urgent"),
        (
            Some("2026-11-23"),
            true,
            Standing::Late,
            "紧急 · 今天",
            "urgent · today",
        ),
        (
            Some("2026-11-22"),
            true,
            Standing::Late,
            "紧急 · 过1天",
            "urgent · 1 day late",
        ),
    ];

    #[test]
    fn each_day_says_how_near_it_is() {
        // Monday 23 November 2026.
        let today: Day = "2026-11-23".parse().expect("a day");
        for (day, urgent, standing, zh, en) in DAYS {
            let due = day.map(|day| day.parse().expect("a day"));
            let said = mark(due, urgent, today, Lang::Zh);
            assert_eq!(
                (said.standing, said.words.as_str()),
                (standing, zh),
                "{day:?}"
            );
            assert_eq!(mark(due, urgent, today, Lang::En).words, en, "{day:?}");
        }
    }
}
