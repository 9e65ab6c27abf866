//! A definition under way, as it stands: its value, its sentences, the first things it counts.
//!
//! In go words already made; out comes the part that stands beside the form. What is not
//! complete says so instead of a number.

use crate::fig::Fig;
use crate::section::{Item, items};
use crate::words::{Lang, Words, words};
use maud::{Markup, html};

const MOVES: Words = words("保存后会变的数", "What changes once it is saved");

/// What a definition makes so far.
#[derive(Clone, Debug, Default)]
pub struct Making {
    /// Its heading, such as «as it stands, 2022».
    pub title: String,
    /// Its value; none while it is not complete.
    pub fig: Option<Fig>,
    /// Its sentences, the reader's language first; or what is missing.
    pub says: Vec<String>,
    /// What the value does not bear, or why there is none.
    pub notes: Vec<String>,
    /// The figures that come to something else by it: old and new values.
    pub moves: Vec<Item>,
    /// The first things it counts.
    pub things: Vec<Item>,
}

impl Making {
    /// The part as markup; it is read out when it changes.
    pub fn show(&self, lang: Lang) -> Markup {
        html! {
            section.sec aria-live="polite" {
                @if !self.title.is_empty() { h2 { (self.title) } }
                @if let Some(fig) = &self.fig { (fig.show_big(lang)) }
                @for say in &self.says { p.say.s { (say) } }
                @for note in &self.notes { p.err { (note) } }
                @if !self.moves.is_empty() {
                    h3 { (MOVES.get(lang)) }
                    (items(&self.moves, lang))
                }
                @if !self.things.is_empty() { (items(&self.things, lang)) }
            }
        }
    }
}
