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
    sql::{Cell, Columns, Done, Row, Sql},
    table::View,
};

/// One statement holds no more values than this.
const AT_ONCE: usize = 512;

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
    /// Each once, in the order asked.
    values: Vec<Cell>,
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
                values: Vec::new(),
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
            for done in done.take(pool.values.chunks(AT_ONCE).len()) {
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
                self.values.push(value.clone());
            }
        }
    }

    fn statements(&self) -> impl Iterator<Item = Sql> {
        let said = |values| said(&self.view, (self.kind, &self.seen), self.by, values);
        self.values.chunks(AT_ONCE).map(said)
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
