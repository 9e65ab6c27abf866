//! 合同指标: what the contract asks for, each filled by a figure.

mod kind;

pub use kind::KIND;
