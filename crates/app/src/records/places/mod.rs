//! 园区场地: the park's places, so that visitors find the nearest.

mod kind;

pub use kind::KIND;
