//! Conditions of a form: tests in groups within groups, each with its own way out.
//!
//! In go the fields of each test, already filled, and the buttons that add and take away; out
//! come nested fieldsets that work by keyboard and without scripts: every button sends the
//! whole form with one word in `do`. It never decides what a condition means.

use crate::field::Field;
use crate::words::Lang;
use maud::{Markup, html};

/// A button that sends the form with a word.
#[derive(Clone, Debug, Default)]
pub struct Press {
    /// What it says.
    pub words: String,
    /// The word sent as `do`.
    pub value: String,
}

impl Press {
    /// A button.
    pub fn new(words: impl Into<String>, value: impl Into<String>) -> Press {
        Press {
            words: words.into(),
            value: value.into(),
        }
    }

    fn show(&self, class: &str, about: &str) -> Markup {
        let label = (!about.is_empty()).then(|| format!("{} {about}", self.words));
        html! { button class=(class) name="do" value=(self.value) aria-label=[label] { (self.words) } }
    }
}

/// One line of a group.
#[derive(Clone, Debug)]
pub enum Line {
    /// A test: what, how, against what.
    Test {
        /// Its fields in a row.
        fields: Vec<Field>,
        /// Takes it away.
        out: Press,
    },
    /// A group within the group.
    Group {
        /// What it is about: the linked record; a field, or none.
        about: Option<Field>,
        /// The group.
        group: Box<Conditions>,
        /// Takes it away.
        out: Press,
    },
}

/// A group of conditions.
#[derive(Clone, Debug, Default)]
pub struct Conditions {
    /// What it is called.
    pub legend: String,
    /// How its lines belong together.
    pub how: Option<Field>,
    /// The lines.
    pub lines: Vec<Line>,
    /// Said while there is none.
    pub empty: String,
    /// What may be added.
    pub more: Vec<Press>,
}

impl Conditions {
    /// The group as markup; `form` keeps its ids apart from another form's.
    pub fn show(&self, form: &str, lang: Lang) -> Markup {
        html! {
            fieldset.conds {
                legend { (self.legend) }
                @if let Some(how) = &self.how { (how.show(form, lang)) }
                @if self.lines.is_empty() && !self.empty.is_empty() { p.soft { (self.empty) } }
                @if !self.lines.is_empty() {
                    ol.cond-lines { @for (n, line) in self.lines.iter().enumerate() { li { (line.show(form, n + 1, lang)) } } }
                }
                div.btns { @for press in &self.more { (press.show("btn", "")) } }
            }
        }
    }
}

impl Line {
    fn show(&self, form: &str, nth: usize, lang: Lang) -> Markup {
        match self {
            Line::Test { fields, out } => html! {
                div.cond {
                    @for field in fields { (field.show(form, lang)) }
                    (out.show("btn quiet", &nth.to_string()))
                }
            },
            Line::Group { about, group, out } => html! {
                div.cond {
                    @if let Some(about) = about { (about.show(form, lang)) }
                    (out.show("btn quiet", &nth.to_string()))
                }
                (group.show(form, lang))
            },
        }
    }
}

/// The button that Enter presses in a form with many: it sends the form as it stands.
pub fn first_press(value: &str) -> Markup {
    html! { button.vh name="do" value=(value) tabindex="-1" aria-hidden="true" {} }
}
