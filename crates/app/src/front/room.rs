//! Room for connections: so many at once, and never all of it for clients that say nothing.
//!
//! In: connections as they are taken. Out: a place for each, given back when it ends. Where all
//! places are taken, whoever has waited longest without sending a whole request goes, so that
//! the next one is heard. Who was heard once is never sent away.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

/// Room for so many connections.
pub(super) struct Room {
    places: Arc<Semaphore>,
    /// Those that have sent no whole request yet, in the order they came.
    silent: Mutex<BTreeMap<u64, Arc<Notify>>>,
    next: AtomicU64,
}

/// A connection's place.
pub(super) struct Seat {
    room: Arc<Room>,
    number: u64,
    leave: Arc<Notify>,
    _place: OwnedSemaphorePermit,
}

impl Room {
    /// Room for as many as this, or as the files that may be open leave room for.
    pub fn of(most: usize) -> Arc<Room> {
        Arc::new(Room {
            places: Arc::new(Semaphore::new(bounded(most, files()))),
            silent: Mutex::default(),
            next: AtomicU64::new(0),
        })
    }

    /// A place for the next connection, as soon as there is one.
    pub async fn place(self: &Arc<Room>) -> Option<Seat> {
        if self.places.available_permits() == 0 {
            self.clear();
        }
        let place = self.places.clone().acquire_owned().await.ok()?;
        Some(Seat {
            room: self.clone(),
            number: self.next.fetch_add(1, Ordering::Relaxed),
            leave: Arc::default(),
            _place: place,
        })
    }

    /// Sends away whoever has said nothing for longest.
    pub fn clear(&self) {
        if let Some((_, longest)) = self.silent().pop_first() {
            longest.notify_one();
        }
    }

    fn silent(&self) -> MutexGuard<'_, BTreeMap<u64, Arc<Notify>>> {
        self.silent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seat {
    /// Somebody sits down, and is not heard yet. Gives what is to be called once they are.
    pub fn taken(&self) -> impl Fn() + Clone + Send + 'static {
        let (room, number) = (self.room.clone(), self.number);
        room.silent().insert(number, self.leave.clone());
        move || drop(room.silent().remove(&number))
    }

    /// Ready when they are sent away.
    pub async fn sent_away(&self) {
        self.leave.notified().await;
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.room.silent().remove(&self.number);
    }
}

/// Of the files that may be open a third is left to the database and the program itself.
fn bounded(most: usize, files: Option<usize>) -> usize {
    files
        .map_or(most, |files| most.min(files - files / 3))
        .max(1)
}

/// How many files this program may have open, where the system tells.
fn files() -> Option<usize> {
    let limits = std::fs::read_to_string("/proc/self/limits").ok()?;
    let line = limits
        .lines()
        .find(|line| line.starts_with("Max open files"))?;
    line.split_whitespace().nth(3)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_says_nothing_makes_room_and_who_was_heard_stays() {
        let room = Room::of(2);
        let (heard, silent) = (room.place().await.unwrap(), room.place().await.unwrap());
        (heard.taken())();
        let _not_heard = silent.taken();
        let go = async {
            silent.sent_away().await;
            drop(silent);
        };
        let (next, ()) = tokio::join!(room.place(), go);
        assert!(next.is_some());
        assert!(room.silent().is_empty());
    }

    #[test]
    fn files_that_may_be_open_bound_the_room() {
        for (most, files, room) in [
            (4_000, None, 4_000),
            (4_000, Some(300), 200),
            (4_000, Some(1_024), 683),
            (100, Some(1_024), 100),
            (100, Some(0), 1),
        ] {
            assert_eq!(bounded(most, files), room, "{most} {files:?}");
        }
    }
}
