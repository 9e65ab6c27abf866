//! Figures (口径): a number an authority asks for, defined as data, computed exactly, put in
//! words, and opened onto what it counted.
//!
//! In: definitions, and the counts and sums the store read for them. Out: values, the words
//! that print them, the sentence that explains them, and the selection that opens them.
//! Pure: no file, no clock, no database; a quotient is rounded once, at the end.
//! Start at `definition`, then `plan` (what to ask), `figure` (what it comes to).

mod amount;
mod definition;
mod figure;
mod judge;
mod opening;
mod plan;
mod rank;
mod sentence;
mod set;
mod unit;
mod wording;

pub use amount::Amount;
pub use definition::{Definition, Fold, Rank};
pub use figure::{Figure, figure};
pub use judge::{World, judge};
pub use opening::{Each, Opening, opening, picks};
pub use plan::{asks, reads_figures, selection};
pub use rank::{Placed, ranking};
pub use sentence::{describe, sentence};
pub use set::{Definitions, Unfit};
pub use unit::unit;
pub use wording::Wording;
