//! 公开文章: what the park publishes on its public pages.

mod kind;
mod rules;

pub use kind::KIND;
pub use rules::new_slug;
