//! A row as a look at it takes it: who it is, since and until when, what its line must say.
//!
//! In: the cells of a record's table or of its past. Out: its keyed hash, whether what is searched
//! in is what its words fold to, the links it names. It reads nothing itself.

use base::{Id, Kind, Value, folded};
use seal::Key;

use crate::{
    column::{Storage, columns, many_fields, past},
    sql::{Cell, Columns, Row, Sql},
    trail::row_hash,
};

/// A record as it stands, or as it stood until then.
pub(super) struct Version {
    pub id: i64,
    pub since: i64,
    pub until: Option<i64>,
    pub hash: Vec<u8>,
    /// Whether the columns that «contains» looks in say what the words do.
    pub folds: bool,
    /// The links of each field that holds many, in the order of these fields.
    pub links: Vec<Vec<i64>>,
}

/// What reads so many rows of a kind from an identity on, as they stand or as they stood before.
pub(super) fn from(kind: &Kind, park: Id, (id, most): (i64, i64), before: bool) -> Sql {
    let mut names = columns(kind);
    let (mut table, mut order) = (kind.name.to_owned(), "id");
    if before {
        names.push("until".to_owned());
        (table, order) = (past(kind.name), "id, until");
    }
    let names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    let names = names.join(", ");
    Sql::fixed(
        format!(
            "SELECT {names} FROM \"{table}\" WHERE park = $1 AND id >= $2 ORDER BY {order} LIMIT $3"
        ),
        [park.0, id, most].map(Cell::Whole).to_vec(),
    )
}

impl Version {
    /// A row out of what [`from`] reads.
    pub fn read(kind: &'static Kind, key: &Key, row: Row) -> Version {
        let mut columns = Columns::of(row);
        columns.cell();
        let (id, since) = (columns.whole(), columns.whole());
        columns.cell();
        let natural = columns.text();
        let fields = kind.fields.iter();
        let values: Vec<Option<Value>> = fields
            .map(|field| Storage::of(field).value(columns.cell()))
            .collect();
        let searched = kind.fields.iter().zip(&values).filter(|(f, _)| f.searched);
        let folds: Vec<bool> = searched
            .map(|(_, value)| columns.cell().into_text() == value.as_ref().and_then(folding))
            .collect();
        let links = |at: usize| match values.get(at) {
            Some(Some(Value::Many(many))) => many.clone(),
            _ => Vec::new(),
        };
        Version {
            id,
            since,
            until: columns.cell().whole(),
            hash: row_hash(key, kind, (Id(id), since), &natural, &values),
            folds: folds.into_iter().all(|folds| folds),
            links: many_fields(kind).map(|(at, _)| links(at)).collect(),
        }
    }
}

/// What stands beside a searched value.
fn folding(value: &Value) -> Option<String> {
    value.as_text().map(folded)
}
