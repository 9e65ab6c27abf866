//! 园区设置: what the park's own house needs: its areas, accounts, definitions, tasks, articles.

pub mod accounts;
pub mod areas;
pub mod articles;
pub mod definitions;
pub mod tasks;
