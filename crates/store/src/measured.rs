//! What the database is told of its tables, so that it takes the right index.
//!
//! In: the writer's connection. Out: statistics made anew when the trail has grown to twice what
//! it was when they were last made; nothing else is touched. PostgreSQL makes its own too, but a
//! minute late: until then it would look for one key through all of a new park.

use crate::{
    Fault,
    engine::Connection,
    sql::{Columns, Dialect, Sql},
};

/// A trail shorter than this tells nothing.
const FEW: i64 = 500;

/// Makes the statistics where they are out of date. On SQLite whole ones: of samples it would
/// take the park, which all rows share, for a good way to find one.
pub(crate) fn renew(connection: &mut Connection) -> Result<(), Fault> {
    const OURS: &str = "DO $$ BEGIN EXECUTE (SELECT 'ANALYZE ' || string_agg(quote_ident(tablename), ', ') \
         FROM pg_tables WHERE schemaname = current_schema()); END $$";
    if is_outgrown(connection)? {
        connection.script(match connection.dialect() {
            Dialect::Sqlite => "PRAGMA analysis_limit=0; ANALYZE;",
            Dialect::Postgres => OURS,
        })?;
    }
    Ok(())
}

/// Whether the trail is more than twice as long as it was then.
pub(crate) fn is_outgrown(connection: &mut Connection) -> Result<bool, Fault> {
    const LINES: &str = "SELECT CAST(COALESCE(SUM(seq), 0) AS BIGINT) FROM head";
    const THERE: &str = "SELECT COUNT(*) FROM sqlite_schema WHERE name = 'sqlite_stat1'";
    const THEN: &str =
        "SELECT COALESCE(MAX(CAST(stat AS INTEGER)), 0) FROM sqlite_stat1 WHERE tbl = 'trail'";
    const COUNTED: &str =
        "SELECT CAST(reltuples AS BIGINT) FROM pg_class WHERE oid = to_regclass('trail')";
    let dialect = connection.dialect();
    let mut number = |text: &'static str| -> Result<i64, Fault> {
        let rows = connection.rows(&Sql::fixed(text, Vec::new()))?;
        Ok(rows
            .into_iter()
            .next()
            .map_or(0, |row| Columns::of(row).whole()))
    };
    let lines = number(LINES)?;
    let then = match dialect {
        Dialect::Postgres => number(COUNTED)?,
        Dialect::Sqlite if number(THERE)? == 0 => 0,
        Dialect::Sqlite => number(THEN)?,
    };
    Ok(lines > FEW.max(2 * then))
}
