//! A form: its fields in groups, what is wrong with it, and its buttons.
//!
//! In goes what was typed with the problems found; out comes the form with the
//! problems listed on top, each leading to its field. It has one main button,
//! and what was typed is never lost.

use crate::act::{Act, hidden};
use crate::conditions::first_press;
use crate::field::{Field, Input};
use crate::href::Href;
use crate::words::{Lang, Words, words};
use maud::{Markup, html};

const MEND: Words = words("还有 {} 处要改", "{} to mend");

/// A run of fields under a heading.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// Its heading; may be empty.
    pub title: String,
    /// Words beside the heading; may be empty.
    pub aside: String,
    /// What stands above the fields, drawn already.
    pub lead: Option<Markup>,
    /// The fields.
    pub fields: Vec<Field>,
    /// Parts drawn already, after the fields.
    pub extra: Option<Markup>,
}

/// A form.
#[derive(Clone, Debug, Default)]
pub struct Form {
    /// Keeps its ids apart from another form's on the page; a short word.
    pub id: String,
    /// Where it is sent.
    pub action: Href,
    /// Whether it only asks (GET) instead of writing (POST).
    pub asks: bool,
    /// What is sent along and not shown.
    pub with: Vec<(String, String)>,
    /// Problems of the form as a whole; those of fields stand with them.
    pub problems: Vec<String>,
    /// The fields.
    pub groups: Vec<Group>,
    /// Parts drawn already, between fields and buttons.
    pub extra: Option<Markup>,
    /// The words of its one main button.
    pub save: String,
    /// Further buttons that send the form: the name, value and words of each.
    pub also: Vec<(String, String, String)>,
    /// Links beside the buttons, such as the way back.
    pub beside: Vec<Act>,
    /// Whether Enter goes to the next field, as when many are typed in a row.
    pub enter_next: bool,
    /// The word that asks for the form again as it stands: a change of a choice sends it, and so
    /// does Enter. Empty for a form that is sent once.
    pub again: &'static str,
    /// Whether, with scripts, what the form would move is asked for whenever a field changes.
    pub live: bool,
}

impl Form {
    /// The form as markup.
    pub fn show(&self, lang: Lang) -> Markup {
        let method = if self.asks { "get" } else { "post" };
        let files = self
            .fields()
            .any(|field| matches!(field.input, Input::File { .. }));
        let save = (!self.again.is_empty()).then_some("do");
        html! {
            form.stack id=(self.id) method=(method) action=(self.action) novalidate
                enctype=[files.then_some("multipart/form-data")] data-next[self.enter_next]
                data-live[self.live] data-again=[(!self.again.is_empty()).then_some(self.again)] {
                @if !self.again.is_empty() { (first_press(self.again)) }
                (hidden(&self.with))
                (self.summary(lang))
                @for group in &self.groups { (self.group(group, lang)) }
                @if let Some(extra) = &self.extra { (extra) }
                @else if self.live { section.sec #moves aria-live="polite" hidden {} }
                div.dock {
                    div.btns {
                        button.btn.main name=[save] value=[save.map(|_| "save")] { (self.save) }
                        @for (name, value, words) in &self.also {
                            button.btn name=(name) value=(value) { (words) }
                        }
                        @for act in &self.beside { (act.button()) }
                    }
                }
            }
        }
    }

    fn fields(&self) -> impl Iterator<Item = &Field> {
        self.groups.iter().flat_map(|group| &group.fields)
    }

    fn group(&self, group: &Group, lang: Lang) -> Markup {
        html! {
            section.sec {
                @if !group.title.is_empty() {
                    h2 { (group.title) @if !group.aside.is_empty() { " " small { (group.aside) } } }
                }
                @if let Some(lead) = &group.lead { (lead) }
                @if !group.fields.is_empty() {
                    div.fields { @for field in &group.fields { (field.show(&self.id, lang)) } }
                }
                @if let Some(extra) = &group.extra { (extra) }
            }
        }
    }

    /// The problems, listed first and given the focus.
    fn summary(&self, lang: Lang) -> Markup {
        let wrong: Vec<(&Field, &String)> = self
            .fields()
            .filter_map(|field| field.problem.as_ref().map(|problem| (field, problem)))
            .collect();
        let count = (wrong.len() + self.problems.len()).to_string();
        html! {
            @if count != "0" {
                div.err-sum role="alert" tabindex="-1" autofocus {
                    h2 { (MEND.fill(lang, &count)) }
                    ul {
                        @for problem in &self.problems { li { (problem) } }
                        @for (field, problem) in wrong {
                            li { a href={ "#" (field.id(&self.id)) } { (field.label) } " " (problem) }
                        }
                    }
                }
            }
        }
    }
}
