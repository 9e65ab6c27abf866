//! A project's year, and the rounds that visits and revisions make.

use base::{Day, Draft, Made, Value};

use super::{KIND, revisions, rounds, visits};
use crate::records::tests::desk::{tried, tried_from, values};

#[test]
fn the_year_is_the_typed_one_or_the_numbers_or_the_sheets_or_the_days() {
    let number = ("number", "XM2021-007");
    let applied = ("applied_on", "2020-09-01");
    for (words, sheet, year) in [
        (
            vec![number, applied, ("year", "2019")],
            Some(2022),
            Some(2019),
        ),
        (vec![number, applied], Some(2022), Some(2021)),
        (vec![("number", "甲-7"), applied], Some(2022), Some(2022)),
        (vec![number, applied], None, Some(2021)),
        (vec![("number", "甲-7"), applied], None, Some(2020)),
        (vec![("number", "甲-7")], None, None),
    ] {
        let after = tried_from(&KIND, &words, sheet);
        assert_eq!(after.whole("year"), year, "{words:?} from {sheet:?}");
        let missing = year.is_none().then(|| ("missing", "year".to_owned()));
        assert_eq!(after.problems, Vec::from_iter(missing));
        let differs = sheet == Some(2022) && year == Some(2021);
        let differs = differs.then(|| ("year-differs", "number".to_owned()));
        assert_eq!(after.warnings, Vec::from_iter(differs));
    }
}

#[test]
fn a_project_closes_after_it_is_applied_for() {
    for (closed, problems) in [("2022-05-01", 0), ("2022-05-02", 0), ("2022-04-30", 1)] {
        let words = [
            ("number", "XM2022-1"),
            ("applied_on", "2022-05-01"),
            ("closed_on", closed),
        ];
        assert_eq!(tried(&KIND, &words).problems.len(), problems, "{closed}");
    }
}

fn round(purpose: &str, year: i64, number: i64) -> Option<Made> {
    Some(Made {
        kind: "rounds",
        values: vec![
            ("purpose", Value::from(purpose)),
            ("year", year.into()),
            ("number", number.into()),
        ],
    })
}

#[test]
fn visits_and_revisions_of_one_number_are_rounds_apart() {
    let made = |kind: &'static base::Kind, words: &[(&str, &str)]| {
        let mut values = values(kind, words);
        let make = kind.field("round").unwrap().make.unwrap();
        make(&Draft::new(
            kind,
            &mut values,
            Day::new(2022, 12, 31).unwrap(),
        ))
    };
    let third = [("on", "2022-05-06"), ("round_number", "第3轮")];
    let visit = |purpose| [third[0], third[1], ("purpose", purpose)];
    let supervision = made(&visits::KIND, &visit("项目督导"));
    assert_eq!(supervision, round("supervision", 2022, 3));
    assert_eq!(
        made(&visits::KIND, &visit("枫桥创建指导")),
        round("creation_guidance", 2022, 3)
    );
    assert_eq!(made(&revisions::KIND, &third), round("revision", 2022, 3));
    let unnumbered = [("on", "2022-05-06"), ("purpose", "领导调研")];
    assert_eq!(made(&visits::KIND, &unnumbered), None);
}

#[test]
fn a_round_is_named_by_what_it_is() {
    let words = [
        ("purpose", "supervision"),
        ("year", "2022"),
        ("number", "3"),
    ];
    assert_eq!(
        tried(&rounds::KIND, &words).text("name"),
        Some("2022年项目督导第3轮")
    );
}
