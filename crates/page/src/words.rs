//! A text in both languages, and the choice between them: the words every part uses.

pub use base::{Lang, Words, words};
