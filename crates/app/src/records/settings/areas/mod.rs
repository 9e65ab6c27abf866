//! 地区: the tree of places, from the province down to what lies below a community.

mod kind;
mod rules;

pub use kind::KIND;
