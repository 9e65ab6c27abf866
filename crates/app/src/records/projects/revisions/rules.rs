//! Which round a revision belongs to.
//!
//! In: a draft. Out: the round of plan revisions with its number, in the year of its day.

use base::{Draft, Made};

use crate::records::projects::rules;

/// The round this revision is part of.
pub fn round(draft: &Draft<'_>) -> Option<Made> {
    rules::round("revision", draft)
}
