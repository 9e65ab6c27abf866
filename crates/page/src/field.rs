//! One field of a form: its label, hint, input and what is wrong with it.
//!
//! In goes what was typed, exactly as it was typed, with the problem if there
//! is one; out comes the field with label, hint and problem tied to the input
//! for whoever listens instead of looks. It never checks a value.

use crate::piece::Line;
use crate::words::{Lang, Words, words};
use maud::{Markup, html};

const MUST: Words = words("必填", "required");

/// One thing that can be chosen.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub words: String,
    /// How many there are, beside the words; may be left out.
    pub count: Option<String>,
    /// Whether it is chosen.
    pub on: bool,
}

/// The kinds of one-line text a phone offers its own keyboard for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keyboard {
    /// Any text.
    #[default]
    Text,
    /// A telephone number.
    Tel,
    /// Whole numbers that are not amounts, such as a code.
    Digits,
    /// An address on the web.
    Url,
}

/// How a field is filled.
#[derive(Clone, Debug)]
pub enum Input {
    /// One line of text.
    Text {
        /// As typed.
        value: String,
        /// Which keyboard fits.
        keyboard: Keyboard,
        /// What the browser may fill in, such as `username`; may be empty.
        autocomplete: &'static str,
    },
    /// A secret; it is never printed back.
    Secret {
        /// `current-password` or `new-password`.
        autocomplete: &'static str,
    },
    /// Several lines.
    Long {
        /// As typed.
        value: String,
        /// Lines to begin with.
        rows: u8,
    },
    /// A number and its unit.
    Number {
        /// As typed.
        value: String,
        /// Its unit; may be empty.
        unit: String,
        /// Whether it may have decimals.
        decimals: bool,
    },
    /// A day, `2026-11-23`.
    Day(String),
    /// A month, `2026-11`.
    Month(String),
    /// A time of day, `09:30`.
    Time(String),
    /// One of few: all are seen.
    One(Vec<Choice>),
    /// One of many: a list drops down, in groups; a group without a name stands alone.
    Pick(Vec<(String, Vec<Choice>)>),
    /// Any of several.
    Many(Vec<Choice>),
    /// Yes, no, or not said yet.
    YesNo(Option<bool>),
    /// A record found by typing; choices help, but do not limit.
    Find {
        /// As typed.
        value: String,
        /// What is offered.
        offers: Vec<String>,
    },
    /// From a day to a day; sends the name with `_from` and `_to`.
    Between(String, String),
    /// A comparison and a number; sends the name with `_how` for the comparison.
    Compare {
        /// The comparisons, in words.
        hows: Vec<Choice>,
        /// As typed.
        value: String,
    },
    /// One file or several.
    File {
        /// What may be chosen, such as `.xlsx` or `image/*`.
        accept: &'static str,
        /// Whether several.
        many: bool,
        /// The name of the one already held.
        held: Option<String>,
    },
    /// What is so and cannot be changed here.
    Fixed(Line),
    /// Sent along with its neighbours and not shown.
    Hidden(String),
}

/// One field.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name it is sent under; also makes its id.
    pub name: String,
    /// What it asks.
    pub label: String,
    /// Help below the label; may be empty.
    pub hint: String,
    /// Whether it must be filled.
    pub must: bool,
    /// What is wrong and what to do.
    pub problem: Option<String>,
    /// How it is filled.
    pub input: Input,
}

impl Field {
    /// A field with only a label.
    pub fn new(name: impl Into<String>, label: impl Into<String>, input: Input) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            hint: String::new(),
            must: false,
            problem: None,
            input,
        }
    }

    /// The id of the input, which the summary of problems leads to.
    pub(crate) fn id(&self, form: &str) -> String {
        format!("{form}-{}", self.name)
    }

    /// The field as markup; `form` keeps its ids apart from another form's.
    pub fn show(&self, form: &str, lang: Lang) -> Markup {
        let id = self.id(form);
        if let Input::Hidden(value) = &self.input {
            return html! { input type="hidden" name=(self.name) value=(value); };
        }
        html! {
            div.field.bad[self.problem.is_some()] {
                @if self.grouped() {
                    fieldset id=(id) tabindex="-1" aria-describedby=[self.described(&id)] {
                        legend { (self.head(lang)) }
                        (self.told(&id))
                        (self.choices(&id, lang))
                    }
                } @else {
                    label for=(id) { (self.head(lang)) }
                    (self.told(&id))
                    (self.control(&id, lang))
                }
            }
        }
    }

    /// Whether it holds several inputs under one legend.
    fn grouped(&self) -> bool {
        matches!(
            self.input,
            Input::One(_)
                | Input::Many(_)
                | Input::YesNo(_)
                | Input::Between(..)
                | Input::Compare { .. }
                | Input::Fixed(_)
        )
    }

    fn head(&self, lang: Lang) -> Markup {
        html! { (self.label) @if self.must { " " span.must { (MUST.get(lang)) } } }
    }

    /// Hint and problem, above the input, where a phone's keyboard does not hide them.
    fn told(&self, id: &str) -> Markup {
        html! {
            @if !self.hint.is_empty() { span.hint id={ (id) "-hint" } { (self.hint) } }
            @if let Some(problem) = &self.problem { span.err id={ (id) "-err" } { (problem) } }
        }
    }

    pub(crate) fn described(&self, id: &str) -> Option<String> {
        let hint = (!self.hint.is_empty()).then(|| format!("{id}-hint"));
        let problem = self.problem.as_ref().map(|_| format!("{id}-err"));
        let both: Vec<String> = hint.into_iter().chain(problem).collect();
        (!both.is_empty()).then(|| both.join(" "))
    }

    pub(crate) fn invalid(&self) -> Option<&'static str> {
        self.problem.as_ref().map(|_| "true")
    }

    pub(crate) fn required(&self) -> Option<&'static str> {
        self.must.then_some("true")
    }
}
