//! 模拟路演评分: the judges' marks, item by item.

mod kind;
mod rules;
#[cfg(test)]
mod tests;

pub use kind::KIND;
