//! What a sign-in obeys, and whose it is.
//!
//! In: a draft. Out: its session where blank, and the person it names. Two rows of one person
//! stay two rows: 人次 is counted by rows.

use base::{Draft, Made};

use crate::records::person;

/// The first session unless told otherwise.
pub fn rule(draft: &mut Draft<'_>) {
    if draft.value("batch").is_none() {
        draft.set("batch", Some(1.into()));
    }
}

/// The person by the rule of 同一人.
pub fn person(draft: &Draft<'_>) -> Option<Made> {
    person::made(draft.text("name")?, draft.text("phone"), draft.text("unit"))
}
