//! A park's records by chance: activities, sign-ins, people, returns; and what happens to them.
//!
//! In: a source of chance. Out: changes of records that link to one another: added, changed,
//! pointed elsewhere, taken away.

use std::collections::BTreeMap;

use app::records::KINDS;
use base::{Ask, Change, Id, Kind, Record, Selection, Sort, Value};
use store::{Moment, Scope};

use crate::door::{Park, values};

/// Numbers that can be repeated.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

/// Each kind, its first identity, and how many there are at first.
const START: [(&str, i64, i64); 4] = [
    ("activities", 10_000, 20),
    ("attendance", 20_000, 60),
    ("people", 30_000, 16),
    ("returns", 40_000, 8),
];
/// From here on people may be the same as one before.
const OTHERS: i64 = 30_008;

/// The records that are there.
struct There(Vec<(&'static str, i64)>);

impl There {
    fn one(&self, chance: &mut Chance, kind: &str) -> Value {
        let own = |(name, id): &(&str, i64)| (*name == kind).then_some(*id);
        let all: Vec<i64> = self.0.iter().filter_map(own).collect();
        Value::Whole(all[chance.below(all.len())])
    }
}

fn day(chance: &mut Chance) -> Value {
    let (month, day) = (1 + chance.below(5), 1 + chance.below(28));
    Value::from(format!("2025-{month:02}-{day:02}"))
}

/// What a record of a kind holds, by chance; it links to some of these.
fn given(chance: &mut Chance, kind: &str, id: i64, there: &There) -> Vec<(&'static str, Value)> {
    let number = Value::from(format!("N-{id}"));
    let whole = |n: usize| Value::Whole(i64::try_from(n).unwrap());
    match kind {
        "activities" => vec![
            ("number", number),
            ("on", day(chance)),
            ("name", Value::from(format!("活动{}", chance.below(9)))),
            (
                "status",
                chance
                    .of(&["completed", "completed", "cancelled", "planned"])
                    .into(),
            ),
            ("hours", whole(25 * chance.below(20))),
            ("headcount", whole(chance.below(60))),
        ],
        "attendance" => vec![
            ("activity", there.one(chance, "activities")),
            ("batch", Value::Whole(1)),
            ("name", Value::from(format!("居民{}", chance.below(30)))),
            ("capacity", chance.of(&["resident", "volunteer"]).into()),
            ("person", there.one(chance, "people")),
        ],
        "people" => {
            let mut given = vec![
                ("name", Value::from(format!("居民{}", chance.below(30)))),
                ("identity", number),
            ];
            // Somebody who stands for others is nobody else.
            if id >= OTHERS && chance.below(2) == 0 {
                given.push(("same_as", Value::Whole(30_000 + chance.below(8) as i64)));
            }
            given
        }
        _ => vec![
            ("number", number),
            ("on", day(chance)),
            ("category", "ledger".into()),
            ("name", Value::from(format!("台账{id}"))),
            ("copies", whole(1 + chance.below(3))),
            (
                "state",
                chance.of(&["submitted", "late", "sent_back"]).into(),
            ),
        ],
    }
}

fn of(name: &str) -> &'static Kind {
    KINDS.iter().find(|kind| kind.name == name).unwrap()
}

fn natural(kind: &str, id: i64) -> String {
    match kind {
        "attendance" => format!("{id}"),
        _ => format!("N-{id}"),
    }
}

fn added(chance: &mut Chance, kind: &str, id: i64, there: &There) -> Change {
    Change::Add {
        kind: of(kind).name,
        id: Id(id),
        natural: natural(kind, id),
        values: values(kind, &given(chance, kind, id, there)),
    }
}

/// The records to begin with.
pub fn first(chance: &mut Chance) -> Vec<Change> {
    let start = |(kind, from, many)| (from..from + many).map(move |id| (kind, id));
    let there = &There(START.into_iter().flat_map(start).collect());
    let mut all = Vec::new();
    for (kind, from, many) in START {
        all.extend((from..from + many).map(|id| added(chance, kind, id, there)));
    }
    all
}

/// All the records that may change, as they stand.
pub async fn standing(park: &Park) -> BTreeMap<(&'static str, i64), Record> {
    let ask = |kind: &str| Ask::Rows {
        selection: Selection::all(kind),
        sort: Sort::default(),
        after: None,
        limit: 10_000,
    };
    let scope = Scope::system(park.id, "a test");
    let asks = START.iter().map(|(kind, ..)| ask(kind)).collect();
    let answers = park
        .house
        .store
        .ask(&scope, Moment::Now, asks)
        .await
        .unwrap();
    let mut all = BTreeMap::new();
    for ((kind, from, _), answer) in START.iter().zip(answers) {
        // The returns that are signed here have smaller identities.
        let rows = answer.many().into_iter().filter(|r| r.id.0 >= *from);
        all.extend(rows.map(|record| ((*kind, record.id.0), record)));
    }
    all
}

/// Some changes, each of another record; `next` is an identity that nobody had yet.
pub fn changes(
    chance: &mut Chance,
    standing: &BTreeMap<(&'static str, i64), Record>,
    many: usize,
    next: &mut i64,
) -> Vec<Change> {
    let there = &There(standing.keys().copied().collect());
    let keys = &there.0;
    let mut made: BTreeMap<(&'static str, i64), Change> = BTreeMap::new();
    while made.len() < many {
        let (kind, id) = keys[chance.below(keys.len())];
        let count = keys.iter().filter(|(name, _)| *name == kind).count();
        let start = START.iter().find(|(name, ..)| *name == kind).unwrap().2;
        let record = &standing[&(kind, id)];
        match chance.below(8) {
            0 if count as i64 > start / 2 => {
                let gone = Change::Remove {
                    kind: of(kind).name,
                    id: Id(id),
                    since: record.since,
                };
                made.insert((kind, id), gone);
            }
            1 if (count as i64) < 2 * start => {
                *next += 1;
                let from = START.iter().find(|(name, ..)| *name == kind).unwrap().1;
                let id = from + 100 + *next;
                made.insert((kind, id), added(chance, kind, id, there));
            }
            _ => {
                let mut now = record.values.clone();
                let (name, value) = {
                    let mut given = given(chance, kind, id, there);
                    let at = chance.below(given.len());
                    given.swap_remove(at)
                };
                if !["number", "identity"].contains(&name) {
                    now[of(kind).at(name).unwrap()] = Some(value);
                }
                let set = Change::Set {
                    kind: of(kind).name,
                    id: Id(id),
                    since: record.since,
                    natural: natural(kind, id),
                    values: now,
                };
                made.insert((kind, id), set);
            }
        }
    }
    made.into_values().collect()
}
