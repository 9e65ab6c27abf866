//! 轮: one turn through many projects or communities, made from the visits and revisions in it.

mod kind;
mod rules;

pub use kind::KIND;
