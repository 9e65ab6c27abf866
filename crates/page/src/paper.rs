//! A page that stands alone: one file with its style inside, to be sent or printed.
//!
//! In goes a title and a body; out comes a whole document that asks nothing of any server.
//! Only such a file may hold its style sheet; a page that is served never does.

use crate::assets::CSS;
use crate::words::Lang;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// The whole document as text.
pub fn alone(lang: Lang, title: &str, body: &Markup) -> String {
    html! {
        (DOCTYPE)
        html lang=(lang.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                // OK because the sheet is ours, made at build, and holds no "</".
                style { (PreEscaped(CSS)) }
            }
            body { main #main { (body) } }
        }
    }
    .into_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_cannot_end_its_element_and_the_title_is_escaped() {
        assert!(!CSS.contains("</"));
        let page = alone(Lang::Zh, "<b>&", &html! { p { "正文" } });
        assert!(page.contains("&lt;b&gt;&amp;") && page.contains("<p>正文</p>"));
    }
}
