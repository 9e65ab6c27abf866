//! 材料报送: what was handed in to the offices, when it was due, and what came back.

pub mod given_out;
mod kind;
mod rules;
#[cfg(test)]
mod tests;
pub mod types;

pub use kind::KIND;
