//! A proposal's answer.

use super::KIND;
use crate::records::tests::desk::tried;

#[test]
fn a_proposal_waits_for_its_answer_and_none_comes_before_it() {
    let after = tried(&KIND, &[("on", "2022-05-23")]);
    assert_eq!(after.text("result"), Some("pending"));
    let early = tried(
        &KIND,
        &[
            ("on", "2022-05-23"),
            ("answered_on", "2022-05-22"),
            ("result", "采纳"),
        ],
    );
    assert_eq!(early.text("result"), Some("adopted"));
    assert_eq!(
        early.problems,
        [("end-before-start", "answered_on".to_owned())]
    );
}
