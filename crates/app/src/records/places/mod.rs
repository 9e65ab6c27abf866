//! 园区场地: the park's places, so that visitors find the nearest.

mod kind;
mod rules;

pub use kind::KIND;
