//! The chain proves what was done; the place says what is wrong with it.

use std::sync::Arc;

use base::{Catalogue, Field, Filter, Lang, Test};
use store::{Broken, Fault, Location, Store, WriteError};

use crate::ground::*;

async fn with_three() -> Ground {
    let ground = Ground::new().await;
    for id in 1..=3 {
        ground
            .put(vec![add(
                &ACTIVITIES,
                id,
                &id.to_string(),
                activity("会", "2022-07-06", 0, id),
            )])
            .await;
    }
    let verified = ground.store.verify().await.unwrap();
    assert_eq!(
        (verified.lines, verified.rows, verified.is_whole()),
        (3, 3, true)
    );
    ground
}

#[tokio::test]
async fn whatever_is_changed_behind_the_program_is_told() {
    let kind = "activities";
    let (one, two) = (base::Id(1), base::Id(2));
    let line = |seq| Broken::Line { park: PARK, seq };
    for (tampering, found) in [
        (
            "UPDATE activities SET attended = 99 WHERE id = 1",
            vec![Broken::Row { kind, id: one }],
        ),
        (
            "DELETE FROM activities WHERE id = 2",
            vec![Broken::Gone { kind, id: two }],
        ),
        (
            "INSERT INTO activities (park, id, since, act, \"natural\") VALUES (1, 9, 1, 1, 'x')",
            vec![Broken::NoLine {
                kind,
                id: base::Id(9),
            }],
        ),
        ("UPDATE trail SET actor = 8 WHERE seq = 2", vec![line(2)]),
        (
            "DELETE FROM trail WHERE seq = 2",
            vec![line(3), Broken::NoLine { kind, id: two }],
        ),
        (
            "DELETE FROM trail WHERE seq = 3",
            vec![
                Broken::End { park: PARK },
                Broken::NoLine {
                    kind,
                    id: base::Id(3),
                },
            ],
        ),
        (
            "UPDATE trail SET seq = 9 WHERE seq = 1; UPDATE trail SET seq = 1 WHERE seq = 2; UPDATE trail SET seq = 2 WHERE seq = 9",
            vec![line(1), line(2), line(3)],
        ),
    ] {
        let ground = with_three().await;
        ground.tamper(tampering).await;
        let verified = ground.store.verify().await.unwrap();
        assert_eq!(verified.broken, found, "{tampering}");
        assert!(!verified.broken[0].message(Lang::Zh).is_empty());
    }
}

/// What stands beside a row counts as much as the row: a filter steps through links, «contains»
/// looks in the folded column, «as of» reads the past, a password is kept.
#[tokio::test]
async fn what_lies_beside_the_rows_is_held_against_the_trail_too() {
    let (kind, id) = ("activities", base::Id(1));
    let (row, past) = (Broken::Row { kind, id }, Broken::Past { kind, id });
    let kept = |key: &str| Broken::Kept {
        space: "password".to_owned(),
        key: key.to_owned(),
    };
    for (tampering, found) in [
        ("DELETE FROM activities__partners WHERE id = 1", &row),
        (
            "UPDATE activities__partners SET target = 9 WHERE id = 1 AND at = 1",
            &row,
        ),
        (
            "INSERT INTO activities__partners (park, id, since, at, target) VALUES (1, 1, 1, 9, 5)",
            &row,
        ),
        (
            "UPDATE activities SET title_folded = 'x' WHERE id = 1",
            &row,
        ),
        (
            "UPDATE activities SET title_folded = NULL WHERE id = 1",
            &row,
        ),
        (
            "UPDATE activities_past SET attended = 5 WHERE id = 1",
            &past,
        ),
        (
            "UPDATE activities_past SET title_folded = 'x' WHERE id = 1",
            &past,
        ),
        ("DELETE FROM activities_past WHERE id = 1", &past),
        ("DELETE FROM activities__partners_past WHERE id = 1", &row),
        (
            "UPDATE kept SET value = 'other' WHERE key = '7'",
            &kept("7"),
        ),
        (
            "INSERT INTO kept (park, space, key, value, until) VALUES (1, 'password', '9', 'x', 0)",
            &kept("9"),
        ),
    ] {
        let ground = with_three().await;
        let mut values = activity("会", "2022-07-06", 0, 1);
        values[ACTIVITIES.at("partners").unwrap()] = Some(base::Value::Many(vec![3, 4]));
        for attended in [8, 9] {
            values[ACTIVITIES.at("attended").unwrap()] = Some(attended.into());
            let record = ground.one(&ACTIVITIES, 1).await.unwrap();
            ground
                .put(vec![set(&ACTIVITIES, &record, "1", values.clone())])
                .await;
        }
        let third = ground.one(&ACTIVITIES, 3).await.unwrap();
        let keep = |value: &str| base::Change::Keep {
            space: "password",
            key: "7".to_owned(),
            value: value.to_owned(),
            until: 0,
        };
        let (kind, id, since) = ("activities", third.id, third.since);
        ground
            .put(vec![
                base::Change::Remove { kind, id, since },
                keep("old"),
                keep("new"),
            ])
            .await;
        let verified = ground.store.verify().await.unwrap();
        assert_eq!(verified.broken, vec![], "before {tampering}");
        ground.tamper(tampering).await;
        let verified = ground.store.verify().await.unwrap();
        assert_eq!(verified.broken, std::slice::from_ref(found), "{tampering}");
        assert!(!verified.broken[0].message(Lang::Zh).is_empty());
    }
}

#[tokio::test]
async fn a_cut_trail_is_noticed_at_opening() {
    for tampering in [
        "DELETE FROM trail WHERE seq = 3",
        "UPDATE trail SET note = 'x' WHERE seq = 3",
        "ALTER TABLE activities DROP COLUMN planned",
        "UPDATE shape SET type = 'money' WHERE field = 'planned'",
        "UPDATE shape SET type = '99' WHERE field = 'format'",
    ] {
        let ground = with_three().await;
        ground.store.close().await;
        ground.tamper(tampering).await;
        let fault = ground
            .reopened()
            .await
            .err()
            .unwrap_or_else(|| panic!("{tampering} passed"));
        let expected = match tampering {
            t if t.contains("money") => matches!(fault, Fault::Shape(_)),
            t if t.contains("99") => matches!(fault, Fault::Newer { found: 99, .. }),
            _ => matches!(fault, Fault::Damaged(_)),
        };
        assert!(expected, "{tampering}: {fault:?}");
        assert!(!fault.message(Lang::Zh).contains("{}"));
    }
}

#[tokio::test]
async fn what_was_written_is_there_after_opening_again() {
    let ground = with_three().await;
    ground.store.close().await;
    let store = ground.reopened().await.unwrap();
    let number = asked(
        &store,
        &ground.scope,
        store::Moment::Now,
        count(&ACTIVITIES, Filter::default()),
    )
    .await;
    assert_eq!(number.number(), 3);
    assert!(store.verify().await.unwrap().is_whole());
    let refused = ground.write(vec![]).await.unwrap_err();
    assert!(
        matches!(refused, WriteError::Unavailable(_)),
        "a closed store writes nothing"
    );
}

/// The head moves at the end of a group, just before it is committed: a trigger that stops it
/// stops the group there.
#[tokio::test]
async fn a_group_that_cannot_be_kept_is_told_to_all_and_leaves_nothing() {
    let ground = with_three().await;
    let (stop, go) = match ground.location {
        Location::Sqlite(_) => (
            "CREATE TRIGGER stop BEFORE UPDATE ON head WHEN new.seq > old.seq BEGIN SELECT RAISE(ROLLBACK, 'no'); END",
            "DROP TRIGGER stop",
        ),
        Location::Postgres(_) => (
            "CREATE FUNCTION stop() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF new.seq > old.seq THEN RAISE 'no'; END IF; RETURN new; END $$; \
             CREATE TRIGGER stop BEFORE UPDATE ON head FOR EACH ROW EXECUTE FUNCTION stop()",
            "DROP TRIGGER stop ON head",
        ),
    };
    ground.tamper(stop).await;
    let writings =
        (10..20).map(|id| ground.write(vec![add(&PEOPLE, id, &id.to_string(), vec![None; 3])]));
    for outcome in futures_util::future::join_all(writings).await {
        assert!(
            matches!(outcome, Err(WriteError::Unavailable(_))),
            "{outcome:?}"
        );
    }
    ground.tamper(go).await;
    assert_eq!(ground.count(&PEOPLE, Filter::default()).await, 0);
    ground
        .put(vec![add(&PEOPLE, 30, "30", vec![None; 3])])
        .await;
    let verified = ground.store.verify().await.unwrap();
    assert_eq!((verified.lines, verified.broken), (4, vec![]));
}

#[tokio::test]
async fn a_server_that_comes_back_is_found_again() {
    let ground = with_three().await;
    let Location::Postgres(_) = ground.location else {
        return;
    };
    let hang_up = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
         WHERE datname = current_database() AND pid <> pg_backend_pid()";
    ground.tamper(hang_up).await;
    ground.put(vec![add(&PEOPLE, 1, "1", vec![None; 3])]).await;
    assert_eq!(ground.count(&PEOPLE, Filter::default()).await, 1);
}

#[tokio::test]
async fn a_kind_grows_by_fields_and_keeps_what_it_has() {
    static MORE: &[Field] = &[
        Field::text("slogan", "口号", "Slogan")
            .open()
            .searched()
            .sorted(),
        Field::links("helpers", "帮手", "Helpers", &["people"]).open(),
    ];
    let ground = with_three().await;
    let grown = Arc::new(catalogue().with_fields("activities", MORE));
    ground.store.adopt(grown.clone()).await.unwrap();
    let kind = grown.kind("activities").unwrap();
    let mut record = ground.one(kind, 1).await.unwrap();
    assert_eq!(record.values.len(), kind.fields.len());
    assert!(
        ground.store.verify().await.unwrap().is_whole(),
        "a new field changes no old record"
    );
    record.values[kind.at("slogan").unwrap()] = Some("Ｈi".into());
    record.values[kind.at("helpers").unwrap()] = Some(base::Value::Many(vec![4]));
    ground
        .put(vec![set(kind, &record, "1", record.values.clone())])
        .await;
    let filter = Filter::leaf("slogan", Test::Contains("hi".to_owned()));
    assert_eq!(
        ground
            .count(kind, filter.and(Filter::is("helpers", 4)))
            .await,
        1
    );

    ground.store.close().await;
    let again = Store::open(ground.location.clone(), grown, ground.setting.clone())
        .await
        .unwrap();
    assert!(again.verify().await.unwrap().is_whole());
    again.close().await;
}

#[tokio::test]
async fn a_field_that_comes_to_be_searched_is_found_in_old_records() {
    static BEFORE: base::Kind = base::Kind {
        fields: &[Field::text("name", "名", "Name").open()],
        ..kind_like_people()
    };
    static AFTER: base::Kind = base::Kind {
        fields: &[Field::text("name", "名", "Name").open().searched()],
        ..kind_like_people()
    };
    let ground = Ground::with(Arc::new(Catalogue::new([&BEFORE]))).await;
    ground
        .put(vec![add(&PEOPLE, 1, "1", vec![Some("ＡＢ".into())])])
        .await;
    ground
        .store
        .adopt(Arc::new(Catalogue::new([&AFTER])))
        .await
        .unwrap();
    let filter = Filter::leaf("name", Test::Contains("ab".to_owned()));
    assert_eq!(ground.count(&AFTER, filter).await, 1);
}

#[tokio::test]
async fn a_place_that_cannot_be_used_says_why() {
    let ground = Ground::new().await;
    let Location::Sqlite(path) = &ground.location else {
        return;
    };
    let folder = path.parent().unwrap();
    let open = |name: &str| {
        Store::open(
            Location::Sqlite(folder.join(name)),
            catalogue(),
            ground.setting.clone(),
        )
    };
    let fault = open("no/such/folder/park.sqlite").await.err().unwrap();
    assert!(matches!(fault, Fault::NotWritable(_)), "{fault:?}");
    std::fs::write(folder.join("text"), "这不是数据库".repeat(100)).unwrap();
    let fault = open("text").await.err().unwrap();
    assert!(matches!(fault, Fault::Damaged(_)), "{fault:?}");
    rusqlite::Connection::open(folder.join("foreign"))
        .unwrap()
        .execute_batch("CREATE TABLE x (y)")
        .unwrap();
    let fault = open("foreign").await.err().unwrap();
    assert!(matches!(fault, Fault::Damaged(_)), "{fault:?}");
}
