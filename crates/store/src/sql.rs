//! A statement and its values, and the rows it gives: the only words both engines share.
//!
//! In: a composed query, or a fixed text. Out: text with numbered or plain placeholders and
//! cells in order. A fixed text uses `$1`, `$2` … in order of first appearance, which both
//! engines read alike. A value never becomes part of a text.

use std::sync::Arc;

use sea_query::{PostgresQueryBuilder, SelectStatement, SqliteQueryBuilder, Value};

/// One value on its way to or from a database.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Cell {
    Null,
    Whole(i64),
    Text(String),
    Bytes(Vec<u8>),
}

/// The cells of one row, in the order of its columns.
pub(crate) type Row = Vec<Cell>;

/// A statement with its values.
#[derive(Clone, Debug)]
pub(crate) struct Sql {
    pub(crate) text: Arc<str>,
    pub(crate) args: Vec<Cell>,
    /// Said again and again with other values: worth preparing once.
    pub(crate) often: bool,
    /// Adds one row and does nothing else.
    pub(crate) adds: bool,
}

impl Sql {
    /// A fixed text that adds one row: it ends with the row's places in brackets.
    pub(crate) fn adding(text: impl Into<Arc<str>>, args: Vec<Cell>) -> Sql {
        Sql {
            adds: true,
            ..Sql::fixed(text, args)
        }
    }

    /// A fixed text that is said often.
    pub(crate) fn fixed(text: impl Into<Arc<str>>, args: Vec<Cell>) -> Sql {
        Sql {
            text: text.into(),
            args,
            often: true,
            adds: false,
        }
    }

    /// A word to the transaction. PostgreSQL takes it in turn, also after a failure, where
    /// nothing can be prepared.
    pub(crate) fn word(text: &'static str) -> Sql {
        Sql {
            text: text.into(),
            args: Vec::new(),
            often: false,
            adds: false,
        }
    }
}

/// What a statement did.
#[derive(Debug, Default)]
pub(crate) struct Done {
    pub(crate) rows: Vec<Row>,
    pub(crate) touched: u64,
}

/// Which engine reads the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    /// The composed query as text and values.
    pub(crate) fn compose(self, select: &SelectStatement) -> Sql {
        let (text, values) = match self {
            Dialect::Sqlite => select.build(SqliteQueryBuilder),
            Dialect::Postgres => select.build(PostgresQueryBuilder),
        };
        Sql {
            text: text.into(),
            args: values.0.into_iter().map(Cell::from).collect(),
            often: false,
            adds: false,
        }
    }
}

impl From<Value> for Cell {
    fn from(value: Value) -> Cell {
        match value {
            Value::BigInt(Some(n)) => Cell::Whole(n),
            Value::BigUnsigned(Some(n)) => Cell::Whole(i64::try_from(n).unwrap_or(i64::MAX)),
            Value::Int(Some(n)) => Cell::Whole(i64::from(n)),
            Value::Bool(Some(yes)) => Cell::Whole(i64::from(yes)),
            Value::String(Some(text)) => Cell::Text(text),
            Value::Bytes(Some(bytes)) => Cell::Bytes(bytes),
            _ => Cell::Null,
        }
    }
}

impl Cell {
    pub(crate) fn text(text: impl Into<String>) -> Cell {
        Cell::Text(text.into())
    }

    pub(crate) fn whole(&self) -> Option<i64> {
        match self {
            Cell::Whole(n) => Some(*n),
            _ => None,
        }
    }

    pub(crate) fn into_text(self) -> Option<String> {
        match self {
            Cell::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn into_bytes(self) -> Option<Vec<u8>> {
        match self {
            Cell::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }
}

/// A row taken apart from its first column on. A column of another type than expected reads
/// as missing; the checks at opening see to it that there is none.
pub(crate) struct Columns(std::vec::IntoIter<Cell>);

impl Columns {
    pub(crate) fn of(row: Row) -> Columns {
        Columns(row.into_iter())
    }

    pub(crate) fn cell(&mut self) -> Cell {
        self.0.next().unwrap_or(Cell::Null)
    }

    pub(crate) fn whole(&mut self) -> i64 {
        self.cell().whole().unwrap_or_default()
    }

    pub(crate) fn text(&mut self) -> String {
        self.cell().into_text().unwrap_or_default()
    }

    pub(crate) fn bytes(&mut self) -> Vec<u8> {
        self.cell().into_bytes().unwrap_or_default()
    }
}
