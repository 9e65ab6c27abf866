//! A figure: a number the program computed, which opens onto what it counted.
//!
//! In goes the value as it is read, its unit, its address and how far it can be
//! trusted; out comes the number with its dotted line. It never rounds or
//! counts, and a number typed by hand never wears the line.

use crate::href::Href;
use crate::words::{Lang, Words, words};
use maud::{Markup, html};

const PENDING: Words = words("待核定", "to be confirmed");
const FINAL: Words = words("已定稿", "final");
const TYPED: Words = words("手填", "typed in");

/// A value longer than this, in characters, is made of names, as is one without a digit.
const LONGEST_NUMBER: usize = 14;

/// How far a figure can be trusted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Computed, and opens.
    #[default]
    Open,
    /// Computed, not yet confirmed by a person: grey, and says so.
    Pending,
    /// Signed; it will not change.
    Final,
    /// Typed by hand: no line, and says so.
    Typed,
    /// A fact from outside; holds its issuer.
    Outside(String),
    /// Kept back (small counts, rights): words without a line.
    Withheld,
}

/// One figure as it is read.
#[derive(Clone, Debug, Default)]
pub struct Fig {
    /// The value, written out.
    pub value: String,
    /// Its unit; may be empty.
    pub unit: String,
    /// Its page; none inside a row that is itself a link.
    pub href: Option<Href>,
    /// How far it can be trusted.
    pub state: State,
}

impl Fig {
    /// A figure that opens.
    pub fn open(value: impl Into<String>, unit: impl Into<String>, href: impl Into<Href>) -> Self {
        Self {
            value: value.into(),
            unit: unit.into(),
            href: Some(href.into()),
            state: State::Open,
        }
    }

    /// A figure inside a row that is itself the link to it.
    pub fn inside(value: impl Into<String>, unit: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            unit: unit.into(),
            href: None,
            state: State::Open,
        }
    }

    /// The same figure in another state.
    pub fn with(self, state: State) -> Self {
        Self { state, ..self }
    }

    /// The figure in a line of text.
    pub fn show(&self, lang: Lang) -> Markup {
        html! {
            (self.number(html! { (self.value) (self.spaced_unit()) }))
            @if let Some(said) = self.said(lang) { span.fig-say { (said) } }
        }
    }

    /// The figure large, as the first thing of its page or drawer. It is where
    /// it would lead to, so it is no link.
    pub fn show_big(&self, lang: Lang) -> Markup {
        html! {
            p.fig-big {
                (self.value)
                @if !self.unit.is_empty() { small { (self.unit) } }
                @if let Some(said) = self.said(lang) { small.fig-say { (said) } }
            }
        }
    }

    /// What is read aloud: value and unit.
    pub(crate) fn spoken(&self) -> String {
        format!("{}{}", self.value, self.spaced_unit())
    }

    fn number(&self, inner: Markup) -> Markup {
        let wait = self.state == State::Pending;
        // Names may break; a number never does.
        let names = self.value.chars().count() > LONGEST_NUMBER
            || !self.value.chars().any(|c| c.is_ascii_digit());
        html! {
            @match (&self.state, &self.href) {
                (State::Typed | State::Withheld, _) => { span.fig-plain { (inner) } }
                (_, Some(href)) => { a.fig.wait[wait].names[names] href=(href) { (inner) } }
                (_, None) => { span.fig.wait[wait].names[names] { (inner) } }
            }
        }
    }

    fn said(&self, lang: Lang) -> Option<&str> {
        match &self.state {
            State::Open | State::Withheld => None,
            State::Pending => Some(PENDING.get(lang)),
            State::Final => Some(FINAL.get(lang)),
            State::Typed => Some(TYPED.get(lang)),
            State::Outside(issuer) => Some(issuer),
        }
    }

    /// A unit in letters stands apart from its number; a Chinese one, or a sign, does not.
    fn spaced_unit(&self) -> String {
        match self.unit.chars().next() {
            Some(first) if first.is_ascii_alphabetic() => format!("\u{a0}{}", self.unit),
            _ => self.unit.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_state_says_itself() {
        let open = Fig::open("31", "场", "/figures/a");
        assert_eq!(
            open.show(Lang::Zh).into_string(),
            r#"<a class="fig" href="/figures/a">31场</a>"#
        );
        let typed = open.clone().with(State::Typed).show(Lang::Zh).into_string();
        assert!(
            !typed.contains("<a"),
            "a typed number opens nothing: {typed}"
        );
        assert!(typed.contains("手填"), "a typed number says so: {typed}");
        let pending = open.with(State::Pending).show(Lang::En).into_string();
        assert!(pending.contains("fig wait") && pending.contains("to be confirmed"));
    }

    #[test]
    fn a_unit_in_letters_stands_apart() {
        let cases = [
            ("31", "visits", "31\u{a0}visits"),
            ("62.5", "%", "62.5%"),
            ("3", "篇", "3篇"),
        ];
        for (value, unit, wanted) in cases {
            assert_eq!(Fig::inside(value, unit).spoken(), wanted);
        }
    }
}
