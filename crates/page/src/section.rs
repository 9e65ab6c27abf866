//! The plain pieces a page is laid out with: head, sections, columns, short
//! lists of links, notes and the page with nothing on it yet.
//!
//! In go words and parts already drawn; out comes markup in reading order. No
//! part is ever a card: things are parted by space and hairlines.

use crate::act::{Act, buttons, doing};
use crate::fig::Fig;
use crate::href::Href;
use crate::mark::{Mark, Standing};
use crate::piece::{Line, Link, title};
use crate::words::Lang;
use maud::{Markup, html};

/// The head of a page: where we are, its title, a sentence, what can be done.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// A line above the title; may be empty.
    pub crumb: Line,
    /// The title; `U+200B` marks where it may break.
    pub title: String,
    /// A sentence or two below it; may be empty.
    pub lead: Line,
    /// What can be done with the whole page.
    pub doing: Vec<Act>,
}

impl Head {
    /// The head as markup.
    pub fn show(&self, lang: Lang) -> Markup {
        html! {
            div.head {
                @if !self.crumb.is_empty() { p.crumb { (self.crumb.show(lang)) } }
                h1 { (title(&self.title)) }
                @if !self.lead.is_empty() { p.lead { (self.lead.show(lang)) } }
                (doing(&self.doing))
            }
        }
    }
}

/// A part of a page under its own heading.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its heading.
    pub title: String,
    /// Words beside the heading; may be empty.
    pub aside: String,
    /// What stands in it.
    pub body: Markup,
    /// A link to the rest of it.
    pub more: Option<Link>,
}

impl Section {
    /// A section with only a heading and a body.
    pub fn new(title: impl Into<String>, body: Markup) -> Self {
        Self {
            title: title.into(),
            aside: String::new(),
            body,
            more: None,
        }
    }

    /// The section as markup.
    pub fn show(&self) -> Markup {
        html! {
            section.sec {
                h2 {
                    (title(&self.title))
                    @if !self.aside.is_empty() { " " small { (self.aside) } }
                }
                (self.body)
                @if let Some(more) = &self.more { a.more href=(more.href) { (more.words) } }
            }
        }
    }
}

/// Parts one below the other.
pub fn stack(parts: &[Markup]) -> Markup {
    html! { div.stack { @for part in parts { (part) } } }
}

/// One box to look for words in, and its button.
pub fn search(action: &str, words: &str, sought: &str) -> Markup {
    html! {
        form.pair role="search" action=(action) {
            input type="search" name="q" value=(sought) aria-label=(words);
            button.btn { (words) }
        }
    }
}

/// Short sections beside each other where there is room, as on a shelf.
pub fn shelves(sections: &[Section]) -> Markup {
    html! { div.shelves { @for section in sections { (section.show()) } } }
}

/// Two columns on a desk, the first above the second on a phone.
pub fn two(main: &[Markup], side: &[Markup]) -> Markup {
    html! { div.two { (stack(main)) (stack(side)) } }
}

/// What is made and, beside it, what it makes: on a desk it stays in sight, on a phone it stands
/// first.
pub fn beside(main: &[Markup], side: &[Markup]) -> Markup {
    html! { div.two.beside { (stack(main)) (stack(side)) } }
}

/// One column as wide as prose.
pub fn narrow(parts: &[Markup]) -> Markup {
    html! { div.narrow { (stack(parts)) } }
}

/// What stands at the end of an item's line.
#[derive(Clone, Debug, Default)]
pub enum End {
    /// Nothing.
    #[default]
    Bare,
    /// Words said softly, such as a day.
    Soft(String),
    /// How it stands.
    Mark(Mark),
    /// A figure; the whole line leads to it.
    Fig(Fig),
    /// A figure that is about to move: what it is now, what it will be.
    Moves(String, Fig),
}

/// One line of a short list.
#[derive(Clone, Debug, Default)]
pub struct Item {
    /// What it is.
    pub what: String,
    /// A second line, said softly; may be empty.
    pub small: String,
    /// Where the whole line leads.
    pub href: Option<Href>,
    /// What stands at its end.
    pub end: End,
}

/// A short list of things, one a line, that open.
pub fn items(items: &[Item], lang: Lang) -> Markup {
    html! {
        ul.lines {
            @for item in items {
                li {
                    @match &item.href {
                        Some(href) => { a href=(href) { (inside(item, lang)) } }
                        None => { div { (inside(item, lang)) } }
                    }
                }
            }
        }
    }
}

/// One figure told large: what it is and what is to be known of it, its value at the line's end.
pub fn told(what: &str, known: &[&str], fig: &Fig, lang: Lang) -> Markup {
    html! {
        div.told {
            h2 { (title(what)) @for said in known { small { (said) } } }
            span.end { (fig.show(lang)) }
        }
    }
}

fn inside(item: &Item, lang: Lang) -> Markup {
    html! {
        span.what {
            (title(&item.what))
            @if !item.small.is_empty() { small { (item.small) } }
        }
        @match &item.end {
            End::Bare => {}
            End::Soft(words) => { span.end.soft { (words) } }
            End::Mark(mark) => { span.end.mark.(mark.standing.class()) { (mark.words) } }
            End::Fig(fig) => { span.end { (fig.show(lang)) } }
            End::Moves(from, fig) => { span.end { (from) " → " (fig.show(lang)) } }
        }
    }
}

/// A note beside the text: look at this, or this is wrong. Never a modal.
#[derive(Clone, Debug, Default)]
pub struct Note {
    /// `Due` looks amber, `Late` plum, all others plain.
    pub standing: Standing,
    /// What is so.
    pub title: String,
    /// What to do about it.
    pub body: Line,
}

impl Note {
    /// The note as markup.
    pub fn show(&self, lang: Lang) -> Markup {
        html! {
            div.note.(self.standing.class()) {
                b { (self.title) }
                p { (self.body.show(lang)) }
            }
        }
    }
}

/// Words of somebody else, or words to be copied: `Act` copies them by this id.
pub fn quote(id: &str, words: &Line, lang: Lang) -> Markup {
    html! { p.quote id=(id) { (words.show(lang)) } }
}

/// Words to be copied into a message: they can be marked by hand where no script copies them.
/// `Act` copies them by this id.
pub fn copied(id: &str, label: &str, hint: &str, words: &str) -> Markup {
    // All of it in sight on a phone, of which a line holds some twenty Chinese characters.
    let rows = (words.chars().count() / 20 + 1).clamp(3, 8);
    html! {
        div.field {
            label for=(id) { (label) }
            @if !hint.is_empty() { p.hint { (hint) } }
            textarea id=(id) rows=(rows) readonly { (words) }
        }
    }
}

/// A code to be scanned, drawn as SVG by us, with what it leads to below it.
pub fn code(drawing: &Markup, words: &str) -> Markup {
    html! {
        figure.scan {
            div.code role="img" aria-label=(words) { (drawing) }
            figcaption.cap { (words) }
        }
    }
}

/// A page with nothing on it yet: what is missing and how to begin.
#[derive(Clone, Debug, Default)]
pub struct Empty {
    /// What is missing.
    pub title: String,
    /// How to begin.
    pub body: String,
    /// The ways to begin.
    pub acts: Vec<Act>,
    /// Where such things do exist.
    pub elsewhere: Option<Link>,
}

impl Empty {
    /// The empty place as markup.
    pub fn show(&self) -> Markup {
        html! {
            div.empty {
                h2 { (title(&self.title)) }
                p { (self.body) }
                (buttons(&self.acts))
                @if let Some(link) = &self.elsewhere {
                    p.s { a.more href=(link.href) { (link.words) } }
                }
            }
        }
    }
}
