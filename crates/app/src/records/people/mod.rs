//! The people who came: told from one another by 姓名+手机, without 手机 by 姓名+单位/社区.
//!
//! They are made from sign-ins; nobody is asked twice. Those found to be one are merged by a link.

mod kind;
mod rules;
#[cfg(test)]
mod tests;

pub use kind::KIND;
