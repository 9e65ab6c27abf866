//! A line of text that may hold figures, links and marks.
//!
//! In goes a row of pieces, each as it is to be read; out comes one line of
//! markup. A paragraph of the report, the value of a fact and a cell of a list
//! are all such lines. It never breaks or shortens a text.

use crate::fig::Fig;
use crate::href::Href;
use crate::mark::Mark;
use crate::words::{Lang, Words, words};
use maud::{Markup, html};

const MISSING: Words = words("还缺", "missing");

/// A place to go and the words that say so.
#[derive(Clone, Debug, Default)]
pub struct Link {
    /// What is read.
    pub words: String,
    /// Where it leads.
    pub href: Href,
}

impl Link {
    /// The link.
    pub fn new(words: impl Into<String>, href: impl Into<Href>) -> Self {
        Self {
            words: words.into(),
            href: href.into(),
        }
    }

    /// The link as markup.
    pub fn show(&self) -> Markup {
        html! { a href=(self.href) { (self.words) } }
    }
}

/// One piece of a line.
#[derive(Clone, Debug)]
pub enum Piece {
    /// Plain words.
    Text(String),
    /// Words that weigh more.
    Strong(String),
    /// Words said aside.
    Soft(String),
    /// A link.
    Link(Link),
    /// A figure.
    Fig(Fig),
    /// How something stands.
    Mark(Mark),
    /// A slot of a report that cannot be filled yet: what it is, and why.
    Missing {
        /// What should stand here.
        label: String,
        /// Why it does not yet.
        reason: String,
    },
    /// A new line.
    Break,
}

/// A line of pieces, in reading order.
#[derive(Clone, Debug, Default)]
pub struct Line(pub Vec<Piece>);

impl Line {
    /// Whether nothing is to be printed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The line as markup, without an element around it.
    pub fn show(&self, lang: Lang) -> Markup {
        html! { @for piece in &self.0 { (piece.show(lang)) } }
    }
}

impl Piece {
    fn show(&self, lang: Lang) -> Markup {
        html! {
            @match self {
                Self::Text(text) => { (text) }
                Self::Strong(text) => { b { (text) } }
                Self::Soft(text) => { span.soft { (text) } }
                Self::Link(link) => { (link.show()) }
                Self::Fig(fig) => { (fig.show(lang)) }
                Self::Mark(mark) => { (mark.show()) }
                Self::Missing { label, reason } => {
                    span.slot { b { (MISSING.get(lang)) " " (label) } " " span.fig-say { (reason) } }
                }
                Self::Break => { br; }
            }
        }
    }
}

impl From<&str> for Line {
    fn from(text: &str) -> Self {
        Self(vec![Piece::Text(text.into())])
    }
}

impl From<String> for Line {
    fn from(text: String) -> Self {
        Self(vec![Piece::Text(text)])
    }
}

impl From<Fig> for Line {
    fn from(fig: Fig) -> Self {
        Self(vec![Piece::Fig(fig)])
    }
}

impl From<Link> for Line {
    fn from(link: Link) -> Self {
        Self(vec![Piece::Link(link)])
    }
}

impl From<Mark> for Line {
    fn from(mark: Mark) -> Self {
        Self(vec![Piece::Mark(mark)])
    }
}

impl From<Vec<Piece>> for Line {
    fn from(pieces: Vec<Piece>) -> Self {
        Self(pieces)
    }
}

/// A title that may break where the text says so (`U+200B`, between names),
/// and otherwise only after a mark.
pub fn title(text: &str) -> Markup {
    html! {
        @for (place, part) in text.split('\u{200B}').enumerate() {
            @if place > 0 { wbr; }
            (part)
        }
    }
}
