//! What a photo obeys.
//!
//! In: a draft. Out: a problem when it shows somebody and nobody is said to have agreed.

use base::{Code, Draft};

/// Nobody can be recognised.
pub const NOBODY: &str = "nobody";
/// Adults can be recognised.
pub const PEOPLE: &str = "people";
/// Minors can be recognised.
pub const MINOR: &str = "minor";

/// Whoever is on it has agreed, or for a minor their guardian.
pub fn rule(draft: &mut Draft<'_>) {
    let said = draft
        .text("consent")
        .is_some_and(|said| !said.trim().is_empty());
    match draft.text("shows") {
        Some(PEOPLE) if !said => draft.wrong(
            Code::Missing,
            "consent",
            "照片里认得出人，请写明谁、什么时候、怎么同意公开的；没有取得同意就不要放",
            "somebody can be recognised: say who agreed, when and how, or leave the photo out",
        ),
        Some(MINOR) if !said => draft.wrong(
            Code::Missing,
            "consent",
            "照片里认得出未成年人，请写明哪位监护人、什么时候、怎么同意公开的；没有取得同意就不要放",
            "a minor can be recognised: say which guardian agreed, when and how, or leave the photo out",
        ),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::{settings::photos::KIND, tests::desk::tried};

    #[test]
    fn nobody_is_shown_without_a_word_on_who_agreed() {
        for (shows, consent, problems) in [
            (NOBODY, "", 0),
            (PEOPLE, "", 1),
            (PEOPLE, "本人11月6日签字同意", 0),
            (MINOR, "", 1),
            (MINOR, "母亲11月6日签字同意", 0),
        ] {
            let said = [("shows", shows), ("consent", consent)];
            let said: Vec<_> = said
                .into_iter()
                .filter(|(_, text)| !text.is_empty())
                .collect();
            let draft = tried(&KIND, &said);
            assert_eq!(draft.problems.len(), problems, "{shows} «{consent}»");
        }
    }
}
