//! 枫桥单位: the units that set out to become 新时代“枫桥式” units, and their acceptance.

mod kind;
mod rules;
#[cfg(test)]
mod tests;

pub use kind::KIND;
