//! Something the reader can do: a button or a link that says what happens.
//!
//! In goes the words, the address and whether it reads or writes; out comes a
//! link or a small form that posts. At most one of a page weighs `Main`.

use crate::href::Href;
use maud::{Markup, html};

/// How much an act weighs on its page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// The one thing to do.
    Main,
    /// One of the things that can be done.
    #[default]
    Plain,
    /// Rarely done.
    Quiet,
}

/// What happens when it is pressed.
#[derive(Clone, Debug)]
pub enum To {
    /// A page opens.
    Open(Href),
    /// Something is written: the address and what is sent along.
    Post(Href, Vec<(String, String)>),
    /// This page is printed; needs the script, and hides without it.
    Print,
    /// The text of the element with this id is copied; needs the script, and hides without it.
    Copy(String),
    /// Not possible now.
    Shut,
}

/// Something that can be done.
#[derive(Clone, Debug)]
pub struct Act {
    /// What happens, in words.
    pub words: String,
    /// Where it goes.
    pub to: To,
    /// How much it weighs.
    pub weight: Weight,
}

impl Act {
    /// An act that opens a page.
    pub fn open(words: impl Into<String>, href: impl Into<Href>) -> Self {
        Self {
            words: words.into(),
            to: To::Open(href.into()),
            weight: Weight::Plain,
        }
    }

    /// An act that writes.
    pub fn post(words: impl Into<String>, href: impl Into<Href>) -> Self {
        Self {
            words: words.into(),
            to: To::Post(href.into(), Vec::new()),
            weight: Weight::Plain,
        }
    }

    /// The same act with another weight.
    pub fn weigh(self, weight: Weight) -> Self {
        Self { weight, ..self }
    }

    fn show(&self, class: &str) -> Markup {
        html! {
            @match &self.to {
                To::Open(href) => { a class=(class) href=(href) { (self.words) } }
                To::Post(href, with) => {
                    form method="post" action=(href) {
                        (hidden(with))
                        button class=(class) { (self.words) }
                    }
                }
                To::Print => { button class=(class) type="button" hidden data-print { (self.words) } }
                To::Copy(id) => {
                    button class=(class) type="button" hidden data-copy=(id) { (self.words) }
                }
                To::Shut => { button class=(class) type="button" disabled { (self.words) } }
            }
        }
    }

    /// The act as a button.
    pub fn button(&self) -> Markup {
        self.show(match self.weight {
            Weight::Main => "btn main",
            Weight::Plain => "btn",
            Weight::Quiet => "btn quiet",
        })
    }
}

/// The acts as a row of buttons.
pub fn buttons(acts: &[Act]) -> Markup {
    html! { @if !acts.is_empty() { div.btns { @for act in acts { (act.button()) } } } }
}

/// The acts as a quiet row of words under a title.
pub fn doing(acts: &[Act]) -> Markup {
    html! {
        @if !acts.is_empty() { div.doing.s { @for act in acts { (act.show("word-act")) } } }
    }
}

/// The acts at the foot of a task: at the bottom edge on a phone, in the page on a desk.
pub fn dock(acts: &[Act]) -> Markup {
    html! { div.dock { (buttons(acts)) } }
}

/// What is sent along with a form and not shown.
pub(crate) fn hidden(with: &[(String, String)]) -> Markup {
    html! { @for (name, value) in with { input type="hidden" name=(name) value=(value); } }
}
