//! A closed loop of clients: each sends its next request when its last is answered.
//!
//! In: an address, how many connections, how long, what to send. Out: answers a second. It
//! runs in this process; the servers it measures are processes of their own.

use std::{
    sync::Barrier,
    thread,
    time::{Duration, Instant},
};

use trials::{Failed, talk::Line};

/// Rounds of each side; the median counts.
pub const ROUNDS: usize = 5;

/// Answers a second over so many kept-open connections; every answer must be a 2xx.
///
/// # Errors
/// When a connection or an answer fails.
pub fn answers_a_second(
    address: &str,
    connections: u32,
    lasting: Duration,
    request: impl Fn(u32, u64) -> Vec<u8> + Sync,
) -> Result<f64, Failed> {
    let ready = Barrier::new(connections as usize);
    let request = &request;
    let ready = &ready;
    let client = |client: u32| -> Result<(u64, f64), Failed> {
        let line = Line::open(address);
        ready.wait();
        let (mut line, begun, mut n) = (line?, Instant::now(), 0);
        while begun.elapsed() < lasting {
            let answer = line.send(&request(client, n))?;
            if !matches!(answer.status, 200..=299) {
                return Err(format!("{} {}", answer.status, answer.text()).into());
            }
            n += 1;
        }
        Ok((n, begun.elapsed().as_secs_f64()))
    };
    thread::scope(|scope| {
        let clients: Vec<_> = (0..connections)
            .map(|n| scope.spawn(move || client(n)))
            .collect();
        let mut rate = 0.0;
        for done in clients {
            let (n, seconds) = done.join().map_err(|_| "a client panicked")??;
            rate += n as f64 / seconds;
        }
        Ok(rate)
    })
}
