//! The sample years, when they lie beside the source or where `YOUJU_DATA` says.

use super::desk::{Desk, data, folder};

#[test]
fn clean_years_are_taken_whole_and_taking_them_again_changes_nothing() {
    for name in ["2022", "2021-messy"] {
        let Some(mut workbooks) = folder(name) else {
            return;
        };
        let mut desk = Desk::new();
        let first = desk.take(&workbooks);
        assert_eq!(first.problems, Vec::<String>::new(), "{name}");
        workbooks.reverse();
        let again = desk.take(&workbooks);
        assert_eq!(again.problems, Vec::<String>::new(), "{name} again");
        let (added, changed, same) = again.counts();
        assert_eq!((added, changed), (0, 0), "{name} again");
        assert_eq!(same, first.counts().0, "{name} again");
        assert!(
            again.settled.changes.is_empty(),
            "{:?}",
            again.settled.changes.first()
        );
    }
}

#[test]
fn every_planted_mistake_is_told_at_its_cell() {
    let Some(workbooks) = folder("2022-with-errors") else {
        return;
    };
    let planted = std::fs::read_to_string(data().join("2022-with-errors/planted-errors.csv"));
    let told = Desk::new().take(&workbooks).problems;
    for line in planted
        .unwrap()
        .trim_start_matches('\u{feff}')
        .lines()
        .skip(1)
    {
        let line = line.replace(',', " ");
        assert!(told.contains(&line), "not told: {line}\ntold: {told:#?}");
    }
}
