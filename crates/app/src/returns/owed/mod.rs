//! What is owed: which return of which type is due for which period, and until when.
//!
//! In: the park's types of return with their rhythms, the returns there are, today. Out: the
//! returns that are still to be put on the calendar, from the day a type is owed to the period
//! that holds today. It reads no clock and makes no second return of one type and period.

mod made;

use std::collections::BTreeSet;

use base::{Day, Kind, Lang, Period, Reach, Record};

pub use made::{keep, make};

/// Days after its period's end by which a return is due where its type says nothing.
const DUE_AFTER: i64 = 5;

/// More periods of one type than any calendar goes back.
const MOST: usize = 400;

/// A type of return and its rhythm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Its code: the category of its returns.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// How long a period is; none where it is handed in when asked for.
    pub rhythm: Option<Reach>,
    /// Days after the period's end.
    pub due_after: i64,
    /// From when it is owed; nothing is put on the calendar without.
    pub begins: Option<Day>,
    /// Until when.
    pub ends: Option<Day>,
    /// To whom.
    pub recipient: String,
    /// Who prepares it.
    pub handler: String,
}

/// A return that is owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed<'a> {
    /// Its type.
    pub plan: &'a Plan,
    /// Its period.
    pub period: Period,
    /// The day it is due.
    pub due: Day,
}

impl Plan {
    /// The plan that a record of kind `return_types` says.
    pub fn of(kind: &Kind, record: &Record) -> Plan {
        let text = |field: &str| record.text(kind, field).unwrap_or_default().to_owned();
        let day = |field: &str| text(field).parse().ok();
        Plan {
            code: text("code"),
            name: text("name"),
            rhythm: match text("rhythm").as_str() {
                "month" => Some(Reach::Month),
                "quarter" => Some(Reach::Quarter),
                "half_year" => Some(Reach::Half),
                "year" => Some(Reach::Year),
                _ => None,
            },
            due_after: record.whole(kind, "due_after").unwrap_or(DUE_AFTER),
            begins: day("begins"),
            ends: day("ends"),
            recipient: text("recipient"),
            handler: text("handler"),
        }
    }

    /// The periods owed up to the one that holds today, from the first.
    fn periods(&self, today: Day) -> impl Iterator<Item = Period> {
        let first = self
            .rhythm
            .zip(self.begins)
            .map(|(reach, begins)| reach.holding(begins, None));
        let last = self.ends.map_or(today, |ends| ends.min(today));
        std::iter::successors(first, |period| Some(period.after()))
            .take_while(move |period| period.bounds().0 <= last)
            .take(MOST)
    }
}

impl Owed<'_> {
    /// What the return is called: 「2026年3月粤心安工作台账」.
    pub fn name(&self) -> String {
        format!("{}{}", self.period.name(Lang::Zh), self.plan.name)
    }
}

/// The returns that are owed and not there: `there` holds type and period of those that are.
pub fn owed<'a>(
    plans: &'a [Plan],
    there: &BTreeSet<(String, String)>,
    today: Day,
) -> Vec<Owed<'a>> {
    let mut owed = Vec::new();
    for plan in plans {
        for period in plan.periods(today) {
            let own = (plan.code.clone(), period.to_string());
            if !there.contains(&own) {
                let due = period.bounds().1.plus(plan.due_after);
                owed.push(Owed { plan, period, due });
            }
        }
    }
    owed.sort_by(|a, b| (a.due, &a.plan.code).cmp(&(b.due, &b.plan.code)));
    owed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn plan(code: &str, rhythm: Option<Reach>, begins: Option<&str>, ends: Option<&str>) -> Plan {
        Plan {
            code: code.to_owned(),
            name: code.to_uppercase(),
            rhythm,
            due_after: 5,
            begins: begins.map(day),
            ends: ends.map(day),
            recipient: "街道办".to_owned(),
            handler: String::new(),
        }
    }

    #[test]
    fn what_is_owed_goes_from_its_first_period_to_the_one_that_holds_today() {
        let month = Some(Reach::Month);
        for (plan, there, expected) in [
            (
                plan("m", month, Some("2026-09-15"), None),
                vec![],
                vec![
                    ("2026-09", "2026-10-05"),
                    ("2026-10", "2026-11-05"),
                    ("2026-11", "2026-12-05"),
                ],
            ),
            (
                plan("m", month, Some("2026-09-15"), None),
                vec!["2026-10"],
                vec![("2026-09", "2026-10-05"), ("2026-11", "2026-12-05")],
            ),
            (
                plan("m", month, Some("2026-09-15"), Some("2026-10-31")),
                vec![],
                vec![("2026-09", "2026-10-05"), ("2026-10", "2026-11-05")],
            ),
            (
                plan("q", Some(Reach::Quarter), Some("2026-04-01"), None),
                vec![],
                vec![
                    ("2026Q2", "2026-07-05"),
                    ("2026Q3", "2026-10-05"),
                    ("2026Q4", "2027-01-05"),
                ],
            ),
            (
                plan("y", Some(Reach::Year), Some("2026-01-01"), None),
                vec![],
                vec![("2026", "2027-01-05")],
            ),
            (plan("m", month, Some("2026-12-01"), None), vec![], vec![]),
            (plan("m", month, None, None), vec![], vec![]),
            (plan("a", None, Some("2026-01-01"), None), vec![], vec![]),
        ] {
            let code = plan.code.clone();
            let own = |period: &str| (code.clone(), period.to_owned());
            let there = there.into_iter().map(own).collect();
            let plans = [plan];
            let found = owed(&plans, &there, day("2026-11-25"));
            let found: Vec<(String, String)> = found
                .iter()
                .map(|o| (o.period.to_string(), o.due.to_string()))
                .collect();
            let expected: Vec<(String, String)> = expected
                .iter()
                .map(|(p, d)| ((*p).to_owned(), (*d).to_owned()))
                .collect();
            assert_eq!(found, expected, "{plans:?}");
        }
    }
}
