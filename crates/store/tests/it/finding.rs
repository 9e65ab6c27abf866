//! Records are found: page by page, folded into numbers, by words; or it is said why not.

use base::{Answer, Ask, Cursor, Filter, Fold, Id, Operand, Selection, Sort, Test, Value};
use store::{AskError, Moment};

use crate::ground::*;

#[tokio::test]
async fn pages_walk_the_values_then_the_missing() {
    let ground = Ground::new().await;
    let mut changes = Vec::new();
    for (id, attended) in [
        (1, Some(5)),
        (2, None),
        (3, Some(1)),
        (4, Some(5)),
        (5, None),
        (6, Some(9)),
    ] {
        let mut values = activity("会", "", 0, 0);
        values[ACTIVITIES.at("attended").unwrap()] = attended.map(Value::Whole);
        changes.push(add(&ACTIVITIES, id, &id.to_string(), values));
    }
    ground.put(changes).await;
    for (field, descending, order) in [
        ("attended", false, [3, 1, 4, 6, 2, 5]),
        ("attended", true, [6, 4, 1, 3, 5, 2]),
        ("", false, [1, 2, 3, 4, 5, 6]),
        ("", true, [6, 5, 4, 3, 2, 1]),
    ] {
        for limit in 1..=7 {
            let (mut found, mut after): (Vec<i64>, Option<Cursor>) = (vec![], None);
            loop {
                let sort = Sort {
                    field: field.to_owned(),
                    descending,
                };
                let selection = Selection::all("activities");
                let page = ground
                    .ask(Ask::Rows {
                        selection,
                        sort,
                        after,
                        limit,
                    })
                    .await
                    .page();
                found.extend(page.rows.iter().map(|r| r.id.0));
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(
                found, order,
                "by {field:?}, descending {descending}, {limit} at once"
            );
        }
        pages_back(&ground, field, descending, order).await;
    }
    let unsorted = ground
        .store
        .ask(
            &ground.scope,
            Moment::Now,
            vec![rows(&ACTIVITIES, "planned", 5)],
        )
        .await;
    assert!(
        matches!(unsorted, Err(AskError::Unsuited { .. })),
        "{unsorted:?}"
    );
}

/// From every record, the page before it holds exactly those that stand before it.
async fn pages_back(ground: &Ground, field: &str, descending: bool, order: [i64; 6]) {
    let sort = Sort {
        field: field.to_owned(),
        descending,
    };
    let records = ground.ask(rows(&ACTIVITIES, "", 50)).await.page().rows;
    for (at, id) in order.iter().enumerate() {
        let record = records.iter().find(|r| r.id.0 == *id).unwrap();
        for limit in 1..=7 {
            let before = Ask::RowsBefore {
                selection: Selection::all("activities"),
                sort: sort.clone(),
                before: sort.place(&ACTIVITIES, record),
                limit,
            };
            let page = ground.ask(before).await.page();
            let found: Vec<i64> = page.rows.iter().map(|r| r.id.0).collect();
            let first = at.saturating_sub(limit as usize);
            let said = format!("by {field:?}, descending {descending}, {limit} before {id}");
            assert_eq!(found, order[first..at], "{said}");
            let next = page.next.map(|place| place.id.0);
            assert_eq!(next, (first > 0).then(|| order[first]), "{said}");
        }
    }
}

#[tokio::test]
async fn folds_count_sum_and_tell_apart_by_group() {
    let ground = Ground::new().await;
    let person = |same: Option<i64>| vec![None, None, same.map(Value::Whole)];
    let mut changes = vec![
        add(&ACTIVITIES, 1, "A1", activity("一", "2022-07-06", 51, 10)),
        add(&ACTIVITIES, 2, "A2", activity("二", "2022-07-20", 52, 20)),
        add(&ACTIVITIES, 3, "A3", activity("三", "2022-08-01", 0, 5)),
        add(&PEOPLE, 21, "P1", person(None)),
        add(&PEOPLE, 22, "P2", person(Some(21))),
        add(&PEOPLE, 23, "P3", person(None)),
    ];
    for (id, activity, person, hours) in [
        (31, 1, 21, 15),
        (32, 1, 22, 10),
        (33, 2, 23, 25),
        (34, 2, 21, 5),
    ] {
        let values = vec![
            None,
            Some(Value::Whole(activity)),
            Some(Value::Whole(person)),
            None,
            Some(Value::Whole(hours)),
        ];
        changes.push(add(&SIGNINS, id, &id.to_string(), values));
    }
    ground.put(changes).await;

    let fold = |kind: &str, fold: Fold, by: &[&str]| Ask::Fold {
        selection: Selection::all(kind),
        fold,
        by: by.iter().map(|b| (*b).to_owned()).collect(),
        after: None,
        limit: 50,
    };
    let whole = |n: i64| Some(Value::Whole(n));
    // (kind, fold, by) → (groups, value, rows)
    type Told = (Vec<Option<Value>>, Option<Value>, i64);
    let table: Vec<(Ask, Vec<Told>)> = vec![
        (
            fold("signins", Fold::Count, &[]),
            vec![(vec![], whole(4), 4)],
        ),
        (
            fold("signins", Fold::Sum("hours".into()), &[]),
            vec![(vec![], whole(55), 4)],
        ),
        // 21 and 22 are one person.
        (
            fold("signins", Fold::Distinct("person".into()), &[]),
            vec![(vec![], whole(2), 4)],
        ),
        (
            fold("signins", Fold::Distinct("person".into()), &["activity"]),
            vec![(vec![whole(1)], whole(1), 2), (vec![whole(2)], whole(2), 2)],
        ),
        (
            fold(
                "signins",
                Fold::Sum("hours".into()),
                &["activity.on:month", "activity.community"],
            ),
            vec![
                (vec![Some("2022-07".into()), whole(51)], whole(25), 2),
                (vec![Some("2022-07".into()), whole(52)], whole(30), 2),
            ],
        ),
        (
            fold("activities", Fold::Most("attended".into()), &["community"]),
            vec![
                (vec![whole(51)], whole(10), 1),
                (vec![whole(52)], whole(20), 1),
                (vec![None], whole(5), 1),
            ],
        ),
        (
            fold("activities", Fold::Least("on".into()), &[]),
            vec![(vec![], Some("2022-07-06".into()), 3)],
        ),
        (
            fold("people", Fold::Least("code".into()), &[]),
            vec![(vec![], None, 3)],
        ),
        (
            fold("signins", Fold::Distinct("activity.community".into()), &[]),
            vec![(vec![], whole(2), 4)],
        ),
    ];
    for (ask, expected) in table {
        let groups = ground.ask(ask.clone()).await.groups();
        let found: Vec<_> = groups
            .into_iter()
            .map(|g| (g.by, g.value, g.rows))
            .collect();
        assert_eq!(found, expected, "{ask:?}");
    }

    let page = |after: Option<Value>| Ask::Fold {
        selection: Selection::all("activities"),
        fold: Fold::Count,
        by: vec!["on".to_owned()],
        after: after.map(|value| Cursor {
            value: Some(value),
            id: Id(0),
        }),
        limit: 2,
    };
    let Answer::Groups(first) = ground.ask(page(None)).await else {
        panic!()
    };
    assert!(first.more && first.groups.len() == 2);
    let Answer::Groups(rest) = ground.ask(page(first.groups[1].by[0].clone())).await else {
        panic!()
    };
    assert!(!rest.more);
    assert_eq!(rest.groups[0].by, [Some("2022-08-01".into())]);
}

#[tokio::test]
async fn words_are_found_however_they_are_spelt() {
    let ground = Ground::new().await;
    ground
        .put(vec![
            add(&ACTIVITIES, 1, "A1", activity("ＡＢ 100%_计划!", "", 0, 0)),
            add(&ACTIVITIES, 2, "A2", activity("ab1000计划", "", 0, 0)),
        ])
        .await;
    for (words, found) in [
        ("aB1", 2),
        ("100%", 1),
        ("0%_计", 1),
        ("划!", 1),
        ("计划", 2),
        ("_", 1),
        ("x", 0),
    ] {
        let filter = Filter::leaf("title", Test::Contains(words.to_owned()));
        assert_eq!(ground.count(&ACTIVITIES, filter).await, found, "{words}");
    }
}

#[tokio::test]
async fn what_cannot_be_asked_is_refused_by_name() {
    let ground = Ground::new().await;
    let leaf = |field: &str, test| count(&ACTIVITIES, Filter::leaf(field, test));
    let text = |t: &str| Operand::Is(Value::Text(t.to_owned()));
    let year = Operand::Year { year: 0 };
    let deep = (0..600).fold(Filter::default(), |f, _| Filter::negate(f));
    for (ask, why) in [
        (
            leaf("nothing", Test::Set(true)),
            "there is no activities.nothing",
        ),
        (leaf("items", Test::Set(true)), "encrypted"),
        (
            leaf("phone", Test::Contains("1".to_owned())),
            "not searched",
        ),
        (leaf("attended", Test::Is(text("1"))), "another type"),
        (
            leaf("attended", Test::AtLeastField("title".to_owned())),
            "another type",
        ),
        (leaf("attended", Test::Is(year)), "only a figure"),
        (
            leaf("attended", Test::FigureAtLeast("planned".to_owned())),
            "only a figure",
        ),
        (leaf("attended", Test::InMonth(7)), "no day"),
        (
            count(&ACTIVITIES, Filter::through("title", Filter::default())),
            "no link",
        ),
        (
            count(&ACTIVITIES, Filter::through("partners", Filter::default())),
            "several kinds",
        ),
        (
            count(
                &ACTIVITIES,
                Filter::held_by("signins", "person", Filter::default()),
            ),
            "does not lead",
        ),
        (count(&ACTIVITIES, deep), "too many"),
        (
            Ask::One {
                kind: "nothing".to_owned(),
                id: Id(1),
            },
            "there is no nothing",
        ),
    ] {
        let error = ground
            .store
            .ask(&ground.scope, Moment::Now, vec![ask.clone()])
            .await
            .unwrap_err();
        assert!(error.to_string().contains(why), "{ask:?}: {error}");
    }
}
