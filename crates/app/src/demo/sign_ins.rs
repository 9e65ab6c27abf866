//! The demo's sign-ins: who of a circle came to an activity, and when they signed.
//!
//! In: activities that kept a list, the scale. Out: one row a person and session, made while it
//! is read, so that a hundred thousand take no room. Nobody signs in twice to one session.

use super::{
    Row,
    activities::Held,
    cast::{Circle, person},
    chance::Chance,
    row,
};

/// Every sign-in, activity by activity.
pub fn rows(held: Vec<Held>, scale: usize) -> impl Iterator<Item = Row> {
    let listed = held.into_iter().filter(|activity| activity.listed);
    listed.flat_map(move |activity| of(&activity, scale))
}

fn of(activity: &Held, scale: usize) -> Vec<Row> {
    let circle = activity.thread.circle;
    let mut chance = Chance::of(&activity.number, activity.on.year());
    let pool = circle.size() * scale;
    let come = activity.thread.people * 9 / 10 + chance.below(activity.thread.people / 5 + 1);
    let come = (come * scale).min(pool);
    // Strides that together stay within the pool meet nobody twice.
    let step = (pool / come.max(1)).max(1);
    let first = chance.below(pool);
    (0..come)
        .map(|k| {
            let n = (first + k * step) % pool.max(1);
            let batch = k * activity.batches / come.max(1) + 1;
            sign_in(activity, circle, n, batch, &mut chance)
        })
        .collect()
}

fn sign_in(activity: &Held, circle: Circle, n: usize, batch: usize, chance: &mut Chance) -> Row {
    let who = person(circle, n);
    let notes = if chance.below(40) == 0 { "补登" } else { "" };
    row(
        "attendance",
        [
            ("activity", activity.number.clone()),
            ("batch", batch.to_string()),
            ("name", who.name),
            ("phone", who.phone),
            ("capacity", circle.capacity(n).to_owned()),
            ("street", who.street.to_owned()),
            ("unit", who.unit),
            ("at", signed_at(activity, batch, chance)),
            ("notes", notes.to_owned()),
        ],
    )
}

/// Some minutes before its session begins; sessions follow one another by the hour.
fn signed_at(activity: &Held, batch: usize, chance: &mut Chance) -> String {
    let (hour, minute) = activity
        .thread
        .hours
        .0
        .split_once(':')
        .unwrap_or(("9", "0"));
    let clock = |text: &str| text.parse::<usize>().unwrap_or(9);
    let begins = clock(hour) * 60 + clock(minute) + (batch - 1) * 60;
    let at = begins - chance.below(25);
    format!("{} {:02}:{:02}", activity.on, at / 60, at % 60)
}
