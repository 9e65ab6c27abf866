//! The ends of the parks' chains while a group of writings is under way.
//!
//! In: a park. Out: the end of its chain, held for this transaction: whoever else would add
//! to the chain waits. A group writes each end once, when all its lines are known.

use std::collections::BTreeMap;

use base::Id;
use seal::chain::Head;

use crate::{
    engine::{Connection, DbError},
    sql::{Cell, Columns, Row, Sql},
};

const HOLD: &str = "UPDATE head SET seq = seq WHERE park = $1 RETURNING seq, hash";
const BEGIN: &str =
    "INSERT INTO head (park, seq, hash) VALUES ($1, 0, $2) ON CONFLICT (park) DO NOTHING";
const MOVE: &str = "UPDATE head SET seq = $1, hash = $2 WHERE park = $3";

/// The ends held so far, and whether they moved.
#[derive(Default)]
pub(crate) struct Heads(BTreeMap<i64, (Head, bool)>);

impl Heads {
    /// The end of a park's chain, held from now on.
    pub(crate) fn hold(&mut self, connection: &mut Connection, park: Id) -> Result<Head, DbError> {
        if let Some((head, _)) = self.0.get(&park.0) {
            return Ok(*head);
        }
        let hold = Sql::fixed(HOLD, vec![Cell::Whole(park.0)]);
        let mut rows = connection.rows(&hold)?;
        if rows.is_empty() {
            let start = Cell::Bytes(Head::START.hash.to_vec());
            connection.rows(&Sql::fixed(BEGIN, vec![Cell::Whole(park.0), start]))?;
            rows = connection.rows(&hold)?;
        }
        let head = rows.pop().map_or(Head::START, read);
        self.0.insert(park.0, (head, false));
        Ok(head)
    }

    /// The chain has grown to here.
    pub(crate) fn advance(&mut self, park: Id, head: Head) {
        if let Some(held) = self.0.get_mut(&park.0)
            && held.0 != head
        {
            *held = (head, true);
        }
    }

    /// Writes the ends that moved, and makes durable what is under way.
    pub(crate) fn commit(&self, connection: &mut Connection) -> Result<(), DbError> {
        let moved = self.0.iter().filter(|(_, (_, moved))| *moved);
        let mut batch: Vec<Sql> = moved
            .map(|(park, (head, _))| {
                let hash = Cell::Bytes(head.hash.to_vec());
                Sql::fixed(MOVE, vec![Cell::Whole(head.seq), hash, Cell::Whole(*park)])
            })
            .collect();
        batch.push(Sql::word("COMMIT"));
        let done = connection
            .exchange(&batch)
            .map_err(|stopped| stopped.error)?;
        drop(done);
        Ok(())
    }
}

/// An end out of its two columns.
pub(crate) fn read(row: Row) -> Head {
    let mut columns = Columns::of(row);
    Head {
        seq: columns.whole(),
        hash: columns.bytes().try_into().unwrap_or_default(),
    }
}
