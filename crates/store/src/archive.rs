//! The one form of a backup, the same for both engines: a ZIP of tables as lines of JSON.
//!
//! In and out: `manifest.json` (format, when, the shape, each table's columns, rows and
//! SHA-256) and one `<table>.ndjson` a table, a row a line, in the order of its key. Anybody
//! can open it with any tool. Keys of service files are never in it: whoever forgets a
//! person destroys a key, and no backup may bring it back.

use std::io;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    Fault,
    column::{OWN, Storage, column_named, folded_column, past, side_table},
    shape::{Remembered, Shape},
    sql::{Cell, Row},
    table::LINK_COLUMNS,
};

/// The form of the archives this program writes; newer ones are refused.
pub(crate) const FORMAT: i64 = 1;
/// The entry that tells of all others.
pub(crate) const MANIFEST: &str = "manifest.json";
/// The space of `kept` that no archive holds.
pub(crate) const FILE_KEYS: &str = "file_key";

/// What an archive holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// The form of the archive.
    pub format: i64,
    /// When it was made: milliseconds since 1970.
    pub made_at: i64,
    /// Its tables, in order.
    pub tables: Vec<TableTold>,
    pub(crate) shape: Vec<Remembered>,
}

/// What an archive says of one table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableTold {
    /// Its name.
    pub name: String,
    /// How many rows.
    pub rows: u64,
    /// SHA-256 of its lines, in hexadecimal.
    pub sha256: String,
    pub(crate) columns: Vec<String>,
}

/// A table as it is copied: its columns, the first of which are its key.
#[derive(Clone, Debug)]
pub(crate) struct Copied {
    pub(crate) name: String,
    pub(crate) columns: Vec<String>,
    pub(crate) key: usize,
}

impl Copied {
    fn new(
        name: impl Into<String>,
        columns: impl IntoIterator<Item = String>,
        key: usize,
    ) -> Copied {
        Copied {
            name: name.into(),
            columns: columns.into_iter().collect(),
            key,
        }
    }

    /// The entry that holds its lines.
    pub(crate) fn entry(&self) -> String {
        format!("{}.ndjson", self.name)
    }

    /// The query that reads it, in the order of its key.
    pub(crate) fn select(&self) -> String {
        let without_keys = match self.name.as_str() {
            "kept" => format!(" WHERE space <> '{FILE_KEYS}'"),
            _ => String::new(),
        };
        let columns = quoted(&self.columns);
        let key = quoted(self.columns.get(..self.key).unwrap_or_default());
        format!(
            "SELECT {columns} FROM \"{}\"{without_keys} ORDER BY {key}",
            self.name
        )
    }

    /// The statement that adds a row.
    pub(crate) fn insert(&self) -> String {
        let places: Vec<String> = (1..=self.columns.len()).map(|n| format!("${n}")).collect();
        let (columns, places) = (quoted(&self.columns), places.join(", "));
        format!(
            "INSERT INTO \"{}\" ({columns}) VALUES ({places})",
            self.name
        )
    }
}

fn quoted(columns: &[String]) -> String {
    let quoted: Vec<String> = columns
        .iter()
        .map(|column| format!("\"{column}\""))
        .collect();
    quoted.join(", ")
}

/// Every table that is copied.
pub(crate) fn tables(shapes: &[Shape]) -> Vec<Copied> {
    let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let mut all = vec![
        Copied::new("head", words("park seq hash"), 1),
        Copied::new(
            "trail",
            words("park seq at actor act source verb kind record note row_hash hash"),
            2,
        ),
        Copied::new("kept", words("park space key value until"), 3),
        Copied::new(
            "answer",
            words("park actor key body act reply changed at"),
            3,
        ),
    ];
    all.extend(shapes.iter().flat_map(of_kind));
    all
}

/// The tables of one kind, each behind its past.
fn of_kind(shape: &Shape) -> Vec<Copied> {
    let own = OWN.iter().map(|name| (*name).to_owned());
    let fields = shape.fields.iter().map(|field| column_named(&field.name));
    let searched = shape.fields.iter().filter(|field| field.searched);
    let folded = searched.map(|field| folded_column(&field.name));
    let mut all = with_past(&shape.kind, own.chain(fields).chain(folded).collect(), 2);
    for field in &shape.fields {
        if field.storage() == Storage::Many {
            let [park, id, since, at, target] = LINK_COLUMNS.map(str::to_owned);
            let name = side_table(&shape.kind, &field.name);
            all.extend(with_past(&name, vec![park, id, at, since, target], 3));
        }
    }
    all
}

fn with_past(name: &str, columns: Vec<String>, key: usize) -> Vec<Copied> {
    let mut before = columns.clone();
    before.insert(key, "until".to_owned());
    vec![
        Copied::new(past(name), before, key + 1),
        Copied::new(name, columns, key),
    ]
}

/// A cell as it stands in a line: a number, a text, nothing, or bytes in hexadecimal.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Whole(i64),
    Text(String),
    Bytes { hex: String },
    Null(()),
}

/// A row as a line, without its end.
pub(crate) fn line(row: Row) -> Result<Vec<u8>, Fault> {
    let written = |cell| match cell {
        Cell::Whole(n) => Written::Whole(n),
        Cell::Text(text) => Written::Text(text),
        Cell::Bytes(bytes) => Written::Bytes { hex: hex(&bytes) },
        Cell::Null => Written::Null(()),
    };
    let cells: Vec<Written> = row.into_iter().map(written).collect();
    serde_json::to_vec(&cells).map_err(|error| Fault::Program(error.to_string()))
}

/// The row of a line, or `None` when it is none.
pub(crate) fn row(line: &str) -> Option<Row> {
    let cells: Vec<Written> = serde_json::from_str(line).ok()?;
    let cell = |written| {
        Some(match written {
            Written::Whole(n) => Cell::Whole(n),
            Written::Text(text) => Cell::Text(text),
            Written::Bytes { hex } => Cell::Bytes(unhex(&hex)?),
            Written::Null(()) => Cell::Null,
        })
    };
    cells.into_iter().map(cell).collect()
}

/// Bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2);
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    text.len()
        .is_multiple_of(2)
        .then(|| pairs.map(byte).collect())?
}

/// Counts and hashes the lines of a table on their way.
#[derive(Default)]
pub(crate) struct Tally {
    rows: u64,
    hash: Sha256,
}

impl Tally {
    pub(crate) fn add(&mut self, line: &[u8]) {
        self.rows += 1;
        self.hash.update(line);
        self.hash.update(b"\n");
    }

    pub(crate) fn told(self, table: &Copied) -> TableTold {
        TableTold {
            name: table.name.clone(),
            rows: self.rows,
            sha256: hex(&self.hash.finalize()),
            columns: table.columns.clone(),
        }
    }
}

/// An archive could not be written there.
pub(crate) fn not_written(error: impl Into<io::Error>) -> Fault {
    let error = error.into();
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Fault::Full,
        _ => Fault::NotWritable(error.to_string()),
    }
}
