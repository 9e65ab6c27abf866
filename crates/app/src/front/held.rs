//! Something read before, used again while it surely still holds.
//!
//! In: what it depends on, and how to read it. Out: the value, read anew once this program has
//! changed any of that, or after a second: so long another program's writing may go unseen.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Mutex, PoisonError},
};

use store::Store;

/// Older than this, in milliseconds, nothing is used again.
const OLDEST: i64 = 1_000;
/// More than this are not kept; beyond it all are forgotten.
const MOST: usize = 1_000;

/// Values by a key, each with when it was read.
pub struct Held<K, V> {
    names: &'static [&'static str],
    values: Mutex<HashMap<K, Entry<V>>>,
}

struct Entry<V> {
    tide: u64,
    read: i64,
    value: V,
}

impl<K: Eq + Hash, V: Clone> Held<K, V> {
    /// Nothing yet; `names` are the kinds and spaces that the values depend on.
    pub fn new(names: &'static [&'static str]) -> Held<K, V> {
        Held {
            names,
            values: Mutex::default(),
        }
    }

    /// The value of this key; `read` gives it when it is not held, or no longer.
    ///
    /// # Errors
    /// Those of `read`.
    pub async fn get<E>(
        &self,
        (store, now): (&Store, i64),
        key: K,
        read: impl Future<Output = Result<Option<V>, E>>,
    ) -> Result<Option<V>, E> {
        // Asked for before reading: what changes meanwhile makes the value out of date.
        let tide = store.tide(self.names);
        if let Some(entry) = self.values().get(&key)
            && entry.tide == tide
            && (0..OLDEST).contains(&(now - entry.read))
        {
            return Ok(Some(entry.value.clone()));
        }
        let Some(value) = read.await? else {
            return Ok(None);
        };
        let mut values = self.values();
        if values.len() >= MOST {
            values.clear();
        }
        let entry = Entry {
            tide,
            read: now,
            value: value.clone(),
        };
        values.insert(key, entry);
        Ok(Some(value))
    }

    fn values(&self) -> std::sync::MutexGuard<'_, HashMap<K, Entry<V>>> {
        self.values.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
