//! Writes a backup while the store goes on serving.
//!
//! In: one snapshot of the database. Out: an archive (see `archive`), its rows streamed, so
//! that a large park needs no more memory than a small one.

use std::io::{Seek, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{
    Fault,
    archive::{Copied, FORMAT, MANIFEST, Manifest, TableTold, Tally, line, not_written, tables},
    engine::Connection,
    shape::{Shape, remembered},
    sql::Sql,
};

/// Writes everything but the keys of service files.
pub(crate) fn dump<W: Write + Seek>(
    connection: &mut Connection,
    now: i64,
    out: W,
) -> Result<(W, Manifest), Fault> {
    let shape = remembered(connection)?;
    let mut archive = ZipWriter::new(out);
    let mut told = Vec::new();
    for table in tables(&Shape::remembered(&shape)) {
        told.push(copy(connection, &table, &mut archive)?);
    }
    let manifest = Manifest {
        format: FORMAT,
        made_at: now,
        tables: told,
        shape,
    };
    archive
        .start_file(MANIFEST, options())
        .map_err(not_written)?;
    serde_json::to_writer_pretty(&mut archive, &manifest).map_err(not_written)?;
    let out = archive.finish().map_err(not_written)?;
    Ok((out, manifest))
}

fn copy<W: Write + Seek>(
    connection: &mut Connection,
    table: &Copied,
    archive: &mut ZipWriter<W>,
) -> Result<TableTold, Fault> {
    archive
        .start_file(table.entry(), options())
        .map_err(not_written)?;
    let mut tally = Tally::default();
    connection.each(&Sql::fixed(table.select(), vec![]), &mut |row| {
        let line = line(row)?;
        tally.add(&line);
        archive.write_all(&line).map_err(not_written)?;
        archive.write_all(b"\n").map_err(not_written)
    })?;
    Ok(tally.told(table))
}

fn options() -> SimpleFileOptions {
    SimpleFileOptions::default().large_file(true)
}
