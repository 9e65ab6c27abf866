//! The tables a catalogue needs, made where they are missing and checked where they are there.
//!
//! In: the kinds there are, and a database. Out: a database that has a table for each kind, a
//! column for each field, and remembers which. It only adds: nothing is ever dropped or
//! changed in place, so an older program's data stays readable (`decisions/0002`).

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

use base::{Catalogue, Field, Kind, Type, folded};

use crate::{
    Fault,
    column::{Storage, column_named, folded_column, past, type_word},
    engine::Connection,
    making::Making,
    sql::{Cell, Columns, Dialect, Sql},
};

/// The format of the tables that are not of a kind. A database of a higher one is refused.
pub(crate) const FORMAT: i64 = 1;

/// What a kind's tables hold: read off a kind, or off what a database remembers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Shape {
    pub(crate) kind: String,
    pub(crate) fields: Vec<FieldShape>,
}

/// What a field's columns are.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FieldShape {
    pub(crate) name: String,
    /// See [`type_word`].
    pub(crate) word: String,
    pub(crate) searched: bool,
    pub(crate) indexed: bool,
}

impl Shape {
    /// The shape a kind declares.
    pub(crate) fn of(kind: &Kind) -> Shape {
        let field = |field: &Field| FieldShape {
            name: field.name.to_owned(),
            word: type_word(field),
            searched: field.searched,
            indexed: is_indexed(field),
        };
        Shape {
            kind: kind.name.to_owned(),
            fields: kind.fields.iter().map(field).collect(),
        }
    }

    /// The shapes that these lines remember.
    pub(crate) fn remembered(lines: &[Remembered]) -> Vec<Shape> {
        let has = |kind: &str, field: String, word: &str| {
            lines
                .iter()
                .any(|l| l.kind == kind && l.field == field && l.word == word)
        };
        let mut shapes: BTreeMap<&str, Vec<FieldShape>> = BTreeMap::new();
        for line in lines.iter().filter(|line| !line.kind.is_empty()) {
            let fields = shapes.entry(&line.kind).or_default();
            if [RECORDS, FOLDED, INDEX].contains(&line.word.as_str()) {
                continue;
            }
            fields.push(FieldShape {
                name: line.field.clone(),
                word: line.word.clone(),
                searched: has(&line.kind, folded_column(&line.field), FOLDED),
                indexed: has(&line.kind, index_line(&line.field), INDEX),
            });
        }
        let shape = |(kind, fields): (&str, Vec<FieldShape>)| Shape {
            kind: kind.to_owned(),
            fields,
        };
        shapes.into_iter().map(shape).collect()
    }
}

impl FieldShape {
    /// How it is stored.
    pub(crate) fn storage(&self) -> Storage {
        match self.word.as_str() {
            "links" => Storage::Many,
            "sealed" => Storage::Sealed,
            "text" | "day" | "month" | "time" | "moment" => Storage::Text,
            _ => Storage::Whole,
        }
    }
}

/// One line of what a database remembers of its own shape.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Remembered {
    pub(crate) kind: String,
    pub(crate) field: String,
    pub(crate) word: String,
}

const RECORDS: &str = "records";
const FOLDED: &str = "folded";
const INDEX: &str = "index";

/// The shapes of all kinds of a catalogue.
pub(crate) fn declared(catalogue: &Catalogue) -> Vec<Shape> {
    catalogue.kinds().map(Shape::of).collect()
}

/// Whether a field has an index with the record's identity: lists are sorted by it, links and
/// days are looked up by it.
pub fn is_indexed(field: &Field) -> bool {
    let looked_up = matches!(
        field.kind,
        Type::Area | Type::Link(_) | Type::Day | Type::Moment
    );
    let plain = matches!(Storage::of(field), Storage::Whole | Storage::Text);
    plain && (field.sorted || looked_up)
}

/// Adds what the shapes need and the database lacks, in one transaction.
///
/// # Errors
/// A [`Fault`] when the database is newer, otherwise shaped, damaged or cannot be written.
pub(crate) fn grow(connection: &mut Connection, shapes: &[Shape]) -> Result<(), Fault> {
    connection.begin_making()?;
    let grown = grow_inside(connection, shapes);
    let ended = connection.script(if grown.is_ok() { "COMMIT" } else { "ROLLBACK" });
    grown?;
    Ok(ended?)
}

/// The same in the transaction that is open.
pub(crate) fn grow_inside(connection: &mut Connection, shapes: &[Shape]) -> Result<(), Fault> {
    let making = Making(connection.dialect());
    connection.script(&making.system_tables())?;
    let known = remembered(connection)?;
    check_format(connection, &known)?;
    check_columns(connection, &known)?;
    let known = known
        .into_iter()
        .map(|line| ((line.kind, line.field), line.word));
    let mut growth = Growth {
        known: known.collect(),
        making,
        script: String::new(),
        news: Vec::new(),
        to_fold: Vec::new(),
    };
    for shape in shapes {
        growth.shape(shape)?;
    }
    connection.script(&growth.script)?;
    connection
        .exchange(&growth.news)
        .map_err(|stopped| stopped.error)?;
    for (shape, field) in growth.to_fold {
        fold_anew(connection, shape, field)?;
    }
    Ok(())
}

/// What is still to be made.
struct Growth<'a> {
    known: HashMap<(String, String), String>,
    making: Making,
    script: String,
    news: Vec<Sql>,
    to_fold: Vec<(&'a Shape, &'a FieldShape)>,
}

impl<'a> Growth<'a> {
    fn shape(&mut self, shape: &'a Shape) -> Result<(), Fault> {
        check_name(&shape.kind)?;
        let new_table = self.lacks(shape, String::new(), RECORDS)?;
        if new_table {
            self.script.push_str(&self.making.tables(shape));
        }
        for field in &shape.fields {
            check_name(&field.name)?;
            if self.lacks(shape, field.name.clone(), &field.word)? {
                if !new_table {
                    self.script.push_str(&self.making.add_column(shape, field));
                }
                if field.storage() == Storage::Many {
                    self.script.push_str(&self.making.side_tables(shape, field));
                }
            }
            if field.searched
                && self.lacks(shape, folded_column(&field.name), FOLDED)?
                && !new_table
            {
                self.script.push_str(&self.making.add_folded(shape, field));
                self.to_fold.push((shape, field));
            }
            if field.indexed && self.lacks(shape, index_line(&field.name), INDEX)? {
                self.script.push_str(&self.making.index(shape, field));
            }
        }
        Ok(())
    }

    /// Whether the database does not remember this yet; from now on it does.
    fn lacks(&mut self, shape: &Shape, field: String, word: &str) -> Result<bool, Fault> {
        const REMEMBER: &str = "INSERT INTO shape (kind, field, type) VALUES ($1, $2, $3)";
        let key = (shape.kind.clone(), field);
        match self.known.get(&key) {
            Some(before) if before == word => Ok(false),
            Some(before) => Err(Fault::Shape(format!(
                "{}.{}: {before} ≠ {word}",
                key.0, key.1
            ))),
            None => {
                let cells = vec![Cell::Text(key.0), Cell::Text(key.1), Cell::text(word)];
                self.news.push(Sql::fixed(REMEMBER, cells));
                Ok(true)
            }
        }
    }
}

fn index_line(field: &str) -> String {
    format!("{field}.index")
}

/// What a database remembers of its shape, in order.
pub(crate) fn remembered(connection: &mut Connection) -> Result<Vec<Remembered>, Fault> {
    let text = "SELECT kind, field, type FROM shape ORDER BY kind, field";
    let rows = connection.rows(&Sql::fixed(text, vec![]))?;
    let line = |row| {
        let mut columns = Columns::of(row);
        Remembered {
            kind: columns.text(),
            field: columns.text(),
            word: columns.text(),
        }
    };
    Ok(rows.into_iter().map(line).collect())
}

/// The format stands in `shape` as the field `format` of no kind.
fn check_format(connection: &mut Connection, known: &[Remembered]) -> Result<(), Fault> {
    let line = known
        .iter()
        .find(|l| l.kind.is_empty() && l.field == "format");
    match line.map(|line| line.word.parse::<i64>()) {
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
fn check_columns(connection: &mut Connection, known: &[Remembered]) -> Result<(), Fault> {
    let text = match connection.dialect() {
        Dialect::Sqlite => {
            "SELECT m.name, p.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS p \
             WHERE m.type = 'table'"
        }
        Dialect::Postgres => {
            "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) \
             FROM information_schema.columns WHERE table_schema = current_schema()"
        }
    };
    let rows = connection.rows(&Sql::fixed(text, vec![]))?;
    let pair = |row| {
        let mut columns = Columns::of(row);
        (columns.text(), columns.text())
    };
    let there: HashSet<(String, String)> = rows.into_iter().map(pair).collect();
    let kinds = known
        .iter()
        .filter(|line| !line.kind.is_empty() && line.word != INDEX);
    for line in kinds {
        let column = match line.field.as_str() {
            "" => "id".to_owned(),
            name => column_named(name),
        };
        if !there.contains(&(line.kind.clone(), column)) {
            return Err(Fault::Damaged(format!("{}.{}", line.kind, line.field)));
        }
    }
    Ok(())
}

/// A name goes into statements as it is: nothing but small letters, digits and `_`.
fn check_name(name: &str) -> Result<(), Fault> {
    const LONGEST: usize = 24;
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if !name.is_empty() && name.len() <= LONGEST && name.chars().all(fits) {
        return Ok(());
    }
    Err(Fault::Program(format!(
        "«{name}» cannot name a table or column"
    )))
}

/// Fills the folded column of a field that came to be searched.
fn fold_anew(connection: &mut Connection, shape: &Shape, field: &FieldShape) -> Result<(), Fault> {
    let (plain, beside) = (column_named(&field.name), folded_column(&field.name));
    for table in [shape.kind.clone(), past(&shape.kind)] {
        let read =
            format!("SELECT id, since, \"{plain}\" FROM \"{table}\" WHERE \"{plain}\" IS NOT NULL");
        let rows = connection.rows(&Sql::fixed(read, vec![]))?;
        let write: Arc<str> =
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
