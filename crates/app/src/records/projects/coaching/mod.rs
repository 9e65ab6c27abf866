//! 辅导记录: each time somebody coached a project.

mod kind;

pub use kind::KIND;
