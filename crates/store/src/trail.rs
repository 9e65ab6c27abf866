//! The trail: who did what to which record, each line chained to the one before.
//!
//! In: an act and a change. Out: a line with a keyed hash of the record's values, never the
//! values, so that a person can be forgotten and the chain still proves. Lines are only added.

use base::{Id, Kind, TrailLine, Value};
use sea_query::{Expr, ExprTrait, Order, Query};
use seal::{
    Key,
    chain::{self, Head},
};

use crate::{
    AskError, Fault,
    engine::Connection,
    filter::{alias, known},
    scope::Right,
    sql::{Cell, Columns, Row, Sql},
    table::{Table, View, key_of, scoped},
};

/// Adds a line.
const ADD: &str = "INSERT INTO trail (park, seq, at, actor, act, source, verb, kind, record, note, row_hash, hash) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

/// The columns of a line as [`Line::read`] takes them.
pub(crate) const COLUMNS: [&str; 11] = [
    "seq", "at", "actor", "act", "source", "verb", "kind", "record", "note", "row_hash", "hash",
];

/// A line as it is stored.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) told: TrailLine,
    pub(crate) row_hash: Vec<u8>,
    pub(crate) hash: Vec<u8>,
}

impl Line {
    /// A line out of the columns [`COLUMNS`].
    pub(crate) fn read(row: Row) -> Line {
        let mut columns = Columns::of(row);
        Line {
            told: TrailLine {
                seq: columns.whole(),
                at: columns.whole(),
                actor: Id(columns.whole()),
                act: Id(columns.whole()),
                source: columns.text(),
                verb: columns.text(),
                kind: columns.text(),
                record: Id(columns.whole()),
                note: columns.text(),
            },
            row_hash: columns.bytes(),
            hash: columns.bytes(),
        }
    }

    /// The bytes that are chained: every part with its length, the park first.
    pub(crate) fn bytes(&self, park: Id) -> Vec<u8> {
        let told = &self.told;
        let mut out = Vec::with_capacity(160);
        for n in [
            park.0,
            told.seq,
            told.at,
            told.actor.0,
            told.act.0,
            told.record.0,
        ] {
            out.extend(n.to_be_bytes());
        }
        for text in [&told.source, &told.verb, &told.kind, &told.note] {
            put(&mut out, text.as_bytes());
        }
        put(&mut out, &self.row_hash);
        out
    }

    /// Chains the line after `head`, and gives what stores it.
    pub(crate) fn chained(mut self, park: Id, head: &mut Head) -> Sql {
        self.told.seq = head.seq + 1;
        *head = chain::next(head, &self.bytes(park));
        let told = self.told;
        Sql::adding(
            ADD,
            vec![
                Cell::Whole(park.0),
                Cell::Whole(told.seq),
                Cell::Whole(told.at),
                Cell::Whole(told.actor.0),
                Cell::Whole(told.act.0),
                Cell::Text(told.source),
                Cell::Text(told.verb),
                Cell::Text(told.kind),
                Cell::Whole(told.record.0),
                Cell::Text(told.note),
                Cell::Bytes(self.row_hash),
                Cell::Bytes(head.hash.to_vec()),
            ],
        )
    }
}

/// The keyed hash of a record as it stands. Fields come by name and missing ones not at all,
/// so that neither a new field nor a new order of fields changes the hash of an old record.
pub(crate) fn row_hash(
    key: &Key,
    kind: &Kind,
    (id, since): (Id, i64),
    natural: &str,
    values: &[Option<Value>],
) -> Vec<u8> {
    let mut named: Vec<(&str, &Value)> = kind
        .fields
        .iter()
        .zip(values)
        .filter_map(|(field, value)| Some((field.name, value.as_ref()?)))
        .collect();
    named.sort_unstable_by_key(|(name, _)| *name);
    let mut out = Vec::with_capacity(64 + named.len() * 24);
    put(&mut out, kind.name.as_bytes());
    out.extend(id.0.to_be_bytes());
    out.extend(since.to_be_bytes());
    put(&mut out, natural.as_bytes());
    for (name, value) in named {
        put(&mut out, name.as_bytes());
        match value {
            Value::Whole(n) => {
                out.push(b'n');
                out.extend(n.to_be_bytes());
            }
            Value::Text(text) => {
                out.push(b't');
                put(&mut out, text.as_bytes());
            }
            Value::Many(many) => {
                out.push(b'm');
                let bytes: Vec<u8> = many.iter().flat_map(|n| n.to_be_bytes()).collect();
                put(&mut out, &bytes);
            }
            Value::Sealed(bytes) => {
                out.push(b's');
                put(&mut out, bytes);
            }
        }
    }
    chain::row_hash(key, &out).to_vec()
}

/// The keyed hash of a small thing that is kept.
pub(crate) fn kept_hash(key: &Key, space: &str, name: &str, value: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(space.len() + name.len() + value.len() + 24);
    for text in [space, name, value] {
        put(&mut out, text.as_bytes());
    }
    chain::row_hash(key, &out).to_vec()
}

fn put(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend((bytes.len() as u64).to_be_bytes());
    out.extend(bytes);
}

/// The lines of a record, a kind or the park, newest first, as far as their records may be
/// seen as they are or were.
pub(crate) fn lines(
    connection: &mut Connection,
    view: &View<'_>,
    kind: &str,
    id: Option<Id>,
    limit: u32,
) -> Result<Vec<TrailLine>, AskError> {
    let mut select = Query::select();
    select
        .columns(COLUMNS)
        .from("trail")
        .and_where(Expr::col("park").eq(view.scope.park().0))
        .order_by("seq", Order::Desc)
        .limit(u64::from(limit));
    if !kind.is_empty() {
        let kind = known(view.catalogue, kind)?;
        select.and_where(Expr::col("kind").eq(kind.name));
        let whole = view.scope.whole_park() && view.scope.may_read(kind);
        if !whole {
            select.and_where(seen(view, Table::Records(kind)).or(seen(view, Table::Before(kind))));
        }
    }
    if let Some(id) = id {
        select.and_where(Expr::col("record").eq(id.0));
    }
    let sql = view.dialect.compose(&select);
    let rows = connection.rows(&sql).map_err(Fault::from)?;
    Ok(rows.into_iter().map(|row| Line::read(row).told).collect())
}

fn seen(view: &View<'_>, table: Table) -> Expr {
    let name = alias(0);
    let mut found = key_of(view, &name, "id");
    found.from(scoped(view, table, Right::Read, &name));
    let record = match view.dialect {
        crate::sql::Dialect::Sqlite => Expr::col("record"),
        crate::sql::Dialect::Postgres => Expr::tuple([Expr::col("park"), Expr::col("record")]),
    };
    record.in_subquery(found)
}
