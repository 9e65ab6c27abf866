//! What is held against what, as an address says it.
//!
//! In: the pairs of a query: for each side a figure, a period, a place, a day. Out: both sides,
//! the earlier moment first; or what is wrong with them, field by field. What was typed stands
//! in the form again as it was.

use base::{Day, Id, Lang, Period, Words, words};

use super::side::Asked;
use crate::{
    front::{Fields, House},
    reports::kept::Wanted,
};

/// The names of a side's fields: figure, period, place, day.
pub const SIDES: [[&str; 4]; 2] = [["a", "ap", "al", "at"], ["b", "bp", "bl", "bt"]];

const NO_PERIOD: Words = words(
    "看不懂这段时间。可以写 2026、2026Q3、2026-07，或者 2026-01-01..2026-10-31。",
    "This is no period. Write 2026, 2026Q3, 2026-07 or 2026-01-01..2026-10-31.",
);
const NO_PLACE: Words = words("没有这个地方。", "There is no such place.");
const UNPLACED: Words = words(
    "这个数的记录不分地方，请选全园。",
    "The records of this figure belong to no place: choose the whole park.",
);
const NO_DAY: Words = words(
    "看不懂这一天。请写成 2026-10-31，也可以带时间：2026-10-31 14:30。",
    "This is no day. Write 2026-10-31, or with a time 2026-10-31 14:30.",
);
const NOT_YET: Words = words(
    "这一天还没到。留空就是现在。",
    "This day is still to come. Leave it blank for now.",
);

/// What a query asks.
#[derive(Clone, Debug, Default)]
pub struct Sides {
    /// Each side that names a figure.
    pub sides: [Option<Asked>; 2],
    /// The names of each side's fields.
    pub names: [[&'static str; 4]; 2],
    /// What is wrong: the field and the words.
    pub problems: Vec<(&'static str, Words)>,
}

impl Sides {
    /// Reads both sides. A period that is missing is the other side's, or this year.
    pub fn read(query: &Fields, house: &House) -> Sides {
        let mut read = Sides {
            names: SIDES,
            ..Sides::default()
        };
        let this_year = Period::Year(house.today().year());
        let sides = SIDES.map(|names| read.side(query, names, this_year, house));
        read.sides = sides;
        if let [Some(a), Some(b)] = &read.sides {
            // From the earlier moment to the later: «since» reads forwards.
            let later = |at: Option<i64>| at.unwrap_or(i64::MAX);
            if later(a.at) > later(b.at) {
                read.sides.reverse();
                read.names.reverse();
            }
        }
        read
    }

    /// Says that a side's figure belongs to no place.
    pub fn unplaced(&mut self, side: usize) {
        let [_, _, place, _] = self.names.get(side).copied().unwrap_or_default();
        self.problems.push((place, UNPLACED));
    }

    /// Both, where nothing is wrong.
    pub fn both(&self) -> Option<[&Asked; 2]> {
        match &self.sides {
            [Some(a), Some(b)] if self.problems.is_empty() => Some([a, b]),
            _ => None,
        }
    }

    fn side(
        &mut self,
        query: &Fields,
        [figure, period, place, day]: [&'static str; 4],
        this_year: Period,
        house: &House,
    ) -> Option<Asked> {
        let period = match query.text(period) {
            "" => this_year,
            text => text.parse().unwrap_or_else(|_| {
                self.problems.push((period, NO_PERIOD));
                this_year
            }),
        };
        let place = match query.text(place) {
            "" => None,
            text => {
                let id = text.parse::<Id>().ok();
                if id.is_none() {
                    self.problems.push((place, NO_PLACE));
                }
                id
            }
        };
        let at = match query.text(day) {
            "" => None,
            text => match moment(text, house) {
                Some(at) if at > house.now() => {
                    // Today is not over yet: as of today is now.
                    if house.day_and_time(at).0 > house.today() {
                        self.problems.push((day, NOT_YET));
                    }
                    None
                }
                Some(at) => Some(at),
                None => {
                    self.problems.push((day, NO_DAY));
                    None
                }
            },
        };
        let key = query.text(figure).to_owned();
        (!key.is_empty()).then(|| Asked {
            wanted: Wanted {
                period,
                place,
                only: Some(key.clone()),
            },
            key,
            at,
        })
    }
}

/// `2026-10-31`, or `2026-10-31 14:30`: the end of it.
fn moment(text: &str, house: &House) -> Option<i64> {
    let (day, time) = match text.split_once([' ', 'T']) {
        Some((day, time)) => {
            let (hour, minute) = time.split_once(':')?;
            (day, Some((hour.parse().ok()?, minute.parse().ok()?)))
        }
        None => (text, None),
    };
    house.end_of(day.parse::<Day>().ok()?, time)
}

/// The pairs of a side, as they stand in an address.
pub fn pairs(side: usize, asked: &Asked, house: &House) -> Vec<(String, String)> {
    let [figure, period, place, day] = SIDES.get(side).copied().unwrap_or_default();
    let mut pairs = vec![
        (figure.to_owned(), asked.key.clone()),
        (period.to_owned(), asked.wanted.period.to_string()),
    ];
    if let Some(id) = asked.wanted.place {
        pairs.push((place.to_owned(), id.to_string()));
    }
    if let Some(at) = asked.at {
        pairs.push((day.to_owned(), day_of(at, house)));
    }
    pairs
}

/// A moment as it stands in an address: the day alone where it is the day's end.
pub fn day_of(at: i64, house: &House) -> String {
    let (day, time) = house.day_and_time(at);
    match time.as_str() {
        "23:59" => day.to_string(),
        time => format!("{day} {time}"),
    }
}

/// A moment in words: 「截至2026-10-31」, 「现在」.
pub fn as_of(at: Option<i64>, house: &House, lang: Lang) -> String {
    match (at, lang) {
        (None, Lang::Zh) => "现在".to_owned(),
        (None, Lang::En) => "now".to_owned(),
        (Some(at), Lang::Zh) => format!("截至{}", day_of(at, house)),
        (Some(at), Lang::En) => format!("as of {}", day_of(at, house)),
    }
}
