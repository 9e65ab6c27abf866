//! The demo's screenings: numbers without names, answers by chance.
//!
//! In: nothing. Out: one row a screening on the two days of each year; some files come twice,
//! a few leave an item unanswered. These answers mean nobody.

use base::Day;

use super::{
    Row,
    calendar::{YEARS, day, past},
    cast::COMMUNITIES,
    chance::Chance,
    row,
};

const GROUPS: [&str; 5] = [
    "lone_elder",
    "hardship",
    "correction",
    "drug_control",
    "mental_health",
];

const ITEMS: [&str; 16] = [
    "PHQ1", "PHQ2", "PHQ3", "PHQ4", "PHQ5", "PHQ6", "PHQ7", "PHQ8", "PHQ9", "GAD1", "GAD2", "GAD3",
    "GAD4", "GAD5", "GAD6", "GAD7",
];

/// Every screening.
pub fn rows() -> Vec<Row> {
    YEARS.into_iter().flat_map(of_year).collect()
}

fn of_year(year: i16) -> Vec<Row> {
    let mut chance = Chance::of("care", year);
    let spring = (1..=48).map(|n| (day(year, 5, 16), n));
    let autumn = (41..=92).map(|n| (day(year, 10, 18), n));
    let days = spring.chain(autumn).filter(|(on, _)| past(*on));
    days.map(|(on, n)| screening(on, n, &mut chance)).collect()
}

fn screening(on: Day, n: usize, chance: &mut Chance) -> Row {
    // How burdened: mostly little, now and then much.
    let burden = [0, 0, 0, 1, 1, 2, 3]
        .get(chance.below(7))
        .copied()
        .unwrap_or(0);
    let mut answers: Vec<(&'static str, usize)> = ITEMS
        .into_iter()
        .map(|item| (item, answer(item, burden, chance)))
        .collect();
    if n % 31 == 7 {
        answers.remove(3);
    }
    let phq = answers.iter().take(9).map(|(_, a)| a).sum::<usize>();
    let ninth = answers.iter().any(|(item, a)| *item == "PHQ9" && *a > 0);
    let after = if ninth {
        0
    } else {
        i64::try_from(chance.within(1, 5)).unwrap_or(1)
    };
    let followed = if phq >= 10 || ninth {
        on.plus(after).to_string()
    } else {
        String::new()
    };
    let mut row = row(
        "screenings",
        [
            ("number", format!("DA{}-{n:03}", on.year())),
            ("on", on.to_string()),
            (
                "group",
                GROUPS.get(n % 5).copied().unwrap_or_default().to_owned(),
            ),
            (
                "community",
                COMMUNITIES
                    .get(n * 4 % 9)
                    .copied()
                    .unwrap_or_default()
                    .to_owned(),
            ),
            ("followed_up_on", followed),
        ],
    );
    row.1
        .extend(answers.into_iter().map(|(item, a)| (item, a.to_string())));
    row
}

/// 0 to 3, higher with the burden; the ninth item is rarely above 0.
fn answer(item: &str, burden: usize, chance: &mut Chance) -> usize {
    let most = if item == "PHQ9" {
        burden.saturating_sub(2)
    } else {
        burden + 1
    };
    chance.below(most.min(3) + 1)
}
