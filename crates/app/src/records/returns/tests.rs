//! When a return may have no day, and what state it takes.

use super::KIND;
use crate::records::tests::desk::{tried, tried_over};

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

#[test]
fn the_period_is_one_and_is_the_month_where_only_that_is_told() {
    let on = ("on", "2022-03-28");
    for (words, period, month, wrong) in [
        (
            vec![on, ("month", "2022-03")],
            Some("2022-03"),
            Some("2022-03"),
            None,
        ),
        (
            vec![on, ("for_period", "2022-03")],
            Some("2022-03"),
            Some("2022-03"),
            None,
        ),
        (
            vec![on, ("for_period", "2022Q1")],
            Some("2022Q1"),
            None,
            None,
        ),
        (vec![on], None, None, None),
        (
            vec![on, ("for_period", "三月")],
            Some("三月"),
            None,
            Some("no-such-period"),
        ),
    ] {
        let after = tried(&KIND, &words);
        assert_eq!(after.text("for_period"), period, "{words:?}");
        assert_eq!(after.text("month"), month, "{words:?}");
        let told: Vec<&str> = after.problems.iter().map(|(code, _)| *code).collect();
        assert_eq!(told, Vec::from_iter(wrong), "{words:?}");
    }
}

#[test]
fn what_was_signed_or_handed_in_no_longer_changes_in_what_was_said() {
    let due = ("due", "2022-03-28");
    let signed = ("signature", "ab12");
    let on = ("on", "2022-03-27");
    for (was, now, wrong) in [
        // On paper, not signed here: its due day stays once it was handed in.
        (
            vec![due, on],
            vec![("due", "2022-04-28"), on],
            Some(("settled", "due")),
        ),
        (vec![due], vec![("due", "2022-04-28")], None),
        (vec![due, on], vec![due, on, ("name", "改名")], None),
        // Signed here: nothing of what was signed changes.
        (
            vec![due, ("state", "已签发"), signed],
            vec![due, ("state", "已签发"), signed, ("name", "改名")],
            Some(("settled", "name")),
        ),
        (
            vec![due, ("state", "已签发"), signed],
            vec![due, on, ("state", "已报"), signed],
            None,
        ),
        (
            vec![due, ("state", "已签发"), signed],
            vec![due, ("state", "拟稿"), signed],
            Some(("no-such-step", "state")),
        ),
        (
            vec![due, on, ("state", "已报"), signed],
            vec![due, on, ("state", "退回"), signed, ("remark", "缺表")],
            None,
        ),
        (
            vec![due, on, ("state", "退回"), signed],
            vec![due, on, ("state", "已报"), signed],
            Some(("no-such-step", "state")),
        ),
        // Nobody says signed without a signature.
        (
            vec![due],
            vec![due, ("state", "已签发")],
            Some(("no-such-step", "state")),
        ),
    ] {
        let after = tried_over(&KIND, &was, &now);
        let wrong = wrong.map(|(code, field): (_, &str)| (code, field.to_owned()));
        assert_eq!(
            after.problems,
            Vec::from_iter(wrong),
            "{was:?} then {now:?}"
        );
    }
}
