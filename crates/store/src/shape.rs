//! The tables a catalogue needs, made where they are missing and checked where they are there.
//!
//! In: the kinds there are, and a database. Out: a database that has a table for each kind, a
//! column for each field, and remembers which. It only adds: nothing is ever dropped or
//! changed in place, so an older program's data stays readable (`decisions/0002`).

use std::collections::{HashMap, HashSet};

use base::{Catalogue, Field, Kind, Type, folded};

use crate::{
    Fault,
    column::{OWN, Storage, column, folded_column, past, side_table, type_word},
    engine::Connection,
    sql::{Cell, Columns, Dialect, Sql},
};

/// The format of the tables that are not of a kind. A database of a higher one is refused.
const FORMAT: i64 = 1;

/// Whether a field has an index with the record's identity: lists are sorted by it, links and
/// days are looked up by it.
pub(crate) fn is_indexed(field: &Field) -> bool {
    let looked_up = matches!(
        field.kind,
        Type::Area | Type::Link(_) | Type::Day | Type::Moment
    );
    let plain = matches!(Storage::of(field), Storage::Whole | Storage::Text);
    plain && (field.sorted || looked_up)
}

/// Adds what the catalogue needs and the database lacks; in one transaction.
///
/// # Errors
/// A [`Fault`] when the database is newer, otherwise shaped, damaged or cannot be written.
pub(crate) fn grow(connection: &mut Connection, catalogue: &Catalogue) -> Result<(), Fault> {
    connection.begin(crate::engine::Purpose::Write)?;
    let grown = grow_inside(connection, catalogue);
    let ended = connection.script(if grown.is_ok() { "COMMIT" } else { "ROLLBACK" });
    grown?;
    Ok(ended?)
}

fn grow_inside(connection: &mut Connection, catalogue: &Catalogue) -> Result<(), Fault> {
    let words = Words(connection.dialect());
    connection.script(&words.system_tables())?;
    let known = known(connection)?;
    check_format(connection, &known)?;
    check_columns(connection, &known)?;
    let mut script = String::new();
    let mut remember: Vec<(String, String, String)> = Vec::new();
    let mut to_fold: Vec<(&'static Kind, &'static Field)> = Vec::new();
    for kind in catalogue.kinds() {
        check_name(kind.name)?;
        let is_new = !known.contains_key(&(kind.name.to_owned(), String::new()));
        if is_new {
            script.push_str(&words.tables(kind));
            remember.push((kind.name.to_owned(), String::new(), "records".to_owned()));
        }
        for (field, piece) in kind
            .fields
            .iter()
            .flat_map(|f| pieces(f).map(move |p| (f, p)))
        {
            check_name(field.name)?;
            match known.get(&(kind.name.to_owned(), piece.name.clone())) {
                Some(word) if *word == piece.word => continue,
                Some(word) => {
                    let (kind, name) = (kind.name, &piece.name);
                    let differs = format!("{kind}.{name}: {word} ≠ {}", piece.word);
                    return Err(Fault::Shape(differs));
                }
                None => {}
            }
            script.push_str(&words.piece(kind, field, &piece, is_new));
            if piece.word == FOLDED && !is_new {
                to_fold.push((kind, field));
            }
            remember.push((kind.name.to_owned(), piece.name, piece.word));
        }
    }
    connection.script(&script)?;
    let add = "INSERT INTO shape (kind, field, type) VALUES ($1, $2, $3)";
    let add = |(kind, field, word): (String, String, String)| {
        Sql::fixed(
            add,
            vec![Cell::Text(kind), Cell::Text(field), Cell::Text(word)],
        )
    };
    let lines: Vec<Sql> = remember.into_iter().map(add).collect();
    connection
        .exchange(&lines)
        .map_err(|stopped| stopped.error)?;
    for (kind, field) in to_fold {
        fold_anew(connection, kind, field)?;
    }
    Ok(())
}

type Known = HashMap<(String, String), String>;

fn known(connection: &mut Connection) -> Result<Known, Fault> {
    let rows = connection.rows(&Sql::fixed("SELECT kind, field, type FROM shape", vec![]))?;
    let one = |row| {
        let mut columns = Columns::of(row);
        ((columns.text(), columns.text()), columns.text())
    };
    Ok(rows.into_iter().map(one).collect())
}

/// The format stands in `shape` as the field `format` of no kind.
fn check_format(connection: &mut Connection, known: &Known) -> Result<(), Fault> {
    let key = (String::new(), "format".to_owned());
    match known.get(&key).map(|word| word.parse::<i64>()) {
        None => {
            let text =
                format!("INSERT INTO shape (kind, field, type) VALUES ('', 'format', '{FORMAT}')");
            Ok(connection.script(&text)?)
        }
        Some(Ok(found)) if found <= FORMAT => Ok(()),
        Some(Ok(found)) => Err(Fault::Newer {
            found,
            known: FORMAT,
        }),
        Some(Err(_)) => Err(Fault::Damaged("shape.format".to_owned())),
    }
}

/// Every column that the database remembers must be there.
fn check_columns(connection: &mut Connection, known: &Known) -> Result<(), Fault> {
    let text = match connection.dialect() {
        Dialect::Sqlite => {
            "SELECT m.name, p.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS p WHERE m.type = 'table'"
        }
        Dialect::Postgres => {
            "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) FROM information_schema.columns WHERE table_schema = current_schema()"
        }
    };
    let rows = connection.rows(&Sql::fixed(text, vec![]))?;
    let one = |row| {
        let mut columns = Columns::of(row);
        (columns.text(), columns.text())
    };
    let there: HashSet<(String, String)> = rows.into_iter().map(one).collect();
    for ((kind, field), word) in known {
        if kind.is_empty() || word == INDEX {
            continue;
        }
        let name = match field.as_str() {
            "" => "id".to_owned(),
            name if OWN.contains(&name) || name == "until" => format!("field_{name}"),
            name => name.to_owned(),
        };
        if !there.contains(&(kind.clone(), name.clone())) {
            return Err(Fault::Damaged(format!("{kind}.{name}")));
        }
    }
    Ok(())
}

/// A name goes into statements as it is: nothing but small letters, digits and `_`.
fn check_name(name: &str) -> Result<(), Fault> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let short = !name.is_empty() && name.len() <= 24;
    if short && name.chars().all(fits) {
        return Ok(());
    }
    Err(Fault::Program(format!(
        "«{name}» cannot name a table or column"
    )))
}

/// Something of a field that the database remembers having.
struct Piece {
    name: String,
    word: String,
}

const FOLDED: &str = "folded";
const INDEX: &str = "index";

fn pieces(field: &'static Field) -> impl Iterator<Item = Piece> {
    let piece = |name: String, word: &str| Piece {
        name,
        word: word.to_owned(),
    };
    let column = piece(field.name.to_owned(), &type_word(field));
    let folded = field.searched.then(|| piece(folded_column(field), FOLDED));
    let index = is_indexed(field).then(|| piece(format!("{}.index", field.name), INDEX));
    std::iter::once(column).chain(folded).chain(index)
}

/// Fills the folded column of a field that came to be searched.
fn fold_anew(connection: &mut Connection, kind: &Kind, field: &Field) -> Result<(), Fault> {
    let (plain, beside) = (column(field), folded_column(field));
    for table in [kind.name.to_owned(), past(kind.name)] {
        let read =
            format!("SELECT id, since, \"{plain}\" FROM \"{table}\" WHERE \"{plain}\" IS NOT NULL");
        let rows = connection.rows(&Sql::fixed(read, vec![]))?;
        let write: std::sync::Arc<str> =
            format!("UPDATE \"{table}\" SET \"{beside}\" = $1 WHERE id = $2 AND since = $3").into();
        let update = |row| {
            let mut columns = Columns::of(row);
            let (id, since) = (columns.cell(), columns.cell());
            let words = Cell::Text(folded(&columns.text()));
            Sql::fixed(write.clone(), vec![words, id, since])
        };
        let updates: Vec<Sql> = rows.into_iter().map(update).collect();
        connection
            .exchange(&updates)
            .map_err(|stopped| stopped.error)?;
    }
    Ok(())
}

/// The making of tables in the words of an engine.
struct Words(Dialect);

impl Words {
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

    fn of(&self, field: &Field) -> &'static str {
        match Storage::of(field) {
            Storage::Whole => self.whole(),
            Storage::Text | Storage::Many => self.text(),
            Storage::Sealed => self.bytes(),
        }
    }

    fn system_tables(&self) -> String {
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
    fn tables(&self, kind: &'static Kind) -> String {
        let (n, t, name) = (self.whole(), self.text(), kind.name);
        let mut fields = String::new();
        for field in kind.fields {
            fields.push_str(&format!(", \"{}\" {}", column(field), self.of(field)));
            if field.searched {
                fields.push_str(&format!(", \"{}\" {t}", folded_column(field)));
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

    /// What one more piece of a field needs.
    fn piece(
        &self,
        kind: &'static Kind,
        field: &Field,
        piece: &Piece,
        in_new_table: bool,
    ) -> String {
        let name = kind.name;
        if piece.word == INDEX {
            return format!(
                "CREATE INDEX \"{name}_{}_index\" ON \"{name}\" (park, \"{}\", id);",
                field.name,
                column(field)
            );
        }
        let (added, of) = match piece.word.as_str() {
            FOLDED => (folded_column(field), self.text()),
            _ => (column(field), self.of(field)),
        };
        let mut script = String::new();
        if !in_new_table {
            for table in [name.to_owned(), past(name)] {
                script.push_str(&format!(
                    "ALTER TABLE \"{table}\" ADD COLUMN \"{added}\" {of};"
                ));
            }
        }
        if Storage::of(field) == Storage::Many {
            script.push_str(&self.side_tables(&side_table(kind, field)));
        }
        script
    }

    fn side_tables(&self, name: &str) -> String {
        let (n, strict) = (self.whole(), self.strict(true));
        let columns = format!(
            "park {n} NOT NULL, id {n} NOT NULL, since {n} NOT NULL, at {n} NOT NULL, target {n} NOT NULL"
        );
        let past = past(name);
        format!(
            "CREATE TABLE \"{name}\" ({columns}, PRIMARY KEY (park, id, at)){strict};\
             CREATE INDEX \"{name}_target\" ON \"{name}\" (park, target, id);\
             CREATE TABLE \"{past}\" ({columns}, until {n} NOT NULL, PRIMARY KEY (park, id, at, until)){strict};\
             CREATE INDEX \"{past}_target\" ON \"{past}\" (park, target, id);"
        )
    }
}
