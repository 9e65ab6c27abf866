//! Keeps a park's records, and is the only part of the program that knows a database.
//!
//! In: asks and writings as data, each under a [`Scope`]. Out: answers in which what the
//! asker may not see is not there, and receipts for what is durable. SQLite and PostgreSQL
//! answer alike. It never shows a table, a statement or a driver to anybody else.
//!
//! Look next at [`Store`], then at `table` (the only way to name a table) and `writer`.

mod fault;
mod scope;
mod store;
mod write;

pub use fault::{AskError, Fault, WriteError};
pub use scope::{Moment, Scope};
pub use store::{Clock, Door, Location, Setting, Store};
pub use write::{Decide, Decision, Idempotency, Making, Receipt, Write};
