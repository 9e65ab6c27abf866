//! 外部数据: numbers that others counted and a figure is held against: 常住人口, a survey's result.

mod kind;
mod rules;

pub use kind::KIND;
