//! The records of one kind in one park, held against the trail.
//!
//! In: the kind's tables. Out: each record that is not what its lines say: as it stands, as it
//! stood before, in the links of it that lie in a table of their own. Stretch after stretch of
//! identities is read, so that no more than a few thousand rows are held.

use std::collections::{BTreeMap, BTreeSet};

use base::{Id, Kind};
use seal::Key;

use super::{
    AT_ONCE, Broken, Verified,
    row::{Version, from},
};
use crate::{
    Fault,
    column::{many_fields, past, side_table},
    engine::Connection,
    sql::{Cell, Columns, Sql},
};

/// A look at the records of one kind in one park.
pub(super) struct Look<'a> {
    pub park: Id,
    pub kind: &'static Kind,
    pub key: &'a Key,
}

/// What the lines about a stretch of records say: each one's verbs and hashes, in order.
type Said = BTreeMap<i64, Vec<(String, Vec<u8>)>>;

/// The links of records as their own tables hold them: of a row, until it ended, in a field.
type Links = BTreeMap<(i64, Option<i64>, usize), Vec<(i64, i64)>>;

/// Rows of one stretch of identities.
struct Stretch {
    to: i64,
    live: BTreeMap<i64, Version>,
    past: BTreeMap<i64, Vec<Version>>,
}

impl Look<'_> {
    /// Looks at all of them.
    pub fn all(&self, connection: &mut Connection, verified: &mut Verified) -> Result<(), Fault> {
        let mut first = i64::MIN;
        loop {
            let stretch = self.stretch(connection, first)?;
            let said = self.said(connection, first, stretch.to)?;
            let links = self.links(connection, first, stretch.to)?;
            verified.rows += stretch.live.len() as i64;
            for broken in self.unlike(&stretch, &said, &links) {
                verified.found(broken);
            }
            match stretch.to {
                i64::MAX => return Ok(()),
                to => first = to + 1,
            }
        }
    }

    /// The rows from an identity on, as far as all of a record were read.
    fn stretch(&self, connection: &mut Connection, first: i64) -> Result<Stretch, Fault> {
        let mut to = i64::MAX;
        let live = self.read(connection, (first, AT_ONCE), false)?;
        if let Some(last) = live.last().filter(|_| live.len() as i64 == AT_ONCE) {
            to = last.id;
        }
        let (mut most, mut before) = (AT_ONCE, self.read(connection, (first, AT_ONCE), true)?);
        while before.len() as i64 == most {
            // Of the last record more may have stood before; it is read in the next stretch.
            let whole = before
                .last()
                .filter(|last| before.first().is_some_and(|one| one.id < last.id));
            if let Some(last) = whole {
                to = to.min(last.id - 1);
                break;
            }
            most *= 2;
            before = self.read(connection, (first, most), true)?;
        }
        let mut past: BTreeMap<i64, Vec<Version>> = BTreeMap::new();
        for version in before.into_iter().filter(|version| version.id <= to) {
            past.entry(version.id).or_default().push(version);
        }
        let live = live.into_iter().filter(|version| version.id <= to);
        Ok(Stretch {
            to,
            live: live.map(|version| (version.id, version)).collect(),
            past,
        })
    }

    fn read(
        &self,
        connection: &mut Connection,
        from_and_most: (i64, i64),
        before: bool,
    ) -> Result<Vec<Version>, Fault> {
        let rows = connection.rows(&from(self.kind, self.park, from_and_most, before))?;
        let version = |row| Version::read(self.kind, self.key, row);
        Ok(rows.into_iter().map(version).collect())
    }

    fn unlike(&self, stretch: &Stretch, said: &Said, links: &Links) -> Vec<Broken> {
        let mut ids: BTreeSet<i64> = said.keys().copied().collect();
        ids.extend(stretch.live.keys().chain(stretch.past.keys()));
        ids.extend(links.keys().map(|(id, ..)| id));
        let one = |id: &i64| {
            let past = stretch.past.get(id).map_or(&[][..], Vec::as_slice);
            let lines = said.get(id).map_or(&[][..], Vec::as_slice);
            self.one(*id, (stretch.live.get(id), past), lines, links)
        };
        ids.iter().filter_map(one).collect()
    }

    /// What of one record does not fit; of several things the one that says most.
    fn one(
        &self,
        id: i64,
        (live, past): (Option<&Version>, &[Version]),
        lines: &[(String, Vec<u8>)],
        links: &Links,
    ) -> Option<Broken> {
        let (kind, at) = (self.kind.name, Id(id));
        let last = lines.last().filter(|(verb, _)| verb != "remove");
        let now = match (live, last) {
            (Some(_), None) if lines.is_empty() => Some(Broken::NoLine { kind, id: at }),
            (Some(row), Some((_, hash))) if row.hash == *hash && row.folds => None,
            (Some(_), _) => Some(Broken::Row { kind, id: at }),
            (None, Some(_)) => Some(Broken::Gone { kind, id: at }),
            (None, None) => None,
        };
        let mut were: Vec<&[u8]> = lines
            .iter()
            .filter(|(verb, _)| verb != "remove")
            .map(|(_, hash)| hash.as_slice())
            .collect();
        if last.is_some() {
            were.pop();
        }
        let mut found: Vec<&[u8]> = past.iter().map(|row| row.hash.as_slice()).collect();
        were.sort_unstable();
        found.sort_unstable();
        let past_fits = were == found && past.iter().all(|row| row.folds);
        let past_now = || (!past_fits).then_some(Broken::Past { kind, id: at });
        now.or_else(past_now).or_else(|| {
            let rows = || live.into_iter().chain(past);
            let named = rows().flat_map(named).collect::<Links>();
            let held = links.range((id, None, 0)..(id + 1, None, 0));
            let fits = held.eq(named.iter());
            (!fits).then_some(Broken::Row { kind, id: at })
        })
    }

    /// What the lines say of each record of a stretch.
    fn said(&self, connection: &mut Connection, first: i64, to: i64) -> Result<Said, Fault> {
        let text = "SELECT record, verb, row_hash FROM trail \
             WHERE park = $1 AND kind = $2 AND record >= $3 AND record <= $4 ORDER BY record, seq";
        let cells = vec![
            Cell::Whole(self.park.0),
            Cell::text(self.kind.name),
            Cell::Whole(first),
            Cell::Whole(to),
        ];
        let mut said = Said::new();
        for row in connection.rows(&Sql::fixed(text, cells))? {
            let mut columns = Columns::of(row);
            let lines = said.entry(columns.whole()).or_default();
            lines.push((columns.text(), columns.bytes()));
        }
        Ok(said)
    }

    /// The links that a stretch of records has, and had.
    fn links(&self, connection: &mut Connection, first: i64, to: i64) -> Result<Links, Fault> {
        let mut links = Links::new();
        for (nth, (_, field)) in many_fields(self.kind).enumerate() {
            let table = side_table(self.kind.name, field.name);
            for (table, until) in [(past(&table), "until"), (table, "NULL")] {
                let text = format!(
                    "SELECT id, {until}, since, target FROM \"{table}\" \
                     WHERE park = $1 AND id >= $2 AND id <= $3 ORDER BY id, at"
                );
                let cells = [self.park.0, first, to].map(Cell::Whole).to_vec();
                for row in connection.rows(&Sql::fixed(text, cells))? {
                    let mut columns = Columns::of(row);
                    let (id, until) = (columns.whole(), columns.cell().whole());
                    let held = links.entry((id, until, nth)).or_default();
                    held.push((columns.whole(), columns.whole()));
                }
            }
        }
        Ok(links)
    }
}

/// The links that a row names, as their own tables must hold them.
fn named(row: &Version) -> impl Iterator<Item = ((i64, Option<i64>, usize), Vec<(i64, i64)>)> + '_ {
    let fields = row.links.iter().enumerate();
    let some = fields.filter(|(_, links)| !links.is_empty());
    some.map(|(nth, links)| {
        let each = links.iter().map(|target| (row.since, *target));
        ((row.id, row.until, nth), each.collect())
    })
}
