//! Who may come in, and where: parks, areas, accounts.
pub mod parks;
