//! 有据: the program around the records. What it knows of a park's work stands in `records`.

pub mod access;
pub mod commands;
pub mod intake;
pub mod records;
pub mod reports;
