//! Our figure against a list that somebody sends as a workbook, a CSV file or JSON.
//!
//! In: their rows. Out: steps that sum exactly to the gap, and the pairs that a person decides.
//! A list never becomes records, and never decides anything by itself but what is plain.

pub mod api;
mod draw;
mod held;
mod kept;
mod ours;
pub mod pages;
mod theirs;

pub use kept::Lists;
