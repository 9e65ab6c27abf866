//! The number of a record that came without one: the next of its year.
//!
//! In: a new row whose number was left blank, the numbers in use. Out: the number that follows,
//! written as the park writes its own; `ZF2026-001` where it has none yet. Nobody who records a
//! visit in a hall has to know how many there were. A sheet gives its numbers itself.

use base::{Field, Kind, Value, read};

use super::{Taken, Taking};
use crate::intake::{Aim, read::Row};

/// Digits of the first number of a park that has none.
const WIDTH: usize = 3;
/// How often a number that others have is passed over before one is asked for.
const TRIES: usize = 64;

impl Taking<'_> {
    /// Gives a new record its number, once what is in use is known.
    pub(super) fn number(&self, row: &Row, taken: &mut Taken) {
        if row.given.aim != Aim::New || row.wrong {
            return;
        }
        let kind = row.given.kind;
        for (field, value) in kind.fields.iter().zip(0..) {
            let blank = matches!(taken.values.get(value), Some(None));
            let Some(letters) = field.numbered.filter(|_| blank) else {
                continue;
            };
            let year = self.year(kind, taken);
            let next = self.next(kind, field, (letters, year));
            if let Some(place) = taken.values.get_mut(value) {
                *place = next.map(|number| Value::from(number.as_str()));
            }
        }
    }

    /// The year of the record: the one it says, else that of its day, else this one.
    fn year(&self, kind: &Kind, taken: &Taken) -> i16 {
        let value = |name: &str| taken.values.get(kind.at(name)?)?.as_ref();
        let said = value("year").and_then(|v| i16::try_from(v.as_whole()?).ok());
        let of_day = || value(kind.when).and_then(|v| read::year_in(v.as_text()?));
        said.or_else(of_day)
            .unwrap_or_else(|| self.ground.today.year())
    }

    /// The next number; `None` where what is in use is not known yet.
    fn next(&self, kind: &'static Kind, field: &Field, new: (&str, i16)) -> Option<String> {
        let newest = self.facts.number(kind.name, field.name, None)?;
        let (head, width) = newest
            .and_then(|number| heading(number, new.1))
            .map_or_else(
                || (format!("{}{}-", new.0, new.1), WIDTH),
                |(head, width)| (head, width),
            );
        let greatest = self.facts.number(kind.name, field.name, Some(&head))?;
        let last = greatest.and_then(|g| g.strip_prefix(&head)?.parse::<u64>().ok());
        let written = |n: u64| format!("{head}{n:0width$}");
        let n = free(last.unwrap_or(0), |n| self.has(kind, &written(n)))?;
        Some(written(n))
    }

    /// Whether a number is another's; `None` where that is not known yet.
    fn has(&self, kind: &'static Kind, number: &str) -> Option<bool> {
        let own = self
            .own
            .get(kind.name)
            .is_some_and(|k| k.contains_key(number));
        let known = self.facts.natural(kind.name, number);
        if own {
            Some(true)
        } else {
            known.map(|r| r.is_some())
        }
    }
}

/// What stands before the counting digits of a park's number, moved to a year, and how many
/// digits there are; `None` where a number does not count.
fn heading(number: &str, year: i16) -> Option<(String, usize)> {
    let mut digits = number.len() - number.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    // «ZF2026001»: the year is not counted on.
    let glued = number
        .get(number.len() - digits..)
        .is_some_and(begins_with_year);
    if glued {
        digits -= 4;
    }
    let head = number.get(..number.len() - digits)?;
    let year_at = (0..head.len())
        .rev()
        .find(|at| head.get(*at..).is_some_and(begins_with_year));
    let moved = match year_at {
        Some(at) => format!("{}{year}{}", head.get(..at)?, head.get(at + 4..)?),
        None => head.to_owned(),
    };
    (1..=6).contains(&digits).then_some((moved, digits))
}

fn begins_with_year(text: &str) -> bool {
    let year = text
        .get(..4)
        .filter(|y| y.bytes().all(|b| b.is_ascii_digit()));
    year.is_some_and(|y| y.starts_with("19") || y.starts_with("20"))
}

/// The first number after `last` that none has, found in long steps where many are taken:
/// text sorts `999` behind `1000`.
fn free(last: u64, taken: impl Fn(u64) -> Option<bool>) -> Option<u64> {
    let (mut below, mut step, mut growing) = (last, 1, true);
    for _ in 0..TRIES {
        let here = below.checked_add(step)?;
        if taken(here)? {
            below = here;
            step = if growing { step * 2 } else { (step / 2).max(1) };
        } else if step == 1 {
            return Some(here);
        } else {
            growing = false;
            step /= 2;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_as_the_park_writes_its_own() {
        let cases = [
            ("ZF2026-166", 2026, Some(("ZF2026-", 3))),
            ("ZF2025-166", 2026, Some(("ZF2026-", 3))),
            ("HT2022-01", 2026, Some(("HT2026-", 2))),
            ("ZF2026001", 2027, Some(("ZF2027", 3))),
            ("横岗-走访-17", 2026, Some(("横岗-走访-", 2))),
            ("2025-03-004", 2026, Some(("2026-03-", 3))),
            ("XM2022", 2026, None),
            ("走访", 2026, None),
            ("", 2026, None),
            ("123456789", 2026, None),
        ];
        for (number, year, expected) in cases {
            let expected = expected.map(|(head, width): (&str, usize)| (head.to_owned(), width));
            assert_eq!(heading(number, year), expected, "{number}");
        }
    }

    #[test]
    fn the_next_free_number_is_the_first_one_behind_those_in_use() {
        for used in [0, 1, 2, 3, 7, 100, 999, 5_000] {
            let first = |last: u64| free(last, |n| Some(n <= used));
            assert_eq!(first(0), Some(used + 1));
            assert_eq!(first(used), Some(used + 1));
        }
        assert_eq!(free(3, |_| None), None, "not known yet");
    }
}
