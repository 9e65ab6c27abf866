//! 浏览次数: how often an article was read by people.
//!
//! In: who asks for an article, as far as their headers and address say. Out: a number for
//! each article, kept by the writer every few seconds and at stop; what was counted since the
//! last time is lost with the program (design §10.5). Robots, previews, prefetching and
//! reloads are not counted. An address is never kept: it is hashed under a key that lives in
//! memory for a day.

use std::{collections::HashMap, net::IpAddr, sync::Mutex};

use axum::http::{HeaderMap, Method, header};
use base::{Act, Ask, Change, Day, Id, Source};
use seal::Key;
use store::{Decision, Scope, Store, Write, WriteError};

/// The space the counts are kept in, each under its article's identity.
pub const SPACE: &str = "view";

/// Reading the same article again within half an hour is the same reading.
pub const RELOAD_MS: i64 = 30 * 60_000;

/// The most readings remembered to tell reloads: some 20 MB.
const MOST_SEEN: usize = 200_000;

/// Words by which robots, previews and programs name themselves.
const ROBOTS: [&str; 20] = [
    "bot",
    "spider",
    "crawl",
    "preview",
    "slurp",
    "fetch",
    "scan",
    "monitor",
    "lighthouse",
    "headless",
    "facebookexternalhit",
    "curl",
    "wget",
    "python",
    "okhttp",
    "http-client",
    "httpclient",
    "java/",
    "feed",
    "rss",
];

/// Counts readings. One a program.
#[derive(Default)]
pub struct Views(Mutex<Counting>);

#[derive(Default)]
struct Counting {
    /// The day and the key that hashes its visitors; both are thrown away at its end.
    day: Option<(Day, Key)>,
    /// When each reading that may yet be reloaded was counted: milliseconds since 1970.
    seen: HashMap<[u8; 32], i64>,
    /// What was counted and is not kept yet.
    fresh: HashMap<Id, i64>,
}

impl Views {
    /// Counts a reading of an article by somebody; whether it counted. `at` is milliseconds
    /// since 1970, `today` the day in the park's zone.
    pub fn count(&self, article: Id, reader: &Reader<'_>, at: i64, today: Day) -> bool {
        if !reader.is_person() {
            return false;
        }
        let Ok(mut counting) = self.0.lock() else {
            return false;
        };
        counting.count(article, reader, at, today)
    }

    /// What was counted for an article and is not kept yet.
    pub fn fresh(&self, article: Id) -> i64 {
        self.0
            .lock()
            .map_or(0, |c| c.fresh.get(&article).copied().unwrap_or(0))
    }

    /// Keeps what was counted.
    ///
    /// # Errors
    /// As the store says; nothing counted is lost then.
    pub async fn flush(&self, store: &Store, scope: &Scope) -> Result<(), WriteError> {
        let counted: Vec<(Id, i64)> = self.0.lock().map_or_else(
            |_| Vec::new(),
            |c| c.fresh.iter().map(|(id, n)| (*id, *n)).collect(),
        );
        if counted.is_empty() {
            return Ok(());
        }
        store.write(keeping(scope, counted.clone())).await?;
        if let Ok(mut counting) = self.0.lock() {
            for (article, n) in counted {
                if let Some(left) = counting.fresh.get_mut(&article) {
                    *left -= n;
                }
            }
            counting.fresh.retain(|_, left| *left > 0);
        }
        Ok(())
    }
}

impl Counting {
    fn count(&mut self, article: Id, reader: &Reader<'_>, at: i64, today: Day) -> bool {
        let key = match self.day.take() {
            Some((day, key)) if day == today => key,
            _ => {
                self.seen.clear();
                Key::fresh()
            }
        };
        let reading = seal::chain::row_hash(&key, &reader.named(article));
        self.day = Some((today, key));
        let again = |before: i64| (0..RELOAD_MS).contains(&(at - before));
        if self.seen.get(&reading).is_some_and(|before| again(*before)) {
            return false;
        }
        if self.seen.len() >= MOST_SEEN {
            self.seen.retain(|_, before| again(*before));
        }
        // More readers in half an hour than are remembered: rather count one twice than grow.
        if self.seen.len() >= MOST_SEEN {
            self.seen.clear();
        }
        self.seen.insert(reading, at);
        *self.fresh.entry(article).or_default() += 1;
        true
    }
}

/// The number kept under a count's key.
pub fn kept(value: Option<&str>) -> i64 {
    value.and_then(|n| n.parse().ok()).unwrap_or(0)
}

/// The writing that adds to each article's count.
fn keeping(scope: &Scope, counted: Vec<(Id, i64)>) -> Write {
    let act = Act {
        actor: Id(0),
        source: Source::System,
        note: String::new(),
    };
    let asks = counted.iter().map(|(article, _)| Ask::Kept {
        space: SPACE,
        key: article.to_string(),
    });
    let asks = asks.collect();
    Write::new(scope.clone(), act, move |answers, _| {
        let changes = counted.iter().zip(answers).map(|((article, n), answer)| {
            let before = kept(answer.kept().as_deref());
            Change::Keep {
                space: SPACE,
                key: article.to_string(),
                value: (before + n).to_string(),
                until: 0,
            }
        });
        Ok(Decision {
            changes: changes.collect(),
            reply: String::new(),
        })
    })
    .asking(asks)
}

/// Who asks, as far as counting needs it.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    /// The method: only GET is a reading.
    pub method: &'a Method,
    /// The headers.
    pub headers: &'a HeaderMap,
    /// The address they ask from.
    pub peer: IpAddr,
}

impl Reader<'_> {
    /// Whether a person reads, as far as one can tell.
    pub fn is_person(&self) -> bool {
        // A phone maker's name holds «bot».
        let agent = self
            .said(header::USER_AGENT.as_str())
            .to_ascii_lowercase()
            .replace("cubot", "");
        let ahead = ["sec-purpose", "purpose", "x-purpose", "x-moz"];
        let ahead = ahead.into_iter().any(|name| {
            let said = self.said(name).to_ascii_lowercase();
            said.contains("prefetch") || said.contains("preview") || said.contains("prerender")
        });
        self.method == Method::GET
            && !agent.trim().is_empty()
            && !ahead
            && !ROBOTS.iter().any(|word| agent.contains(word))
    }

    fn said(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// This reader of this article, as bytes to be hashed.
    fn named(&self, article: Id) -> Vec<u8> {
        let agent = self.headers.get(header::USER_AGENT);
        let agent = agent.map_or(&b""[..], |value| value.as_bytes());
        let mut bytes = format!("{article} {} ", self.peer).into_bytes();
        bytes.extend_from_slice(agent);
        bytes
    }
}

#[cfg(test)]
mod tests;
