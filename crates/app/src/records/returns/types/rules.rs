//! What a type of return obeys.
//!
//! In: a row of 报送种类. Out: what its texts cannot be read as, with the line; a code as the
//! programs write one; an end that is not before its beginning.

use base::{Code, Draft, Lang};
use figures::prose;

/// The days after a period's end by which a return is due unless told otherwise.
/// Source: monthly papers are due on the fifth of the next month.
const DUE_AFTER: i64 = 5;

/// Its texts read; its code is one.
pub fn rule(draft: &mut Draft<'_>) {
    if draft.value("due_after").is_none() {
        draft.set("due_after", Some(DUE_AFTER.into()));
    }
    for field in ["title", "body", "title_en", "body_en"] {
        let Some(Err(wrong)) = draft.text(field).map(prose::read) else {
            continue;
        };
        let (zh, en) = (prose::told(&wrong, Lang::Zh), prose::told(&wrong, Lang::En));
        draft.wrong(Code::UnreadText, field, zh, en);
    }
    same_places(draft);
    let well_formed = |code: &str| {
        code.bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    };
    if draft.text("code").is_some_and(|code| !well_formed(code)) {
        draft.wrong(
            Code::BadSlug,
            "code",
            "只用小写字母、数字和下划线",
            "Use small letters, digits and underscores only",
        );
    }
    let reversed = draft
        .day("begins")
        .zip(draft.day("ends"))
        .is_some_and(|(b, e)| e < b);
    if reversed {
        draft.wrong(Code::EndBeforeStart, "ends", "", "");
    }
}

/// Both languages have as many places for own words: the first of one is the first of the other.
fn same_places(draft: &mut Draft<'_>) {
    let places = |field| {
        let read = draft.text(field).map(prose::read);
        Some(read?.ok()?.own().len())
    };
    if let (Some(zh), Some(en)) = (places("body"), places("body_en"))
        && zh != en
    {
        draft.wrong(
            Code::UnreadText,
            "body_en",
            format!("中文正文有 {zh} 处“填写：”，英文有 {en} 处，两边要一样多"),
            format!("the Chinese text has {zh} places to write, the English {en}: they must match"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::KIND;
    use crate::records::tests::desk::tried;

    #[test]
    fn a_text_that_cannot_be_read_and_a_wrong_code_are_told() {
        let good = [
            ("code", "weekly"),
            ("name", "周报"),
            ("rhythm", "month"),
            ("body_en", "Write: Problems\nWrite: Plans"),
        ];
        for (more, wrong) in [
            (("body_en", "{a}\n# Two"), None),
            (("body", "共{a场"), Some(("unread-text", "body"))),
            (("title", "{}月报"), Some(("unread-text", "title"))),
            (("body", "填写：问题"), Some(("unread-text", "body_en"))),
            (("body", "填写：问题\n填写：计划"), None),
            (("code", "周报"), Some(("bad-slug", "code"))),
        ] {
            let cells = good.iter().copied().filter(|(f, _)| *f != more.0);
            let cells: Vec<_> = cells.chain([more]).collect();
            let after = tried(&KIND, &cells);
            let wrong = wrong.map(|(code, field): (_, &str)| (code, field.to_owned()));
            assert_eq!(after.problems, Vec::from_iter(wrong), "{more:?}");
            assert_eq!(after.whole("due_after"), Some(5));
        }
    }
}
