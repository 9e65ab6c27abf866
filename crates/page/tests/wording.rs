//! Every text of the crate stands in both languages, each in its own letters.
//!
//! Reads the sources for `words("…", "…")` and checks both halves. (That a half
//! is missing or empty is found by the compiler.)

#![allow(clippy::unwrap_used)] // a test that does not find its sample has failed

use std::fs;
use std::path::Path;

/// The first two string literals after each `words(` of a source.
fn pairs(source: &str) -> Vec<(String, String)> {
    source
        .split("words(")
        .skip(1)
        .filter(|rest| rest.trim_start().starts_with('"'))
        .filter_map(|rest| {
            let mut literals = rest.split('"').skip(1).step_by(2);
            Some((literals.next()?.to_owned(), literals.next()?.to_owned()))
        })
        .collect()
}

fn chinese(letter: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&letter)
}

#[test]
fn each_half_is_in_its_own_language() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = 0;
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        for (zh, en) in pairs(&fs::read_to_string(&path).unwrap()) {
            found += 1;
            assert!(
                zh.chars().any(chinese),
                "{}: {zh:?} is not Chinese",
                path.display()
            );
            assert!(
                !en.chars().any(chinese),
                "{}: {en:?} is not English",
                path.display()
            );
            let latin: String = zh.chars().filter(char::is_ascii_alphabetic).collect();
            assert!(
                latin.is_empty(),
                "{}: English words in {zh:?}",
                path.display()
            );
            assert_eq!(
                zh.matches("{}").count(),
                en.matches("{}").count(),
                "slots differ: {zh:?}, {en:?}"
            );
        }
    }
    assert!(
        found > 60,
        "only {found} texts were found; is the reading of sources broken?"
    );
}
