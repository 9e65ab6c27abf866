//! Today's activities, each with the way to its sign-in; and those of the next seven days.
//!
//! In: today. Out: what is on and what comes, in the order of the clock. What was cancelled
//! or put off is left out, as it is where activities are counted.

use base::{
    Answer, Ask, Day, Filter, Kind, Lang, Record, Selection, Sort, Value, Words, show, words,
};
use page::{
    Act, Href,
    section::{End, Item},
    today::Now,
};

use crate::{
    front::{Call, Stop},
    ledgers::{of_list, of_record},
};

/// The kind activities are records of.
const KIND: &str = "activities";
/// The most activities of one day that are shown.
const MOST: u32 = 50;
/// How many of those to come are shown.
const COMING: u32 = 6;
/// How many days ahead.
const DAYS: i64 = 7;

const SIGN_IN: Words = words("开始签到", "Start the sign-in");

/// What is on, and what comes.
pub(super) struct On {
    /// Today's.
    pub now: Vec<Now>,
    /// Those to come.
    pub coming: Vec<Item>,
    /// The list of today's.
    pub href: Href,
}

/// What is on today and in the days after, as far as the caller may see it.
///
/// # Errors
/// Faults of the store.
pub(super) async fn activities(call: &Call, today: Day) -> Result<On, Stop> {
    let catalogue = call.catalogue();
    let scope = &call.visitor()?.scope;
    let Some(kind) = catalogue.kind(KIND).filter(|kind| scope.may_read(kind)) else {
        return Ok(On {
            now: Vec::new(),
            coming: Vec::new(),
            href: Href::default(),
        });
    };
    let of_today = between(today, today);
    let href = of_list(&catalogue, &of_today, &Sort::default()).into();
    let coming = between(today.plus(1), today.plus(DAYS));
    let answers = call
        .ask(vec![rows(of_today, MOST), rows(coming, COMING)])
        .await?;
    let mut answers = answers.into_iter().map(Answer::many);
    let mut today_rows = answers.next().unwrap_or_default();
    // One without a time comes last: «24:00» is later than any time of day.
    today_rows.sort_by_key(|row| row.text(kind, "begins").unwrap_or("24:00").to_owned());
    let sign_in = catalogue
        .kind("attendance")
        .is_some_and(|kind| scope.may_write(kind));
    let lang = call.lang();
    let coming = answers.next().unwrap_or_default();
    Ok(On {
        now: today_rows
            .iter()
            .map(|row| now(kind, row, today, sign_in, lang))
            .collect(),
        coming: coming.iter().map(|row| item(kind, row, lang)).collect(),
        href,
    })
}

/// The activities held from the one day to the other.
fn between(first: Day, last: Day) -> Selection {
    let off = |state: &str| Filter::negate(Filter::is("status", state));
    let period = base::Period::Range(first, last);
    let mut selection = Selection::all(KIND)
        .and(off("cancelled"))
        .and(off("postponed"));
    selection.period = Some(("on".to_owned(), period));
    selection
}

fn rows(selection: Selection, limit: u32) -> Ask {
    Ask::Rows {
        selection,
        sort: Sort {
            field: "on".to_owned(),
            descending: false,
        },
        after: None,
        limit,
    }
}

fn now(kind: &Kind, row: &Record, today: Day, sign_in: bool, lang: Lang) -> Now {
    const ALL_DAY: Words = words("全天", "All day");
    let begins = row.text(kind, "begins");
    let href = format!("/records/attendance/new?activity={}", row.id);
    Now {
        time: begins.unwrap_or(ALL_DAY.get(lang)).to_owned(),
        time_iso: begins.map_or_else(|| today.to_string(), |time| format!("{today}T{time}")),
        title: row.text(kind, "name").unwrap_or_default().to_owned(),
        href: of_record(kind.name, row.id).into(),
        say: said(kind, row, &["place", "series", "category"], lang),
        act: sign_in.then(|| Act::open(SIGN_IN.get(lang), href)),
    }
}

fn item(kind: &Kind, row: &Record, lang: Lang) -> Item {
    let on: Option<Day> = row.text(kind, "on").and_then(|on| on.parse().ok());
    Item {
        what: row.text(kind, "name").unwrap_or_default().to_owned(),
        small: said(kind, row, &["place", "begins"], lang),
        href: Some(of_record(kind.name, row.id).into()),
        end: End::Soft(on.map_or_else(String::new, |on| on.weekday(lang).to_owned())),
    }
}

/// The values of these fields that are there, as they are read, with a dot between.
pub(super) fn said(kind: &Kind, row: &Record, names: &[&str], lang: Lang) -> String {
    let one = |name: &&str| -> Option<String> {
        let value: &Value = row.value(kind, name)?;
        Some(show(kind.field(name)?, value, lang))
    };
    names.iter().filter_map(one).collect::<Vec<_>>().join(" · ")
}
