//! 方案修改: how project plans were revised, round by round.

mod kind;
mod rules;

pub use kind::KIND;
