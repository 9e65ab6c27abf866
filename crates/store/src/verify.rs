//! Whether the records are what the trail says they are.
//!
//! In: a database. Out: what was looked at, and the first things that do not fit: a line
//! changed, missing or out of order, a row without a line or other than its last line says,
//! a row gone without one. It reads one snapshot and changes nothing.

use std::collections::BTreeMap;

use base::{Catalogue, Id, Kind, Lang};
use seal::{
    Key,
    chain::{self, Head},
};

use crate::{
    Fault,
    column::Storage,
    column::columns,
    engine::Connection,
    heads,
    sql::{Cell, Columns, Dialect, Sql},
    trail::{COLUMNS, Line, row_hash},
};

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Trail lines read.
    pub lines: i64,
    /// Live rows read.
    pub rows: i64,
    /// What does not fit, in the order found; at most a hundred.
    pub broken: Vec<Broken>,
}

/// Something that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the variants say what their parts are
pub enum Broken {
    /// A line is not the one that was chained there, or one before it is missing.
    Line { park: Id, seq: i64 },
    /// The chain ends elsewhere than the park remembers.
    End { park: Id },
    /// A row is not what its last line says.
    Row { kind: &'static str, id: Id },
    /// A row has no line.
    NoLine { kind: &'static str, id: Id },
    /// A row is gone, and no line says that it was removed.
    Gone { kind: &'static str, id: Id },
    /// The engine finds its own file damaged.
    File(String),
}

impl Broken {
    /// What does not fit, in words.
    pub fn message(&self, lang: Lang) -> String {
        let (zh, en) = match self {
            Broken::Line { seq, .. } => (
                format!("第{seq}条痕迹被改动、删除或调换过"),
                format!("trail line {seq} was changed, removed or swapped"),
            ),
            Broken::End { .. } => (
                "痕迹的末尾被删除过".to_owned(),
                "the end of the trail was removed".to_owned(),
            ),
            Broken::Row { kind, id } => (
                format!("记录 {kind}/{id} 在程序之外被改动过"),
                format!("the record {kind}/{id} was changed outside the program"),
            ),
            Broken::NoLine { kind, id } => (
                format!("记录 {kind}/{id} 没有痕迹，是在程序之外加入的"),
                format!(
                    "the record {kind}/{id} has no trail line: it was added outside the program"
                ),
            ),
            Broken::Gone { kind, id } => (
                format!("记录 {kind}/{id} 在程序之外被删除了"),
                format!("the record {kind}/{id} was removed outside the program"),
            ),
            Broken::File(what) => (
                format!("数据库文件损坏：{what}"),
                format!("the database file is damaged: {what}"),
            ),
        };
        match lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }
}

impl Verified {
    /// Whether everything fits.
    pub fn is_whole(&self) -> bool {
        self.broken.is_empty()
    }

    fn found(&mut self, broken: Broken) {
        const MOST: usize = 100;
        if self.broken.len() < MOST {
            self.broken.push(broken);
        }
    }
}

/// So many lines or rows are read at once.
const AT_ONCE: i64 = 5_000;

/// Looks at everything.
pub(crate) fn verify(
    connection: &mut Connection,
    catalogue: &Catalogue,
    key: &Key,
) -> Result<Verified, Fault> {
    let mut verified = Verified::default();
    if connection.dialect() == Dialect::Sqlite {
        let rows = connection.rows(&Sql::fixed("PRAGMA quick_check(1)", vec![]))?;
        let said = rows.into_iter().next().map(|row| Columns::of(row).text());
        if let Some(said) = said.filter(|said| said != "ok") {
            verified.found(Broken::File(said));
        }
    }
    for (park, head) in all_heads(connection)? {
        chain(connection, park, head, &mut verified)?;
        for kind in catalogue.kinds() {
            let look = Look { park, kind, key };
            look.rows(connection, &mut verified)?;
        }
    }
    Ok(verified)
}

/// Every park with the end of its chain.
pub(crate) fn all_heads(connection: &mut Connection) -> Result<Vec<(Id, Head)>, Fault> {
    let rows = connection.rows(&Sql::fixed(
        "SELECT park, seq, hash FROM head ORDER BY park",
        vec![],
    ))?;
    let park = |mut row: Vec<Cell>| {
        let park = Id(row.remove(0).whole().unwrap_or_default());
        (park, heads::read(row))
    };
    Ok(rows.into_iter().map(park).collect())
}

/// Whether the last lines of every chain fit: the quick look at every opening.
pub(crate) fn ends(connection: &mut Connection) -> Result<(), Fault> {
    for (park, head) in all_heads(connection)? {
        let from = (head.seq - 1).max(1);
        let lines = lines(connection, park, from, 3)?;
        let mut at = match lines.first() {
            Some(first) if head.seq > 1 => Head {
                seq: first.told.seq,
                hash: first.hash.clone().try_into().unwrap_or_default(),
            },
            _ => Head::START,
        };
        for line in lines.iter().skip(usize::from(head.seq > 1)) {
            at = chain::next(&at, &line.bytes(park));
        }
        if at != head {
            return Err(Fault::Damaged(format!("trail {park}: {}", head.seq)));
        }
    }
    Ok(())
}

fn lines(connection: &mut Connection, park: Id, from: i64, limit: i64) -> Result<Vec<Line>, Fault> {
    let text = format!(
        "SELECT {} FROM trail WHERE park = $1 AND seq >= $2 ORDER BY seq LIMIT $3",
        COLUMNS.join(", ")
    );
    let cells = [park.0, from, limit].map(Cell::Whole).to_vec();
    let rows = connection.rows(&Sql::fixed(text, cells))?;
    Ok(rows.into_iter().map(Line::read).collect())
}

fn chain(
    connection: &mut Connection,
    park: Id,
    end: Head,
    verified: &mut Verified,
) -> Result<(), Fault> {
    let mut head = Head::START;
    let mut next = 1;
    loop {
        let lines = lines(connection, park, next, AT_ONCE)?;
        let Some(last) = lines.last() else { break };
        next = last.told.seq + 1;
        for line in &lines {
            verified.lines += 1;
            let follows = head.seq + 1 == line.told.seq;
            head = chain::next(&head, &line.bytes(park));
            if !follows || head.hash.as_slice() != line.hash {
                let seq = line.told.seq;
                verified.found(Broken::Line { park, seq });
                // The rest is judged by what this line says, so that one change is told once.
                head = Head {
                    seq,
                    hash: line.hash.clone().try_into().unwrap_or_default(),
                };
            }
        }
    }
    if head != end {
        verified.found(Broken::End { park });
    }
    Ok(())
}

/// A look at the rows of one kind in one park.
struct Look<'a> {
    park: Id,
    kind: &'static Kind,
    key: &'a Key,
}

impl Look<'_> {
    /// Rows in stretches of identities, each with the lines about the same stretch.
    fn rows(&self, connection: &mut Connection, verified: &mut Verified) -> Result<(), Fault> {
        let mut from = i64::MIN;
        loop {
            let rows = self.stretch(connection, from)?;
            let is_last = (rows.len() as i64) < AT_ONCE;
            let to = match rows.last_key_value() {
                Some((id, _)) if !is_last => *id,
                _ => i64::MAX,
            };
            let said = self.said(connection, from, to)?;
            verified.rows += rows.len() as i64;
            self.compare(&rows, &said, verified);
            if is_last {
                return Ok(());
            }
            from = to + 1;
        }
    }

    fn compare(
        &self,
        rows: &BTreeMap<i64, Vec<u8>>,
        said: &BTreeMap<i64, (String, Vec<u8>)>,
        verified: &mut Verified,
    ) {
        let kind = self.kind.name;
        for (id, hash) in rows {
            let id_ = Id(*id);
            match said.get(id) {
                Some((verb, line)) if verb != "remove" && line == hash => {}
                Some(_) => verified.found(Broken::Row { kind, id: id_ }),
                None => verified.found(Broken::NoLine { kind, id: id_ }),
            }
        }
        for (id, (verb, _)) in said {
            if verb != "remove" && !rows.contains_key(id) {
                verified.found(Broken::Gone { kind, id: Id(*id) });
            }
        }
    }

    /// The hashes of the rows from an identity on.
    fn stretch(
        &self,
        connection: &mut Connection,
        from: i64,
    ) -> Result<BTreeMap<i64, Vec<u8>>, Fault> {
        let columns: Vec<String> = columns(self.kind)
            .iter()
            .map(|c| format!("\"{c}\""))
            .collect();
        let text = format!(
            "SELECT {} FROM \"{}\" WHERE park = $1 AND id >= $2 ORDER BY id LIMIT $3",
            columns.join(", "),
            self.kind.name
        );
        let cells = [self.park.0, from, AT_ONCE].map(Cell::Whole).to_vec();
        let rows = connection.rows(&Sql::fixed(text, cells))?;
        let hash = |row| {
            let mut columns = Columns::of(row);
            columns.cell();
            let (id, since) = (columns.whole(), columns.whole());
            columns.cell();
            let natural = columns.text();
            let fields = self.kind.fields.iter();
            let values: Vec<_> = fields
                .map(|field| Storage::of(field).value(columns.cell()))
                .collect();
            (
                id,
                row_hash(self.key, self.kind, (Id(id), since), &natural, &values),
            )
        };
        Ok(rows.into_iter().map(hash).collect())
    }

    /// What the last line says of each record of a stretch.
    fn said(
        &self,
        connection: &mut Connection,
        from: i64,
        to: i64,
    ) -> Result<BTreeMap<i64, (String, Vec<u8>)>, Fault> {
        let text = "SELECT record, verb, row_hash FROM trail \
             WHERE park = $1 AND kind = $2 AND record >= $3 AND record <= $4 ORDER BY record, seq";
        let cells = vec![
            Cell::Whole(self.park.0),
            Cell::text(self.kind.name),
            Cell::Whole(from),
            Cell::Whole(to),
        ];
        let rows = connection.rows(&Sql::fixed(text, cells))?;
        let line = |row| {
            let mut columns = Columns::of(row);
            (columns.whole(), (columns.text(), columns.bytes()))
        };
        // A later line of the same record takes the place of an earlier one.
        Ok(rows.into_iter().map(line).collect())
    }
}
