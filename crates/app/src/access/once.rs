//! A link that is good for a while: what stands behind a token that is shown once.
//!
//! In: what the link is for. Out: its token, to be shown this once, and what is to be kept: under
//! the token's digest, never the token. Read again, it stands for as long as its time runs; what
//! using it does to it, its owner says. It never tells a link that ended from one that never was.

use base::{Answer, Change};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{account, kept_under};
use crate::front::{Call, Stop};

/// One sort of links.
#[derive(Clone, Copy, Debug)]
pub struct Links {
    /// The space they are kept in.
    pub space: &'static str,
    /// How long they are good: milliseconds.
    pub good_ms: i64,
}

/// A link that stands.
#[derive(Clone, Debug)]
pub struct Link<T> {
    /// What it is kept under.
    pub key: String,
    /// When it was made: milliseconds since 1970.
    pub made: i64,
    /// What it is for.
    pub what: T,
}

#[derive(Serialize, Deserialize)]
struct Kept<T> {
    made: i64,
    #[serde(flatten)]
    what: T,
}

impl Links {
    /// A new link: its token, and what keeps it.
    ///
    /// # Errors
    /// A fault, when what it is for cannot be written down.
    pub fn fresh<T: Serialize>(&self, made: i64, what: T) -> Result<(String, Change), Stop> {
        let token = seal::token::fresh();
        let key = kept_under(&token);
        Ok((token, self.keep(Link { key, made, what })?))
    }

    /// Keeps a link as it stands now.
    ///
    /// # Errors
    /// As [`Links::fresh`].
    pub fn keep<T: Serialize>(&self, link: Link<T>) -> Result<Change, Stop> {
        let Link { key, made, what } = link;
        Ok(Change::Keep {
            space: self.space,
            key,
            value: serde_json::to_string(&Kept { made, what }).map_err(Stop::fault)?,
            until: made + self.good_ms,
        })
    }

    /// What ends a link.
    pub fn end(&self, key: String) -> Change {
        Change::Drop {
            space: self.space,
            key,
        }
    }

    /// The link of what was kept under its key, while it is good.
    pub fn read<T: DeserializeOwned>(&self, key: &str, kept: &str, now: i64) -> Option<Link<T>> {
        let Kept { made, what } = serde_json::from_str(kept).ok()?;
        let key = key.to_owned();
        (now < made + self.good_ms).then_some(Link { key, made, what })
    }

    /// The link whose token stands in the path, while it is good.
    ///
    /// # Errors
    /// Faults of the store.
    pub async fn called<T: DeserializeOwned>(&self, call: &Call) -> Result<Option<Link<T>>, Stop> {
        let key = kept_under(call.params.get("token").ok_or(Stop::NotThere)?);
        let kept = account::kept(&call.house, self.space, &key).await?;
        Ok(kept.and_then(|kept| self.read(&key, &kept, call.house.now())))
    }

    /// All that stand, the latest first.
    ///
    /// # Errors
    /// Faults of the store.
    pub async fn all<T: DeserializeOwned>(&self, call: &Call) -> Result<Vec<Link<T>>, Stop> {
        let ask = base::Ask::KeptAll { space: self.space };
        let Answer::KeptAll(kept) = account::ask_own(&call.house, ask).await? else {
            return Ok(Vec::new());
        };
        let now = call.house.now();
        let read = |(key, kept): &(String, String)| self.read(key, kept, now);
        let mut all: Vec<Link<T>> = kept.iter().filter_map(read).collect();
        all.sort_by_key(|link| std::cmp::Reverse(link.made));
        Ok(all)
    }
}
