//! Restores a backup into an empty place: all of it, or nothing.
//!
//! In: an archive (see `archive`). Out: a database of either engine that holds the same rows.
//! An archive that was cut, changed or made by a newer program is refused with the reason,
//! and so is a place that already holds something. Names in an archive are never trusted:
//! they must be those that its shape gives.

use std::io::{BufRead, BufReader, Read, Seek};

use zip::{ZipArchive, result::ZipError};

use crate::{
    Fault,
    archive::{Copied, FORMAT, MANIFEST, Manifest, TableTold, Tally, row, tables},
    engine::Connection,
    making::Making,
    shape::{Shape, grow_inside},
    sql::Sql,
    verify,
};

/// So many rows are written at once.
const AT_ONCE: usize = 500;

/// Restores the archive.
pub(crate) fn load<R: Read + Seek>(
    connection: &mut Connection,
    archive: R,
) -> Result<Manifest, Fault> {
    let mut archive = ZipArchive::new(archive).map_err(bad)?;
    let manifest = manifest(&mut archive)?;
    connection.begin_making()?;
    let loaded = inside(connection, &mut archive, &manifest);
    let ended = connection.script(if loaded.is_ok() { "COMMIT" } else { "ROLLBACK" });
    loaded?;
    ended?;
    Ok(manifest)
}

fn manifest<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Result<Manifest, Fault> {
    let entry = archive.by_name(MANIFEST).map_err(bad)?;
    let manifest: Manifest =
        serde_json::from_reader(entry).map_err(|_| reason("清单读不了", "its manifest"))?;
    if manifest.format > FORMAT {
        return Err(Fault::Newer {
            found: manifest.format,
            known: FORMAT,
        });
    }
    Ok(manifest)
}

fn inside<R: Read + Seek>(
    connection: &mut Connection,
    archive: &mut ZipArchive<R>,
    manifest: &Manifest,
) -> Result<(), Fault> {
    connection.script(&Making(connection.dialect()).system_tables())?;
    for table in ["head", "kept"] {
        let text = format!("SELECT park FROM {table} LIMIT 1");
        if !connection.rows(&Sql::fixed(text, vec![]))?.is_empty() {
            return Err(Fault::NotEmpty);
        }
    }
    let shapes = Shape::remembered(&manifest.shape);
    let expected = tables(&shapes);
    let names = |told: &TableTold| (told.name.clone(), told.columns.clone());
    let told: Vec<_> = manifest.tables.iter().map(names).collect();
    let given: Vec<_> = expected
        .iter()
        .map(|t| (t.name.clone(), t.columns.clone()))
        .collect();
    if told != given {
        return Err(reason("清单里的表不对", "the tables in its manifest"));
    }
    grow_inside(connection, &shapes).map_err(|fault| match fault {
        Fault::Program(_) => reason("清单里的名称不对", "the names in its manifest"),
        other => other,
    })?;
    for (table, told) in expected.iter().zip(&manifest.tables) {
        fill(connection, archive, table, told)?;
    }
    verify::ends(connection).map_err(|_| reason("痕迹链对不上", "the end of its trail"))
}

fn fill<R: Read + Seek>(
    connection: &mut Connection,
    archive: &mut ZipArchive<R>,
    table: &Copied,
    told: &TableTold,
) -> Result<(), Fault> {
    let damaged = || Fault::BadArchive(table.name.clone());
    let entry = archive.by_name(&table.entry()).map_err(bad)?;
    let insert: std::sync::Arc<str> = table.insert().into();
    let mut tally = Tally::default();
    let mut batch = Vec::with_capacity(AT_ONCE);
    for line in BufReader::new(entry).lines() {
        let line = line.map_err(|_| damaged())?;
        tally.add(line.as_bytes());
        let cells = row(&line).filter(|cells| cells.len() == table.columns.len());
        batch.push(Sql::fixed(insert.clone(), cells.ok_or_else(damaged)?));
        if batch.len() == AT_ONCE {
            write(connection, &mut batch)?;
        }
    }
    write(connection, &mut batch)?;
    if tally.told(table) == *told {
        Ok(())
    } else {
        Err(damaged())
    }
}

fn write(connection: &mut Connection, batch: &mut Vec<Sql>) -> Result<(), Fault> {
    connection
        .exchange(batch)
        .map_err(|stopped| stopped.error)?;
    batch.clear();
    Ok(())
}

fn bad(error: ZipError) -> Fault {
    Fault::BadArchive(error.to_string())
}

fn reason(zh: &str, en: &str) -> Fault {
    Fault::BadArchive(format!("{zh} / {en}"))
}
