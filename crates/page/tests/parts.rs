//! Snapshots of the main parts, reviewed by eye: what a change would do to
//! every page that uses them.

#![allow(clippy::unwrap_used)] // a test that does not find its sample has failed

mod samples;

use page::{Lang, Reading};
use samples::Say;

/// One sample, one element a line, so that a change shows where it is.
fn lines(name: &str, lang: Lang) -> String {
    let say = Say {
        reading: Reading {
            lang,
            ..Reading::default()
        },
        hostile: false,
        assets: "/static/",
    };
    let (_, markup) = samples::all(say)
        .into_iter()
        .find(|(sample, _)| *sample == name)
        .unwrap();
    let page = markup.into_string();
    // Names of the sheet and script move with every byte of theirs; the frame has its own snapshot.
    let main = page
        .split("<main")
        .nth(1)
        .and_then(|rest| rest.split("</main>").next())
        .unwrap();
    main.replace("><", ">\n<")
}

#[test]
fn the_main_parts_look_as_reviewed() {
    for name in [
        "today",
        "list",
        "record",
        "form-problems",
        "figure",
        "year",
        "import",
        "article",
        "sign-in",
        "trouble",
        "roll",
        "hall",
    ] {
        insta::assert_snapshot!(name, lines(name, Lang::Zh));
    }
    for name in ["drawer", "figures", "progress", "list-empty"] {
        insta::assert_snapshot!(format!("{name}-en"), lines(name, Lang::En));
    }
}

#[test]
fn the_frame_looks_as_reviewed() {
    let say = Say {
        reading: Reading::default(),
        hostile: false,
        assets: "/static/",
    };
    let (_, markup) = samples::all(say)
        .into_iter()
        .find(|(sample, _)| *sample == "today")
        .unwrap();
    let page = markup.into_string();
    let body = page.split("<body").nth(1).unwrap();
    let (before, rest) = body.split_once("<main").unwrap();
    let (_, after) = rest.split_once("</main>").unwrap();
    insta::assert_snapshot!(
        "frame",
        format!("{before}\n…\n{after}").replace("><", ">\n<")
    );
}
