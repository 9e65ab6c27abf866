//! The small things that are kept, held against the trail.
//!
//! In: what is kept in a park. Out: each thing that leaves lines in the trail and is not what the
//! last of them says. What has run out is gone without a line, so a missing one is not told.

use std::collections::HashMap;

use base::Id;
use seal::Key;

use super::{Broken, Verified};
use crate::{
    Fault,
    engine::Connection,
    kept::is_traced,
    sql::{Cell, Columns, Sql},
    trail::kept_hash,
};

/// So many are read at once: a photo is kept as one.
const AT_ONCE: i64 = 50;

/// Looks at all that a park keeps.
pub(super) fn look(
    connection: &mut Connection,
    park: Id,
    key: &Key,
    verified: &mut Verified,
) -> Result<(), Fault> {
    let spaces = Sql::fixed(
        "SELECT DISTINCT space FROM kept WHERE park = $1 ORDER BY space",
        vec![Cell::Whole(park.0)],
    );
    let spaces = connection.rows(&spaces)?.into_iter();
    for space in spaces.map(|row| Columns::of(row).text()) {
        if is_traced(&space) {
            let said = said(connection, park, &space)?;
            things(connection, (park, &space), |name, value| {
                let hash = kept_hash(key, &space, &name, &value);
                if said.get(&name) != Some(&hash) {
                    let (space, key) = (space.clone(), name);
                    verified.found(Broken::Kept { space, key });
                }
            })?;
        }
    }
    Ok(())
}

/// The hash in the last line about each key of a space. A line's note begins with the key.
fn said(
    connection: &mut Connection,
    park: Id,
    space: &str,
) -> Result<HashMap<String, Vec<u8>>, Fault> {
    let text = "SELECT note, row_hash FROM trail WHERE park = $1 AND kind = $2 AND record = 0 ORDER BY seq";
    let cells = vec![Cell::Whole(park.0), Cell::text(format!("kept:{space}"))];
    let rows = connection.rows(&Sql::fixed(text, cells))?;
    let line = |row| {
        let mut columns = Columns::of(row);
        let note = columns.text();
        let key = note.split(' ').next().unwrap_or_default().to_owned();
        (key, columns.bytes())
    };
    Ok(rows.into_iter().map(line).collect())
}

/// The things of a space, by key.
fn things(
    connection: &mut Connection,
    (park, space): (Id, &str),
    mut each: impl FnMut(String, String),
) -> Result<(), Fault> {
    let text = "SELECT key, value FROM kept WHERE park = $1 AND space = $2 AND key > $3 ORDER BY key LIMIT $4";
    let mut last = String::new();
    loop {
        let cells = vec![
            Cell::Whole(park.0),
            Cell::text(space),
            Cell::text(last.clone()),
            Cell::Whole(AT_ONCE),
        ];
        let rows = connection.rows(&Sql::fixed(text, cells))?;
        let is_last = (rows.len() as i64) < AT_ONCE;
        for row in rows {
            let mut columns = Columns::of(row);
            last = columns.text();
            each(last.clone(), columns.text());
        }
        if is_last {
            return Ok(());
        }
    }
}
