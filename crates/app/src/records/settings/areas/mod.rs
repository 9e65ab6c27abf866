//! 地区: the tree of places, from the province down to what lies below a community.

mod kind;
mod rules;
#[cfg(test)]
mod tests;

pub use kind::KIND;
