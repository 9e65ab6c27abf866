//! Keeps a park's records, and is the only part of the program that knows a database.
//!
//! In: asks and writings as data, each under a [`Scope`]. Out: answers in which what the
//! asker may not see is not there, and receipts for what is durable. SQLite and PostgreSQL
//! answer alike. It never shows a table, a statement or a driver to anybody else.
//!
//! Look next at [`Store`], then at `table` (the only way to name a table) and `writer`.

mod ahead;
mod allowed;
mod answers;
mod archive;
mod changes;
mod column;
#[cfg(feature = "negative-controls")]
mod control;
mod dump;
mod engine;
mod enter;
mod fault;
mod filter;
mod folds;
mod ground;
mod heads;
mod hear;
mod kept;
mod load;
mod lookup;
mod making;
mod measured;
mod packed;
mod readers;
mod rows;
mod scope;
mod sent;
mod shape;
mod shared;
mod sql;
mod store;
mod table;
mod tide;
mod trail;
mod turn;
mod verify;
mod work;
mod write;
mod writer;

pub use archive::{Manifest, TableTold};
pub use engine::Location;
pub use enter::Door;
pub use fault::{AskError, Fault, WriteError};
pub use kept::FileKey;
pub use scope::{Moment, Scope};
pub use shape::is_indexed;
pub use store::{Clock, Setting, Store};
pub use verify::{Broken, Verified};
pub use write::{Decide, Decision, Idempotency, Making, Receipt, Step, Write};
