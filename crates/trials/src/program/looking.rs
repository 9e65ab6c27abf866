//! A look into a park's database, and damage done to it, behind the program's back.
//!
//! In: a statement. Out: its rows as texts. Only for trials: the program never speaks to its
//! database so.

use std::path::Path;

use rusqlite::types::ValueRef;
use tokio_postgres::{NoTls, SimpleQueryMessage};

use super::Park;
use crate::Failed;

impl Park {
    /// Runs a statement behind the program's back: the rows of one that selects, as texts
    /// («» where nothing stands).
    ///
    /// # Errors
    /// With the database's words.
    pub fn looked(&self, text: &str) -> Result<Vec<Vec<String>>, Failed> {
        match &self.database {
            Some(url) => in_postgres(url, text),
            None => in_sqlite(&self.file(), text),
        }
    }
}

fn in_sqlite(file: &Path, text: &str) -> Result<Vec<Vec<String>>, Failed> {
    let database = rusqlite::Connection::open(file)?;
    if !text.starts_with("SELECT") {
        database.execute_batch(text)?;
        return Ok(Vec::new());
    }
    let mut statement = database.prepare(text)?;
    let width = statement.column_count();
    let cell = |row: &rusqlite::Row<'_>, at| -> rusqlite::Result<String> {
        Ok(match row.get_ref(at)? {
            ValueRef::Integer(n) => n.to_string(),
            ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
            _ => String::new(),
        })
    };
    let rows = statement.query_map([], |row| (0..width).map(|at| cell(row, at)).collect())?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn in_postgres(url: &str, text: &str) -> Result<Vec<Vec<String>>, Failed> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
        let driven = tokio::spawn(connection);
        let said = client.simple_query(text).await?;
        drop(client);
        driven.await??;
        let row = |message| match message {
            SimpleQueryMessage::Row(row) => {
                let cell = |at| row.get(at).unwrap_or_default().to_owned();
                Some((0..row.len()).map(cell).collect())
            }
            _ => None,
        };
        Ok(said.into_iter().filter_map(row).collect())
    })
}

/// A new database on a server.
///
/// # Errors
/// With the server's words.
pub(super) fn new_database(server: &str) -> Result<String, Failed> {
    use std::sync::atomic::{AtomicU32, Ordering};
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let name = format!("trial{}_{number}", std::process::id());
    in_postgres(
        server,
        &format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"),
    )?;
    let (before, _) = server.rsplit_once('/').ok_or("a server without a name")?;
    Ok(format!("{before}/{name}"))
}
