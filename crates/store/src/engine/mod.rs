//! One connection to a database, of whichever engine.
//!
//! In: statements with their values. Out: rows and how many were touched, or what went wrong
//! in words both engines share. Blocking: it is called where blocking is allowed.

mod postgres;
mod sqlite;
mod tls;

use std::path::PathBuf;

use crate::{
    Fault,
    sql::{Dialect, Done, Row, Sql},
};

/// Where the database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A file; made when it is not there.
    Sqlite(PathBuf),
    /// A server: `postgres://user:password@host/database`, perhaps with `?sslmode=…`.
    Postgres(String),
}

/// What went wrong, as far as the store acts on it.
#[derive(Clone, Debug)]
pub(crate) enum DbError {
    /// A unique key is taken.
    Unique,
    /// The database asks for the transaction to be run again.
    Retry,
    /// Not the database's word but the writer's own: a writing failed half way and there is no
    /// savepoint before it, so the group is to be run again with one before each.
    NoWayBack,
    /// The connection is gone.
    Lost(String),
    /// Anything else.
    Fault(Fault),
}

impl From<DbError> for Fault {
    fn from(error: DbError) -> Fault {
        match error {
            DbError::Unique => Fault::Program("a key is taken that cannot be".to_owned()),
            DbError::Retry | DbError::NoWayBack => Fault::Locked,
            DbError::Lost(what) => Fault::Unreachable(what),
            DbError::Fault(fault) => fault,
        }
    }
}

/// A batch that stopped: at which of its statements, and why.
#[derive(Debug)]
pub(crate) struct Stopped {
    pub(crate) at: usize,
    pub(crate) error: DbError,
}

/// What a connection is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    Read,
    Write,
}

impl Dialect {
    /// What begins a transaction: one snapshot to read, or the right to write.
    pub(crate) fn begin(self, purpose: Purpose) -> &'static str {
        match (self, purpose) {
            (Dialect::Sqlite, Purpose::Read) => "BEGIN DEFERRED",
            (Dialect::Sqlite, Purpose::Write) => "BEGIN IMMEDIATE",
            (Dialect::Postgres, Purpose::Read) => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            (Dialect::Postgres, Purpose::Write) => "BEGIN ISOLATION LEVEL READ COMMITTED",
        }
    }
}

/// The lock of whoever makes tables on PostgreSQL (`youju` in ASCII).
const TURN: u64 = 0x79_6f75_6a75;

/// Who takes rows one by one.
pub(crate) type Take<'a> = &'a mut dyn FnMut(Row) -> Result<(), Fault>;

/// One connection.
pub(crate) enum Connection {
    Sqlite(Box<sqlite::Link>),
    Postgres(Box<postgres::Link>),
}

impl Connection {
    /// Connects.
    pub(crate) fn open(location: &Location, purpose: Purpose) -> Result<Connection, Fault> {
        Ok(match location {
            Location::Sqlite(path) => {
                Connection::Sqlite(Box::new(sqlite::Link::open(path, purpose)?))
            }
            Location::Postgres(url) => Connection::Postgres(Box::new(postgres::Link::open(url)?)),
        })
    }

    /// Which engine it speaks to.
    pub(crate) fn dialect(&self) -> Dialect {
        match self {
            Connection::Sqlite(_) => Dialect::Sqlite,
            Connection::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Runs statements in order and stops at the first that fails.
    pub(crate) fn exchange(&mut self, batch: &[Sql]) -> Result<Vec<Done>, Stopped> {
        match self {
            Connection::Sqlite(link) => link.exchange(batch),
            Connection::Postgres(link) => link.exchange(batch),
        }
    }

    /// The rows of one statement.
    pub(crate) fn rows(&mut self, sql: &Sql) -> Result<Vec<Row>, DbError> {
        let done = self.exchange(std::slice::from_ref(sql));
        let mut done = done.map_err(|stopped| stopped.error)?;
        Ok(done.pop().map(|done| done.rows).unwrap_or_default())
    }

    /// Hands over the rows of one statement as they come, for tables too large to hold.
    pub(crate) fn each(&mut self, sql: &Sql, take: Take<'_>) -> Result<(), Fault> {
        match self {
            Connection::Sqlite(link) => link.each(sql, take),
            Connection::Postgres(link) => link.each(sql, take),
        }
    }

    /// Runs a script without values: BEGIN, COMMIT, the making of tables.
    pub(crate) fn script(&mut self, text: &str) -> Result<(), DbError> {
        match self {
            Connection::Sqlite(link) => link.script(text),
            Connection::Postgres(link) => link.script(text),
        }
    }

    /// Begins a transaction: one snapshot to read, or the right to write.
    pub(crate) fn begin(&mut self, purpose: Purpose) -> Result<(), DbError> {
        self.script(self.dialect().begin(purpose))
    }

    /// Begins a transaction that makes tables. Programs that open one database at the same
    /// moment take turns: the next begins when this one has ended, and sees what it made.
    /// SQLite lets one write at a time anyway.
    pub(crate) fn begin_making(&mut self) -> Result<(), DbError> {
        self.begin(Purpose::Write)?;
        match self.dialect() {
            Dialect::Sqlite => Ok(()),
            Dialect::Postgres => self.script(&format!("SELECT pg_advisory_xact_lock({TURN})")),
        }
    }

    /// Whether a transaction is still open after a failure.
    pub(crate) fn in_transaction(&self) -> bool {
        match self {
            Connection::Sqlite(link) => link.in_transaction(),
            Connection::Postgres(link) => link.is_open(),
        }
    }
}
