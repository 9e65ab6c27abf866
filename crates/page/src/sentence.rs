//! A selection, written as a sentence whose parts are controls.
//!
//! In go the words and, for each part, the ways to change it; out comes the
//! sentence that is the page's title, and the figures it yields below. Each
//! part opens in place and works without a script.

use crate::act::{Act, doing, hidden};
use crate::field::Field;
use crate::fig::Fig;
use crate::href::Href;
use crate::piece::Link;
use crate::words::{Lang, Words, words};
use maud::{Markup, html};

const SEEN: Words = words("现在看的是哪些记录", "Which records these are");

/// One part of the sentence.
#[derive(Clone, Debug)]
pub enum Part {
    /// Words that join.
    Text(String),
    /// Words that open, and how they change.
    Control {
        /// What holds now.
        words: String,
        /// How to change it.
        pick: Pick,
    },
    /// Adds a condition; said quietly.
    Add {
        /// The words, such as «加条件».
        words: String,
        /// What can be added.
        pick: Pick,
    },
}

/// How a part is changed.
#[derive(Clone, Debug)]
pub enum Pick {
    /// By going elsewhere.
    Links(Vec<Link>),
    /// By a small form that asks again.
    Form {
        /// Where it asks.
        action: Href,
        /// The other parts, sent along.
        keep: Vec<(String, String)>,
        /// The fields.
        fields: Vec<Field>,
        /// The words of its button.
        button: String,
    },
}

/// The selection and what it yields.
#[derive(Clone, Debug, Default)]
pub struct Sentence {
    /// The kind's name, for whoever listens instead of looks.
    pub name: String,
    /// The parts, in reading order.
    pub parts: Vec<Part>,
    /// What it yields.
    pub yields: Vec<Fig>,
    /// Parts of what it yields, each with its words.
    pub split: Vec<(String, Fig)>,
    /// What can be done with all of it.
    pub doing: Vec<Act>,
}

impl Sentence {
    /// The sentence as markup; it is the head of its page.
    pub fn show(&self, lang: Lang) -> Markup {
        html! {
            div.head {
                h1.vh { (self.name) }
                div.sentence role="group" aria-label=(SEEN.get(lang)) {
                    @for (place, part) in self.parts.iter().enumerate() { (part.show(place, lang)) }
                }
                @if !self.yields.is_empty() {
                    p.result {
                        strong {
                            @for (place, fig) in self.yields.iter().enumerate() {
                                @if place > 0 { " · " }
                                (fig.show(lang))
                            }
                        }
                        @for (words, fig) in &self.split { " " span.soft { (words) " " (fig.show(lang)) } }
                    }
                }
                (doing(&self.doing))
            }
        }
    }
}

impl Part {
    fn show(&self, place: usize, lang: Lang) -> Markup {
        html! {
            @match self {
                Self::Text(text) => { (text) }
                Self::Control { words, pick } => {
                    details.part { summary { (words) } (pick.show(place, lang)) }
                }
                Self::Add { words, pick } => {
                    details.part.add { summary { "+ " (words) } (pick.show(place, lang)) }
                }
            }
        }
    }
}

impl Pick {
    fn show(&self, place: usize, lang: Lang) -> Markup {
        html! {
            div.pick {
                @match self {
                    Self::Links(links) => { @for link in links { (link.show()) } }
                    Self::Form { action, keep, fields, button } => {
                        form action=(action) {
                            (hidden(keep))
                            @for field in fields { (field.show(&format!("part{place}"), lang)) }
                            button.btn.wide { (button) }
                        }
                    }
                }
            }
        }
    }
}
