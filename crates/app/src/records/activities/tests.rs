//! What an activity's rule fills in.

use super::KIND;
use crate::records::tests::desk::tried;

#[test]
fn blanks_are_filled_and_nothing_is_said_to_be_over_before_its_day() {
    for (words, batches, mode, status) in [
        (vec![("on", "2022-12-31")], 1, "in_person", "completed"),
        (vec![("on", "2023-01-01")], 1, "in_person", "planned"),
        (
            vec![("on", "2023-01-01"), ("status", "取消")],
            1,
            "in_person",
            "cancelled",
        ),
        (
            vec![("on", "2022-05-01"), ("batches", "4"), ("mode", "线上")],
            4,
            "online",
            "completed",
        ),
    ] {
        let after = tried(&KIND, &words);
        assert_eq!(after.whole("batches"), Some(batches), "{words:?}");
        assert_eq!(after.text("mode"), Some(mode), "{words:?}");
        assert_eq!(after.text("status"), Some(status), "{words:?}");
        assert!(after.problems.is_empty() && after.warnings.is_empty());
    }
}
