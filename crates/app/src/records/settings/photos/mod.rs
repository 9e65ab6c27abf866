//! 文章照片: the pictures of what the park publishes, and who agreed to being shown.

mod kind;
mod rules;

pub use kind::KIND;
pub use rules::{MINOR, NOBODY, PEOPLE};
