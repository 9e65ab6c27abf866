//! Whether the records are what the trail says they are.
//!
//! In: a database. Out: what was looked at, and the first things that do not fit: a line
//! changed, missing or out of order, a row without a line or other than its last line says,
//! a row gone without one; what a record was before, its links, what is searched in and the
//! small things kept, each held against the same lines. It reads one snapshot and changes nothing.

mod kept;
mod kind;
mod row;

use base::{Catalogue, Id, Lang};
use seal::{
    Key,
    chain::{self, Head},
};

use crate::{
    Fault,
    engine::Connection,
    heads,
    sql::{Cell, Columns, Dialect, Sql},
    trail::{COLUMNS, Line},
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
    /// What a record was before is not what its lines say.
    Past { kind: &'static str, id: Id },
    /// A small thing that is kept is not what its last line says.
    Kept { space: String, key: String },
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
            Broken::Past { kind, id } => (
                format!("记录 {kind}/{id} 从前的内容在程序之外被改动过"),
                format!("what the record {kind}/{id} was before was changed outside the program"),
            ),
            Broken::Kept { space, key } => (
                format!("所存的 {space}/{key} 在程序之外被改动过"),
                format!("what is kept as {space}/{key} was changed outside the program"),
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
            kind::Look { park, kind, key }.all(connection, &mut verified)?;
        }
        kept::look(connection, park, key, &mut verified)?;
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
