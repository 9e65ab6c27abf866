//! 口径 in a manager's hands: a definition made and changed as a form, never as code.
//!
//! In: a form's pairs. Out: the form again with its sentence, value and first things, while it
//! is under way; a version of the definition when it is saved. Whoever defines names only what
//! they may read; a definition that does not fit is never saved.

mod asking;
mod choices;
mod condition;
mod draft;
mod draw;
mod draw_conditions;
mod pages;
mod paths;

pub use pages::{change, may_change, new, send};

#[cfg(test)]
mod tests;
