//! How fast sign-ins become durable, beside a bare insert by the same method.
//!
//! In: nothing. Out: writings a second at 8 and at 64 writers, each row synced before it is
//! answered: once through the store (trail, chain, key against doubles), once as a plain
//! INSERT with group commit and nothing else; and how long the store's own chain takes to
//! verify. Run it in release; the two are run in turn, because a shared machine's speed drifts.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use base::{
    Act, Catalogue, Change, Field, Id, Key, Kind, Rights, Roles, ScopedBy, Source, Value, Work,
    words,
};
use seal::MasterKey;
use store::{Decision, Location, Scope, Setting, Store, Write};
use tokio::sync::{mpsc, oneshot};

static SIGNINS: Kind = Kind {
    name: "signins",
    words: words("签到", "Sign-ins"),
    work: Work::Activities,
    unit: words("人次", "sign-ins"),
    sheet: "",
    also: &[],
    key: Key::Unique(&["name"]),
    label: "",
    fields: &[
        Field::link("activity", "活动", "Activity", &["signins"]).open(),
        Field::text("name", "姓名", "Name").personal(),
        Field::day("on", "日期", "On").open(),
        Field::whole("minutes", "分钟", "Minutes").open(),
    ],
    list: &[],
    when: "on",
    scoped_by: ScopedBy::Park,
    rights: Rights {
        read: Roles::TEAM,
        write: Roles::TEAM,
        remove: Roles::TEAM,
    },
    park: None,
    rule: None,
};

const FOR: Duration = Duration::from_secs(2);

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let store = opened(&folder.path().join("store.sqlite")).await?;
    let bare = bare_writer(&folder.path().join("bare.sqlite"))?;
    for writers in [1, 8, 64] {
        let (mut ours, mut plain) = (0.0, 0.0);
        for _ in 0..3 {
            plain += plain_inserts(&bare, writers).await;
            ours += store_writes(&store, writers).await;
        }
        let (ours, plain) = (ours / 3.0, plain / 3.0);
        println!(
            "{writers:3} writers: store {ours:7.0}/s  bare insert {plain:7.0}/s  {:.2}",
            ours / plain
        );
    }
    let began = Instant::now();
    store
        .write(import(&Scope::system(Id(1), "measuring")))
        .await?;
    println!("an import of {ROWS} rows: {:?}", began.elapsed());
    let began = Instant::now();
    let verified = store.verify().await?;
    println!(
        "verified {} lines and {} rows in {:?}",
        verified.lines,
        verified.rows,
        began.elapsed()
    );
    store.close().await;
    Ok(())
}

async fn opened(path: &std::path::Path) -> Result<Store, store::Fault> {
    let now = || {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        since.map_or(0, |since| since.as_millis() as i64)
    };
    let setting = Setting {
        trail_key: MasterKey::fresh().sub_key("trail rows"),
        clock: Arc::new(now),
        writer: 0,
    };
    let catalogue = Arc::new(Catalogue::new([&SIGNINS]));
    Store::open(Location::Sqlite(path.to_owned()), catalogue, setting).await
}

/// Writings a second by so many writers.
async fn store_writes(store: &Store, writers: usize) -> f64 {
    let began = Instant::now();
    let tasks: Vec<_> = (0..writers)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                let scope = Scope::system(Id(1), "measuring");
                let mut done = 0u64;
                while began.elapsed() < FOR {
                    if store.write(sign_in(&scope)).await.is_ok() {
                        done += 1;
                    }
                }
                done
            })
        })
        .collect();
    rate(tasks, began).await
}

fn sign_in(scope: &Scope) -> Write {
    let act = Act {
        actor: Id(7),
        source: Source::Form,
        note: String::new(),
    };
    let decide = |_, making: &mut store::Making<'_>| {
        let id = making.id();
        Ok(Decision {
            changes: vec![added(id)],
            reply: id.to_string(),
        })
    };
    Write::new(scope.clone(), act, decide).once(seal::token::fresh(), [0; 32])
}

const ROWS: usize = 100_000;

/// One writing of many rows.
fn import(scope: &Scope) -> Write {
    let act = Act {
        actor: Id(7),
        source: Source::Import,
        note: "signins.xlsx".to_owned(),
    };
    let decide = |_, making: &mut store::Making<'_>| {
        let changes = (0..ROWS).map(|_| added(making.id())).collect();
        Ok(Decision {
            changes,
            reply: String::new(),
        })
    };
    Write::new(scope.clone(), act, decide)
}

fn added(id: Id) -> Change {
    let values = vec![
        Some(Value::Whole(42)),
        Some("张三".into()),
        Some("2022-07-06".into()),
        Some(Value::Whole(90)),
    ];
    Change::Add {
        kind: "signins",
        id,
        natural: id.to_string(),
        values,
    }
}

type Insert = (i64, oneshot::Sender<()>);

/// A thread that inserts what it is sent, as many at once as wait, and syncs once for all.
fn bare_writer(path: &std::path::Path) -> rusqlite::Result<mpsc::Sender<Insert>> {
    let connection = rusqlite::Connection::open(path)?;
    connection.execute_batch(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-4096;
         CREATE TABLE signins (id INTEGER PRIMARY KEY, park INTEGER, activity INTEGER, name TEXT, day TEXT, minutes INTEGER) STRICT;",
    )?;
    let (sender, mut queue) = mpsc::channel::<Insert>(4_096);
    std::thread::spawn(move || -> rusqlite::Result<()> {
        while let Some(first) = queue.blocking_recv() {
            connection.execute_batch("BEGIN IMMEDIATE")?;
            let mut insert = connection.prepare_cached(
                "INSERT INTO signins VALUES (NULL, 1, ?1, '张三', '2022-07-06', 90)",
            )?;
            let mut waiting = Vec::new();
            let mut next = Some(first);
            while let Some((activity, sender)) = next {
                insert.execute([activity])?;
                waiting.push(sender);
                next = if waiting.len() < 256 {
                    queue.try_recv().ok()
                } else {
                    None
                };
            }
            connection.execute_batch("COMMIT")?;
            for sender in waiting {
                sender.send(()).unwrap_or_default();
            }
        }
        Ok(())
    });
    Ok(sender)
}

async fn plain_inserts(bare: &mpsc::Sender<Insert>, writers: usize) -> f64 {
    let began = Instant::now();
    let tasks: Vec<_> = (0..writers)
        .map(|_| {
            let bare = bare.clone();
            tokio::spawn(async move {
                let mut done = 0u64;
                while began.elapsed() < FOR {
                    let (sender, answered) = oneshot::channel();
                    if bare.send((42, sender)).await.is_ok() && answered.await.is_ok() {
                        done += 1;
                    }
                }
                done
            })
        })
        .collect();
    rate(tasks, began).await
}

async fn rate(tasks: Vec<tokio::task::JoinHandle<u64>>, began: Instant) -> f64 {
    let mut done = 0;
    for task in tasks {
        done += task.await.unwrap_or_default();
    }
    done as f64 / began.elapsed().as_secs_f64()
}
