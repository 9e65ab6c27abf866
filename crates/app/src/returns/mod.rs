//! 报送: what is owed to the offices, drafted, checked, signed and handed in; and every number that
//! leaves the house.
//!
//! In: the park's types of return, its texts and figures. Out: a calendar of what is owed; a desk
//! for each return, from its draft to its archive; numbers given out, each kept. A signed return
//! holds its definitions, values and records fast; what changes later is told beside it, never in it.

pub mod give;
mod given;
mod notice;

pub use given::{Before, Giving, given_out_before};
