//! Which round a visit belongs to.
//!
//! In: a draft. Out: the round of its own purpose with its number, in the year of its day.

use base::{Draft, Made};

use crate::records::projects::rules;

/// The round this visit is part of; none when it has no round number.
pub fn round(draft: &Draft<'_>) -> Option<Made> {
    rules::round(draft.text("purpose")?, draft)
}
