//! A trace of the server's system calls: each answer to a writing leaves after a sync of the
//! database that began when the request had arrived and was over when the answer left. A build
//! that does not wait for the disk, or answers too early, is caught by the same.

// A trial stops where it fails, and a table of cases is as long as it is.
#![allow(clippy::indexing_slicing, clippy::too_many_lines)]
#![allow(
    clippy::panic,
    clippy::expect_used,
    reason = "a test stops where it fails"
)]

mod trace;

use std::{process::Command, thread};

use trace::Trace;
use trials::{
    Failed, deeds,
    program::{Park, Program, Serving},
};

const CLIENTS: u32 = 4;
const WRITINGS: u32 = 50;

/// Whether one process may trace another here at all.
fn can_trace() -> bool {
    let tried = Command::new("strace")
        .args(["-o", "/dev/null", "true"])
        .status();
    let can = tried.is_ok_and(|status| status.success());
    if !can {
        println!("NOT RUN: strace is missing, or tracing is not allowed here");
    }
    can
}

/// Traces a server while clients write: what the trace says, and how many were not told 2xx.
fn traced(program: &Program) -> Result<(Trace, usize), Failed> {
    let sound = Program::youju()?;
    let park = Park::new(&sound)?;
    let serving = park.serve(&sound)?;
    deeds::activity().done(&mut serving.line()?, &park.token)?;
    serving.stop()?;
    let log = park.path().join("trace");
    let calls = "trace=read,recvfrom,recvmsg,readv,write,writev,sendto,sendmsg,fsync,fdatasync,sync_file_range,msync";
    let out = log.display().to_string();
    let strace = [
        "strace",
        "-D",
        "-f",
        "-q",
        "-yy",
        "-s",
        "64",
        "-e",
        calls,
        "-e",
        "signal=none",
        "-o",
        &out,
    ];
    let serving = Serving::start(program.below(&strace, park.serving()))?;
    let refused = thread::scope(|scope| {
        let client = |client| {
            let (serving, park) = (&serving, &park);
            scope.spawn(move || -> Result<usize, Failed> {
                let mut line = serving.line()?;
                let mut refused = 0;
                for n in 0..WRITINGS {
                    let deed = deeds::sign_in(format!("S{client}-{n}"));
                    let answer = line.send(&deed.bytes(&park.token))?;
                    refused += usize::from(!matches!(answer.status, 200..=299));
                }
                Ok(refused)
            })
        };
        let clients: Vec<_> = (0..CLIENTS).map(client).collect();
        let refused = clients
            .into_iter()
            .map(|client| client.join().expect("a client panicked"));
        refused.sum::<Result<usize, Failed>>()
    })?;
    let pid = serving.pid().to_string();
    serving.stop()?;
    let ended = |line: &str| line.starts_with(&pid) && line.contains("+++ exited");
    loop {
        let text = std::fs::read_to_string(&log)?;
        if text.lines().any(ended) {
            return Ok((Trace::read(&text)?, refused));
        }
        thread::yield_now(); // the tracer outlives what it traced by a moment
    }
}

#[test]
fn every_answer_comes_after_a_finished_sync() -> Result<(), Failed> {
    if !can_trace() {
        return Ok(());
    }
    let (trace, refused) = traced(&Program::youju()?)?;
    assert_eq!(refused, 0, "not every writing was told done");
    let (answers, early) = trace.judge();
    assert_eq!(
        answers,
        CLIENTS * WRITINGS,
        "not every writing was seen in the trace"
    );
    assert!(
        early.is_empty(),
        "{} of {answers} answers left before a sync: {early:?}",
        early.len()
    );
    println!("{answers} answers, {} syncs", trace.syncs.len());
    Ok(())
}

#[test]
fn builds_that_do_not_wait_for_the_disk_are_caught() -> Result<(), Failed> {
    if !can_trace() {
        return Ok(());
    }
    for control in ["sync-off", "answer-early"] {
        let (trace, refused) = traced(&Program::breaking(control)?)?;
        let (answers, early) = trace.judge();
        assert_eq!(refused, 0, "{control}: not every writing was told done");
        assert!(
            !early.is_empty(),
            "{control}: all of {answers} answers came after a sync"
        );
        println!("{control}: {} of {answers} too early", early.len());
    }
    Ok(())
}
