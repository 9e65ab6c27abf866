//! A backup brings everything back, on either engine, or says why not.

use std::io::{Cursor, Read, Write};

use base::{Ask, Change, Id, Value};
use store::{Fault, Location, Manifest, Moment, Store, TableTold};

use crate::ground::*;

async fn lived_in() -> Ground {
    let ground = Ground::new().await;
    let mut values = activity("𠮷 \"引号\"\n换行", "2022-07-06", 51, 12);
    values[ACTIVITIES.at("partners").unwrap()] = Some(Value::Many(vec![31, 30]));
    values[ACTIVITIES.at("items").unwrap()] = Some(Value::Sealed(vec![0, 255]));
    ground
        .put(vec![add(&ACTIVITIES, 1, "A1", values.clone())])
        .await;
    let record = ground.one(&ACTIVITIES, 1).await.unwrap();
    values[ACTIVITIES.at("partners").unwrap()] = Some(Value::Many(vec![30]));
    ground
        .put(vec![set(&ACTIVITIES, &record, "A1", values)])
        .await;
    let keep = |space: &'static str, key: &str| Change::Keep {
        space,
        key: key.to_owned(),
        value: format!("{space} {key}"),
        until: 0,
    };
    ground
        .put(vec![keep("setting", "a"), keep("file_key", "7")])
        .await;
    ground
}

async fn dumped(ground: &Ground) -> (Vec<u8>, Manifest) {
    let (out, manifest) = ground.store.dump(Cursor::new(Vec::new())).await.unwrap();
    (out.into_inner(), manifest)
}

/// What stands in two places is the same when their archives are, but for when they were made.
fn told(manifest: &Manifest) -> &[TableTold] {
    &manifest.tables
}

#[tokio::test]
async fn a_backup_restored_is_the_same_and_still_proves() {
    let ground = lived_in().await;
    let (bytes, manifest) = dumped(&ground).await;
    let rows = |name: &str| {
        told(&manifest)
            .iter()
            .find(|t| t.name == name)
            .unwrap()
            .rows
    };
    let counts = [
        "activities",
        "activities_past",
        "activities__partners",
        "activities__partners_past",
        "kept",
        "trail",
    ];
    assert_eq!(counts.map(rows), [1, 1, 1, 2, 1, 4]);

    for elsewhere in [
        Location::Sqlite(ground.spare().await),
        ground.spare_of_same_engine().await,
    ] {
        Store::load(elsewhere.clone(), Cursor::new(bytes.clone()))
            .await
            .unwrap();
        let store = Store::open(elsewhere.clone(), catalogue(), ground.setting.clone())
            .await
            .unwrap();
        assert!(store.verify().await.unwrap().is_whole());
        let one = || Ask::One {
            kind: "activities".to_owned(),
            id: Id(1),
        };
        let there = asked(&store, &ground.scope, Moment::Now, one()).await;
        assert_eq!(there, ground.ask(one()).await);
        let (_, again) = store.dump(Cursor::new(Vec::new())).await.unwrap();
        assert_eq!(told(&again), told(&manifest));
        assert_eq!(store.file_keys().await.unwrap(), vec![]);
        store.close().await;
        let twice = Store::load(elsewhere, Cursor::new(bytes.clone())).await;
        assert_eq!(twice.unwrap_err(), Fault::NotEmpty);
    }
    let keys = ground.store.file_keys().await.unwrap();
    assert_eq!(
        (keys.len(), keys[0].key.as_str(), keys[0].value.as_str()),
        (1, "7", "file_key 7")
    );
}

/// The archive with one entry's bytes changed.
fn with_entry(bytes: &[u8], name: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..from.len() {
        let mut entry = from.by_index(at).unwrap();
        let own = entry.name().unwrap().into_owned();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        let text = if own == name { change(text) } else { text };
        to.start_file(own, zip::write::SimpleFileOptions::default())
            .unwrap();
        to.write_all(text.as_bytes()).unwrap();
    }
    to.finish().unwrap().into_inner()
}

#[tokio::test]
async fn a_damaged_backup_restores_nothing_and_says_why() {
    let ground = lived_in().await;
    let (bytes, _) = dumped(&ground).await;
    let elsewhere = ground.spare_of_same_engine().await;
    let cut = |n: usize| bytes[..bytes.len() * n / 100].to_vec();
    let flipped = |at: usize| {
        let mut bytes = bytes.clone();
        bytes[at] ^= 1;
        bytes
    };
    let manifest = |from: &'static str, to: &'static str| {
        with_entry(&bytes, "manifest.json", move |t| t.replacen(from, to, 1))
    };
    let archives = vec![
        ("nothing", vec![]),
        ("cut at a tenth", cut(10)),
        ("cut at nine tenths", cut(90)),
        (
            "a value changed",
            with_entry(&bytes, "activities.ndjson", |t| t.replace("12", "13")),
        ),
        (
            "a row left out",
            with_entry(&bytes, "trail.ndjson", |t| {
                t.lines().skip(1).map(|l| format!("{l}\n")).collect()
            }),
        ),
        (
            "no JSON",
            with_entry(&bytes, "kept.ndjson", |_| "x\n".to_owned()),
        ),
        (
            "another table's name",
            manifest("\"name\": \"activities\"", "\"name\": \"shape\""),
        ),
        (
            "a name that is a statement",
            manifest(
                "\"kind\": \"people\"",
                "\"kind\": \"x\\\"; DROP TABLE trail; --\"",
            ),
        ),
    ];
    for (what, archive) in archives {
        let fault = Store::load(elsewhere.clone(), Cursor::new(archive))
            .await
            .unwrap_err();
        assert!(matches!(fault, Fault::BadArchive(_)), "{what}: {fault:?}");
    }
    let newer = Store::load(
        elsewhere.clone(),
        Cursor::new(manifest("\"format\": 1", "\"format\": 2")),
    )
    .await;
    assert!(
        matches!(newer, Err(Fault::Newer { found: 2, .. })),
        "{newer:?}"
    );
    for at in (40..bytes.len()).step_by(97) {
        // A flipped bit is noticed, or lies where it says nothing (a time, a hint).
        if Store::load(elsewhere.clone(), Cursor::new(flipped(at)))
            .await
            .is_ok()
        {
            let store = Store::open(elsewhere.clone(), catalogue(), ground.setting.clone())
                .await
                .unwrap();
            let (_, again) = store.dump(Cursor::new(Vec::new())).await.unwrap();
            assert_eq!(told(&again), told(&dumped(&ground).await.1), "byte {at}");
            store.close().await;
            return;
        }
    }
    Store::load(elsewhere, Cursor::new(bytes)).await.unwrap();
}
