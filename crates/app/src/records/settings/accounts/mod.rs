//! 账号: who may sign in, as what, and for which areas.

mod kind;

pub use kind::KIND;
