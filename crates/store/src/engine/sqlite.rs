//! SQLite, in this process: a file, its log, one writer and some readers.
//!
//! In: statements. Out: rows. What is committed is on the disk (`synchronous=FULL`). Memory
//! stays small: a few megabytes of pages for each reader, 16 for the writer.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use rusqlite::{Connection, ErrorCode, OpenFlags, ffi, types::ToSqlOutput, types::ValueRef};

use super::{DbError, Purpose, Stopped, Take};
use crate::{
    Fault,
    sql::{Cell, Done, Row, Sql},
};

/// Marks our files (`yjr1`), so that another program's file is not taken for ours.
const OURS: i64 = 0x796a_7231;

/// How long one waits for another program to let go of the file.
const PATIENCE: Duration = Duration::from_secs(5);

pub(crate) struct Link(Connection);

impl Link {
    pub(super) fn open(path: &Path, purpose: Purpose) -> Result<Link, Fault> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(fault)?;
        connection.busy_timeout(PATIENCE).map_err(fault)?;
        if purpose == Purpose::Write {
            claim(&connection)?;
        }
        let settings = match purpose {
            Purpose::Write => {
                "PRAGMA synchronous=FULL; PRAGMA cache_size=-16384; PRAGMA wal_autocheckpoint=8000;"
            }
            Purpose::Read => "PRAGMA query_only=ON; PRAGMA cache_size=-2048;",
        };
        connection
            .execute_batch("PRAGMA foreign_keys=OFF; PRAGMA temp_store=MEMORY;")
            .and_then(|()| connection.execute_batch(settings))
            .map_err(fault)?;
        #[cfg(feature = "negative-controls")]
        crate::control::sync_off(&connection).map_err(fault)?;
        connection.set_prepared_statement_cache_capacity(match purpose {
            Purpose::Write => 256,
            Purpose::Read => 32,
        });
        Ok(Link(connection))
    }

    pub(super) fn script(&mut self, text: &str) -> Result<(), DbError> {
        self.0.execute_batch(text).map_err(db_error)
    }

    pub(super) fn in_transaction(&self) -> bool {
        !self.0.is_autocommit()
    }

    pub(super) fn exchange(&mut self, batch: &[Sql]) -> Result<Vec<Done>, Stopped> {
        let mut all = Vec::with_capacity(batch.len());
        for (at, sql) in batch.iter().enumerate() {
            let done = self.one(sql).map_err(|error| Stopped {
                at,
                error: db_error(error),
            })?;
            all.push(done);
        }
        Ok(all)
    }

    pub(super) fn each(&mut self, sql: &Sql, take: Take<'_>) -> Result<(), Fault> {
        let mut statement = self.0.prepare(&sql.text).map_err(fault)?;
        let width = statement.column_count();
        let mut found = statement.raw_query();
        while let Some(row) = found.next().map_err(fault)? {
            take(cells(row, width).map_err(fault)?)?;
        }
        Ok(())
    }

    fn one(&self, sql: &Sql) -> rusqlite::Result<Done> {
        let mut statement = self.0.prepare_cached(&sql.text)?;
        for (at, cell) in sql.args.iter().enumerate() {
            statement.raw_bind_parameter(at + 1, cell)?;
        }
        let width = statement.column_count();
        if width == 0 {
            let touched = statement.raw_execute()? as u64;
            return Ok(Done {
                rows: Vec::new(),
                touched,
            });
        }
        let mut found = statement.raw_query();
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            rows.push(cells(row, width)?);
        }
        Ok(Done {
            touched: rows.len() as u64,
            rows,
        })
    }
}

fn cells(row: &rusqlite::Row<'_>, width: usize) -> rusqlite::Result<Row> {
    (0..width)
        .map(|at| row.get_ref(at).map(Cell::from))
        .collect()
}

/// Makes a new file ours, and refuses one that is somebody else's. Looked at and marked in one
/// transaction: another program may be opening the same new file.
fn claim(connection: &Connection) -> Result<(), Fault> {
    connection.execute_batch("BEGIN IMMEDIATE").map_err(fault)?;
    let marked = mark(connection);
    let end = if marked.is_ok() { "COMMIT" } else { "ROLLBACK" };
    let ended = connection.execute_batch(end).map_err(fault);
    marked?;
    ended?;
    with_log(connection)
}

fn mark(connection: &Connection) -> Result<(), Fault> {
    let number = |text: &str| {
        connection
            .query_row(text, [], |row| row.get::<_, i64>(0))
            .map_err(fault)
    };
    if number("PRAGMA application_id")? == OURS {
        return Ok(());
    }
    if number("SELECT count(*) FROM sqlite_master")? > 0 {
        return Err(Fault::Damaged(
            "not a database of this program / 不是本程序的数据库".to_owned(),
        ));
    }
    let text = format!("PRAGMA application_id={OURS}");
    connection.execute_batch(&text).map_err(fault)
}

/// Turns the log on. While another program turns it on, SQLite says at once that the file is
/// held and does not wait as it does for a write, so we do.
fn with_log(connection: &Connection) -> Result<(), Fault> {
    let until = Instant::now() + PATIENCE;
    let text = "PRAGMA journal_mode=WAL; PRAGMA journal_size_limit=67108864;";
    loop {
        match connection.execute_batch(text).map_err(fault) {
            Err(Fault::Locked) if Instant::now() < until => {
                std::thread::sleep(Duration::from_millis(5));
            }
            done => return done,
        }
    }
}

fn fault(error: rusqlite::Error) -> Fault {
    db_error(error).into()
}

fn db_error(error: rusqlite::Error) -> DbError {
    let rusqlite::Error::SqliteFailure(code, _) = &error else {
        return DbError::Fault(Fault::Program(error.to_string()));
    };
    if code.extended_code == ffi::SQLITE_CONSTRAINT_UNIQUE {
        return DbError::Unique;
    }
    DbError::Fault(match code.code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Fault::Locked,
        ErrorCode::DiskFull => Fault::Full,
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Fault::Damaged(error.to_string()),
        ErrorCode::CannotOpen
        | ErrorCode::ReadOnly
        | ErrorCode::PermissionDenied
        | ErrorCode::SystemIoFailure => Fault::NotWritable(error.to_string()),
        _ => Fault::Program(error.to_string()),
    })
}

impl rusqlite::ToSql for Cell {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Cell::Null => ValueRef::Null,
            Cell::Whole(n) => ValueRef::Integer(*n),
            Cell::Text(text) => ValueRef::Text(text.as_bytes()),
            Cell::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

impl From<ValueRef<'_>> for Cell {
    fn from(value: ValueRef<'_>) -> Cell {
        match value {
            ValueRef::Integer(n) => Cell::Whole(n),
            ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
            ValueRef::Blob(bytes) => Cell::Bytes(bytes.to_vec()),
            ValueRef::Null | ValueRef::Real(_) => Cell::Null,
        }
    }
}
