//! Of so many records that they are walked and not gathered, the same are found.

use std::collections::BTreeMap;

use base::{Answer, Ask, Cursor, Filter, Fold, Id, Selection, Sort, Value};

use crate::ground::*;

const SIGNED_IN: i64 = 3_000;

/// Three sign-ins in four are of the first activity; every seventh has no person.
fn of(n: i64) -> (i64, Option<i64>) {
    let activity = if n % 4 == 3 { 2 } else { 1 };
    (activity, (n % 7 != 0).then_some(1_000 + n * 31 % 90))
}

async fn full() -> Ground {
    let ground = Ground::new().await;
    let mut changes = vec![
        add(&ACTIVITIES, 1, "A1", activity("一", "2022-07-06", 0, 1)),
        add(&ACTIVITIES, 2, "A2", activity("二", "2022-07-20", 0, 1)),
    ];
    for n in 0..SIGNED_IN {
        let (activity, person) = of(n);
        let (activity, person) = (Some(Value::Whole(activity)), person.map(Value::Whole));
        let values = vec![None, activity, person, None, None];
        changes.push(add(&SIGNINS, 10_000 + n, &n.to_string(), values));
    }
    ground.put(changes).await;
    ground
}

fn selected(title: &str) -> Selection {
    Selection::all("signins").and(Filter::through("activity", Filter::is("title", title)))
}

#[tokio::test]
async fn pages_of_many_and_of_few_hold_the_same() {
    let ground = full().await;
    for (title, activity) in [("一", 1), ("二", 2)] {
        let all = (0..SIGNED_IN).filter(|n| of(*n).0 == activity);
        let expected: Vec<i64> = all.map(|n| 10_000 + n).collect();
        for (field, limit) in [("", 700), ("activity", 900)] {
            let (mut found, mut after): (Vec<i64>, Option<Cursor>) = (vec![], None);
            loop {
                let ask = Ask::Rows {
                    selection: selected(title),
                    sort: Sort {
                        field: field.to_owned(),
                        descending: false,
                    },
                    after,
                    limit,
                };
                let page = ground.ask(ask).await.page();
                found.extend(page.rows.iter().map(|r| r.id.0));
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(found, expected, "{title} by {field:?}");
        }
    }
}

#[tokio::test]
async fn groups_of_many_and_of_few_hold_the_same() {
    let ground = full().await;
    for (title, activity) in [("一", 1), ("二", 2)] {
        let mut expected: BTreeMap<(bool, Option<i64>), i64> = BTreeMap::new();
        for (_, person) in (0..SIGNED_IN).map(of).filter(|(a, _)| *a == activity) {
            *expected.entry((person.is_none(), person)).or_default() += 1;
        }
        let expected: Vec<(Option<i64>, i64)> =
            expected.into_iter().map(|((_, p), n)| (p, n)).collect();
        let (mut found, mut after) = (vec![], None);
        loop {
            let ask = Ask::Fold {
                selection: selected(title),
                fold: Fold::Count,
                by: vec!["person".to_owned()],
                after,
                limit: 13,
            };
            let Answer::Groups(page) = ground.ask(ask).await else {
                panic!("no groups");
            };
            let person = |by: &[Option<Value>]| by[0].as_ref().and_then(Value::as_whole);
            found.extend(page.groups.iter().map(|g| (person(&g.by), g.rows)));
            let last = page.groups.last().and_then(|g| g.by[0].clone());
            after = page.more.then_some(Cursor {
                value: last,
                id: Id(0),
            });
            if after.is_none() {
                break;
            }
        }
        assert_eq!(found, expected, "{title}");
    }
}

#[tokio::test]
async fn of_those_who_are_one_many_and_few_hold_the_same_groups() {
    let ground = full().await;
    // 1004 and 1003 are the same as 1002, one by way of the other; 1050 is the same as 1060.
    let same = |n: i64| match n {
        1_003 => Some(1_002),
        1_004 => Some(1_003),
        1_050 => Some(1_060),
        _ => None,
    };
    let people = (1_000..1_090).map(|n| {
        let values = vec![None, None, same(n).map(Value::Whole)];
        add(&PEOPLE, n, &format!("P{n}"), values)
    });
    ground.put(people.collect()).await;
    let one = |n: i64| same(n).map_or(n, |next| same(next).unwrap_or(next));
    for (title, activity) in [("一", 1), ("二", 2)] {
        let mut expected: BTreeMap<(bool, Option<i64>), i64> = BTreeMap::new();
        for (_, person) in (0..SIGNED_IN).map(of).filter(|(a, _)| *a == activity) {
            let person = person.map(one);
            *expected.entry((person.is_none(), person)).or_default() += 1;
        }
        let expected: Vec<(Option<i64>, i64)> =
            expected.into_iter().map(|((_, p), n)| (p, n)).collect();
        let (mut found, mut after) = (vec![], None);
        loop {
            let ask = Ask::Fold {
                selection: selected(title),
                fold: Fold::Count,
                by: vec!["person".to_owned()],
                after,
                limit: 3,
            };
            let Answer::Groups(page) = ground.ask(ask).await else {
                panic!("no groups");
            };
            let person = |by: &[Option<Value>]| by[0].as_ref().and_then(Value::as_whole);
            found.extend(page.groups.iter().map(|g| (person(&g.by), g.rows)));
            let last = page.groups.last().and_then(|g| g.by[0].clone());
            after = page.more.then_some(Cursor {
                value: last,
                id: Id(0),
            });
            if after.is_none() {
                break;
            }
        }
        assert_eq!(found, expected, "{title}");
        let distinct = Ask::Fold {
            selection: selected(title),
            fold: Fold::Distinct("person".to_owned()),
            by: Vec::new(),
            after: None,
            limit: 1,
        };
        let people = expected.iter().filter(|(person, _)| person.is_some());
        let number = ground.ask(distinct).await.number();
        assert_eq!(number, people.count() as i64, "{title}");
    }
}

#[tokio::test]
async fn a_count_stops_one_beyond_the_most() {
    let ground = full().await;
    let all = (0..SIGNED_IN).filter(|n| of(*n).0 == 2).count() as i64;
    for (most, expected) in [(10, 11), (all - 1, all), (all, all), (5_000, all)] {
        let ask = Ask::Count {
            selection: selected("二"),
            most: u32::try_from(most).unwrap(),
        };
        assert_eq!(ground.ask(ask).await.number(), expected, "{most}");
    }
    let few = Ask::Rows {
        selection: selected("二"),
        sort: Sort::default(),
        after: None,
        limit: 5,
    };
    let page = ground.ask(few).await.page();
    assert_eq!((page.rows.len(), page.all), (5, Some(all)));
}
