//! 报出记录: every number that left the house: what, by which 口径, to whom, when, by whom.

mod kind;

pub use kind::KIND;
