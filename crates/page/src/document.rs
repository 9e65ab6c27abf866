//! The bare document every page is: head, skip link, body.
//!
//! In go the reader's settings, a title and the body's parts; out comes a whole
//! HTML document with one style sheet and one script, both ours. It never holds
//! a style or a script of its own, so the strict policy holds.

use crate::assets::{CSS_NAME, ICON_NAME, SCRIPT_NAME};
use crate::paths::Paths;
use crate::switches::{Reading, Theme, View};
use crate::words::{Words, words};
use maud::{DOCTYPE, Markup, html};

const SKIP: Words = words("跳到正文", "Skip to the text");

/// One document.
pub(crate) struct Document<'a> {
    pub reading: Reading,
    pub title: &'a str,
    pub park: &'a str,
    pub class: &'static str,
    pub paths: Paths,
    pub head: Markup,
}

impl Document<'_> {
    pub(crate) fn show(&self, body: &Markup) -> Markup {
        let Reading { lang, view, theme } = self.reading;
        html! {
            (DOCTYPE)
            html lang=(lang.tag())
                data-view=[(view == View::Large).then_some(view.code())]
                data-theme=[(theme != Theme::Device).then_some(theme.code())] {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                    meta name="format-detection" content="telephone=no";
                    meta name="color-scheme" content="light dark";
                    title { (plain(self.title)) " · " (self.park) }
                    link rel="stylesheet" href={ (self.paths.assets) (*CSS_NAME) };
                    link rel="icon" type="image/svg+xml" href={ (self.paths.assets) (*ICON_NAME) };
                    script defer src={ (self.paths.assets) (*SCRIPT_NAME) } {}
                    (self.head)
                }
                body class=(self.class) {
                    a.skip href="#main" { (SKIP.get(lang)) }
                    (body)
                }
            }
        }
    }
}

/// A title without the marks that say where it may break.
fn plain(title: &str) -> String {
    title.replace('\u{200B}', "")
}
