//! The server over real connections: clients that keep their headers or body to themselves
//! are dropped, others are answered meanwhile, and a stop ends cleanly.

// A test stops where it fails.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod door;

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    sync::Arc,
    time::{Duration, Instant},
};

use app::front::{Config, House, serve};
use door::an_empty_park;
use tokio::{net::TcpListener, sync::oneshot};

/// What the server waits for a client, in these tests.
const PATIENCE_SECONDS: u64 = 1;

/// A server with little patience: its address, and the word that stops it.
async fn a_server() -> (
    SocketAddr,
    oneshot::Sender<()>,
    tokio::task::JoinHandle<std::io::Result<()>>,
    door::Park,
) {
    a_server_of(Config {
        patience_seconds: PATIENCE_SECONDS,
        ..Config::default()
    })
    .await
}

async fn a_server_of(
    config: Config,
) -> (
    SocketAddr,
    oneshot::Sender<()>,
    tokio::task::JoinHandle<std::io::Result<()>>,
    door::Park,
) {
    let park = an_empty_park().await;
    let (store, clock) = (park.house.store.clone(), park.house.clock.clone());
    let house = Arc::new(House::new(
        store,
        park.id,
        config,
        clock,
        park.house.sealer.clone(),
    ));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let serving = tokio::spawn(async move {
        let stopped = async {
            let _ = stopped.await;
        };
        serve(&[house], app::routes(), listener, stopped).await
    });
    (at, stop, serving, park)
}

/// Sends this and reads until the server closes, or gives up after ten seconds.
fn until_closed(at: SocketAddr, sent: &str) -> (String, Duration) {
    let mut connection = TcpStream::connect(at).unwrap();
    connection
        .set_read_timeout(Some(Duration::from_secs(10)))
        .unwrap();
    let began = Instant::now();
    connection.write_all(sent.as_bytes()).unwrap();
    let mut got = Vec::new();
    connection.read_to_end(&mut got).unwrap();
    (String::from_utf8_lossy(&got).into_owned(), began.elapsed())
}

#[tokio::test(flavor = "multi_thread")]
async fn half_open_connections_are_closed_and_others_answered() {
    let (at, _stop, _serving, _park) = a_server().await;
    let slow: Vec<_> = (0..100)
        .map(|_| {
            std::thread::spawn(move || {
                until_closed(at, "GET / HTTP/1.1\r\nHost: localhost\r\nX-A: ")
            })
        })
        .collect();
    let (usual, took) = tokio::task::spawn_blocking(move || {
        until_closed(
            at,
            "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        )
    })
    .await
    .unwrap();
    assert!(
        usual.starts_with("HTTP/1.1 200") && usual.ends_with("ok"),
        "{usual}"
    );
    assert!(
        took < Duration::from_secs(5),
        "a usual client waited {took:?}"
    );
    for connection in slow {
        let (_, took) = connection.join().unwrap();
        assert!(
            took < Duration::from_secs(9),
            "a half-open connection lived {took:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_that_say_nothing_never_take_all_the_room() {
    let (at, _stop, _serving, _park) = a_server_of(Config {
        most_connections: 10,
        // Longer than this test would wait for them.
        patience_seconds: 60,
        ..Config::default()
    })
    .await;
    let half_open = || {
        let mut connection = TcpStream::connect(at).unwrap();
        connection.write_all(b"GET / HTTP/1.1\r\nX-A: ").unwrap();
        connection
    };
    let silent: Vec<TcpStream> = (0..60).map(|_| half_open()).collect();
    let (usual, _) = tokio::task::spawn_blocking(move || {
        until_closed(
            at,
            "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        )
    })
    .await
    .unwrap();
    assert!(usual.starts_with("HTTP/1.1 200"), "{usual}");
    drop(silent);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_stands_still_is_not_waited_for() {
    let (at, _stop, _serving, _park) = a_server().await;
    let sent = "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nname=";
    let (got, took) = tokio::task::spawn_blocking(move || until_closed(at, sent))
        .await
        .unwrap();
    assert!(got.starts_with("HTTP/1.1 408"), "{got}");
    assert!(took < Duration::from_secs(9), "{took:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_ends_the_server() {
    let (at, stop, serving, _park) = a_server().await;
    let idle = TcpStream::connect(at).unwrap();
    stop.send(()).unwrap();
    tokio::time::timeout(Duration::from_secs(15), serving)
        .await
        .unwrap()
        .unwrap()
        .unwrap();
    assert!(TcpStream::connect(at).is_err(), "nobody listens any more");
    drop(idle);
}
