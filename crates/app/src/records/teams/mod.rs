//! 志愿队伍: the volunteer teams the park brought together.

mod kind;

pub use kind::KIND;
