//! What an article obeys and what is filled in for it.
//!
//! In: a draft. Out: its state and its name in addresses where they are blank. Nothing is ever
//! published by being left blank.

use base::{Code, Day, Draft};

/// A draft until somebody publishes it; its address is plain.
pub fn rule(draft: &mut Draft<'_>) {
    if draft.value("state").is_none() {
        draft.set("state", Some("draft".into()));
    }
    let plain = |slug: &str| {
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        slug.len() <= MOST_BYTES && slug.bytes().all(fits)
    };
    match draft.text("slug").map(str::to_owned) {
        Some(slug) if !plain(&slug) => draft.wrong(
            Code::BadSlug,
            "slug",
            "网址名只能用小写字母、数字和短横线，最多80个",
            "lower-case letters, digits and hyphens only, 80 at most",
        ),
        Some(_) => {}
        None => {
            if let (Some(title), Some(on)) = (draft.text("title"), draft.day("on")) {
                let slug = new_slug(title, on, |_| false);
                draft.set("slug", Some(slug.into()));
            }
        }
    }
}

/// The longest address name.
const MOST_BYTES: usize = 80;

/// The address name of a new article: its day, the Latin words of its title, and a number
/// when that is taken (`2022-12-31-annual-report-2`). At most 70 bytes, letters, digits and
/// hyphens only.
pub fn new_slug(title: &str, on: Day, taken: impl Fn(&str) -> bool) -> String {
    const MOST_WORDS: usize = 50;
    let mut slug = on.to_string();
    let latin = title.to_ascii_lowercase();
    let words = latin.split(|c: char| !c.is_ascii_alphanumeric());
    // Bare numbers tell nothing beside the day.
    for word in words.filter(|w| w.contains(|c: char| c.is_ascii_alphabetic())) {
        if slug.len() + word.len() > MOST_WORDS {
            break;
        }
        slug = format!("{slug}-{word}");
    }
    let numbered = (2_u32..).map(|n| format!("{slug}-{n}"));
    std::iter::once(slug.clone())
        .chain(numbered)
        .find(|s| !taken(s))
        .unwrap_or(slug)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::settings::articles::KIND;
    use base::Value;

    #[test]
    fn a_new_address_is_short_plain_and_its_own() {
        let on: Day = "2022-12-31".parse().expect("a day");
        let taken = |slug: &str| matches!(slug, "2022-12-31" | "2022-12-31-2");
        for (title, slug) in [
            ("横岗创新园2022年度工作成效", "2022-12-31-3"),
            (
                "2022 Annual Report: Henggang",
                "2022-12-31-annual-report-henggang",
            ),
            (
                "<script>alert(1)</script>",
                "2022-12-31-script-alert-script",
            ),
            ("", "2022-12-31-3"),
        ] {
            assert_eq!(new_slug(title, on, taken), slug, "{title}");
        }
        assert!(new_slug(&"word ".repeat(60), on, |_| false).len() <= 60);
    }

    #[test]
    fn a_blank_address_and_state_are_filled_and_a_bad_one_is_told() {
        let today: Day = "2026-11-23".parse().expect("a day");
        for (slug, state, kept, problems) in [
            (None, "draft", Some("2022-12-31-annual-report"), 0),
            (Some("my-page-2"), "draft", Some("my-page-2"), 0),
            (Some("My Page"), "draft", Some("My Page"), 1),
            (Some("a/../b"), "draft", Some("a/../b"), 1),
            (Some("年报"), "draft", Some("年报"), 1),
        ] {
            let mut values = vec![None; KIND.fields.len()];
            let at = |name: &str| KIND.at(name).expect("a field");
            values[at("title")] = Some(Value::from("Annual report"));
            values[at("on")] = Some("2022-12-31".into());
            values[at("slug")] = slug.map(Value::from);
            let mut draft = Draft::new(&KIND, &mut values, today);
            rule(&mut draft);
            assert_eq!(draft.problems.len(), problems, "{slug:?}");
            assert_eq!(draft.text("slug"), kept);
            assert_eq!(draft.text("state"), Some(state));
        }
    }
}
