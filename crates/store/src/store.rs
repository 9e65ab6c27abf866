//! The store as the rest of the program sees it.

use std::{path::PathBuf, sync::Arc};

use base::{Answer, Ask, Catalogue, Id};
use seal::Key;

use crate::{AskError, Fault, Moment, Receipt, Scope, Write, WriteError};

/// Where the database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A file; made when it is not there.
    Sqlite(PathBuf),
    /// A server: `postgres://user:password@host/database`.
    Postgres(String),
}

/// The present moment in milliseconds since 1970.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// What opening needs besides the place.
#[derive(Clone)]
pub struct Setting {
    /// The key of the row hashes in the trail.
    pub trail_key: Key,
    /// What the time is.
    pub clock: Clock,
    /// Which of up to 64 programs on one database this is.
    pub writer: u8,
}

/// A database of parks. Cheap to clone.
#[derive(Clone)]
pub struct Store {}

/// By what somebody comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// A signed-in browser: space `session`.
    Session,
    /// A program's token: space `token`.
    Token,
}

impl Store {
    /// Opens the database, makes what is missing, checks header, shape and the chain's end.
    ///
    /// # Errors
    /// A [`Fault`] that says what to do.
    pub async fn open(
        _location: Location,
        _catalogue: Arc<Catalogue>,
        _setting: Setting,
    ) -> Result<Store, Fault> {
        Err(Fault::Program("not yet".to_owned()))
    }

    /// The kinds there are.
    pub fn catalogue(&self) -> Arc<Catalogue> {
        Arc::new(Catalogue::new([]))
    }

    /// Takes a grown catalogue: new columns and tables are made before this returns.
    ///
    /// # Errors
    /// A [`Fault`] when the database cannot take them; the old catalogue then stays.
    pub async fn adopt(&self, _catalogue: Arc<Catalogue>) -> Result<(), Fault> {
        Err(Fault::Program("not yet".to_owned()))
    }

    /// Answers a list of asks from one snapshot, in order.
    ///
    /// # Errors
    /// An [`AskError`] when any of them is not allowed, not possible, or the database fails.
    pub async fn ask(
        &self,
        _scope: &Scope,
        _moment: Moment,
        _asks: Vec<Ask>,
    ) -> Result<Vec<Answer>, AskError> {
        Err(Fault::Program("not yet".to_owned()).into())
    }

    /// Does a writing, and returns when it is durable.
    ///
    /// # Errors
    /// A [`WriteError`]; nothing of it was kept then.
    pub async fn write(&self, _write: Write) -> Result<Receipt, WriteError> {
        Err(WriteError::Busy)
    }

    /// The bounds of whoever holds this session or token (`key` is what it was kept under);
    /// none when it ended, or its account is closed or gone.
    ///
    /// # Errors
    /// A [`Fault`] when the database fails.
    pub async fn enter(&self, _door: Door, _key: &str) -> Result<Option<Scope>, Fault> {
        Err(Fault::Program("not yet".to_owned()))
    }

    /// The parks that have records.
    ///
    /// # Errors
    /// A [`Fault`] when the database fails.
    pub async fn parks(&self) -> Result<Vec<Id>, Fault> {
        Err(Fault::Program("not yet".to_owned()))
    }

    /// Ends the writer when all that was sent is written. Later writings are refused.
    pub async fn close(&self) {}
}
