//! Records come, change and go, once each, and their past stays.

use base::{Answer, Ask, Change, Code, Filter, Id, Problem, Value};
use store::{Decision, Moment, Step, Write, WriteError};

use crate::ground::*;

fn codes(error: WriteError) -> Vec<Code> {
    match error {
        WriteError::Problems(problems) => problems.iter().map(|p| p.code).collect(),
        other => panic!("no problems but {other:?}"),
    }
}

#[tokio::test]
async fn a_record_comes_changes_and_goes_and_its_past_stays() {
    let ground = Ground::new().await;
    ground
        .put(vec![add(
            &ACTIVITIES,
            10,
            "A1",
            activity("剪纸", "2022-07-06", 0, 12),
        )])
        .await;
    let first = ground.one(&ACTIVITIES, 10).await.unwrap();
    assert_eq!(first.text(&ACTIVITIES, "title"), Some("剪纸"));
    assert!(first.hidden.is_empty());

    ground
        .put(vec![set(
            &ACTIVITIES,
            &first,
            "A1",
            activity("剪纸二", "2022-07-07", 0, 15),
        )])
        .await;
    let second = ground.one(&ACTIVITIES, 10).await.unwrap();
    assert_eq!(second.whole(&ACTIVITIES, "attended"), Some(15));
    assert!(second.since > first.since);

    let gone = Change::Remove {
        kind: "activities",
        id: Id(10),
        since: second.since,
    };
    ground.put(vec![gone]).await;
    assert_eq!(ground.one(&ACTIVITIES, 10).await, None);

    let past = ground
        .ask(Ask::Past {
            kind: "activities".to_owned(),
            id: Id(10),
        })
        .await;
    let Answer::Past(past) = past else {
        panic!("{past:?}")
    };
    let titles: Vec<_> = past
        .iter()
        .map(|(_, r)| r.text(&ACTIVITIES, "title").unwrap().to_owned())
        .collect();
    assert_eq!(titles, ["剪纸二", "剪纸"]);
    assert_eq!(
        past[1].0, second.since,
        "the first ended when the second began"
    );

    for (at, title) in [
        (first.since - 1, None),
        (first.since, Some("剪纸")),
        (second.since, Some("剪纸二")),
    ] {
        let ask = Ask::One {
            kind: "activities".to_owned(),
            id: Id(10),
        };
        let then = asked(&ground.store, &ground.scope, Moment::At(at), ask)
            .await
            .one();
        assert_eq!(
            then.as_ref().and_then(|r| r.text(&ACTIVITIES, "title")),
            title,
            "as of {at}"
        );
    }

    let trail = ground
        .ask(Ask::Trail {
            kind: "activities".to_owned(),
            id: Some(Id(10)),
            limit: 10,
        })
        .await;
    let Answer::Trail(lines) = trail else {
        panic!("{trail:?}")
    };
    let verbs: Vec<_> = lines
        .iter()
        .map(|l| (l.seq, l.verb.as_str(), l.actor))
        .collect();
    assert_eq!(
        verbs,
        [(3, "remove", Id(7)), (2, "set", Id(7)), (1, "add", Id(7))]
    );
}

#[tokio::test]
async fn every_storage_comes_back_as_it_went() {
    let ground = Ground::new().await;
    let mut values = activity("𠮷龘 'quote\" %_!", "2022-07-06", 5, -3);
    values[ACTIVITIES.at("partners").unwrap()] = Some(Value::Many(vec![31, 30, 31]));
    values[ACTIVITIES.at("phone").unwrap()] = Some("13800000000".into());
    values[ACTIVITIES.at("items").unwrap()] = Some(Value::Sealed(vec![0, 255, 7]));
    ground
        .put(vec![add(&ACTIVITIES, 10, "A1", values.clone())])
        .await;
    let record = ground.one(&ACTIVITIES, 10).await.unwrap();
    values[ACTIVITIES.at("partners").unwrap()] = Some(Value::Many(vec![31, 30]));
    assert_eq!(record.values, values);

    let mut empty = vec![None; ACTIVITIES.fields.len()];
    empty[1] = Some(Value::Text(String::new()));
    empty[6] = Some(Value::Many(vec![]));
    ground.put(vec![add(&ACTIVITIES, 11, "A2", empty)]).await;
    let record = ground.one(&ACTIVITIES, 11).await.unwrap();
    assert_eq!(record.values, vec![None; ACTIVITIES.fields.len()]);
}

#[tokio::test]
async fn a_taken_key_an_old_copy_and_a_bad_text_are_the_persons_to_mend() {
    let ground = Ground::new().await;
    let values = || activity("剪纸", "2022-07-06", 0, 12);
    ground.put(vec![add(&ACTIVITIES, 10, "A1", values())]).await;
    let first = ground.one(&ACTIVITIES, 10).await.unwrap();

    let twice = vec![
        add(&PEOPLE, 20, "P", vec![None; 3]),
        add(&ACTIVITIES, 11, "A1", values()),
    ];
    let WriteError::Problems(problems) = ground.write(twice).await.unwrap_err() else {
        panic!()
    };
    assert_eq!(
        (problems[0].code, problems[0].place.field.as_str()),
        (Code::DuplicateKey, "code")
    );
    assert_eq!(
        ground.one(&PEOPLE, 20).await,
        None,
        "all of a writing or nothing"
    );

    ground
        .put(vec![set(&ACTIVITIES, &first, "A1", values())])
        .await;
    let late = ground
        .write(vec![set(&ACTIVITIES, &first, "A1", values())])
        .await
        .unwrap_err();
    assert_eq!(codes(late), [Code::Changed]);
    let gone = Change::Remove {
        kind: "activities",
        id: Id(10),
        since: first.since,
    };
    assert_eq!(
        codes(ground.write(vec![gone]).await.unwrap_err()),
        [Code::Changed]
    );

    let nul = ground
        .write(vec![add(&ACTIVITIES, 12, "A3", activity("a\0b", "", 0, 1))])
        .await;
    assert_eq!(codes(nul.unwrap_err()), [Code::BadText]);
    let short = ground
        .write(vec![add(&ACTIVITIES, 12, "A3", vec![None])])
        .await
        .unwrap_err();
    assert!(matches!(short, WriteError::Fault(_)), "{short:?}");
}

#[tokio::test]
async fn the_same_sent_twice_is_done_once() {
    let ground = Ground::new().await;
    let send = |id: i64, body: u8| {
        let change = add(&PEOPLE, id, &format!("P{id}"), vec![None; 3]);
        let write = Write::new(ground.scope.clone(), act(), move |_, _| {
            Ok(Decision {
                changes: vec![change.clone()],
                reply: format!("reply {id}"),
            })
        });
        ground.store.write(write.once("key", [body; 32]))
    };
    let first = send(1, 1).await.unwrap();
    assert!(!first.replayed);
    let again = send(2, 1).await.unwrap();
    assert_eq!(
        (again.replayed, again.act, again.reply.as_str()),
        (true, first.act, "reply 1")
    );
    assert_eq!(ground.one(&PEOPLE, 2).await, None);
    assert_eq!(send(3, 2).await.unwrap_err(), WriteError::KeyReused);
}

#[tokio::test]
async fn a_rule_sees_what_the_writing_before_it_did() {
    let ground = Ground::new().await;
    let seats = 10;
    let writings = (0..40).map(|_| {
        let write = Write::new(ground.scope.clone(), act(), move |mut facts, making| {
            let taken = facts.remove(0).number();
            if taken >= seats {
                return Err(vec![Problem::of(Code::OutOfRange, "seat")]);
            }
            let change = add(
                &PEOPLE,
                making.id().0,
                &format!("seat {taken}"),
                vec![None; 3],
            );
            Ok(Decision {
                changes: vec![change],
                reply: String::new(),
            })
        });
        ground
            .store
            .write(write.asking(vec![count(&PEOPLE, Filter::default())]))
    });
    let outcomes = futures_util::future::join_all(writings).await;
    assert_eq!(outcomes.iter().filter(|o| o.is_ok()).count(), 10);
    assert_eq!(ground.count(&PEOPLE, Filter::default()).await, 10);
}

#[tokio::test]
async fn rules_that_ask_until_they_know_are_never_both_first() {
    let ground = Ground::new().await;
    // Each looks for the first free seat, one question after the other.
    let writings = (0..30).map(|_| {
        let look = |seat: usize| Ask::Natural {
            kind: PEOPLE.name.to_owned(),
            keys: vec![format!("seat {seat}")],
        };
        let mut seat = 0;
        let write = Write::stepwise(ground.scope.clone(), act(), move |mut facts, making| {
            seat = if making.begins() { 0 } else { seat + 1 };
            if facts.remove(0).many().is_empty() {
                let person = add(
                    &PEOPLE,
                    making.id().0,
                    &format!("seat {seat}"),
                    vec![None; 3],
                );
                return Ok(Step::Done(Decision {
                    changes: vec![person],
                    reply: seat.to_string(),
                }));
            }
            if seat == 9 {
                return Err(vec![Problem::of(Code::OutOfRange, "seat")]);
            }
            Ok(Step::Ask(vec![look(seat + 1)]))
        });
        ground.store.write(write.asking(vec![look(0)]))
    });
    let outcomes = futures_util::future::join_all(writings).await;
    let mut seats: Vec<usize> = outcomes
        .iter()
        .filter_map(|outcome| outcome.as_ref().ok()?.reply.parse().ok())
        .collect();
    seats.sort_unstable();
    assert_eq!(seats, (0..10).collect::<Vec<_>>());
    let refused = outcomes.into_iter().filter_map(Result::err);
    let refused: Vec<_> = refused.flat_map(codes).collect();
    assert_eq!(refused, vec![Code::OutOfRange; 20]);
    assert_eq!(ground.store.verify().await.unwrap().broken, vec![]);
}

#[tokio::test]
async fn one_key_sent_many_times_at_once_is_done_once() {
    let ground = Ground::new().await;
    let writings = (0..20).map(|n| {
        let person = add(&PEOPLE, 100 + n, &format!("P{n}"), vec![None; 3]);
        let write = Write::new(ground.scope.clone(), act(), move |_, _| {
            Ok(Decision {
                changes: vec![person.clone()],
                reply: n.to_string(),
            })
        });
        ground.store.write(write.once("key", [1; 32]))
    });
    let receipts = futures_util::future::join_all(writings).await;
    let receipts: Vec<_> = receipts.into_iter().map(Result::unwrap).collect();
    assert_eq!(receipts.iter().filter(|r| !r.replayed).count(), 1);
    assert!(receipts.iter().all(|r| r.reply == receipts[0].reply));
    assert_eq!(ground.count(&PEOPLE, Filter::default()).await, 1);
}

#[tokio::test]
async fn whoever_asks_to_be_told_reads_what_stands() {
    let ground = Ground::new().await;
    let values = vec![Some("".into()), None, None];
    let change = add(&PEOPLE, 7, "P7", values);
    let mut write = Write::of(ground.scope.clone(), act(), vec![change]);
    write.tell = true;
    let told = ground.store.write(write).await.unwrap().records;
    assert_eq!(told, vec![ground.one(&PEOPLE, 7).await.unwrap()]);
}

#[tokio::test]
async fn a_writing_that_fails_half_way_takes_no_other_with_it() {
    let ground = Ground::new().await;
    let writings = (0..30).map(|n| {
        let person = add(&PEOPLE, 100 + n, &format!("P{n}"), vec![None; 3]);
        // Every third one wants the same key, after it has already made a person.
        let key = if n % 3 == 0 {
            "taken".to_owned()
        } else {
            format!("A{n}")
        };
        let meeting = add(
            &ACTIVITIES,
            200 + n,
            &key,
            activity("会", "2022-07-06", 0, n),
        );
        ground.write(vec![person, meeting])
    });
    let outcomes = futures_util::future::join_all(writings).await;
    let refused = outcomes.into_iter().filter_map(Result::err);
    let refused: Vec<_> = refused.flat_map(codes).collect();
    assert_eq!(
        refused,
        vec![Code::DuplicateKey; 9],
        "of ten, one came first"
    );
    assert_eq!(ground.count(&PEOPLE, Filter::default()).await, 21);
    assert_eq!(ground.count(&ACTIVITIES, Filter::default()).await, 21);
    let verified = ground.store.verify().await.unwrap();
    assert_eq!((verified.lines, verified.broken), (42, vec![]));
}

#[tokio::test]
async fn a_rule_that_panics_loses_only_its_own_writing() {
    let ground = Ground::new().await;
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let bad = Write::new(ground.scope.clone(), act(), |_, _| panic!("a bug"));
    let (bad, good) = tokio::join!(
        ground.store.write(bad),
        ground.write(vec![add(&PEOPLE, 1, "P1", vec![None; 3])])
    );
    std::panic::set_hook(hook);
    assert!(matches!(bad, Err(WriteError::Fault(_))), "{bad:?}");
    assert!(good.is_ok(), "{good:?}");
}

#[tokio::test]
async fn small_things_are_kept_until_they_end() {
    let ground = Ground::new().await;
    let keep = |key: &str, value: &str, until: i64| Change::Keep {
        space: "setting",
        key: key.to_owned(),
        value: value.to_owned(),
        until,
    };
    ground
        .put(vec![
            keep("a", "1", 0),
            keep("b", "2", START + 1_000),
            keep("a", "3", 0),
        ])
        .await;
    let all = ground.ask(Ask::KeptAll { space: "setting" }).await;
    assert_eq!(
        all,
        Answer::KeptAll(vec![("a".into(), "3".into()), ("b".into(), "2".into())])
    );
    ground
        .now
        .store(START + 1_000, std::sync::atomic::Ordering::SeqCst);
    let ended = ground
        .ask(Ask::Kept {
            space: "setting",
            key: "b".to_owned(),
        })
        .await;
    assert_eq!(ended.kept(), None);
    ground
        .put(vec![Change::Drop {
            space: "setting",
            key: "a".to_owned(),
        }])
        .await;
    let gone = ground
        .ask(Ask::Kept {
            space: "setting",
            key: "a".to_owned(),
        })
        .await;
    assert_eq!(gone.kept(), None);
    let trail = ground
        .ask(Ask::Trail {
            kind: String::new(),
            id: None,
            limit: 9,
        })
        .await;
    let Answer::Trail(lines) = trail else {
        panic!()
    };
    let verbs: Vec<_> = lines
        .iter()
        .map(|l| (l.verb.as_str(), l.note.as_str()))
        .collect();
    assert_eq!(
        verbs,
        [("drop", "a"), ("keep", "a"), ("keep", "b"), ("keep", "a")]
    );
}
