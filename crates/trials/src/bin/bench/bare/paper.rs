//! The bare import and export: the cells of a sheet into a table and out again, with no look at
//! what they mean.
//!
//! In: a sheet of sign-ins as `papers` makes it; a table made like the park's. Out: the rows in
//! one transaction; a workbook of the same cells. Nothing is checked, linked, chained or kept.

use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use rusqlite::Connection;
use rust_xlsxwriter::Workbook;
use trials::Failed;

use super::{SignIn, identity, sqlite::made_by};

/// Reads the first sheet into a new database.
pub fn import(sheet: &Path, file: &Path, like: &Path) -> Result<(), Failed> {
    let database = Connection::open(file)?;
    database.execute_batch("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;")?;
    for text in made_by(like)? {
        database.execute_batch(&text)?;
    }
    let columns: Vec<String> = {
        let mut named = database.prepare("SELECT name FROM pragma_table_info('attendance')")?;
        let names = named.query_map([], |row| row.get(0))?;
        names.collect::<rusqlite::Result<_>>()?
    };
    let places: Vec<String> = (1..=columns.len()).map(|at| format!("?{at}")).collect();
    let text = format!(
        "INSERT INTO attendance (\"{}\") VALUES ({})",
        columns.join("\", \""),
        places.join(", ")
    );
    let mut book: Xlsx<_> = open_workbook(sheet)?;
    let range = book.worksheet_range_at(0).ok_or("no sheet")??;
    database.execute_batch("BEGIN IMMEDIATE")?;
    let mut insert = database.prepare(&text)?;
    for row in range.rows().skip(1) {
        let cell = |at: usize| row.get(at).map(Data::to_string).unwrap_or_default();
        let sign_in = SignIn {
            id: identity(),
            activity: 1,
            person: 1,
            name: cell(1),
            phone: cell(2),
            capacity: cell(3),
            unit: cell(4),
            done: tokio::sync::oneshot::channel().0,
        };
        let cells = columns.iter().map(|name| sign_in.column(name));
        insert.execute(rusqlite::params_from_iter(cells))?;
    }
    drop(insert);
    Ok(database.execute_batch("COMMIT")?)
}

/// Writes the table as a workbook.
pub fn export(file: &Path, out: &Path) -> Result<(), Failed> {
    let database = Connection::open(file)?;
    let mut book = Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory()?;
    let mut read = database
        .prepare("SELECT activity, name, phone, capacity, unit FROM attendance ORDER BY id")?;
    let mut rows = read.query([])?;
    let mut at = 0;
    while let Some(row) = rows.next()? {
        sheet.write_number(at, 0, row.get::<_, i64>(0)? as f64)?;
        for column in 1..5_u16 {
            let text: Option<String> = row.get(usize::from(column))?;
            sheet.write_string(at, column, text.unwrap_or_default())?;
        }
        at += 1;
    }
    Ok(book.save(out)?)
}
