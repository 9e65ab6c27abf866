//! A park's figures and its year's report, filled from its records.
//!
//! In: a park's definitions and a period. Out: values from one snapshot, the things each
//! counted, and the annual report with a figure in every slot. A figure is computed for its
//! place under the program's own eyes; what a reader may open of it is decided by the
//! reader's scope. Nothing here knows a kind of record by name: definitions do.

pub mod answers;
pub mod breakdown;
pub mod contract;
pub mod counted_in;
pub mod define;
pub mod definitions;
pub mod evaluate;
pub mod explain;
pub mod guard;
pub mod kept;
pub mod labels;
pub mod letter;
pub mod moment;
pub mod near;
pub mod pages;
pub mod publish;
pub mod shortly;
pub mod text;
pub mod things;
pub mod trace;

pub use evaluate::{Values, evaluate};

#[cfg(test)]
mod tests;
