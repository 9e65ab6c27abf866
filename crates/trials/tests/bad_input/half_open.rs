//! Connections that begin and do not go on: closed within 10 s, while others are served.

use std::{
    io::{Read, Write},
    net::TcpStream,
    thread,
    time::{Duration, Instant},
};

use trials::{
    Failed,
    program::{Program, Serving},
    talk::request,
};

use super::park;

const MOST: Duration = Duration::from_secs(10);
/// What is sent and then no more: nothing, a part of a head, a head without its body.
const BEGUN: [&str; 4] = [
    "",
    "GET / HT",
    "GET / HTTP/1.1\r\nHost: park.example\r\nX-Slow: 1\r\n",
    "POST /sign-in HTTP/1.1\r\nHost: park.example\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nlogin=a",
];
const CONNECTIONS: usize = 52;

/// How long the server holds a connection that sends this and no more. An answer is no harm: it
/// is the hanging that must end.
fn held(serving: &Serving, begun: &str) -> Result<Duration, Failed> {
    let mut stream = TcpStream::connect(&serving.address)?;
    stream.set_read_timeout(Some(MOST * 3))?;
    stream.write_all(begun.as_bytes())?;
    let since = Instant::now();
    let mut answer = Vec::new();
    match stream.read_to_end(&mut answer) {
        Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => Ok(MOST * 3),
        _ => Ok(since.elapsed()),
    }
}

#[test]
fn a_connection_that_does_not_go_on_is_closed() -> Result<(), Failed> {
    let program = Program::youju()?;
    let park = park(&program)?;
    let serving = park.serve(&program)?;
    let (serving_, mut slowest_answer) = (&serving, Duration::ZERO);
    let held: Vec<Duration> = thread::scope(|scope| -> Result<Vec<Duration>, Failed> {
        let begun = BEGUN.iter().cycle().take(CONNECTIONS);
        let waiting: Vec<_> = begun
            .map(|begun| scope.spawn(|| held(serving_, begun)))
            .collect();
        while !waiting.iter().all(|one| one.is_finished()) {
            let since = Instant::now();
            let answer = serving_.line()?.send(&request("GET", "/", &[], b""))?;
            assert!(answer.status < 500, "{}", answer.text());
            slowest_answer = slowest_answer.max(since.elapsed());
            thread::sleep(Duration::from_millis(50)); // another client's pace
        }
        waiting
            .into_iter()
            .map(|one| one.join().expect("a client panicked"))
            .collect()
    })?;
    for (held, begun) in held.iter().zip(BEGUN.iter().cycle()) {
        assert!(*held <= MOST, "held for {held:?} after {begun:?}");
    }
    assert!(
        slowest_answer < Duration::from_secs(1),
        "another client waited {slowest_answer:?}"
    );
    Ok(())
}
