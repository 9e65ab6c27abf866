//! The intake, tried: the sheets as they really are, and every step as small tables.

mod answers;
mod data;
mod desk;
mod grid;
pub(crate) mod park;
mod sheets;
mod speed;
mod stored;
