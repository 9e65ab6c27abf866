//! The ends of the parks' chains while a group of writings is under way.
//!
//! In: a park. Out: the end of its chain, held for this transaction: whoever else would add
//! to the chain waits. A group writes each end once, when all its lines are known.

use std::collections::{BTreeMap, BTreeSet};

use base::Id;
use seal::chain::Head;

use crate::{
    engine::{Connection, DbError, Purpose},
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
    /// Begins a transaction that writes, and holds the ends of these parks' chains from now on.
    pub(crate) fn begin(
        connection: &mut Connection,
        parks: impl Iterator<Item = Id>,
    ) -> Result<Heads, DbError> {
        let parks: BTreeSet<i64> = parks.map(|park| park.0).collect();
        let hold = |park: &i64| Sql::fixed(HOLD, vec![Cell::Whole(*park)]);
        let begin = Sql::word(connection.dialect().begin(Purpose::Write));
        let batch: Vec<Sql> = std::iter::once(begin)
            .chain(parks.iter().map(hold))
            .collect();
        let done = connection.exchange(&batch);
        let done = done.map_err(|stopped| stopped.error)?.into_iter().skip(1);
        let mut heads = Heads::default();
        for (park, done) in parks.into_iter().zip(done) {
            let mut rows = done.rows;
            if rows.is_empty() {
                let start = Cell::Bytes(Head::START.hash.to_vec());
                connection.rows(&Sql::fixed(BEGIN, vec![Cell::Whole(park), start]))?;
                rows = connection.rows(&hold(&park))?;
            }
            let head = rows.pop().map_or(Head::START, read);
            heads.0.insert(park, (head, false));
        }
        Ok(heads)
    }

    /// The end of a park's chain.
    pub(crate) fn of(&self, park: Id) -> Head {
        self.0.get(&park.0).map_or(Head::START, |(head, _)| *head)
    }

    /// The chain has grown to here.
    pub(crate) fn advance(&mut self, park: Id, head: Head) {
        if let Some(held) = self.0.get_mut(&park.0)
            && held.0 != head
        {
            *held = (head, true);
        }
    }

    /// What writes the ends that moved.
    pub(crate) fn moved(&self) -> impl Iterator<Item = Sql> {
        let moved = self.0.iter().filter(|(_, (_, moved))| *moved);
        moved.map(|(park, (head, _))| {
            let hash = Cell::Bytes(head.hash.to_vec());
            Sql::fixed(MOVE, vec![Cell::Whole(head.seq), hash, Cell::Whole(*park)])
        })
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
