//! 报送种类: what the park hands in again and again: how often, until when, to whom, and its text.

mod kind;
mod rules;

pub use kind::KIND;
