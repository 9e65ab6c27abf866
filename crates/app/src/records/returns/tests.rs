//! When a return may have no day, and what state it takes.

use super::KIND;
use crate::records::tests::desk::tried;

#[test]
fn only_a_return_still_due_may_lack_its_day() {
    let due = ("due", "2022-03-28");
    for (words, state, missing) in [
        (vec![due], "due", false),
        (vec![due, ("on", "2022-03-28")], "submitted", false),
        (vec![due, ("on", "2022-03-29")], "late", false),
        (vec![due, ("state", "已报")], "submitted", true),
        (vec![due, ("state", "待报")], "due", false),
        (
            vec![due, ("on", "2022-03-29"), ("state", "退回")],
            "sent_back",
            false,
        ),
    ] {
        let after = tried(&KIND, &words);
        assert_eq!(after.text("state"), Some(state), "{words:?}");
        assert_eq!(after.whole("copies"), Some(1));
        let problems = missing.then(|| ("missing", "on".to_owned()));
        assert_eq!(after.problems, Vec::from_iter(problems), "{words:?}");
    }
}
