//! Small things that are no records: sessions, drafts, settings, keys of files.
//!
//! In: a space, a key, a text, until when. Out: the text, as long as it holds. What comes and
//! goes by itself (sessions, drafts, views, what
//! figures came to) leaves no trail line; everything else does.

use base::Id;

use crate::{
    AskError, Fault,
    archive::FILE_KEYS,
    engine::Connection,
    sql::{Cell, Columns, Row, Sql},
};

/// Spaces whose things leave no line in the trail.
const UNTRACED: [&str; 4] = ["session", "draft", "view", "figure"];

/// Whether keeping and dropping in this space leaves a line in the trail.
pub(crate) fn is_traced(space: &str) -> bool {
    !UNTRACED.contains(&space)
}

/// Keeps a thing, in place of what was kept under its key.
pub(crate) fn keep(park: Id, (space, key): (&str, &str), value: &str, until: i64) -> Sql {
    Sql::fixed(
        "INSERT INTO kept (park, space, key, value, until) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (park, space, key) DO UPDATE SET value = excluded.value, until = excluded.until",
        vec![
            Cell::Whole(park.0),
            Cell::text(space),
            Cell::text(key),
            Cell::text(value),
            Cell::Whole(until),
        ],
    )
}

/// Drops a thing.
pub(crate) fn discard(park: Id, space: &str, key: &str) -> Sql {
    Sql::fixed(
        "DELETE FROM kept WHERE park = $1 AND space = $2 AND key = $3",
        vec![Cell::Whole(park.0), Cell::text(space), Cell::text(key)],
    )
}

/// Forgets what has ended.
pub(crate) fn sweep(now: i64) -> Sql {
    Sql::fixed(
        "DELETE FROM kept WHERE until > 0 AND until <= $1",
        vec![Cell::Whole(now)],
    )
}

/// What finds the thing kept under a key, if it still holds.
pub(crate) fn one((park, now): (Id, i64), space: &str, key: &str) -> Sql {
    Sql::fixed(
        "SELECT value FROM kept WHERE park = $1 AND space = $2 AND key = $3 AND (until = 0 OR until > $4)",
        vec![
            Cell::Whole(park.0),
            Cell::text(space),
            Cell::text(key),
            Cell::Whole(now),
        ],
    )
}

/// The thing out of its row.
pub(crate) fn text(row: Row) -> String {
    Columns::of(row).text()
}

/// All things of a space that still hold, by key.
pub(crate) fn all(
    connection: &mut Connection,
    (park, now): (Id, i64),
    space: &str,
) -> Result<Vec<(String, String)>, AskError> {
    let sql = Sql::fixed(
        "SELECT key, value FROM kept WHERE park = $1 AND space = $2 AND (until = 0 OR until > $3) ORDER BY key",
        vec![Cell::Whole(park.0), Cell::text(space), Cell::Whole(now)],
    );
    let rows = connection.rows(&sql).map_err(Fault::from)?;
    let pair = |row| {
        let mut columns = Columns::of(row);
        (columns.text(), columns.text())
    };
    Ok(rows.into_iter().map(pair).collect())
}

/// Whoever holds this key in whatever park: the park and the thing.
pub(crate) fn anywhere(
    connection: &mut Connection,
    now: i64,
    space: &str,
    key: &str,
) -> Result<Option<(Id, String)>, Fault> {
    let sql = Sql::fixed(
        "SELECT park, value FROM kept WHERE space = $1 AND key = $2 AND (until = 0 OR until > $3)",
        vec![Cell::text(space), Cell::text(key), Cell::Whole(now)],
    );
    let rows = connection.rows(&sql)?;
    Ok(rows.into_iter().next().map(|row| {
        let mut columns = Columns::of(row);
        (Id(columns.whole()), columns.text())
    }))
}

/// The wrapped key of a service file, kept apart from backups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileKey {
    /// Its park.
    pub park: Id,
    /// What it was kept under.
    pub key: String,
    /// The wrapped key.
    pub value: String,
}

/// All keys of service files.
pub(crate) fn file_keys(connection: &mut Connection) -> Result<Vec<FileKey>, Fault> {
    let text = "SELECT park, key, value FROM kept WHERE space = $1 ORDER BY park, key";
    let rows = connection.rows(&Sql::fixed(text, vec![Cell::text(FILE_KEYS)]))?;
    let one = |row| {
        let mut columns = Columns::of(row);
        FileKey {
            park: Id(columns.whole()),
            key: columns.text(),
            value: columns.text(),
        }
    };
    Ok(rows.into_iter().map(one).collect())
}
