//! A filter finds the same records in SQL and in memory, now and as of then.
//!
//! Two thousand filters are made by chance from a fixed seed, so that a failure comes back.

use std::collections::BTreeMap;

use base::{
    Answer, Ask, Change, Field, Filter, Id, Kind, Operand, Record, Selection, Sort, Test, Type,
    Value,
};
use figures::{World, judge};
use store::Moment;

use crate::ground::*;

/// Numbers by chance, always the same ones (splitmix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n as u64) as usize
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }
}

const KINDS: [(&str, i64); 4] = [
    ("areas", 100),
    ("people", 200),
    ("activities", 300),
    ("signins", 400),
];
const EACH: i64 = 30;
const WORDS: [&str; 8] = ["", "剪纸", "Ａb", "ab c", "100%_!", "𠮷龘", "'; --", "é"];
const DAYS: [&str; 5] = [
    "2021-12-31",
    "2022-07-06",
    "2022-07-20",
    "2023-07-01",
    "2022-01-01",
];

fn first(kind: &str) -> i64 {
    KINDS
        .iter()
        .find(|(name, _)| *name == kind)
        .map_or(900, |(_, first)| *first)
}

/// An identity that may be of that kind, or of nothing.
fn some_id(chance: &mut Chance, kind: &str) -> i64 {
    first(kind) + chance.below(EACH as usize + 3) as i64
}

fn some_value(chance: &mut Chance, field: &Field) -> Option<Value> {
    match field.kind {
        Type::Day => Value::text(chance.one(&DAYS)),
        Type::Moment => Value::text(format!("{} 0{}:30", chance.one(&DAYS), chance.below(3))),
        Type::Links(to) => {
            let many = (0..chance.below(4))
                .map(|_| some_id(chance, to[0]))
                .collect();
            Some(Value::Many(many))
        }
        Type::Sealed(_) => None,
        _ if field.is_text() => Value::text(chance.one(&WORDS)),
        _ => match field.targets() {
            [] => Some(Value::Whole(chance.below(6) as i64 - 2)),
            targets => Some(Value::Whole(some_id(chance, targets[0]))),
        },
    }
}

fn some_values(chance: &mut Chance, kind: &Kind) -> Vec<Option<Value>> {
    let value = |field: &Field| {
        let missing = chance.below(4) == 0;
        some_value(chance, field).filter(|value| !missing && *value != Value::Many(vec![]))
    };
    kind.fields.iter().map(value).map(distinct).collect()
}

/// A list as it is stored: no link twice.
fn distinct(value: Option<Value>) -> Option<Value> {
    let Some(Value::Many(many)) = value else {
        return value;
    };
    let mut seen = Vec::new();
    many.into_iter().for_each(|id| {
        if !seen.contains(&id) {
            seen.push(id)
        }
    });
    Some(Value::Many(seen))
}

/// The records as they are in memory.
#[derive(Clone, Default)]
struct Memory(BTreeMap<(&'static str, i64), Record>);

impl World for Memory {
    fn record(&self, kind: &str, id: Id) -> Option<&Record> {
        self.0
            .iter()
            .find(|((k, i), _)| *k == kind && *i == id.0)
            .map(|(_, r)| r)
    }

    fn holders(&self, kind: &str, field: &str, id: Id) -> Vec<&Record> {
        let catalogue = catalogue();
        let at = catalogue.kind(kind).and_then(|k| k.at(field)).unwrap();
        let of = self
            .0
            .iter()
            .filter(|((k, _), _)| *k == kind)
            .map(|(_, r)| r);
        of.filter(|r| r.values[at].as_ref().is_some_and(|v| v.ids().contains(&id)))
            .collect()
    }
}

fn some_test(chance: &mut Chance, kind: &'static Kind, field: &'static Field) -> Test {
    let is = |value: Value| Operand::Is(value);
    let id = |chance: &mut Chance| {
        is(Value::Whole(some_id(
            chance,
            field.targets().first().unwrap_or(&""),
        )))
    };
    if matches!(field.kind, Type::Links(_)) {
        return match chance.below(3) {
            0 => Test::Set(chance.below(2) == 0),
            1 => Test::Is(id(chance)),
            _ => Test::In((0..chance.below(4)).map(|_| id(chance)).collect()),
        };
    }
    let value = |chance: &mut Chance| {
        is(loop {
            if let Some(value) = some_value(chance, field) {
                break value;
            }
        })
    };
    let alike: Vec<&Field> = kind
        .fields
        .iter()
        .filter(|f| f.is_text() == field.is_text())
        .collect();
    let alike: Vec<&Field> = alike
        .into_iter()
        .filter(|f| !matches!(f.kind, Type::Links(_) | Type::Sealed(_)))
        .collect();
    let other = chance.one(&alike).name.to_owned();
    match chance.below(11) {
        0 => Test::Is(value(chance)),
        1 => Test::In((0..chance.below(4)).map(|_| value(chance)).collect()),
        2 => Test::AtLeast(value(chance)),
        3 => Test::Above(value(chance)),
        4 => Test::AtMost(value(chance)),
        5 => Test::Below(value(chance)),
        6 => Test::AtLeastField(other),
        7 => Test::AtMostField(other),
        8 => Test::IsField(other),
        9 if field.searched => Test::Contains(
            chance
                .one(&["a", "Ｂ", "纸", "%", "_", "!", "", " ", "𠮷", "'"])
                .to_owned(),
        ),
        10 if matches!(field.kind, Type::Day | Type::Moment) => {
            Test::InMonth(chance.one(&[1, 7, 12]))
        }
        _ => Test::Set(chance.below(2) == 0),
    }
}

fn some_filter(chance: &mut Chance, kind: &'static Kind, depth: usize) -> Filter {
    let catalogue = catalogue();
    let several = |chance: &mut Chance| -> Vec<Filter> {
        (0..chance.below(4))
            .map(|_| some_filter(chance, kind, depth - 1))
            .collect()
    };
    let choice = if depth == 0 {
        9 + chance.below(4)
    } else {
        chance.below(13)
    };
    match choice {
        0 => Filter::All {
            all: several(chance),
        },
        1 => Filter::Any {
            any: several(chance),
        },
        2 | 3 => Filter::negate(some_filter(chance, kind, depth - 1)),
        4 | 5 => {
            let links: Vec<&Field> = kind
                .fields
                .iter()
                .filter(|f| !f.targets().is_empty())
                .collect();
            let Some(link) = (!links.is_empty()).then(|| chance.one(&links)) else {
                return some_filter(chance, kind, depth - 1);
            };
            let target = chance.one(link.targets());
            Filter::Through {
                through: link.name.to_owned(),
                kind: target.to_owned(),
                filter: Box::new(some_filter(
                    chance,
                    catalogue.kind(target).unwrap(),
                    depth - 1,
                )),
            }
        }
        6 | 7 => {
            let holders = catalogue.holders(kind.name);
            let holders: Vec<_> = holders
                .into_iter()
                .filter(|(k, _)| k.name != "accounts")
                .collect();
            let Some((holder, by)) = (!holders.is_empty()).then(|| chance.one(&holders)) else {
                return some_filter(chance, kind, depth - 1);
            };
            Filter::held_by(holder.name, by.name, some_filter(chance, holder, depth - 1))
        }
        8 => Filter::ids(
            (0..chance.below(5))
                .map(|_| some_id(chance, kind.name))
                .collect(),
        ),
        12 if kind.name == "areas" => Filter::below(
            (0..chance.below(3))
                .map(|_| some_id(chance, kind.name))
                .collect(),
            "parent",
        ),
        _ => {
            let fields: Vec<&'static Field> = kind
                .fields
                .iter()
                .filter(|f| !matches!(f.kind, Type::Sealed(_)))
                .collect();
            let field = chance.one(&fields);
            Filter::leaf(field.name, some_test(chance, kind, field))
        }
    }
}

/// A world, written; then a third of it changed or removed. As it was and as it is.
async fn worlds(ground: &Ground, chance: &mut Chance) -> [(Moment, Memory); 2] {
    let catalogue = catalogue();
    let mut memory = Memory::default();
    let mut changes = Vec::new();
    for (name, first) in KINDS {
        let kind = catalogue.kind(name).unwrap();
        for id in first..first + EACH {
            let values = some_values(chance, kind);
            changes.push(add(kind, id, &id.to_string(), values.clone()));
            memory.0.insert(
                (kind.name, id),
                Record {
                    id: Id(id),
                    since: 0,
                    values,
                    hidden: vec![],
                },
            );
        }
    }
    ground.put(changes).await;
    let then = (
        Moment::At(ground.now.load(std::sync::atomic::Ordering::SeqCst)),
        memory.clone(),
    );
    let mut changes = Vec::new();
    for (name, first) in KINDS {
        let kind = catalogue.kind(name).unwrap();
        for id in (first..first + EACH).step_by(3) {
            let since = ground.one(kind, id).await.unwrap().since;
            if chance.below(4) == 0 {
                changes.push(Change::Remove {
                    kind: kind.name,
                    id: Id(id),
                    since,
                });
                memory.0.remove(&(kind.name, id));
                continue;
            }
            let values = some_values(chance, kind);
            let natural = id.to_string();
            changes.push(Change::Set {
                kind: kind.name,
                id: Id(id),
                since,
                natural,
                values: values.clone(),
            });
            memory.0.get_mut(&(kind.name, id)).unwrap().values = values;
        }
    }
    ground.put(changes).await;
    [then, (Moment::Now, memory)]
}

#[tokio::test]
async fn filters_agree() {
    const AT_ONCE: usize = 50;
    let ground = Ground::new().await;
    let mut chance = Chance(20_221_231);
    let catalogue = catalogue();
    let worlds = worlds(&ground, &mut chance).await;
    let mut found_some = 0;
    for _ in 0..24 {
        let filters: Vec<(&Kind, Filter)> = (0..AT_ONCE)
            .map(|_| {
                let kind = catalogue.kind(chance.one(&KINDS).0).unwrap();
                (kind, some_filter(&mut chance, kind, 4))
            })
            .collect();
        let ask = |(kind, filter): &(&Kind, Filter)| Ask::Rows {
            selection: Selection::all(kind.name).and(filter.clone()),
            sort: Sort::default(),
            after: None,
            limit: 1_000,
        };
        for (moment, memory) in &worlds {
            let asks = filters.iter().map(ask).collect();
            let answers = ground
                .store
                .ask(&ground.scope, *moment, asks)
                .await
                .unwrap();
            for ((kind, filter), answer) in filters.iter().zip(answers) {
                let Answer::Page(page) = answer else { panic!() };
                let in_sql: Vec<i64> = page.rows.iter().map(|r| r.id.0).collect();
                let of_kind = memory.0.iter().filter(|((k, _), _)| *k == kind.name);
                let meets = of_kind.filter(|(_, r)| judge(filter, kind, r, &catalogue, memory));
                let in_memory: Vec<i64> = meets.map(|((_, id), _)| *id).collect();
                found_some += usize::from(!in_sql.is_empty() && in_sql.len() < EACH as usize);
                assert_eq!(in_sql, in_memory, "{} {moment:?}: {filter:#?}", kind.name);
            }
        }
    }
    assert!(
        found_some > 800,
        "only {found_some} of 2,400 filters tell records apart"
    );
}
