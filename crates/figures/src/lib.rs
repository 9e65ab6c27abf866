//! Figures (口径): a number an authority asks for, defined as data, computed exactly, put in
//! words, and opened onto what it counted.
//!
//! In: definitions, and the counts and sums the store read for them. Out: values, the words
//! that print them, the sentence that explains them, and the selection that opens them.
//! Pure: no file, no clock, no database; a quotient is rounded once, at the end.
//! Start at `definition`, then `need` (what it is made of), `plan` (what to ask), `figure`
//! (what it comes to).

mod alike;
mod amount;
mod care;
mod check;
mod compared;
mod definition;
mod difference;
mod figure;
pub mod file;
mod fold;
mod hundred;
mod judge;
mod moved;
mod named;
mod need;
mod opening;
mod pairing;
mod plan;
pub mod prose;
mod rank;
mod sentence;
mod set;
mod span;
mod touched;
mod unit;
mod wording;

pub use alike::{SURE, Spelt, UNLIKE, likeness};
pub use amount::Amount;
pub use check::Reason;
pub use compared::{Beside, beside, is_timeless};
pub use definition::{Basis, Definition, PartsAs};
pub use difference::{
    Apart, Cause, Counted, Part as PartOf, RowId, Side, Step, Thing, apart, steps,
};
pub use figure::{Figure, Gap, Part, figure};
pub use fold::{
    Best, Earlier, Fold, Growth, Last, Length, Peak, Per, Rank, Rate, Span, Standing, Stretch,
    Take, Ties, Trimmed,
};
pub use hundred::percents;
pub use judge::{World, judge};
pub use moved::{Both, Moving, Named, Patch, Reach, Rows, State, Tables, Way};
pub use named::{fields_named, fields_of};
pub use need::{Need, needs, needs_of, parts};
pub use opening::{Each, Opening, opening, picks};
pub use pairing::{Entry, Pair, pair};
pub use plan::{asks, naming_field, reads_figures, selection, when};
pub use rank::{Placed, place, ranking};
pub use sentence::{describe, evidence, sentence};
pub use set::{Definitions, Unfit};
pub use touched::Touched;
pub use unit::unit;
pub use wording::{Numerals, Scale, Style, Unborne, Whole, Worded, Wording, chinese};
