//! The demo goes in by the door that every record goes in by, and nothing is wrong with it.

use std::collections::{BTreeMap, HashSet};

use base::{Answer, Ask, Catalogue, Id, IdMaker};

use super::{ACCOUNTS, Row, accounts, calendar, year};
use crate::{
    access::areas::{Area, Areas, Hint, carried},
    intake::{Aim, Batch, Cell, Facts, Given, Ground, SealedPlace, Sealer, Settled, settle},
    records::KINDS,
};

struct Open;

impl Sealer for Open {
    fn space(&self) -> &'static str {
        "file_key"
    }
    fn new_key(&self, file: Id) -> String {
        file.to_string()
    }
    fn seal(&self, _: SealedPlace<'_>, items: &[u8]) -> Option<Vec<u8>> {
        Some(items.to_vec())
    }
    fn open(&self, _: SealedPlace<'_>, sealed: &[u8]) -> Option<Vec<u8>> {
        Some(sealed.to_vec())
    }
}

fn tree() -> Areas {
    let area = |(at, row): (usize, crate::access::areas::AreaRow)| Area {
        id: Id(at as i64 + 1),
        code: row.code,
        name: row.name,
        level: row.level,
        parent: None,
        begins: row.begins,
        ends: row.ends,
    };
    Areas::new(carried().into_iter().enumerate().map(area).collect())
}

fn given(catalogue: &Catalogue, (kind, fields): Row) -> Given {
    let kind = catalogue.kind(kind).unwrap();
    let cells = fields
        .iter()
        .map(|(name, text)| (*name, Some(Cell::text(text))));
    let (given, unknown) = Given::typed(kind, Aim::Match, cells);
    assert!(unknown.is_empty(), "{} has no {unknown:?}", kind.name);
    given
}

/// Settles rows over a store that holds nothing.
fn settled(rows: Vec<Row>) -> Settled {
    let catalogue = Catalogue::new(KINDS.iter().copied());
    let defined = crate::reports::definitions::STARTING_SET;
    let defined = |key: &str| defined.contains(&format!("key = \"{key}\""));
    let given = rows.into_iter().map(|row| given(&catalogue, row));
    let batch = Batch::read(given, &defined);
    let (tree, mut facts, mut maker) = (tree(), Facts::default(), IdMaker::new(0));
    loop {
        let ground = Ground {
            catalogue: &catalogue,
            places: &|name, level, on| {
                let hint = Hint {
                    level,
                    on,
                    home: None,
                };
                tree.find(name, hint)
            },
            today: calendar::today(),
        };
        let settled = settle(ground, &batch, &facts, &mut || maker.next(1), &Open);
        let wanted = facts.wanted();
        if wanted.is_empty() {
            return settled;
        }
        let questions = wanted.questions(&|_, _| 0);
        let nothing = |ask: &Ask| match ask {
            Ask::Natural { .. } => Answer::Natural(Vec::new()),
            Ask::Kept { .. } => Answer::Kept(None),
            _ => Answer::Many(Vec::new()),
        };
        let answers = questions.iter().map(|q| nothing(&q.ask)).collect();
        facts.learn(&questions, answers);
    }
}

#[test]
fn every_row_is_taken_without_a_problem_and_only_unanswered_items_are_told() {
    // The tree is not in this empty store; that the accounts' areas are in it is seen below.
    let accounts = accounts().into_iter().map(|(kind, mut fields)| {
        fields.retain(|(field, _)| *field != "areas");
        (kind, fields)
    });
    let rows: Vec<Row> = accounts.chain(year(1)).collect();
    let settled = settled(rows);
    assert_eq!(settled.problems, []);
    let told = settled.warnings.iter();
    let told: Vec<(&str, &str)> = told
        .map(|w| (w.code.as_str(), w.place.field.as_str()))
        .collect();
    assert_eq!(
        told,
        [("missing", "PHQ4"); 6],
        "the few that left an item out"
    );
}

#[test]
fn the_same_demo_is_told_every_time_and_tells_of_every_kind_of_sheet() {
    let rows: Vec<Row> = year(1).collect();
    assert!(rows.iter().eq(year(1).collect::<Vec<Row>>().iter()));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (kind, _) in &rows {
        *counts.entry(kind).or_default() += 1;
    }
    // Made from others, carried by the program, or given in another way.
    let elsewhere = [
        "given_out",
        "rounds",
        "service_files",
        "instruments",
        "definitions",
        "areas",
        "accounts",
        "photos",
    ];
    for kind in KINDS.iter().filter(|k| !elsewhere.contains(&k.name)) {
        assert!(counts.contains_key(kind.name), "nothing of {}", kind.name);
    }
    assert!(
        counts["activities"] >= 70 && counts["attendance"] >= 1_500,
        "{counts:?}"
    );
}

#[test]
fn the_scale_multiplies_sign_ins_and_nothing_but_people_with_them() {
    let count = |scale, kind: &str| year(scale).filter(|(k, _)| *k == kind).count();
    let (one, ten) = (count(1, "attendance"), count(10, "attendance"));
    assert_eq!(ten, one * 10);
    assert_eq!(count(10, "people"), count(1, "people") * 10);
    assert_eq!(count(10, "activities"), count(1, "activities"));
    assert_eq!(count(0, "attendance"), one);
}

#[test]
fn everybody_is_marked_as_made_up_and_nothing_has_happened_after_today() {
    let text = |fields: &[(&str, String)], name: &str| {
        let found = fields.iter().find(|(field, _)| *field == name);
        found.map(|(_, text)| text.clone()).unwrap_or_default()
    };
    let today = calendar::today().to_string();
    for (kind, fields) in year(1) {
        let on = text(&fields, "on");
        match kind {
            "people" => assert_eq!(text(&fields, "invented"), "是"),
            "activities" if on >= today => {
                assert!(["planned", "cancelled"].contains(&text(&fields, "status").as_str()));
            }
            "activities" => {}
            "attendance" => assert!(text(&fields, "at") < today),
            _ => assert!(on < today, "{kind} {fields:?}"),
        }
    }
    let mut logins = HashSet::new();
    for account in ACCOUNTS {
        assert!(account.name.contains("虚构") && account.password.len() >= 12);
        assert!(logins.insert(account.login));
        let area = tree().find(account.areas, Hint::default());
        assert_eq!(area.is_ok(), !account.areas.is_empty(), "{}", account.areas);
    }
}

#[test]
fn no_two_people_are_one_at_any_scale() {
    let mut seen = HashSet::new();
    for (_, fields) in super::cast::people(2_000) {
        let mut person = [""; 3];
        for (name, text) in &fields {
            if let Some(at) = ["name", "phone", "unit"].iter().position(|f| f == name) {
                person[at] = text;
            }
        }
        // As people are told apart: by phone, else by name and unit.
        let key = match person {
            [name, "", unit] => format!("{name}@{unit}"),
            [_, phone, _] => phone.to_owned(),
        };
        assert!(seen.insert(key), "{person:?} is there already");
    }
}
