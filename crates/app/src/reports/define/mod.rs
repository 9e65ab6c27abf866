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
mod draw_folds;
mod pages;
mod pairs;
mod paths;
mod preview;
mod save;
pub mod templates;
pub mod transfer;
mod under_way;
pub mod versions;

pub use pages::{change, new, send};
pub use under_way::may_change;

#[cfg(test)]
mod tests;
