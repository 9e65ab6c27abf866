//! 口径: how each figure is counted, in words and as data.

mod kind;
mod rules;

pub use kind::KIND;
