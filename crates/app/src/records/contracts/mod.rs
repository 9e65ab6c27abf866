//! 服务合同: what the park was bought to do, and until when.

pub mod indicators;
mod kind;
mod rules;
#[cfg(test)]
mod tests;

pub use kind::KIND;
