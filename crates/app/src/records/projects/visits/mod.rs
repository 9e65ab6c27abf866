//! 走访督导: supervision of projects, guidance of creation units, leaders' visits.

mod kind;
mod rules;

pub use kind::KIND;
