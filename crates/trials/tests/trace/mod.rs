//! Reading what `strace -f -yy` wrote: when requests arrived, syncs ran, answers left.
//!
//! In: its lines. Out: moments, counted in lines: the line where a call began, and the line
//! where it was over (`<unfinished ...>` and `resumed` are brought together).

use std::collections::BTreeMap;

use trials::Failed;

/// A call: the lines where it began and ended, and its text.
struct Call {
    begun: usize,
    over: usize,
    text: String,
}

/// What matters of a trace.
pub struct Trace {
    /// When each sync of the database began and was over.
    pub syncs: Vec<(usize, usize)>,
    /// When each writing's request had arrived, and when its answer began to leave.
    exchanges: Vec<(usize, usize)>,
}

impl Trace {
    /// Reads a trace.
    pub fn read(text: &str) -> Result<Trace, Failed> {
        let mut trace = Trace {
            syncs: Vec::new(),
            exchanges: Vec::new(),
        };
        let mut arrived: BTreeMap<String, usize> = BTreeMap::new();
        for call in calls(text) {
            let Some((name, rest)) = call.text.split_once('(') else {
                continue;
            };
            let socket = rest.split_once('>').map(|(fd, _)| fd.to_owned());
            match (name, socket) {
                ("fsync" | "fdatasync", Some(fd))
                    if fd.contains("youju.sqlite") && succeeded(&call.text) =>
                {
                    trace.syncs.push((call.begun, call.over));
                }
                (_, Some(fd)) if fd.contains("TCP") && rest.contains("\"POST /api/") => {
                    arrived.insert(fd, call.over);
                }
                (_, Some(fd)) if fd.contains("TCP") && rest.contains("\"HTTP/1.1 2") => {
                    if let Some(at) = arrived.remove(&fd) {
                        trace.exchanges.push((at, call.begun));
                    }
                }
                _ => {}
            }
        }
        if trace.exchanges.is_empty() {
            return Err("the trace shows no answer".into());
        }
        Ok(trace)
    }

    /// How many answers to writings there were, and those that left too early.
    pub fn judge(&self) -> (u32, Vec<(usize, usize)>) {
        let late = |(came, left): &&(usize, usize)| {
            !self
                .syncs
                .iter()
                .any(|(begun, over)| begun > came && over < left)
        };
        let early = self.exchanges.iter().filter(late).copied().collect();
        (self.exchanges.len().try_into().unwrap_or(u32::MAX), early)
    }
}

fn succeeded(call: &str) -> bool {
    call.trim_end().ends_with("= 0")
}

/// The calls in the order in which they were over.
fn calls(text: &str) -> Vec<Call> {
    let mut open: BTreeMap<&str, (usize, String)> = BTreeMap::new();
    let mut calls = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let Some((pid, rest)) = line.trim_start().split_once(' ') else {
            continue;
        };
        let rest = rest.trim_start();
        if let Some(head) = rest.strip_suffix(" <unfinished ...>") {
            open.insert(pid, (at, head.to_owned()));
        } else if let Some((_, tail)) = rest.split_once(" resumed>") {
            if let Some((begun, head)) = open.remove(pid) {
                calls.push(Call {
                    begun,
                    over: at,
                    text: head + tail,
                });
            }
        } else {
            calls.push(Call {
                begun: at,
                over: at,
                text: rest.to_owned(),
            });
        }
    }
    calls
}

#[test]
fn a_trace_is_read() {
    let socket = "9<TCP:[127.0.0.1:8->127.0.0.1:9]>";
    let ask = format!("1 recvfrom({socket}, \"POST /api/v1/x\"..., 64, 0) = 64\n");
    let answer = format!("1 writev({socket}, [{{iov_base=\"HTTP/1.1 201 Created\"}}], 1) = 90\n");
    let begin = "2 fdatasync(5</d/youju.sqlite-wal> <unfinished ...>\n";
    let end = "2 <... fdatasync resumed>) = 0\n";
    let whole = "2 fdatasync(5</d/youju.sqlite-wal>) = 0\n";
    let cases = [
        ("a sync between", vec![&*ask, whole, &answer], 0),
        (
            "a sync in two lines between",
            vec![&*ask, begin, end, &answer],
            0,
        ),
        ("a sync not over", vec![&*ask, begin, &answer, end], 1),
        (
            "a sync that began before the request came",
            vec![begin, &*ask, end, &answer],
            1,
        ),
        ("no sync", vec![&*ask, &answer], 1),
    ];
    for (what, lines, early) in cases {
        let trace = Trace::read(&lines.concat()).expect("it reads");
        assert_eq!(trace.judge().1.len(), early, "{what}");
    }
}
