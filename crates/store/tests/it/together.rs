//! Several programs that open one empty place at the same moment: each finds it whole.

use std::sync::Arc;

use store::{Fault, Store};

use crate::ground::*;

const PROGRAMS: usize = 6;

/// Opens the place from so many threads at once, each with connections of its own.
async fn all_at_once(ground: &Ground) -> Vec<Result<Store, Fault>> {
    let location = ground.spare_of_same_engine().await;
    let start = Arc::new(tokio::sync::Barrier::new(PROGRAMS));
    let open = |_| {
        let (location, setting, start) = (location.clone(), ground.setting.clone(), start.clone());
        tokio::spawn(async move {
            start.wait().await;
            Store::open(location, catalogue(), setting).await
        })
    };
    let opening: Vec<_> = (0..PROGRAMS).map(open).collect();
    let mut opened = Vec::new();
    for one in opening {
        opened.push(one.await.unwrap());
    }
    opened
}

#[tokio::test(flavor = "multi_thread", worker_threads = 6)]
async fn programs_that_open_an_empty_place_together_all_find_it_whole() {
    let ground = Ground::new().await;
    for round in 0..12 {
        for opened in all_at_once(&ground).await {
            let fault = opened.as_ref().err();
            assert_eq!(fault, None, "round {round}");
            opened.unwrap().close().await;
        }
        if let store::Location::Sqlite(path) = ground.spare_of_same_engine().await {
            std::fs::remove_file(path).unwrap();
        }
    }
}
