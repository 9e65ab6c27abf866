//! 活动台账: what the park held, carried out or helped with.
//!
//! One record is one activity; who came stands in `attendance`. Figures count those completed.

mod kind;
mod rules;
#[cfg(test)]
mod tests;

pub use kind::KIND;
