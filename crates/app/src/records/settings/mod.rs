//! 园区设置: what the park's own house needs: its areas, accounts, definitions, tasks, articles and
//! their photos.

pub mod accounts;
pub mod areas;
pub mod articles;
pub mod definitions;
pub mod photos;
pub mod tasks;
