//! Lookups of several askers, made as one: what differs in nothing but its values goes to the
//! database once, each value once, however many want to know it.
//!
//! In: the values that each asker looks up. Out: the statements, and for each asker the records
//! of its own values. Only lookups of one park, kind and reader are ever put together.

use std::collections::HashMap;

use base::{Kind, Record};

use crate::{
    lookup::{By, Shape, said},
    rows::Seen,
    sql::{Cell, Columns, Dialect, Done, Row, Sql},
    table::View,
};

/// One statement holds no more values than this. PostgreSQL plans a statement once, while the
/// table may be small or not counted yet, and then goes through all of a park for a list of keys;
/// a single key it always finds by its index.
pub(crate) fn at_once(dialect: Dialect, by: By) -> usize {
    match (dialect, by) {
        (Dialect::Sqlite, _) => 512,
        (Dialect::Postgres, By::Id) => 64,
        (Dialect::Postgres, By::Natural) => 1,
    }
}

/// The lookups that are put together.
#[derive(Default)]
pub(crate) struct Shared<'a> {
    pools: Vec<Pool<'a>>,
    known: HashMap<(i64, Shape), usize>,
}

/// An asker's part in one of them.
pub(crate) struct Share {
    pool: usize,
    values: Vec<Cell>,
}

struct Pool<'a> {
    view: View<'a>,
    kind: &'static Kind,
    seen: Seen,
    by: By,
    wanted: HashMap<Cell, Wanted>,
    /// Until the last who wants one has it.
    found: Vec<Option<(String, Record)>>,
}

/// A value that is looked up.
struct Wanted {
    /// So many have still to be told.
    askers: usize,
    /// Where its record stands among those found.
    place: Option<usize>,
}

impl<'a> Shared<'a> {
    /// Takes the values that somebody looks up.
    pub(crate) fn join(
        &mut self,
        view: &View<'a>,
        (kind, seen): (&'static Kind, Seen),
        by: By,
        values: Vec<Cell>,
    ) -> Share {
        let alike = (view.scope.park().0, Shape::of(view, (kind, &seen), by));
        let pool = *self.known.entry(alike).or_insert_with(|| {
            self.pools.push(Pool {
                view: *view,
                kind,
                seen,
                by,
                wanted: HashMap::new(),
                found: Vec::new(),
            });
            self.pools.len() - 1
        });
        if let Some(pool) = self.pools.get_mut(pool) {
            values.iter().for_each(|value| pool.want(value));
        }
        Share { pool, values }
    }

    /// What finds all of them.
    pub(crate) fn statements(&self) -> Vec<Sql> {
        self.pools.iter().flat_map(Pool::statements).collect()
    }

    /// Learns what these gave.
    pub(crate) fn learn(&mut self, done: &mut impl Iterator<Item = Done>) {
        for pool in &mut self.pools {
            for done in done.take(
                pool.wanted
                    .len()
                    .div_ceil(at_once(pool.view.dialect, pool.by)),
            ) {
                done.rows.into_iter().for_each(|row| pool.learn(row));
            }
        }
    }

    /// The records of an asker's values, in the order of the database, each with its key where
    /// it was looked up by one.
    pub(crate) fn found(&mut self, share: Share) -> Vec<(String, Record)> {
        let Some(pool) = self.pools.get_mut(share.pool) else {
            return Vec::new();
        };
        let mut places: Vec<(usize, bool)> = Vec::with_capacity(share.values.len());
        for value in &share.values {
            if let Some(wanted) = pool.wanted.get_mut(value) {
                wanted.askers = wanted.askers.saturating_sub(1);
                places.extend(wanted.place.map(|place| (place, wanted.askers == 0)));
            }
        }
        places.sort_unstable();
        places.dedup_by_key(|(place, _)| *place);
        let record = |(place, last): (usize, bool)| {
            let found: &mut Option<(String, Record)> = pool.found.get_mut(place)?;
            if last { found.take() } else { found.clone() }
        };
        places.into_iter().filter_map(record).collect()
    }
}

impl Pool<'_> {
    fn want(&mut self, value: &Cell) {
        match self.wanted.get_mut(value) {
            Some(wanted) => wanted.askers += 1,
            None => {
                let first = Wanted {
                    askers: 1,
                    place: None,
                };
                self.wanted.insert(value.clone(), first);
            }
        }
    }

    fn statements(&self) -> impl Iterator<Item = Sql> {
        let many = at_once(self.view.dialect, self.by);
        let mut values = self.wanted.keys();
        let of = (self.kind, &self.seen);
        std::iter::from_fn(move || {
            let some: Vec<Cell> = values.by_ref().take(many).cloned().collect();
            (!some.is_empty()).then(|| said(&self.view, of, self.by, some))
        })
    }

    fn learn(&mut self, row: Row) {
        let mut columns = Columns::of(row);
        let natural = match self.by {
            By::Id => String::new(),
            By::Natural => columns.text(),
        };
        let record = self.seen.record(&mut columns);
        let value = match self.by {
            By::Id => Cell::Whole(record.id.0),
            By::Natural => Cell::text(&natural),
        };
        if let Some(wanted) = self.wanted.get_mut(&value) {
            wanted.place = Some(self.found.len());
        }
        self.found.push(Some((natural, record)));
    }
}
