//! A creation unit's marks, total, year and days.

use super::KIND;
use crate::records::tests::desk::{tried, tried_from};

const MARKS: [(&str, &str); 5] = [
    ("leadership", "20"),
    ("disputes", "19"),
    ("safety", "18"),
    ("self_governance", "17"),
    ("service", "16"),
];

#[test]
fn the_total_is_the_sum_of_five_and_of_no_fewer() {
    let number = [("number", "FQ2022-001")];
    let all = tried(&KIND, &[&number[..], &MARKS].concat());
    assert_eq!(all.whole("total"), Some(90), "20+19+18+17+16");
    let four = tried(&KIND, &[&number[..], &MARKS[..4]].concat());
    assert_eq!(four.value("total"), None, "a missing mark is no zero");
}

#[test]
fn a_mark_above_twenty_is_told_at_its_criterion() {
    for (field, mark, told) in [
        ("leadership", "20", false),
        ("leadership", "21", true),
        ("service", "120", true),
        ("self_score", "100", false),
        ("self_score", "101", true),
    ] {
        let after = tried(&KIND, &[("number", "FQ2022-001"), (field, mark)]);
        let problems = told.then(|| ("over-full-marks", field.to_owned()));
        assert_eq!(after.problems, Vec::from_iter(problems), "{field} {mark}");
    }
}

#[test]
fn the_year_falls_back_to_that_of_its_assessment() {
    let assessed = ("accepted_on", "2021-11-22");
    for (words, sheet, year) in [
        (vec![("number", "FQ2022-001"), assessed], Some(2020), 2022),
        (vec![("number", "FQ2022-001"), assessed], None, 2022),
        (vec![("number", "松柏1"), assessed], Some(2020), 2020),
        (vec![("number", "松柏1"), assessed], None, 2021),
    ] {
        assert_eq!(
            tried_from(&KIND, &words, sheet).whole("year"),
            Some(year),
            "{words:?}"
        );
    }
}

#[test]
fn a_second_assessment_comes_after_the_first() {
    let words = [
        ("number", "FQ2022-001"),
        ("accepted_on", "2022-11-22"),
        ("rechecked_on", "2022-11-21"),
    ];
    let told = vec![("end-before-start", "rechecked_on".to_owned())];
    assert_eq!(tried(&KIND, &words).problems, told);
}
