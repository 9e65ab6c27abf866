//! The one way in for a fact: forms, programs, sheets and the demo all become given rows and
//! take the same steps.
//!
//! In: given rows (`given`; a workbook's come from `recognise`). Out: changes, or every problem
//! at its cell. The steps: `read` (cells to values), `resolve` (names to records), `settle`
//! (rules, keys, what is there already). Nothing is written by any other way.

mod facts;
mod given;
mod headcount;
pub mod hold;
mod import;
mod mend;
pub mod natural;
mod new_words;
mod one;
pub mod past;
mod prepare;
pub mod read;
mod recognise;
mod report;
mod resolve;
mod sealer;
mod settle;
#[cfg(test)]
pub(crate) mod tests;
pub mod undo;
mod world;

pub use facts::{Facts, Question, Wanted};
pub use given::{Aim, Cell, Given, Origin, Part, Told, texts};
pub use import::{File, ImportError, Options, Step, Watch, import, import_mended};
pub use mend::{Mend, mended};
pub use one::{Done, Taking, preview, take};
pub use read::Batch;
pub use recognise::{Recognised, Seen, recognise};
pub use report::{Report, cell, problem_json};
pub use resolve::{Found, Places};
pub use sealer::{ParkSealer, SealedPlace, Sealer, hex};
pub use settle::{Ground, Outcome, Settled, settle};
pub use world::World;
