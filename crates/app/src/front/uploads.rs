//! Turns for those who upload: what they send is held in memory.
//!
//! In: who uploads. Out: a turn, given back when it is dropped. A person has one at a time, and
//! nobody waits for one without end: slow senders hold up themselves, not the others.

use std::{
    collections::HashSet,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use base::Id;
use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::timeout,
};

use super::Stop;

/// The most uploads read at once; the next wait their turn.
const MOST: usize = 3;

/// Whose uploads are being read.
#[derive(Debug)]
pub struct Uploads {
    turns: Semaphore,
    whose: Mutex<HashSet<Id>>,
}

/// A turn. What is sent is read while it is held.
#[derive(Debug)]
pub(super) struct Turn<'a> {
    uploads: &'a Uploads,
    who: Id,
    _turn: SemaphorePermit<'a>,
}

impl Default for Uploads {
    fn default() -> Uploads {
        Uploads {
            turns: Semaphore::new(MOST),
            whose: Mutex::default(),
        }
    }
}

impl Uploads {
    /// A turn for a person, waited for no longer than `patience`.
    ///
    /// # Errors
    /// `Busy` when theirs is being read already, or none came free.
    pub(super) async fn turn(&self, who: Id, patience: Duration) -> Result<Turn<'_>, Stop> {
        if !self.whose().insert(who) {
            return Err(Stop::Busy);
        }
        match timeout(patience, self.turns.acquire()).await {
            Ok(Ok(turn)) => Ok(Turn {
                uploads: self,
                who,
                _turn: turn,
            }),
            _ => {
                self.whose().remove(&who);
                Err(Stop::Busy)
            }
        }
    }

    fn whose(&self) -> std::sync::MutexGuard<'_, HashSet<Id>> {
        self.whose.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.uploads.whose().remove(&self.who);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn each_person_has_one_turn_and_waits_for_it_so_long_only() {
        let uploads = Uploads::default();
        let at_once = Duration::ZERO;
        let first = uploads.turn(Id(1), at_once).await.unwrap();
        assert!(matches!(
            uploads.turn(Id(1), at_once).await,
            Err(Stop::Busy)
        ));
        let second = uploads.turn(Id(2), at_once).await.unwrap();
        let third = uploads.turn(Id(3), at_once).await.unwrap();
        assert!(matches!(
            uploads.turn(Id(4), at_once).await,
            Err(Stop::Busy)
        ));
        drop(first);
        drop(uploads.turn(Id(4), at_once).await.unwrap());
        drop(uploads.turn(Id(1), at_once).await.unwrap());
        drop((second, third));
    }
}
