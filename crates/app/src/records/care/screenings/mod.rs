//! 心理筛查: the answers somebody gave to an instrument, and what they add up to.
//!
//! Results hint and never diagnose; a missing answer is never a zero.

mod kind;
mod rules;
#[cfg(test)]
mod tests;

pub use kind::KIND;
