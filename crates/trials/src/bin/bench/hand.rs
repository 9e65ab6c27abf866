//! Statements as a hand would write them, on the tables of a park: the raw baseline of figures,
//! breakdowns and lists.
//!
//! In: a park and a statement; ?1 is the park, ?2 and ?3 the first and last day of the year
//! measured, ?4 the year. Out: all its rows, every column as text. It reads by a connection of
//! its own, set as the store's readers are.

use base::Id;
use rusqlite::types::Value as Cell;
use tokio_postgres::types::{ToSql, Type};
use trials::Failed;

use super::park::{Large, YEAR};

/// A connection that statements run on.
pub enum Hand {
    /// The park's file.
    Sqlite(rusqlite::Connection, Id),
    /// The park's server.
    Postgres(tokio_postgres::Client, Id),
}

/// A row, every column as text.
pub type Texts = Vec<String>;

impl Hand {
    /// Opens one.
    pub async fn at(large: &Large, park: Id) -> Result<Hand, Failed> {
        if let Some(url) = &large.park.database {
            let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await?;
            tokio::spawn(connection);
            return Ok(Hand::Postgres(client, park));
        }
        let database = rusqlite::Connection::open(large.park.file())?;
        database.execute_batch(
            "PRAGMA query_only=ON; PRAGMA cache_size=-2048; PRAGMA temp_store=MEMORY;",
        )?;
        Ok(Hand::Sqlite(database, park))
    }

    /// All rows of a statement.
    pub async fn rows(&mut self, text: &str) -> Result<Vec<Texts>, Failed> {
        match self {
            Hand::Sqlite(database, park) => on_sqlite(database, *park, text),
            Hand::Postgres(client, park) => on_postgres(client, *park, text).await,
        }
    }
}

fn days() -> (String, String) {
    (format!("{YEAR}-01-01"), format!("{YEAR}-12-31"))
}

fn on_sqlite(database: &rusqlite::Connection, park: Id, text: &str) -> Result<Vec<Texts>, Failed> {
    let (first, last) = days();
    let mut statement = database.prepare_cached(text)?;
    let all = [
        Cell::Integer(park.0),
        Cell::Text(first),
        Cell::Text(last),
        Cell::Integer(YEAR.into()),
    ];
    let needed = all.into_iter().take(statement.parameter_count());
    let columns = statement.column_count();
    let mut rows = statement.query(rusqlite::params_from_iter(needed))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let text = |at| {
            Ok(match row.get(at)? {
                Cell::Integer(n) => n.to_string(),
                Cell::Text(text) => text,
                _ => String::new(),
            })
        };
        let texts: Result<Texts, rusqlite::Error> = (0..columns).map(text).collect();
        found.push(texts?);
    }
    Ok(found)
}

async fn on_postgres(
    client: &tokio_postgres::Client,
    park: Id,
    text: &str,
) -> Result<Vec<Texts>, Failed> {
    let (first, last) = days();
    let year = i64::from(YEAR);
    let text = text.replace('?', "$");
    let types = [Type::INT8, Type::TEXT, Type::TEXT, Type::INT8];
    let all: [&(dyn ToSql + Sync); 4] = [&park.0, &first, &last, &year];
    // A number that a statement does not use still has its type and is sent.
    let statement = client.prepare_typed(&text, &types).await?;
    let count = statement.params().len();
    let rows = client
        .query(&statement, all.get(..count).unwrap_or(&all))
        .await?;
    let text = |row: &tokio_postgres::Row, at: usize| match row.try_get::<_, i64>(at) {
        Ok(n) => n.to_string(),
        Err(_) => row
            .try_get::<_, Option<String>>(at)
            .ok()
            .flatten()
            .unwrap_or_default(),
    };
    let texts = |row: &tokio_postgres::Row| (0..row.len()).map(|at| text(row, at)).collect();
    Ok(rows.iter().map(texts).collect())
}
