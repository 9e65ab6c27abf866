//! Nobody sees or does more than is theirs.

use base::{Answer, Ask, Change, Code, Filter, Fold, Id, Selection, Test, Value};
use store::{AskError, Door, Moment, Scope, Write, WriteError};

use crate::ground::*;

/// Street 50 with communities 51 and 52, an activity and a sign-in in each, one activity
/// nowhere; the same identities' neighbours in another park.
async fn two_communities() -> Ground {
    let ground = Ground::new().await;
    let area = |above: Option<i64>| vec![None, None, above.map(Value::Whole)];
    let signin = |activity: i64| vec![None, Some(Value::Whole(activity)), None, None, None];
    let with_phone = |mut values: Vec<Option<Value>>| {
        values[ACTIVITIES.at("phone").unwrap()] = Some("13800000000".into());
        values[ACTIVITIES.at("items").unwrap()] = Some(Value::Sealed(vec![1]));
        values
    };
    ground
        .put(vec![
            add(&AREAS, 50, "50", area(None)),
            add(&AREAS, 51, "51", area(Some(50))),
            add(&AREAS, 52, "52", area(Some(50))),
            add(
                &ACTIVITIES,
                1,
                "A1",
                with_phone(activity("一", "2022-07-06", 51, 1)),
            ),
            add(&ACTIVITIES, 2, "A2", activity("二", "2022-07-06", 52, 2)),
            add(&ACTIVITIES, 3, "A3", activity("三", "2022-07-06", 0, 3)),
            add(&SIGNINS, 11, "S1", signin(1)),
            add(&SIGNINS, 12, "S2", signin(2)),
        ])
        .await;
    let other = Scope::system(OTHER_PARK, "a test");
    let there = vec![add(
        &ACTIVITIES,
        4,
        "A1",
        activity("四", "2022-07-06", 51, 4),
    )];
    ground
        .store
        .write(Write::of(other, act(), there))
        .await
        .unwrap();
    ground
}

async fn ids(ground: &Ground, scope: &Scope, kind: &base::Kind, filter: Filter) -> Vec<i64> {
    let ask = Ask::Rows {
        selection: Selection::all(kind.name).and(filter),
        sort: Default::default(),
        after: None,
        limit: 100,
    };
    let page = asked(&ground.store, scope, Moment::Now, ask).await.page();
    page.rows.iter().map(|r| r.id.0).collect()
}

#[tokio::test]
async fn each_sees_their_own_areas_and_park() {
    let ground = two_communities().await;
    let whole = ground.enters("m", "manager", &[]).await.unwrap();
    let street = ground.enters("cc", "community", &[50]).await.unwrap();
    let own = ground.enters("ccc", "community", &[51]).await.unwrap();
    let other = Scope::system(OTHER_PARK, "a test");
    for (scope, activities, signins) in [
        (&whole, vec![1, 2, 3], vec![11, 12]),
        (&street, vec![1, 2], vec![11, 12]),
        (&own, vec![1], vec![11]),
        (&other, vec![4], vec![]),
    ] {
        assert_eq!(
            ids(&ground, scope, &ACTIVITIES, Filter::default()).await,
            activities
        );
        assert_eq!(
            ids(&ground, scope, &SIGNINS, Filter::default()).await,
            signins
        );
        // A step through a link keeps the bounds too, also when turned round.
        let held = Filter::held_by("signins", "activity", Filter::default());
        let holding: Vec<i64> = activities
            .iter()
            .copied()
            .filter(|id| signins.contains(&(id + 10)))
            .collect();
        assert_eq!(ids(&ground, scope, &ACTIVITIES, held).await, holding);
        let number = asked(
            &ground.store,
            scope,
            Moment::Now,
            count(&ACTIVITIES, Filter::default()),
        )
        .await
        .number();
        assert_eq!(number, activities.len() as i64);
        let then = asked(
            &ground.store,
            scope,
            Moment::At(i64::MAX),
            count(&ACTIVITIES, Filter::default()),
        )
        .await;
        assert_eq!(then.number(), activities.len() as i64);
    }
    let not_there = Ask::One {
        kind: "activities".to_owned(),
        id: Id(2),
    };
    assert_eq!(
        asked(&ground.store, &own, Moment::Now, not_there).await,
        Answer::One(None)
    );
    let lines = Ask::Trail {
        kind: "activities".to_owned(),
        id: Some(Id(2)),
        limit: 5,
    };
    assert_eq!(
        asked(&ground.store, &own, Moment::Now, lines).await,
        Answer::Trail(vec![])
    );
    let everything = Ask::Trail {
        kind: String::new(),
        id: None,
        limit: 5,
    };
    let refused = ground.store.ask(&own, Moment::Now, vec![everything]).await;
    assert!(
        matches!(refused, Err(AskError::NotAllowed { .. })),
        "{refused:?}"
    );
}

#[tokio::test]
async fn what_a_reader_may_not_see_is_not_there_and_cannot_be_probed() {
    let ground = two_communities().await;
    let own = ground.enters("ccc", "community", &[51]).await.unwrap();
    let manager = ground.enters("m", "manager", &[]).await.unwrap();
    let one = Ask::One {
        kind: "activities".to_owned(),
        id: Id(1),
    };
    let seen = asked(&ground.store, &own, Moment::Now, one.clone())
        .await
        .one()
        .unwrap();
    assert_eq!(seen.hidden, [7, 8]);
    assert_eq!((&seen.values[7], &seen.values[8]), (&None, &None));
    let seen = asked(&ground.store, &manager, Moment::Now, one)
        .await
        .one()
        .unwrap();
    assert_eq!(
        seen.hidden,
        [8],
        "a manager sees phones but not what a client said"
    );

    let probe = Filter::is("phone", "13800000000");
    let selection = || Selection::all("activities");
    let fold = |fold: Fold, by: &[&str]| Ask::Fold {
        selection: selection(),
        fold,
        by: by.iter().map(|b| (*b).to_owned()).collect(),
        after: None,
        limit: 5,
    };
    for ask in [
        count(&ACTIVITIES, probe.clone()),
        count(
            &ACTIVITIES,
            Filter::negate(Filter::Any {
                any: vec![probe.clone()],
            }),
        ),
        count(&SIGNINS, Filter::through("activity", probe.clone())),
        count(&AREAS, Filter::held_by("activities", "community", probe)),
        count(
            &ACTIVITIES,
            Filter::leaf("title", Test::IsField("phone".to_owned())),
        ),
        fold(Fold::Distinct("phone".to_owned()), &[]),
        fold(Fold::Count, &["phone"]),
    ] {
        let refused = ground.store.ask(&own, Moment::Now, vec![ask.clone()]).await;
        let expected = AskError::NotAllowed {
            field: "activities.phone".to_owned(),
        };
        assert_eq!(refused, Err(expected), "{ask:?}");
    }
}

#[tokio::test]
async fn nobody_writes_outside_their_bounds() {
    let ground = two_communities().await;
    let own = ground.enters("ccc", "community", &[51]).await.unwrap();
    let record = ground.one(&ACTIVITIES, 1).await.unwrap();
    let foreign = ground.one(&ACTIVITIES, 2).await.unwrap();
    let moved = |community: i64| activity("改", "2022-07-06", community, 9);
    let remove = Change::Remove {
        kind: "activities",
        id: Id(1),
        since: record.since,
    };
    for (change, what) in [
        (
            add(&ACTIVITIES, 20, "A20", moved(52)),
            "adding in another's community",
        ),
        (add(&ACTIVITIES, 20, "A20", moved(0)), "adding nowhere"),
        (
            set(&ACTIVITIES, &foreign, "A2", moved(52)),
            "changing another's",
        ),
        (
            set(&ACTIVITIES, &foreign, "A2", moved(51)),
            "taking another's",
        ),
        (
            set(&ACTIVITIES, &record, "A1", moved(52)),
            "giving one's own away",
        ),
        (remove, "removing without the right"),
    ] {
        let refused = ground
            .store
            .write(Write::of(own.clone(), act(), vec![change]))
            .await;
        let Err(WriteError::Problems(problems)) = refused else {
            panic!("{what}: {refused:?}")
        };
        assert_eq!(problems[0].code, Code::NotAllowed, "{what}");
    }
    assert_eq!(ground.one(&ACTIVITIES, 2).await.unwrap(), foreign);

    let good = vec![set(&ACTIVITIES, &record, "A1", moved(51))];
    ground
        .store
        .write(Write::of(own, act(), good))
        .await
        .unwrap();
    let after = ground.one(&ACTIVITIES, 1).await.unwrap();
    assert_eq!(after.whole(&ACTIVITIES, "attended"), Some(9));
    assert_eq!(
        after.text(&ACTIVITIES, "phone"),
        Some("13800000000"),
        "what the writer cannot see stays"
    );
    assert!(ground.store.verify().await.unwrap().is_whole());
}

#[tokio::test]
async fn an_ended_session_and_a_closed_account_open_nothing() {
    let ground = Ground::new().await;
    assert!(ground.enters("open", "manager", &[]).await.is_some());
    assert!(
        ground
            .store
            .enter(Door::Token, "open")
            .await
            .unwrap()
            .is_none(),
        "no session is a token"
    );
    assert!(
        ground
            .store
            .enter(Door::Session, "nobody")
            .await
            .unwrap()
            .is_none()
    );
    let kept = |key: &str, value: String, until: i64| Change::Keep {
        space: "session",
        key: key.to_owned(),
        value,
        until,
    };
    let account = 9_004;
    ground
        .put(vec![
            kept(
                "late",
                format!(r#"{{"account":"{account}","until":{START}}}"#),
                0,
            ),
            kept(
                "gone",
                format!(r#"{{"account":"{account}","until":0}}"#),
                START,
            ),
            kept("stranger", r#"{"account":"1","until":0}"#.to_owned(), 0),
        ])
        .await;
    for key in ["late", "gone", "stranger"] {
        assert_eq!(
            ground.store.enter(Door::Session, key).await.unwrap(),
            None,
            "{key}"
        );
    }
    let record = ground.one(&ACCOUNTS, account).await.unwrap();
    let closed = vec![
        Some("x".into()),
        Some("manager".into()),
        None,
        Some(Value::Whole(1)),
    ];
    ground.put(vec![set(&ACCOUNTS, &record, "x", closed)]).await;
    assert_eq!(
        ground.store.enter(Door::Session, "open").await.unwrap(),
        None
    );
}

/// What only a figure can say, and what no engine takes, is refused as the asker's own doing.
#[tokio::test]
async fn a_filter_that_cannot_be_meant_is_no_fault_of_ours() {
    let ground = two_communities().await;
    let this_year = base::Operand::Year { year: 0 };
    let refused = |filter: Filter| {
        let ask = count(&ACTIVITIES, filter);
        let asked = ground.store.ask(&ground.scope, Moment::Now, vec![ask]);
        async { asked.await.unwrap_err() }
    };
    for filter in [
        Filter::leaf("attended", Test::Is(this_year.clone())),
        Filter::leaf("attended", Test::In(vec![this_year.clone()])),
        Filter::leaf("partners", Test::Is(this_year)),
        Filter::leaf("attended", Test::FigureAtLeast("planned".to_owned())),
    ] {
        let error = refused(filter.clone()).await;
        assert!(
            matches!(error, AskError::Unsuited { .. }),
            "{filter:?}: {error:?}"
        );
    }
    let round = |steps: usize| {
        (0..steps).fold(Filter::default(), |inner, _| {
            let there = Filter::through("activity", inner);
            Filter::held_by("signins", "activity", there)
        })
    };
    let error = refused(round(5)).await;
    assert!(matches!(error, AskError::TooLarge), "{error:?}");
    let far = ground.enters("far", "community", &[50]).await.unwrap();
    for scope in [&ground.scope, &far] {
        let found = ids(&ground, scope, &ACTIVITIES, round(4)).await;
        assert_eq!(found, [1, 2], "eight steps are taken");
    }
}
