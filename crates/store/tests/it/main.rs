//! The store's story, told once and true of both engines.
//!
//! In: `STORE`, unset for SQLite in a folder of its own, or the address of a PostgreSQL
//! server on which each test makes a database of its own. Out: passed or not.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::too_many_lines,
    reason = "a test that cannot go on says where it stopped"
)]

mod agree;
mod archives;
mod encrypted;
mod finding;
mod ground;
mod groups;
mod limits;
mod story;
mod together;
mod trail;
mod walks;
