//! PostgreSQL over the network: the same statements, sent together where that saves waiting.
//!
//! In: statements. Out: rows. Each connection drives itself while it is used, so that the
//! store speaks to both engines in the same blocking way.

use std::{collections::HashMap, error::Error as _, sync::Arc};

use bytes::BytesMut;
use futures_util::{TryStreamExt, future::join_all};
use tokio::runtime::{Builder, Runtime};
use tokio_postgres::{
    Client, Error, Row, Statement,
    error::SqlState,
    types::{FromSql, IsNull, ToSql, Type, to_sql_checked},
};

use super::{DbError, Stopped, Take, tls::Target};
use crate::{
    Fault,
    sql::{Cell, Done, Sql},
};

pub(crate) struct Link {
    /// `None` only while it is dropped.
    runtime: Option<Runtime>,
    client: Client,
    prepared: HashMap<Arc<str>, Statement>,
}

impl Link {
    pub(super) fn open(url: &str) -> Result<Link, Fault> {
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| Fault::Program(error.to_string()))?;
        let Target { config, tls } = Target::of(url)?;
        let connected = runtime.block_on(config.connect(tls));
        let (client, connection) = connected.map_err(|error| Fault::Unreachable(reason(&error)))?;
        runtime.spawn(async move {
            if let Err(error) = connection.await {
                tracing::warn!(error = reason(&error), "a database connection ended");
            }
        });
        let mut link = Link {
            runtime: Some(runtime),
            client,
            prepared: HashMap::new(),
        };
        link.script("SET client_min_messages = warning; SET synchronous_commit = on")
            .map_err(Fault::from)?;
        Ok(link)
    }

    pub(super) fn is_open(&self) -> bool {
        !self.client.is_closed()
    }

    pub(super) fn script(&mut self, text: &str) -> Result<(), DbError> {
        let Some(runtime) = &self.runtime else {
            return Err(gone());
        };
        let client = &self.client;
        runtime
            .block_on(client.batch_execute(text))
            .map_err(|error| db_error(&error, client))
    }

    pub(super) fn exchange(&mut self, batch: &[Sql]) -> Result<Vec<Done>, Stopped> {
        let Some(runtime) = &self.runtime else {
            return Err(Stopped {
                at: 0,
                error: gone(),
            });
        };
        let client = &self.client;
        let stopped = |at, error: &Error| Stopped {
            at,
            error: db_error(error, client),
        };
        for (at, sql) in batch.iter().enumerate() {
            if sql.often && !self.prepared.contains_key(&sql.text) {
                let statement = runtime.block_on(client.prepare(&sql.text));
                let statement = statement.map_err(|error| stopped(at, &error))?;
                self.prepared.insert(sql.text.clone(), statement);
            }
        }
        let prepared = &self.prepared;
        let sent = join_all(
            batch
                .iter()
                .map(|sql| one(client, prepared.get(&sql.text), sql)),
        );
        let mut all = Vec::with_capacity(batch.len());
        for (at, done) in runtime.block_on(sent).into_iter().enumerate() {
            all.push(done.map_err(|error| stopped(at, &error))?);
        }
        Ok(all)
    }
}

impl Link {
    pub(super) fn each(&mut self, sql: &Sql, take: Take<'_>) -> Result<(), Fault> {
        let Some(runtime) = &self.runtime else {
            return Err(gone().into());
        };
        let client = &self.client;
        let fault = |error: Error| Fault::from(db_error(&error, client));
        runtime.block_on(async {
            let nothing: [(&Cell, Type); 0] = [];
            let stream = client.query_typed_raw(&sql.text, nothing).await;
            let mut stream = std::pin::pin!(stream.map_err(fault)?);
            while let Some(row) = stream.try_next().await.map_err(fault)? {
                take(cells(&row).map_err(fault)?)?;
            }
            Ok(())
        })
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

async fn one(client: &Client, prepared: Option<&Statement>, sql: &Sql) -> Result<Done, Error> {
    let stream = match prepared {
        Some(statement) => client.query_raw(statement, &sql.args).await?,
        None => {
            let typed = sql.args.iter().map(|cell| (cell, cell.postgres_type()));
            client.query_typed_raw(&sql.text, typed).await?
        }
    };
    let mut stream = std::pin::pin!(stream);
    let mut rows = Vec::new();
    while let Some(row) = stream.try_next().await? {
        rows.push(cells(&row)?);
    }
    Ok(Done {
        rows,
        touched: stream.rows_affected().unwrap_or_default(),
    })
}

fn cells(row: &Row) -> Result<Vec<Cell>, Error> {
    (0..row.len()).map(|at| row.try_get(at)).collect()
}

fn gone() -> DbError {
    DbError::Lost("closed".to_owned())
}

/// The server's own sentence without the row's values, which stand in its detail.
fn reason(error: &Error) -> String {
    match (error.as_db_error(), error.source()) {
        (Some(said), _) => said.message().to_owned(),
        (None, Some(source)) if error.to_string().contains("TLS") => format!(
            "加密连接建不成，见 sslmode 和 sslrootcert / no encrypted connection, see sslmode and sslrootcert: {source}"
        ),
        (None, Some(source)) => source.to_string(),
        (None, None) => error.to_string(),
    }
}

fn db_error(error: &Error, client: &Client) -> DbError {
    let Some(code) = error.code() else {
        return if client.is_closed() || error.is_closed() {
            DbError::Lost(reason(error))
        } else {
            DbError::Fault(Fault::Program(reason(error)))
        };
    };
    match *code {
        SqlState::UNIQUE_VIOLATION if breaks_natural(error) => DbError::Unique,
        SqlState::T_R_SERIALIZATION_FAILURE | SqlState::T_R_DEADLOCK_DETECTED => DbError::Retry,
        SqlState::DISK_FULL => DbError::Fault(Fault::Full),
        SqlState::ADMIN_SHUTDOWN | SqlState::CRASH_SHUTDOWN | SqlState::CANNOT_CONNECT_NOW => {
            DbError::Lost(reason(error))
        }
        // What we made is not there as we made it.
        SqlState::DATA_CORRUPTED
        | SqlState::INDEX_CORRUPTED
        | SqlState::UNDEFINED_TABLE
        | SqlState::UNDEFINED_COLUMN => DbError::Fault(Fault::Damaged(reason(error))),
        SqlState::READ_ONLY_SQL_TRANSACTION | SqlState::INSUFFICIENT_PRIVILEGE => {
            DbError::Fault(Fault::NotWritable(reason(error)))
        }
        _ => DbError::Fault(Fault::Program(reason(error))),
    }
}

/// Whether the unique key that is taken is that of a record's own key.
fn breaks_natural(error: &Error) -> bool {
    let said = error.as_db_error();
    said.and_then(|said| said.constraint())
        .is_some_and(|name| name.ends_with("_natural"))
}

impl Cell {
    fn postgres_type(&self) -> Type {
        match self {
            Cell::Whole(_) => Type::INT8,
            Cell::Text(_) | Cell::Null => Type::TEXT,
            Cell::Bytes(_) => Type::BYTEA,
        }
    }
}

type Plain<T> = Result<T, Box<dyn std::error::Error + Sync + Send>>;

impl ToSql for Cell {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Plain<IsNull> {
        match self {
            Cell::Null => Ok(IsNull::Yes),
            Cell::Whole(n) if *kind == Type::INT4 => i32::try_from(*n)?.to_sql(kind, out),
            Cell::Whole(n) => n.to_sql(kind, out),
            Cell::Text(text) => text.to_sql(kind, out),
            Cell::Bytes(bytes) => bytes.to_sql(kind, out),
        }
    }

    fn accepts(kind: &Type) -> bool {
        [Type::INT8, Type::INT4, Type::TEXT, Type::BYTEA].contains(kind)
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for Cell {
    fn from_sql(kind: &Type, raw: &'a [u8]) -> Plain<Cell> {
        Ok(match *kind {
            Type::INT8 => Cell::Whole(i64::from_sql(kind, raw)?),
            Type::INT4 => Cell::Whole(i64::from(i32::from_sql(kind, raw)?)),
            Type::BOOL => Cell::Whole(i64::from(bool::from_sql(kind, raw)?)),
            Type::BYTEA => Cell::Bytes(raw.to_vec()),
            _ => Cell::Text(String::from_sql(kind, raw)?),
        })
    }

    fn from_sql_null(_: &Type) -> Plain<Cell> {
        Ok(Cell::Null)
    }

    fn accepts(kind: &Type) -> bool {
        let known = [Type::INT8, Type::INT4, Type::BOOL, Type::BYTEA];
        known.contains(kind) || <String as FromSql>::accepts(kind)
    }
}
