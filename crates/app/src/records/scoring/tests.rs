//! Marks and their full marks.

use super::KIND;
use crate::records::tests::desk::tried;

#[test]
fn a_score_is_at_most_its_full_mark() {
    for (score, full, problems) in [
        ("24.4", "30", vec![]),
        ("30", "30", vec![]),
        ("30.01", "30", vec![("over-full-marks", "score".to_owned())]),
        ("999", "20", vec![("over-full-marks", "score".to_owned())]),
    ] {
        let after = tried(&KIND, &[("score", score), ("full", full)]);
        assert_eq!(after.problems, problems, "{score} of {full}");
    }
}
