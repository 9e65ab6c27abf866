//! 签到表: who was at which activity, one record a person and session.
//!
//! Rows count 人次; the persons they point at count 人数.

mod kind;
mod rules;
#[cfg(test)]
mod tests;

pub use kind::KIND;
