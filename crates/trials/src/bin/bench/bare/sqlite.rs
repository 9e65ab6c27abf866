//! The bare writer on SQLite: one connection, group commit, `synchronous=FULL`.

use std::path::Path;

use rusqlite::{Connection, types::ToSqlOutput, types::ValueRef};
use tokio::sync::mpsc;
use trials::Failed;

use super::{Cell, MOST, SignIn};

impl rusqlite::ToSql for Cell<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Cell::Whole(n) => ValueRef::Integer(*n),
            Cell::Text(text) => ValueRef::Text(text.as_bytes()),
            Cell::Own(text) => ValueRef::Text(text.as_bytes()),
            Cell::None => ValueRef::Null,
        }))
    }
}

/// Makes the table as the park's own is made, and starts the writer.
pub fn writer(file: &Path, like: &Path) -> Result<mpsc::Sender<SignIn>, Failed> {
    let database = Connection::open(file)?;
    database.execute_batch(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16384; \
         PRAGMA wal_autocheckpoint=8000;",
    )?;
    for text in made_by(like)? {
        database.execute_batch(&text)?;
    }
    let columns: Vec<String> = {
        let mut named = database.prepare("SELECT name FROM pragma_table_info('attendance')")?;
        let names = named.query_map([], |row| row.get(0))?;
        names.collect::<rusqlite::Result<_>>()?
    };
    let (queue, jobs) = mpsc::channel(4_096);
    std::thread::spawn(move || {
        if let Err(error) = write(&database, &columns, jobs) {
            eprintln!("{error}");
        }
    });
    Ok(queue)
}

/// The statements that made the park's table of sign-ins and its indexes.
pub(super) fn made_by(like: &Path) -> Result<Vec<String>, Failed> {
    let park = Connection::open(like)?;
    let mut made = park.prepare(
        "SELECT sql FROM sqlite_master WHERE tbl_name = 'attendance' AND sql IS NOT NULL",
    )?;
    let texts = made.query_map([], |row| row.get(0))?;
    Ok(texts.collect::<rusqlite::Result<_>>()?)
}

fn write(
    database: &Connection,
    columns: &[String],
    mut jobs: mpsc::Receiver<SignIn>,
) -> rusqlite::Result<()> {
    let names: Vec<String> = columns.iter().map(|name| format!("\"{name}\"")).collect();
    let places: Vec<String> = (1..=columns.len()).map(|at| format!("?{at}")).collect();
    let text = format!(
        "INSERT INTO attendance ({}) VALUES ({})",
        names.join(", "),
        places.join(", ")
    );
    let mut insert = database.prepare(&text)?;
    while let Some(first) = jobs.blocking_recv() {
        database.execute_batch("BEGIN IMMEDIATE")?;
        let mut group = vec![];
        let mut next = Some(first);
        while let Some(sign_in) = next {
            let cells = columns.iter().map(|name| sign_in.column(name));
            insert.execute(rusqlite::params_from_iter(cells))?;
            group.push(sign_in.done);
            next = if group.len() < MOST {
                jobs.try_recv().ok()
            } else {
                None
            };
        }
        database.execute_batch("COMMIT")?;
        for done in group {
            let _ = done.send(());
        }
    }
    Ok(())
}
