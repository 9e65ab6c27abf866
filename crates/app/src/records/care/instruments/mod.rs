//! 量表: the instruments that screenings use, each with its version, source and licence.
//!
//! A change of norm is a new version beside the old; results keep the version they were made with.

mod carried;
mod kind;
#[cfg(test)]
mod tests;

pub use carried::rows;
pub use kind::KIND;
