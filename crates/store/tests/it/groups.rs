//! Many writings that come at once: each learns what it asked and nothing else, and all of them
//! stand afterwards with their lines.

use base::{Answer, Ask, Id, Record};
use store::{Decision, Location, Scope, Write};

use crate::ground::*;

const MANY: i64 = 90;

fn person(name: &str) -> Vec<Option<base::Value>> {
    vec![Some(name.into()), Some(name.into()), None]
}

fn names(found: &[(String, Record)]) -> Vec<(String, i64)> {
    let mut names: Vec<_> = found.iter().map(|(key, r)| (key.clone(), r.id.0)).collect();
    names.sort();
    names
}

/// It asks for its own person, one that all ask for, one that nobody is, and one of those by
/// identity; it adds somebody and changes its own person.
fn writing(scope: &Scope, n: i64, base: i64) -> Write {
    let natural = Ask::Natural {
        kind: "people".to_owned(),
        keys: vec![format!("P{n}"), "P0".to_owned(), format!("nobody {n}")],
    };
    let ids = Ask::Many {
        kind: "people".to_owned(),
        ids: vec![Id(base + n), Id(base), Id(base + n), Id(7)],
    };
    let one = Ask::One {
        kind: "people".to_owned(),
        id: Id(base + n),
    };
    let mut write = Write::new(scope.clone(), act(), move |answers, making| {
        let [
            Answer::Natural(found),
            Answer::Many(many),
            Answer::One(Some(own)),
        ] = &answers[..]
        else {
            panic!("{answers:?}");
        };
        let keyed = [("P0".to_owned(), base), (format!("P{n}"), base + n)];
        assert_eq!(names(found), keyed);
        // They come in no order.
        let mut ids: Vec<i64> = many.iter().map(|record| record.id.0).collect();
        ids.sort_unstable();
        assert_eq!(ids, [base, base + n]);
        assert!(many.contains(own));
        let mut values = own.values.clone();
        values[1] = Some(format!("renamed {n}").into());
        let new = making.id();
        Ok(Decision {
            changes: vec![
                add(&PEOPLE, new.0, &format!("new {n}"), person("new")),
                set(&PEOPLE, own, &format!("P{n}"), values),
                add(
                    &PEOPLE,
                    making.id().0,
                    &format!("newer {n}"),
                    person("newer"),
                ),
            ],
            reply: format!("{n}"),
        })
    })
    .asking(vec![natural, ids, one])
    .once(format!("key {n}"), [1; 32]);
    write.tell = true;
    write
}

#[tokio::test]
async fn each_of_many_at_once_learns_its_own_and_all_of_them_stand() {
    let ground = Ground::new().await;
    let parks = [
        (ground.scope.clone(), 1_000),
        (Scope::system(OTHER_PARK, "a test"), 2_000),
    ];
    for (scope, base) in &parks {
        let people = (0..=MANY)
            .map(|n| add(&PEOPLE, base + n, &format!("P{n}"), person("old")))
            .collect();
        let write = Write::of(scope.clone(), act(), people);
        ground.store.write(write).await.unwrap();
    }
    let store = &ground.store;
    for replayed in [false, true] {
        let writes =
            (1..=MANY).flat_map(|n| parks.iter().map(move |(scope, base)| (scope, n, *base)));
        let writes = writes.map(|(scope, n, base)| async move {
            (n, store.write(writing(scope, n, base)).await.unwrap())
        });
        for (n, receipt) in futures_util::future::join_all(writes).await {
            assert_eq!(receipt.reply, n.to_string());
            assert_eq!(receipt.replayed, replayed);
            assert_eq!(receipt.changed, 3);
        }
    }
    for (scope, base) in &parks {
        for n in 1..=MANY {
            let ask = Ask::Natural {
                kind: "people".to_owned(),
                keys: vec![format!("P{n}"), format!("new {n}"), format!("newer {n}")],
            };
            let Answer::Natural(found) = asked(&ground.store, scope, Default::default(), ask).await
            else {
                panic!("no keys");
            };
            assert_eq!(found.len(), 3);
            let own = found.iter().find(|(_, record)| record.id.0 == base + n);
            let renamed = format!("renamed {n}");
            assert_eq!(own.unwrap().1.values[1], Some(renamed.into()));
        }
    }
    let verified = ground.store.verify().await.unwrap();
    assert!(verified.broken.is_empty(), "{verified:?}");
}

/// Until it has statistics of a new park, a database may look for one key through all of it.
#[tokio::test]
async fn statistics_are_made_while_a_park_grows() {
    let ground = Ground::new().await;
    for some in 0..11 {
        let one = |n: i64| {
            let id = 100 * some + n;
            ground.write(vec![add(
                &PEOPLE,
                1_000 + id,
                &format!("P{id}"),
                person("one"),
            )])
        };
        let all = futures_util::future::join_all((0..100).map(one)).await;
        assert!(all.into_iter().all(|written| written.is_ok()));
    }
    // Fails where there are none.
    ground
        .tamper(match &ground.location {
            Location::Sqlite(_) => "SELECT stat FROM sqlite_stat1",
            Location::Postgres(_) => {
                "DO $$ BEGIN ASSERT (SELECT reltuples FROM pg_class WHERE oid = to_regclass('trail')) > 0; END $$"
            }
        })
        .await;
}
