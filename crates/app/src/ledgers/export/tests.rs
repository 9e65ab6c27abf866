//! The blank sheet of every kind, handed in again untouched and with one row.

use base::{Catalogue, Field, Kind, Lang, Type};
use papers::{
    cell::Cell,
    workbook::{Limits, read},
};

use super::form;
use crate::{
    intake::{Batch, recognise},
    records::KINDS,
};

fn sample(kind: &Kind, field: &Field) -> Vec<Cell> {
    vec![match field.kind {
        Type::Sealed(parts) => return vec![Cell::Number(1.0); parts.len()],
        Type::Whole | Type::Decimal(_) | Type::Money => Cell::Number(1.0),
        Type::Year => Cell::Number(2030.0),
        Type::Day => Cell::text("2030-01-05"),
        Type::Month => Cell::text("2030-01"),
        Type::Time => Cell::text("14:30"),
        Type::Moment => Cell::text("2030-01-05 14:30"),
        Type::YesNo => Cell::text("是"),
        Type::Choice(choices) => Cell::text(choices[0].words.zh),
        Type::Definition => Cell::text("known"),
        _ => Cell::text(&format!("{}1", kind.words.zh)),
    }]
}

#[test]
fn every_form_is_taken_untouched_and_filled_in() {
    let catalogue = Catalogue::new(KINDS.iter().copied());
    let mut tried = 0;
    for kind in KINDS.iter().filter(|kind| !kind.sheet.is_empty()) {
        let filled: Vec<Cell> = kind.typed().flat_map(|f| sample(kind, f)).collect();
        for (lang, rows) in [
            (Lang::Zh, vec![]),
            (Lang::En, vec![]),
            (Lang::Zh, vec![filled]),
        ] {
            let bytes = form(kind, lang, &rows).unwrap();
            let book = read(&bytes, "表.xlsx", &Limits::default()).unwrap();
            let found = recognise(&catalogue, &book);
            let name = kind.name;
            assert_eq!(found.problems, vec![], "{name} {lang:?}");
            assert_eq!(found.warnings, vec![], "{name} {lang:?}");
            let seen: Vec<_> = found.seen.iter().map(|s| (s.kind.name, s.rows)).collect();
            assert_eq!(seen, [(name, rows.len())], "{lang:?}");
            let batch = Batch::read(found.rows, &|key| key == "known");
            assert_eq!(batch.problems, vec![], "{name} {lang:?}");
            tried += 1;
        }
    }
    assert!(tried >= 3 * 20, "{tried}");
}
