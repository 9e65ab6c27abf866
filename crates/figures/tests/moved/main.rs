//! What is told of a change before it is made is what it then does: 10,000 changes of a small
//! park, each held against every figure counted before and after, record by record.

// A test stops where it fails.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod park;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use base::{Filter, Id, Kind, Period, Record, Value};
use figures::{
    Both, Definition, Definitions, Each, Figure, Moving, Named, Need, Opening, Reach, Tables, Way,
    asks, figure, needs, opening,
};
use park::{KINDS, Park, catalogue};

const CHANGES: usize = 10_000;

const DEFINITIONS: &str = r#"
    held = kind = "sessions" where = { field = "state", is = "held" } fold = "count"
    hours = kind = "sessions" fold = { sum = "hours" }
    mean = kind = "sessions" where = { not = { field = "state", is = "off" } } fold = { mean = "hours" }
    first = kind = "sessions" where = { field = "state", set = true } fold = { least = "on" }
    longest = kind = "sessions" fold = { most = "hours" }
    middle = kind = "sessions" fold = { median = "hours" }
    share = kind = "sessions" fold = { share = { field = "state", is = "held" } }
    names = kind = "sessions" where = { field = "hours", above = 1 } fold = { names = "place.number" }
    unattended = kind = "sessions" where = { not = { held_by = "signs", by = "session" } } fold = "count"
    guests = kind = "sessions" where = { held_by = "signs", by = "session", where = { all = [{ field = "role", is = "guest" }, { through = "person", where = { field = "ward", is = "north" } }] } } fold = "count"
    signs = kind = "signs" where = { through = "session", where = { field = "state", is = "held" } } fold = "count"
    persons = kind = "signs" where = { any = [{ field = "role", is = "guest" }, { through = "session", where = { field = "hours", at_least = 2 } }] } fold = { distinct = "person" }
    wards = kind = "signs" fold = { distinct = "person.ward" }
    so_far = kind = "signs" basis = "to_date" fold = "count"
    ever = kind = "signs" basis = "ever" where = { field = "role", set = true } fold = { distinct = "person" }
    all_people = kind = "people" where = { field = "same_as", set = false } fold = "count"
    rate = fold = { ratio = ["signs", "so_far"] }
    grown = fold = { growth = { of = "signs", over = "before" } }
    peak = fold = { peak = { of = "signs", by = "session.on:month" } }
    both = fold = { add = ["held", "guests"] }
"#;

fn definitions() -> Definitions {
    let one = |line: &str| {
        let (key, rest) = line.trim().split_once(" = ").unwrap();
        let mut toml = format!("key = \"{key}\"\nzh = \"{key}\"\nen = \"{key}\"\n");
        let mut rest = rest.to_owned();
        for word in [" basis = ", " where = ", " fold = "] {
            rest = rest.replacen(word, &format!("\n{}", word.trim_start()), 1);
        }
        toml.push_str(&rest);
        toml::from_str(&toml).unwrap_or_else(|e| panic!("{toml}: {e}"))
    };
    let list: Vec<Definition> = DEFINITIONS
        .lines()
        .filter(|l| !l.trim().is_empty())
        .map(one)
        .collect();
    Definitions::new(list, catalogue()).unwrap()
}

struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
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

fn a_record(chance: &mut Chance, kind: &Kind, id: i64) -> Record {
    let some = |n: i64| Some(Value::Whole(n));
    let text = |t: String| (t != "-").then_some(Value::Text(t));
    let number = Some(Value::Text(format!("{}{id}", kind.name)));
    let values = match kind.name {
        "places" => {
            let parent = chance.below(6) as i64;
            vec![number, (parent < id).then_some(Value::Whole(parent))]
        }
        "sessions" => vec![
            number,
            text(format!(
                "2026-{:02}-{:02}",
                5 + chance.below(3),
                1 + chance.below(28)
            )),
            text(chance.of(&["held", "held", "off", "-"]).to_owned()),
            some(chance.below(4) as i64),
            some(chance.below(6) as i64),
        ],
        "signs" => vec![
            number,
            some(100 + chance.below(8) as i64),
            some(300 + chance.below(9) as i64),
            text(chance.of(&["guest", "staff", "-"]).to_owned()),
        ],
        _ => {
            let same = 300 + chance.below(9) as i64;
            // Somebody who stands for others is nobody else.
            let same = (id >= 305 && same < 303).then_some(Value::Whole(same));
            vec![
                number,
                same,
                text(chance.of(&["north", "south", "-"]).to_owned()),
            ]
        }
    };
    Record {
        id: Id(id),
        since: 0,
        values,
        hidden: Vec::new(),
    }
}

type Key = (&'static str, Id);

/// A record or two otherwise; sign-ins also come and go.
fn a_change(chance: &mut Chance, park: &Park) -> BTreeMap<Key, Option<Record>> {
    let mut change = BTreeMap::new();
    for _ in 0..1 + chance.below(2) {
        let all: Vec<&Key> = park.0.keys().collect();
        let (name, id) = *all[chance.below(all.len())];
        let kind = KINDS.iter().find(|k| k.name == name).unwrap();
        let fresh = a_record(chance, kind, id.0);
        let mut record = park.0[&(name, id)].clone();
        let at = 1 + chance.below(kind.fields.len() - 1);
        record.values[at] = fresh.values[at].clone();
        let signs = |id: i64| (park::SIGNS.name, Id(id));
        match chance.below(6) {
            0 if name == "signs" && park.of("signs").count() > 8 => change.insert((name, id), None),
            1 if park.of("signs").count() < 20 => {
                let id = 1_000 + chance.below(1_000_000) as i64;
                change.insert(signs(id), Some(a_record(chance, &park::SIGNS, id)))
            }
            _ => change.insert((name, id), Some(record)),
        };
    }
    change
}

/// What the program would have read: the changed records, those that look at one, and what these
/// look at.
fn tables(
    park: &Park,
    change: &BTreeMap<Key, Option<Record>>,
    definitions: &Definitions,
) -> Tables {
    let mut tables = Tables::default();
    for ((name, id), after) in change {
        let kind = KINDS.iter().find(|k| k.name == *name).unwrap();
        let before = park.0.get(&(*name, *id)).cloned().map(Arc::new);
        let after = after.clone().map(Arc::new);
        if before != after {
            tables.put(
                kind,
                Both {
                    id: *id,
                    before,
                    after,
                },
            );
        }
    }
    let catalogue = catalogue();
    let reaches = definitions.iter().filter_map(|d| Reach::of(d, catalogue));
    let reaches: Vec<Reach> = reaches.filter(|reach| reach.sees(&tables)).collect();
    for reach in &reaches {
        for filter in reach.looking(&tables) {
            for record in park.judged(reach.kind, &filter) {
                tables.keep(reach.kind, record.clone());
            }
        }
    }
    for reach in &reaches {
        let all = tables.rows(reach.kind.name).iter().map(|b| b.id).collect();
        follow(park, &mut tables, reach, all);
    }
    tables
}

fn follow(park: &Park, tables: &mut Tables, reach: &Reach, ids: BTreeSet<Id>) {
    for (way, then) in &reach.steps {
        let both = ids
            .iter()
            .filter_map(|id| tables.get(reach.kind.name, *id).cloned());
        let states = both.flat_map(|b| [b.before, b.after]).flatten();
        let mut there: BTreeSet<Id> = match way {
            Way::On(f) | Way::Up(f) => states
                .filter_map(|r| r.whole(reach.kind, f))
                .map(Id)
                .collect(),
            Way::Back(f) => {
                let points = |r: &&Record| {
                    r.whole(then.kind, f)
                        .is_some_and(|id| ids.contains(&Id(id)))
                };
                park.of(then.kind.name)
                    .filter(points)
                    .map(|r| r.id)
                    .collect()
            }
        };
        for id in &there {
            if let Some(record) = park.0.get(&(then.kind.name, *id)) {
                tables.keep(then.kind, record.clone());
            }
        }
        there.extend(
            tables
                .changed()
                .filter(|(k, _)| *k == then.kind.name)
                .map(|(_, b)| b.id),
        );
        match way {
            Way::Up(_) if !there.is_subset(&ids) => follow(park, tables, reach, &there | &ids),
            _ => follow(park, tables, then, there),
        }
    }
}

fn narrowed(all: &Definitions, place: Option<i64>) -> Definitions {
    let Some(place) = place else {
        return all.clone();
    };
    let at = || Filter::through("place", Filter::below(vec![place], "parent"));
    all.narrowed(|d| {
        let mut d = d.clone();
        match d.kind.as_str() {
            "sessions" => d.filter = d.filter.and(at()),
            "signs" => d.filter = d.filter.and(Filter::through("session", at())),
            "people" => return None,
            _ => {}
        }
        Some(d)
    })
}

fn counted(park: &Park, all: &Definitions, period: Period) -> BTreeMap<Need, Figure> {
    let catalogue = catalogue();
    let wanted: Vec<Need> = all.iter().map(|d| Need::whole(&d.key, period)).collect();
    let mut known = BTreeMap::new();
    for need in needs(all, &wanted) {
        let definition = all.get(&need.key).unwrap();
        let asks = asks(definition, &need, catalogue);
        let answers = asks.iter().map(|ask| park.answer(ask)).collect();
        let found = figure(definition, &need, answers, catalogue, &known);
        known.insert(need, found);
    }
    known
}

/// The rows behind a figure, each with what it is counted as.
fn rows(park: &Park, parts: &[Opening]) -> BTreeSet<String> {
    let mut rows = BTreeSet::new();
    for (at, part) in parts.iter().enumerate() {
        let kind = catalogue().kind(&part.selection.kind).unwrap();
        let met = part.met.as_ref().map(|met| park.judged(kind, met));
        for record in park.selected(&part.selection) {
            let value = match &part.each {
                Each::Row => None,
                Each::Value(path) | Each::Weight(path) => match park.cell(kind, record, path) {
                    None => continue,
                    Some(Value::Whole(0)) if matches!(part.each, Each::Weight(_)) => continue,
                    value => value,
                },
            };
            let met = met
                .as_ref()
                .map(|met| met.iter().any(|r| r.id == record.id));
            rows.insert(format!("{at} {:?} {value:?} {met:?}", record.id));
        }
    }
    rows
}

#[test]
fn what_is_told_of_a_change_is_what_it_does() {
    let (catalogue, all, mut chance) = (catalogue(), definitions(), Chance(11));
    let mut park = Park::default();
    for (kind, from, many) in [
        (KINDS[0], 0, 6),
        (KINDS[1], 100, 8),
        (KINDS[2], 200, 14),
        (KINDS[3], 300, 9),
    ] {
        for id in from..from + many {
            park.0
                .insert((kind.name, Id(id)), a_record(&mut chance, kind, id));
        }
    }
    let (mut moved, mut rows_only) = (0, 0);
    for _ in 0..CHANGES {
        let change = a_change(&mut chance, &park);
        let period: Period = chance.of(&["2026", "2026-06", "2026-07"]).parse().unwrap();
        let place = [None, Some(0), Some(3)][chance.below(3)];
        let definitions = narrowed(&all, place);
        let tables = tables(&park, &change, &definitions);
        let mut after = park.clone();
        for (key, record) in change {
            match record {
                Some(record) => drop(after.0.insert(key, record)),
                None => drop(after.0.remove(&key)),
            }
        }
        let (was, now) = (
            counted(&park, &definitions, period),
            counted(&after, &definitions, period),
        );
        let named = Named::new();
        let mut moving = Moving::new(&definitions, &named, catalogue, &tables);
        let mut told: BTreeMap<Need, Figure> = BTreeMap::new();
        let wanted: Vec<Need> = definitions
            .iter()
            .map(|d| Need::whole(&d.key, period))
            .collect();
        for need in needs(&definitions, &wanted) {
            let definition = definitions.get(&need.key).unwrap();
            let moves = moving.moves(&need);
            let patched = moving.patches(&need).iter().map(|patch| {
                let also = patch.beside(catalogue).map(|ask| park.answer(&ask));
                patch.apply(&park.answer(&patch.ask), also.as_ref())
            });
            let patched: Vec<_> = patched.collect();
            let found = match patched.is_empty() && definition.made_of().is_empty() {
                true => was[&need].clone(),
                false => figure(definition, &need, patched, catalogue, &told),
            };
            assert_eq!(found, now[&need], "{need:?} at {place:?}");
            told.insert(need.clone(), found);
            let parts = opening(
                definition,
                &BTreeMap::new(),
                &definitions,
                need.period,
                catalogue,
            );
            let others = rows(&park, &parts) != rows(&after, &parts);
            assert_eq!(
                moving.rows(&parts, &parts).differ(),
                others,
                "{need:?} at {place:?}"
            );
            let differs = was[&need] != now[&need];
            assert!(
                moves || !differs && !others,
                "{need:?} at {place:?} was not told"
            );
            moved += usize::from(differs);
            rows_only += usize::from(others && !differs);
        }
        park = after;
    }
    assert!(
        moved > 5_000 && rows_only > 500,
        "{moved} moved, {rows_only} in rows only"
    );
}
