//! Where things are and who may see them: the tree of areas.
//!
//! In: the areas the program carries, a country's division in tables, names as people write
//! them. Out: places of the tree.

pub mod areas;
