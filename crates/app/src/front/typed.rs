//! What was typed into a form, drawn again field by field with what is wrong with it.
//!
//! In: the pairs as they were sent and their problems. Out: fields, filled exactly as they were
//! typed, each with the first problem that names it. It never checks a value.

use base::{Lang, Problem, Words};
use page::field::{Choice, Field, Input, Keyboard};

use super::Fields;

/// A form that was sent and comes again.
#[derive(Clone, Copy)]
pub struct Typed<'a> {
    /// The pairs as they were sent.
    pub form: &'a Fields,
    /// What is wrong.
    pub problems: &'a [Problem],
    /// The reader's language.
    pub lang: Lang,
}

impl Typed<'_> {
    /// A field with its label and its problem.
    pub fn field(&self, name: &str, label: Words, input: Input) -> Field {
        let problem = self.problems.iter().find(|p| p.place.field == name);
        Field {
            problem: problem.map(|p| p.message(self.lang)),
            ..Field::new(name, label.get(self.lang), input)
        }
    }

    /// One line of text.
    pub fn text(&self, name: &str, label: Words) -> Field {
        let input = Input::Text {
            value: self.form.text(name).to_owned(),
            keyboard: Keyboard::Text,
            autocomplete: "off",
        };
        self.field(name, label, input)
    }

    /// A whole number; `otherwise` stands where nothing was typed.
    pub fn number(&self, name: &str, label: Words, otherwise: &str) -> Field {
        let typed = self.form.text(name);
        let input = Input::Number {
            value: if typed.is_empty() { otherwise } else { typed }.to_owned(),
            unit: String::new(),
            decimals: false,
        };
        self.field(name, label, input)
    }

    /// A choice of words, each with what it sends; the first is meant when nothing was chosen.
    pub fn pick(
        &self,
        name: &str,
        label: Words,
        all: impl IntoIterator<Item = (impl AsRef<str>, impl AsRef<str>)>,
    ) -> Field {
        let said = self.form.text(name);
        let choices = all
            .into_iter()
            .map(|(value, words)| choice(value.as_ref(), words.as_ref(), value.as_ref() == said));
        let input = Input::Pick(vec![(String::new(), choices.collect())]);
        self.field(name, label, input)
    }
}

/// One thing that can be chosen.
pub fn choice(value: &str, words: &str, on: bool) -> Choice {
    Choice {
        value: value.to_owned(),
        words: words.to_owned(),
        count: None,
        on,
    }
}
