//! 公开文章: what the park publishes on its public pages.

mod kind;

pub use kind::KIND;
