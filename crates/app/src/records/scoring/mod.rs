//! 模拟路演评分: the judges' marks, item by item.

mod kind;
mod rules;

pub use kind::KIND;
