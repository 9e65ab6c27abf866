//! Who may come in, and where: parks, areas, accounts.
pub mod areas;
pub mod parks;
