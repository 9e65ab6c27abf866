//! What was sent before under the same key: its answer is kept, and given again.
//!
//! In: a writing with a key. Out: the receipt of the first time, or that the key came with
//! another content. A key belongs to its account alone.

use std::collections::{BTreeMap, HashMap};

use base::Id;

use crate::{
    Receipt, Write, WriteError,
    lookup::By,
    shared::at_once,
    sql::{Cell, Columns, Dialect, Done, Row, Sql},
    turn::{Refused, actor},
};

/// The answers' own space among the names that a writing stands on.
pub(crate) const SPACE: &str = "";

/// A key as a name in that space.
pub(crate) fn name(write: &Write) -> Option<String> {
    let key = write.key.as_ref()?;
    Some(named(write.scope.park(), actor(write), &key.key))
}

fn named(park: Id, actor: Id, key: &str) -> String {
    format!("{park} {actor} {key}")
}

/// What looks up those of several writings: for each account as few statements as there may be,
/// with as many places as the next power of two, so that few texts serve all numbers.
pub(crate) fn looks(dialect: Dialect, writes: &[&mut Write]) -> Vec<Sql> {
    let mut keys: BTreeMap<(i64, i64), Vec<Cell>> = BTreeMap::new();
    for write in writes {
        let Some(key) = &write.key else { continue };
        let account = (write.scope.park().0, actor(write).0);
        keys.entry(account).or_default().push(Cell::text(&key.key));
    }
    let look = |(park, actor): (i64, i64), keys: &[Cell]| {
        let mut keys = keys.to_vec();
        let last = keys.last().cloned().unwrap_or(Cell::Null);
        keys.resize(keys.len().next_power_of_two(), last);
        let places: Vec<String> = (0..keys.len()).map(|at| format!("${}", at + 3)).collect();
        let text = format!(
            "SELECT park, actor, key, body, act, reply, changed FROM answer \
             WHERE park = $1 AND actor = $2 AND key IN ({})",
            places.join(", ")
        );
        let account = [Cell::Whole(park), Cell::Whole(actor)];
        Sql::fixed(text, account.into_iter().chain(keys).collect())
    };
    let mut looks = Vec::new();
    for (account, keys) in &keys {
        let chunks = keys.chunks(at_once(dialect, By::Natural));
        looks.extend(chunks.map(|keys| look(*account, keys)));
    }
    looks
}

/// What was found, by its name.
pub(crate) fn by_name(done: Vec<Done>) -> HashMap<String, Row> {
    let named = |mut row: Row| {
        let rest = row.split_off(3.min(row.len()));
        let mut columns = Columns::of(row);
        let (park, actor) = (Id(columns.whole()), Id(columns.whole()));
        (named(park, actor, &columns.text()), rest)
    };
    let rows = done.into_iter().flat_map(|done| done.rows);
    rows.map(named).collect()
}

/// The receipt of the first time.
pub(crate) fn found(write: &Write, row: Row) -> Result<Receipt, Refused> {
    let mut columns = Columns::of(row);
    let hash = columns.bytes();
    if write.key.as_ref().is_none_or(|key| hash != key.body_hash) {
        return Err(Refused::Told(WriteError::KeyReused));
    }
    Ok(Receipt {
        act: Id(columns.whole()),
        reply: columns.text(),
        changed: usize::try_from(columns.whole()).unwrap_or_default(),
        records: Vec::new(),
        replayed: true,
    })
}

/// What keeps the answer, so that the same sent again is answered alike.
pub(crate) fn keep(write: &Write, receipt: &Receipt, now: i64) -> Option<Sql> {
    const ANSWER: &str = "INSERT INTO answer (park, actor, key, body, act, reply, changed, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let key = write.key.as_ref()?;
    Some(Sql::adding(
        ANSWER,
        vec![
            Cell::Whole(write.scope.park().0),
            Cell::Whole(actor(write).0),
            Cell::text(&key.key),
            Cell::Bytes(key.body_hash.to_vec()),
            Cell::Whole(receipt.act.0),
            Cell::text(&receipt.reply),
            Cell::Whole(receipt.changed as i64),
            Cell::Whole(now),
        ],
    ))
}
