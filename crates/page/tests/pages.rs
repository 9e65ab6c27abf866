//! What holds of every page: nothing typed runs, the strict policy is kept, and
//! whoever listens instead of looks finds their way.
//!
//! Every sample is read in both languages and once with a hostile text in every
//! place where a text may stand.

#![allow(clippy::unwrap_used)] // a test that does not find its sample has failed

mod samples;

use page::{Lang, Reading};
use samples::{HOSTILE, Say};
use std::collections::HashSet;

fn say(lang: Lang, hostile: bool) -> Say {
    Say {
        reading: Reading {
            lang,
            ..Reading::default()
        },
        hostile,
        assets: "/static/",
    }
}

/// Every sample in both languages, by name.
fn pages() -> Vec<(String, String)> {
    let mut pages = Vec::new();
    for lang in [Lang::Zh, Lang::En] {
        for (name, markup) in samples::all(say(lang, false)) {
            pages.push((format!("{} {name}", lang.tag()), markup.into_string()));
        }
    }
    pages
}

/// The values of an attribute, in order.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let opens = format!(" {attribute}=\"");
    page.split(&opens)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

#[test]
fn a_hostile_text_is_only_ever_read() {
    for (name, markup) in samples::all(say(Lang::Zh, true)) {
        let page = markup.into_string();
        assert!(
            page.contains("&lt;script&gt;"),
            "{name} holds no text at all"
        );
        for raw in [HOSTILE, "<script>a", "<img src=x", "alert(\"x\")"] {
            assert!(!page.contains(raw), "{name} prints {raw} as it was typed");
        }
    }
}

#[test]
fn the_strict_policy_is_kept() {
    for (name, page) in pages() {
        for forbidden in [
            " style=",
            "<style",
            " onclick=",
            " onload=",
            " onerror=",
            "javascript:",
            "<script>",
        ] {
            assert!(!page.contains(forbidden), "{name} holds {forbidden}");
        }
        assert_eq!(
            page.matches("<script").count(),
            1,
            "{name} has one script, ours"
        );
        assert_eq!(
            page.matches("rel=\"stylesheet\"").count(),
            1,
            "{name} has one sheet, ours"
        );
    }
}

#[test]
fn ids_are_unique_and_every_reference_finds_its_id() {
    for (name, page) in pages() {
        let ids = values(&page, "id");
        let known: HashSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), known.len(), "{name} has an id twice: {ids:?}");
        let anchors = values(&page, "href")
            .into_iter()
            .filter_map(|href| href.strip_prefix('#'));
        let named = [
            "for",
            "list",
            "aria-labelledby",
            "aria-describedby",
            "data-copy",
            "data-reveal",
        ];
        let references = named
            .iter()
            .flat_map(|attribute| values(&page, attribute))
            .flat_map(str::split_whitespace)
            .chain(anchors);
        for reference in references {
            assert!(
                known.contains(reference),
                "{name} refers to {reference}, which is not there"
            );
        }
    }
}

#[test]
fn every_page_has_one_title_one_main_and_a_way_past_the_bar() {
    for (name, page) in pages() {
        for (what, wanted) in [
            ("<h1", 1),
            ("<main", 1),
            ("class=\"skip\"", 1),
            ("<title>", 1),
        ] {
            assert_eq!(page.matches(what).count(), wanted, "{name}: {what}");
        }
        assert!(
            page.matches("btn main\"").count() <= 1,
            "{name} has more than one main thing to do"
        );
    }
}

#[test]
fn a_table_keeps_its_roles_when_it_turns_into_cards() {
    for (name, page) in pages()
        .iter()
        .filter(|(_, page)| page.contains("table class=\"list\""))
    {
        let table = page
            .split("class=\"list\"")
            .nth(1)
            .and_then(|rest| rest.split("</table>").next());
        let table = table.unwrap_or_default();
        for (element, role) in [
            ("<tr", "role=\"row\""),
            ("<td", "role=\"cell\""),
            ("<thead", "role=\"rowgroup\""),
        ] {
            assert!(
                table.matches(element).count() <= table.matches(role).count(),
                "{name}: a {element} without {role}"
            );
        }
    }
}

#[test]
fn four_thousand_rows_never_stand_on_one_page() {
    let (_, page) = pages()
        .into_iter()
        .find(|(name, _)| name == "zh-CN list-many")
        .unwrap();
    assert_eq!(
        page.matches("<th class=\"c-what\" scope=\"row\"").count(),
        page::list::MOST_ROWS
    );
    assert!(
        page.contains("下一页") && page.contains("上一页") && page.contains("第一页"),
        "a long list has ways on"
    );
    assert!(
        page.contains("只列出前 200 行"),
        "a list that was cut says so"
    );
}

#[test]
fn what_was_typed_is_never_lost() {
    let (_, page) = pages()
        .into_iter()
        .find(|(name, _)| name == "zh-CN form-problems")
        .unwrap();
    for kept in [
        "type=\"text\" name=\"on\" value=\"2026-02-30\"",
        "value=\"十来个\"",
        "value=\"09:30\"",
        "\n签到表少一页。</textarea>",
    ] {
        assert!(page.contains(kept), "the form lost {kept}");
    }
    assert!(
        page.contains("<a href=\"#visit-attended\">参加人数</a>"),
        "the summary leads to the field"
    );
    assert!(
        page.contains("aria-describedby=\"visit-attended-err\""),
        "the problem is tied to its input"
    );
}
