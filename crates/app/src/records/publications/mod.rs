//! 宣传发表: what others printed of the park's work.

mod kind;

pub use kind::KIND;
