//! What SQLite is told of its tables, so that it takes the right index.
//!
//! In: the writer's connection. Out: statistics made anew when the trail has grown to twice what
//! it was when they were last made; nothing else is touched. PostgreSQL makes its own.

use crate::{
    Fault,
    engine::Connection,
    sql::{Columns, Sql},
};

/// A trail shorter than this tells nothing.
const FEW: i64 = 1_000;

/// Makes the statistics where they are out of date. Whole ones: of samples it would take the
/// park, which all rows share, for a good way to find one.
pub(crate) fn renew(connection: &mut Connection) -> Result<(), Fault> {
    if let Connection::Sqlite(_) = connection
        && is_outgrown(connection)?
    {
        connection.script("PRAGMA analysis_limit=0; ANALYZE;")?;
    }
    Ok(())
}

/// Whether the trail is more than twice as long as it was then.
pub(crate) fn is_outgrown(connection: &mut Connection) -> Result<bool, Fault> {
    const LINES: &str = "SELECT COALESCE(SUM(seq), 0) FROM head";
    const THERE: &str = "SELECT COUNT(*) FROM sqlite_schema WHERE name = 'sqlite_stat1'";
    const THEN: &str =
        "SELECT COALESCE(MAX(CAST(stat AS INTEGER)), 0) FROM sqlite_stat1 WHERE tbl = 'trail'";
    let mut number = |text: &'static str| -> Result<i64, Fault> {
        let rows = connection.rows(&Sql::fixed(text, Vec::new()))?;
        Ok(rows
            .into_iter()
            .next()
            .map_or(0, |row| Columns::of(row).whole()))
    };
    let lines = number(LINES)?;
    let then = match number(THERE)? {
        0 => 0,
        _ => number(THEN)?,
    };
    Ok(lines > FEW.max(2 * then))
}
