//! Trials of the finished program from the outside: it is started, spoken to, killed, measured.
//!
//! In: the program as people run it. Out: whether it keeps its promises under kills, bad input
//! and load, beside a bare baseline. Nothing of it is part of the program.

pub mod browser;
pub mod chance;
pub mod deeds;
pub mod program;
pub mod talk;
pub mod workbook;

/// What went wrong in a trial, in words.
pub type Failed = Box<dyn std::error::Error + Send + Sync>;
