//! 项目指标: what a project promised to reach, and what it reached.

mod kind;

pub use kind::KIND;
