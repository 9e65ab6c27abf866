//! 待办: what somebody has to do, by when, and about which record.

mod kind;

pub use kind::KIND;
