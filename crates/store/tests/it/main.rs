//! The store's story, told once and true of both engines.
//!
//! In: `STORE`, unset for SQLite in a folder of its own, or the address of a PostgreSQL
//! server on which each test makes a database of its own. Out: passed or not.

mod agree;
mod archives;
mod ground;
mod limits;
mod story;
mod trail;
