//! 议事建议: what was proposed in a council, and what became of it.

mod kind;
mod rules;
#[cfg(test)]
mod tests;

pub use kind::KIND;
