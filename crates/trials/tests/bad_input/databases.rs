//! A damaged database: header, schema and the chain's end are noticed at start, every record
//! by `verify`.

use std::{
    fs::OpenOptions,
    io::{Seek, SeekFrom, Write},
};

use trials::{
    Failed,
    program::{Park, Program, watched},
};

use super::{park, refused};

fn statement(park: &Park, text: &str) -> Result<(), Failed> {
    park.looked(text).map(drop)
}

fn header(park: &Park) -> Result<(), Failed> {
    if park.database.is_some() {
        // A server keeps its own files; what it would not read is no database of ours either.
        return statement(park, "ALTER TABLE shape RENAME COLUMN type TO other");
    }
    // The log first goes into the file, so that it cannot heal it.
    statement(park, "PRAGMA wal_checkpoint(TRUNCATE)")?;
    let mut file = OpenOptions::new().write(true).open(park.file())?;
    file.seek(SeekFrom::Start(0))?;
    Ok(file.write_all(&[0xff; 100])?)
}

type Damage = (&'static str, fn(&Park) -> Result<(), Failed>, &'static str);

const AT_START: &[Damage] = &[
    ("the header", header, "damaged"),
    (
        "a table gone",
        |park| statement(park, "DROP TABLE attendance"),
        "damaged",
    ),
    (
        "a column gone",
        |park| statement(park, "ALTER TABLE attendance RENAME COLUMN phone TO other"),
        "damaged",
    ),
    (
        "the chain's end moved",
        |park| {
            let zeros = match park.database {
                Some(_) => "decode(repeat('00', 32), 'hex')",
                None => "zeroblob(32)",
            };
            statement(park, &format!("UPDATE head SET hash = {zeros}"))
        },
        "damaged",
    ),
    (
        "the last line gone",
        |park| {
            statement(
                park,
                "DELETE FROM trail WHERE seq = (SELECT max(seq) FROM trail)",
            )
        },
        "damaged",
    ),
];

const AT_VERIFY: &[Damage] = &[
    (
        "a record changed",
        |park| statement(park, "UPDATE attendance SET name = '居民乙'"),
        "attendance",
    ),
    (
        "a record gone",
        |park| statement(park, "DELETE FROM attendance"),
        "attendance",
    ),
    (
        "a record added",
        |park| {
            statement(
                park,
                "INSERT INTO attendance SELECT park, id + 1, since, act, 'x', activity, batch, name, name_folded, phone, phone_folded, capacity, street, unit, unit_folded, at, notes, person FROM attendance",
            )
        },
        "attendance",
    ),
    (
        "a line changed",
        |park| statement(park, "UPDATE trail SET actor = 7 WHERE seq = 3"),
        "3",
    ),
];

#[test]
fn damage_to_header_schema_and_chain_is_noticed_at_start() -> Result<(), Failed> {
    let program = Program::youju()?;
    let mut wrong = Vec::new();
    for (what, damage, says) in AT_START {
        let park = park(&program)?;
        damage(&park)?;
        for command in [park.serving(), park.words("figures", &["--year", "2022"])] {
            let told = refused(&watched(program.command(command))?, 1, &[says]);
            wrong.extend(told.into_iter().map(|told| format!("{what}: {told}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

#[test]
fn damage_anywhere_is_noticed_by_verify() -> Result<(), Failed> {
    let program = Program::youju()?;
    let mut wrong = Vec::new();
    for (what, damage, says) in AT_VERIFY {
        let park = park(&program)?;
        park.told(&program, "verify", &[])?;
        damage(&park)?;
        let told = refused(
            &watched(program.command(park.words("verify", &[])))?,
            1,
            &[says],
        );
        wrong.extend(told.into_iter().map(|told| format!("{what}: {told}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}
