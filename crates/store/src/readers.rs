//! The readers: a few connections that answer asks beside the writer.
//!
//! In: a piece of reading. Out: what it gives, run where blocking is allowed. A connection
//! that is lost is replaced once; whoever asks does not notice.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use tokio::sync::Semaphore;

use crate::{
    Fault, Location,
    engine::{Connection, DbError, Purpose},
};

/// So many readers read at once.
const MOST: usize = 4;
/// A connection is made anew after so long: what the database knows of its tables by then is
/// read when one is made.
const LONGEST: Duration = Duration::from_secs(600);

/// The pool. Connections are made when they are first needed.
pub(crate) struct Readers {
    location: Location,
    idle: Mutex<Vec<(Instant, Connection)>>,
    turns: Arc<Semaphore>,
}

impl Readers {
    pub(crate) fn new(location: Location) -> Readers {
        Readers {
            location,
            idle: Mutex::new(Vec::new()),
            turns: Arc::new(Semaphore::new(MOST)),
        }
    }

    /// Reads in one snapshot.
    pub(crate) async fn read<T, E>(
        self: &Arc<Readers>,
        reading: impl FnOnce(&mut Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Fault> + Send + 'static,
    {
        let stopped = |what: &str| E::from(Fault::Program(what.to_owned()));
        let turn = self.turns.clone().acquire_owned().await;
        let turn = turn.map_err(|_| stopped("the readers are closed"))?;
        let readers = self.clone();
        // The turn ends with the reading, also where whoever asked has hung up.
        let inside = move || {
            let _turn = turn;
            readers.inside(reading)
        };
        let done = tokio::task::spawn_blocking(inside).await;
        done.map_err(|_| stopped("a reading stopped half way"))?
    }

    fn inside<T, E: From<Fault>>(
        &self,
        reading: impl FnOnce(&mut Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let (since, mut connection) = self.begun()?;
        let read = reading(&mut connection);
        if connection.script("COMMIT").is_ok() && since.elapsed() < LONGEST {
            self.idle().push((since, connection));
        }
        read
    }

    /// A connection in a fresh snapshot.
    fn begun(&self) -> Result<(Instant, Connection), Fault> {
        let idle = self.idle().pop();
        if let Some((since, mut connection)) = idle {
            match connection.begin(Purpose::Read) {
                Ok(()) => return Ok((since, connection)),
                Err(DbError::Lost(_)) => self.idle().clear(),
                Err(error) => return Err(error.into()),
            }
        }
        let mut connection = Connection::open(&self.location, Purpose::Read)?;
        connection.begin(Purpose::Read)?;
        Ok((Instant::now(), connection))
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<(Instant, Connection)>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
