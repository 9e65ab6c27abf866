//! The demo's activities: the programme laid over a calendar.
//!
//! In: the programme. Out: activities in the order of their days, numbered within the year.
//! What lies ahead is planned; a few stand without a sign-in list and so with a head count.

use base::Day;

use super::{
    Row,
    calendar::{YEARS, day, past, small},
    cast::{COMMUNITIES, TEAM},
    chance::Chance,
    programme::{CALLED_OFF, PROGRAMME, Thread},
    row,
};

/// An activity of the demo.
#[derive(Clone, Debug)]
pub struct Held {
    /// 活动编号
    pub number: String,
    /// Its day.
    pub on: Day,
    /// The thread it belongs to.
    pub thread: Thread,
    /// Its name.
    pub name: String,
    /// Its status, by code.
    pub status: &'static str,
    /// Whether a list of sign-ins was kept.
    pub listed: bool,
    /// How many sessions.
    pub batches: usize,
    /// Its community.
    pub community: &'static str,
    lead: &'static str,
    headcount: Option<usize>,
    photos: usize,
}

/// Every activity, in the order of days.
pub fn all() -> Vec<Held> {
    let years = YEARS.into_iter().enumerate();
    years.flat_map(|(at, year)| of_year(at, year)).collect()
}

fn of_year(at: usize, year: i16) -> Vec<Held> {
    let mut chance = Chance::of("activities", year);
    let mut held = Vec::new();
    for thread in PROGRAMME {
        let times = thread.times.get(at).copied().unwrap_or(0);
        for n in 0..times {
            let on = day_of(thread, year, n, times, &mut chance);
            held.push(one(thread, name(thread, n, times), on, &mut chance));
        }
    }
    held.extend(called_off(year, &mut chance));
    held.sort_by_key(|h| h.on);
    for (n, activity) in held.iter_mut().enumerate() {
        activity.number = format!("HD{year}-{:03}", n + 1);
    }
    held
}

/// Fixed days first, from the last time back; the others evenly over February to December.
fn day_of(thread: &Thread, year: i16, n: usize, times: usize, chance: &mut Chance) -> Day {
    let free = times.saturating_sub(thread.fixed.len());
    if let Some((month, number)) = n.checked_sub(free).and_then(|n| thread.fixed.get(n)) {
        return day(year, *month, *number);
    }
    let month = 2 + (10 * n + chance.below(8)) / free.max(1);
    day(year, small(month.min(12)), small(chance.within(1, 28)))
}

fn name(thread: &Thread, n: usize, times: usize) -> String {
    match thread.titles {
        [title] if times > 1 => format!("{title}第{}期", n + 1),
        titles => titles.get(n).copied().unwrap_or_default().to_owned(),
    }
}

fn one(thread: &Thread, name: String, on: Day, chance: &mut Chance) -> Held {
    let completed = past(on);
    let listed = completed && thread.people > 0;
    let crowd = (40 + chance.below(90), 12 + chance.below(9));
    let crowd = if thread.category.0 == "publicity" {
        crowd.0
    } else {
        crowd.1
    };
    Held {
        number: String::new(),
        on,
        thread: *thread,
        name,
        status: if completed { "completed" } else { "planned" },
        listed,
        batches: if thread.category.0 == "observation" {
            3
        } else {
            1
        },
        community: chance.one(&COMMUNITIES),
        lead: chance.one(TEAM),
        headcount: (completed && !listed).then_some(crowd),
        photos: if completed { chance.within(2, 12) } else { 0 },
    }
}

fn called_off(year: i16, chance: &mut Chance) -> Option<Held> {
    let thread = PROGRAMME.iter().find(|t| t.category.0 == "family")?;
    let mut held = one(thread, CALLED_OFF.0.to_owned(), day(year, 7, 18), chance);
    held.status = "cancelled";
    held.listed = false;
    held.headcount = None;
    held.photos = 0;
    Some(held)
}

impl Held {
    /// The activity as a record.
    pub fn row(&self) -> Row {
        let (category, series) = self.thread.category;
        let ours = matches!(category, "publicity" | "enterprise");
        let notes = if self.status == "cancelled" {
            CALLED_OFF.1
        } else {
            ""
        };
        row(
            "activities",
            [
                ("number", self.number.clone()),
                ("on", self.on.to_string()),
                ("begins", self.thread.hours.0.to_owned()),
                ("hours", self.thread.hours.1.to_owned()),
                ("name", self.name.clone()),
                ("category", category.to_owned()),
                ("series", series.to_owned()),
                ("mode", self.thread.place.0.to_owned()),
                ("batches", self.batches.to_string()),
                ("place", self.thread.place.1.to_owned()),
                ("community", self.community.to_owned()),
                ("host", "横岗街道办事处".to_owned()),
                (
                    "own_role",
                    if ours { "helper" } else { "organiser" }.to_owned(),
                ),
                ("lead", self.lead.to_owned()),
                ("status", self.status.to_owned()),
                (
                    "headcount",
                    self.headcount.map(|n| n.to_string()).unwrap_or_default(),
                ),
                ("photos", self.photos.to_string()),
                ("notes", notes.to_owned()),
            ],
        )
    }
}
