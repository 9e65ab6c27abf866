//! 项目: what is applied for, coached, carried out, supervised and closed.
//!
//! The projects themselves, and one folder for each kind of record that hangs on them.

pub mod coaching;
pub mod honours;
pub mod indicators;
mod kind;
pub mod revisions;
pub mod rounds;
mod rules;
#[cfg(test)]
mod tests;
pub mod visits;

pub use kind::KIND;
