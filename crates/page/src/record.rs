//! One record: its facts in reading order, its evidence, and its history.
//!
//! In go the facts as they are read; out comes a page of two columns: what is
//! so on the left, which figures hold it and who changed it on the right. A
//! fact the reader may not see says so; it never leaves a trace of its value.

use crate::piece::Line;
use crate::section::{Head, Note, Section, two};
use crate::words::{Lang, Words, words};
use maud::{Markup, html};

const NEEDS_RIGHT: Words = words("需授权", "needs a right");
const BLANK: Words = words("没有填", "not filled in");

/// The value of a fact.
#[derive(Clone, Debug, Default)]
pub enum Value {
    /// As it is read.
    Line(Line),
    /// Kept from this reader.
    Hidden,
    /// Nobody filled it in.
    #[default]
    Blank,
}

/// A fact: what it is called and what is so.
#[derive(Clone, Debug, Default)]
pub struct Fact {
    /// What it is called.
    pub label: String,
    /// What is so.
    pub value: Value,
}

impl Fact {
    /// A fact with a value.
    pub fn new(label: impl Into<String>, value: impl Into<Line>) -> Self {
        Self {
            label: label.into(),
            value: Value::Line(value.into()),
        }
    }
}

/// Facts in reading order.
pub fn facts(facts: &[Fact], lang: Lang) -> Markup {
    html! {
        dl.facts {
            @for fact in facts {
                div {
                    dt { (fact.label) }
                    @match &fact.value {
                        Value::Line(line) => { dd { (line.show(lang)) } }
                        Value::Hidden => { dd.soft { (NEEDS_RIGHT.get(lang)) } }
                        Value::Blank => { dd.soft { (BLANK.get(lang)) } }
                    }
                }
            }
        }
    }
}

/// A field that changed.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// The field.
    pub field: String,
    /// What it was.
    pub old: Value,
    /// What it became.
    pub new: Value,
}

/// Something that was done to the record.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// When, as it is read.
    pub when: String,
    /// Who; may be empty.
    pub who: String,
    /// What was done.
    pub what: Line,
    /// The fields that changed.
    pub changes: Vec<Change>,
}

/// What was done, latest first.
pub fn history(entries: &[Entry], lang: Lang) -> Markup {
    html! {
        ol.story {
            @for entry in entries {
                li {
                    span.when { (entry.when) }
                    @if !entry.who.is_empty() { b { (entry.who) } " " }
                    (entry.what.show(lang))
                    @if !entry.changes.is_empty() {
                        ul.changes { @for change in &entry.changes { li { (change.show(lang)) } } }
                    }
                }
            }
        }
    }
}

impl Change {
    fn show(&self, lang: Lang) -> Markup {
        html! {
            span.soft { (self.field) } " "
            del { (self.old.show(lang)) } " → " ins { (self.new.show(lang)) }
        }
    }
}

impl Value {
    fn show(&self, lang: Lang) -> Markup {
        html! {
            @match self {
                Self::Line(line) => { (line.show(lang)) }
                Self::Hidden => { span.soft { (NEEDS_RIGHT.get(lang)) } }
                Self::Blank => { span.soft { (BLANK.get(lang)) } }
            }
        }
    }
}

/// The page of one record.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// Kind, number and standing; title; the facts as a sentence; what can be done.
    pub head: Head,
    /// What does not agree.
    pub notes: Vec<Note>,
    /// Facts, links and evidence.
    pub parts: Vec<Section>,
    /// The figures which hold it, and its history.
    pub side: Vec<Section>,
}

impl Record {
    /// The record as markup.
    pub fn show(&self, lang: Lang) -> Markup {
        let main: Vec<Markup> = std::iter::once(self.head.show(lang))
            .chain(self.notes.iter().map(|note| note.show(lang)))
            .chain(self.parts.iter().map(Section::show))
            .collect();
        let side: Vec<Markup> = self.side.iter().map(Section::show).collect();
        two(&main, &side)
    }
}
