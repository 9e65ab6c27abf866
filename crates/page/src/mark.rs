//! How something stands: a shape, a word, then a colour, in that order of trust.
//!
//! In goes the standing and its word; out comes one short mark. It never tells
//! by colour alone.

use maud::{Markup, html};

/// How something stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// Done: a full disc, jade.
    Done,
    /// Due or under way: half a disc, amber.
    Due,
    /// Overdue or wrong: a triangle, plum.
    Late,
    /// Nothing to do: a ring.
    #[default]
    Rest,
    /// Waiting for somebody: a dotted ring.
    Wait,
}

impl Standing {
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Due => "due",
            Self::Late => "late",
            Self::Rest => "none",
            Self::Wait => "wait",
        }
    }
}

/// A standing and the word for it.
#[derive(Clone, Debug, Default)]
pub struct Mark {
    /// How it stands.
    pub standing: Standing,
    /// The word, as it is read.
    pub words: String,
}

impl Mark {
    /// The mark.
    pub fn new(standing: Standing, words: impl Into<String>) -> Self {
        Self {
            standing,
            words: words.into(),
        }
    }

    /// The mark as markup.
    pub fn show(&self) -> Markup {
        html! { span.mark.(self.standing.class()) { (self.words) } }
    }
}
