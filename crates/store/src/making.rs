//! The making of tables, columns and indexes, in the words of an engine.
//!
//! In: a shape. Out: a script. The engines differ in the words for types, and in the key: on
//! SQLite an identity is the row's own number, on PostgreSQL the park comes before it, so that
//! a park's rows lie together. Names are checked before they come here.

use crate::{
    column::{Storage, column_named, folded_column, past, side_table},
    shape::{FieldShape, Shape},
    sql::Dialect,
};

/// The making of tables in the words of an engine.
pub(crate) struct Making(pub(crate) Dialect);

impl Making {
    fn whole(&self) -> &'static str {
        match self.0 {
            Dialect::Sqlite => "INTEGER",
            Dialect::Postgres => "BIGINT",
        }
    }

    /// Text is compared byte by byte on both engines.
    fn text(&self) -> &'static str {
        match self.0 {
            Dialect::Sqlite => "TEXT",
            Dialect::Postgres => "TEXT COLLATE \"C\"",
        }
    }

    fn bytes(&self) -> &'static str {
        match self.0 {
            Dialect::Sqlite => "BLOB",
            Dialect::Postgres => "BYTEA",
        }
    }

    /// What follows a table's columns: on SQLite types are held to.
    fn strict(&self, clustered: bool) -> &'static str {
        match (self.0, clustered) {
            (Dialect::Sqlite, true) => " STRICT, WITHOUT ROWID",
            (Dialect::Sqlite, false) => " STRICT",
            (Dialect::Postgres, _) => "",
        }
    }

    fn of(&self, field: &FieldShape) -> &'static str {
        match field.storage() {
            Storage::Whole => self.whole(),
            Storage::Text | Storage::Many => self.text(),
            Storage::Sealed => self.bytes(),
        }
    }

    /// The tables that are of no kind.
    pub(crate) fn system_tables(&self) -> String {
        let (n, t, b) = (self.whole(), self.text(), self.bytes());
        let clustered = self.strict(true);
        let table = |name: &str, columns: String, key: &str| {
            format!(
                "CREATE TABLE IF NOT EXISTS {name} ({columns}, PRIMARY KEY ({key})){clustered};"
            )
        };
        [
            table("shape", format!("kind {t} NOT NULL, field {t} NOT NULL, type {t} NOT NULL"), "kind, field"),
            table("head", format!("park {n} NOT NULL, seq {n} NOT NULL, hash {b} NOT NULL"), "park"),
            table(
                "trail",
                format!(
                    "park {n} NOT NULL, seq {n} NOT NULL, at {n} NOT NULL, actor {n} NOT NULL, act {n} NOT NULL, \
                     source {t} NOT NULL, verb {t} NOT NULL, kind {t} NOT NULL, record {n} NOT NULL, \
                     note {t} NOT NULL, row_hash {b} NOT NULL, hash {b} NOT NULL"
                ),
                "park, seq",
            ),
            "CREATE INDEX IF NOT EXISTS trail_record ON trail (park, kind, record, seq);".to_owned(),
            table(
                "answer",
                format!(
                    "park {n} NOT NULL, actor {n} NOT NULL, key {t} NOT NULL, body {b} NOT NULL, act {n} NOT NULL, \
                     reply {t} NOT NULL, changed {n} NOT NULL, at {n} NOT NULL"
                ),
                "park, actor, key",
            ),
            table(
                "kept",
                format!("park {n} NOT NULL, space {t} NOT NULL, key {t} NOT NULL, value {t} NOT NULL, until {n} NOT NULL"),
                "park, space, key",
            ),
            "CREATE INDEX IF NOT EXISTS kept_key ON kept (space, key);".to_owned(),
        ]
        .concat()
    }

    /// A kind's two tables with all their columns.
    pub(crate) fn tables(&self, shape: &Shape) -> String {
        let (n, t, name) = (self.whole(), self.text(), &shape.kind);
        let mut fields = String::new();
        for field in &shape.fields {
            let column = column_named(&field.name);
            fields.push_str(&format!(", \"{column}\" {}", self.of(field)));
            if field.searched {
                fields.push_str(&format!(", \"{}\" {t}", folded_column(&field.name)));
            }
        }
        let (id, key) = match self.0 {
            Dialect::Sqlite => ("id INTEGER PRIMARY KEY".to_owned(), ""),
            Dialect::Postgres => (format!("id {n} NOT NULL"), ", PRIMARY KEY (park, id)"),
        };
        let own = format!("since {n} NOT NULL, act {n} NOT NULL, \"natural\" {t} NOT NULL");
        let strict = self.strict(false);
        format!(
            "CREATE TABLE \"{name}\" (park {n} NOT NULL, {id}, {own}{fields}{key}){strict};\
             CREATE UNIQUE INDEX \"{name}_natural\" ON \"{name}\" (park, \"natural\");\
             CREATE TABLE \"{past}\" (park {n} NOT NULL, id {n} NOT NULL, {own}{fields}, until {n} NOT NULL, \
             PRIMARY KEY (park, id, until)){strict};",
            past = past(name),
        )
    }

    /// A new field's column in tables that are there.
    pub(crate) fn add_column(&self, shape: &Shape, field: &FieldShape) -> String {
        add(shape, &column_named(&field.name), self.of(field))
    }

    /// The column that «contains» looks in, in tables that are there.
    pub(crate) fn add_folded(&self, shape: &Shape, field: &FieldShape) -> String {
        add(shape, &folded_column(&field.name), self.text())
    }

    /// The index of a field.
    pub(crate) fn index(&self, shape: &Shape, field: &FieldShape) -> String {
        let (table, name, column) = (&shape.kind, &field.name, column_named(&field.name));
        format!("CREATE INDEX \"{table}_{name}_index\" ON \"{table}\" (park, \"{column}\", id);")
    }

    /// The tables of a field that holds many links.
    pub(crate) fn side_tables(&self, shape: &Shape, field: &FieldShape) -> String {
        let (n, strict) = (self.whole(), self.strict(true));
        let name = side_table(&shape.kind, &field.name);
        let past = past(&name);
        let columns = format!(
            "park {n} NOT NULL, id {n} NOT NULL, since {n} NOT NULL, at {n} NOT NULL, target {n} NOT NULL"
        );
        format!(
            "CREATE TABLE \"{name}\" ({columns}, PRIMARY KEY (park, id, at)){strict};\
             CREATE INDEX \"{name}_target\" ON \"{name}\" (park, target, id);\
             CREATE TABLE \"{past}\" ({columns}, until {n} NOT NULL, PRIMARY KEY (park, id, at, until)){strict};\
             CREATE INDEX \"{past}_target\" ON \"{past}\" (park, target, id);"
        )
    }
}

fn add(shape: &Shape, column: &str, of: &str) -> String {
    let to = |table: &str| format!("ALTER TABLE \"{table}\" ADD COLUMN \"{column}\" {of};");
    to(&shape.kind) + &to(&past(&shape.kind))
}
