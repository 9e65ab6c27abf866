//! The catalogue: every kind of record under its area, like a book's contents.
//!
//! In go the areas with their kinds and how many each holds; out comes a panel
//! that opens by its address `#catalogue`, so that «back» closes it. A kind the
//! reader may not open says so; it never shows a count then.

use crate::href::Href;
use crate::piece::Link;
use crate::words::{Lang, Words, words};
use maud::{Markup, html};

const LEDGERS: Words = words("台账", "Ledgers");
const ALL: Words = words("台账目录", "All ledgers");
const CLOSE: Words = words("关上", "Close");
const OFTEN: Words = words("常用", "Often used");
const NEEDS_RIGHT: Words = words("需授权", "needs a right");

/// One kind of record.
#[derive(Clone, Debug)]
pub struct Shelf {
    /// Its name.
    pub name: String,
    /// Its list; none when the reader may not open it.
    pub href: Option<Href>,
    /// How many records it holds; may be left out.
    pub count: Option<String>,
}

/// All kinds, by area, and those the reader opens most.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// The few opened most.
    pub often: Vec<Link>,
    /// The areas in order, each with its kinds.
    pub areas: Vec<(String, Vec<Shelf>)>,
}

impl Catalogue {
    /// The panel as markup; its element has the id `catalogue`.
    pub fn show(&self, lang: Lang) -> Markup {
        html! {
            nav.catalogue #catalogue aria-label=(ALL.get(lang)) {
                div.cat-in {
                    div.cat-head {
                        h2 tabindex="-1" { (LEDGERS.get(lang)) }
                        a href="#main" data-close { (CLOSE.get(lang)) }
                    }
                    @if !self.often.is_empty() {
                        p.cat-recent { (OFTEN.get(lang)) @for link in &self.often { " " (link.show()) } }
                    }
                    div.cat-areas {
                        @for (area, shelves) in &self.areas {
                            section {
                                h3 { (area) }
                                ul { @for shelf in shelves { li { (line(shelf, lang)) } } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn line(shelf: &Shelf, lang: Lang) -> Markup {
    html! {
        @match &shelf.href {
            Some(href) => {
                a href=(href) {
                    (shelf.name)
                    @if let Some(count) = &shelf.count { " " span.count { (count) } }
                }
            }
            None => { span.shut { (shelf.name) " " small { (NEEDS_RIGHT.get(lang)) } } }
        }
    }
}
