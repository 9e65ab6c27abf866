//! What was sent before under the same key: its answer is kept, and given again.
//!
//! In: a writing with a key. Out: the receipt of the first time, or that the key came with
//! another content. A key belongs to its account alone.

use base::Id;

use crate::{
    Receipt, Write, WriteError,
    sql::{Cell, Columns, Row, Sql},
    turn::{Refused, actor},
};

/// The answers' own space among the names that a writing stands on.
pub(crate) const SPACE: &str = "";

/// A key as a name in that space.
pub(crate) fn name(write: &Write) -> Option<String> {
    let key = write.key.as_ref()?;
    Some(format!(
        "{} {} {}",
        write.scope.park(),
        actor(write),
        key.key
    ))
}

/// What looks it up.
pub(crate) fn look(write: &Write) -> Option<Sql> {
    const SENT: &str =
        "SELECT body, act, reply, changed FROM answer WHERE park = $1 AND actor = $2 AND key = $3";
    let key = write.key.as_ref()?;
    let cells = vec![
        Cell::Whole(write.scope.park().0),
        Cell::Whole(actor(write).0),
        Cell::text(&key.key),
    ];
    Some(Sql::fixed(SENT, cells))
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
    Some(Sql::fixed(
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
