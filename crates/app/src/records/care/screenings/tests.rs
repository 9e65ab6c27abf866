//! What answers add up to, and what is told of them.

use base::{Day, Draft, Value};

use super::{KIND, rules};
use crate::records::tests::desk::{Tried, tried, values};

/// A screening with these answers; `-` is an item left blank.
fn screened(phq: &str, gad: &str, more: &[(&str, &str)]) -> Tried {
    let items = format!("{phq} {gad}");
    tried(
        &KIND,
        &[&[("number", "DA2022-001"), ("items", items.as_str())], more].concat(),
    )
}

const NONE: &str = "0 0 0 0 0 0 0";

#[test]
fn totals_fall_into_their_bands() {
    for (phq, total, band) in [
        ("0 0 0 0 0 0 0 0 0", 0, "minimal"),
        ("1 1 1 1 0 0 0 0 0", 4, "minimal"),
        ("1 1 1 1 1 0 0 0 0", 5, "mild"),
        ("2 2 2 2 1 0 0 0 0", 9, "mild"),
        ("2 2 2 2 2 0 0 0 0", 10, "moderate"),
        ("2 2 2 2 2 2 2 0 0", 14, "moderate"),
        ("3 3 3 3 3 0 0 0 0", 15, "moderately_severe"),
        ("3 3 3 3 3 3 1 0 0", 19, "moderately_severe"),
        ("3 3 3 3 3 3 2 0 0", 20, "severe"),
        ("3 3 3 3 3 3 3 3 3", 27, "severe"),
    ] {
        let after = screened(phq, NONE, &[]);
        assert_eq!(after.whole("phq9_total"), Some(total), "{phq}");
        assert_eq!(after.text("phq9_band"), Some(band), "{phq}");
        assert_eq!(after.text("phq9_version"), Some("PHQ-9/2001"));
        assert_eq!(after.text("gad7_band"), Some("minimal"));
    }
    for (gad, total, band) in [
        ("2 2 0 0 0 0 0", 4, "minimal"),
        ("3 2 0 0 0 0 0", 5, "mild"),
        ("3 3 3 1 0 0 0", 10, "moderate"),
        ("3 3 3 3 3 0 0", 15, "severe"),
        ("3 3 3 3 3 3 3", 21, "severe"),
    ] {
        let after = screened("0 0 0 0 0 0 0 0 0", gad, &[]);
        assert_eq!(after.whole("gad7_total"), Some(total), "{gad}");
        assert_eq!(after.text("gad7_band"), Some(band), "{gad}");
    }
}

#[test]
fn a_missing_answer_is_never_a_zero() {
    let after = screened("0 0 0 0 - 0 0 0 1", NONE, &[("typed_total", "1")]);
    assert_eq!(after.value("phq9_total"), None);
    assert_eq!(after.value("phq9_band"), None);
    assert_eq!(after.value("phq9_version"), None);
    assert_eq!(
        after.whole("phq9_item9"),
        Some(1),
        "item 9 speaks for itself"
    );
    assert_eq!(
        after.whole("gad7_total"),
        Some(0),
        "the other instrument is whole"
    );
    assert!(after.problems.is_empty());
    assert_eq!(after.warnings, [("missing", "PHQ5".to_owned())]);
    let gad_alone = screened("- - - - - - - - -", NONE, &[]);
    assert!(
        gad_alone.warnings.is_empty(),
        "an instrument that was not used has no gap"
    );
    let unanswered = screened("0 0 0 0 0 0 0 0 -", NONE, &[]);
    assert_eq!(unanswered.value("phq9_item9"), None);
}

#[test]
fn an_answer_out_of_range_is_told_at_its_column() {
    let after = screened("0 0 5 0 0 0 0 0 0", "0 4 0 0 0 0 0", &[]);
    let told = [
        ("out-of-range", "PHQ3".to_owned()),
        ("out-of-range", "GAD2".to_owned()),
    ];
    assert_eq!(after.problems, told);
    assert_eq!(after.value("phq9_total"), None);
}

#[test]
fn the_items_decide_over_a_written_total() {
    let phq = "1 1 2 1 1 1 1 0 0";
    assert!(
        screened(phq, NONE, &[("typed_total", "8")])
            .warnings
            .is_empty()
    );
    let after = screened(phq, NONE, &[("typed_total", "9")]);
    assert_eq!(
        after.warnings,
        [("total-differs", "typed_total".to_owned())]
    );
    assert_eq!(after.whole("phq9_total"), Some(8), "1+1+2+1+1+1+1");
    assert!(after.problems.is_empty(), "a warning stops nothing");
}

#[test]
fn nobody_is_followed_up_before_the_screening() {
    let days = |after| [("on", "2022-08-30"), ("followed_up_on", after)];
    assert!(
        screened("0 0 0 0 0 0 0 0 0", NONE, &days("2022-08-30"))
            .problems
            .is_empty()
    );
    let early = screened("0 0 0 0 0 0 0 0 0", NONE, &days("2022-08-29"));
    assert_eq!(
        early.problems,
        [("end-before-start", "followed_up_on".to_owned())]
    );
}

#[test]
fn a_screening_makes_its_file_by_number() {
    let words = [
        ("number", "DA2022-001"),
        ("on", "2022-08-30"),
        ("group", "独居长者"),
        ("community", "5"),
    ];
    let mut values = values(&KIND, &words);
    let made = rules::file(&Draft::new(
        &KIND,
        &mut values,
        Day::new(2022, 9, 1).unwrap(),
    ))
    .unwrap();
    assert_eq!(made.kind, "service_files");
    assert_eq!(
        made.values,
        [
            ("number", Value::from("DA2022-001")),
            ("opened_on", "2022-08-30".into()),
            ("group", "lone_elder".into()),
            ("community", 5.into()),
        ]
    );
}
