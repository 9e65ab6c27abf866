//! What a project obeys.
//!
//! In: a draft. Out: its year where blank; and it does not close before it is applied for.

use base::{Code, Draft};

use crate::records::year;

/// The year it was set up, and the order of its days.
pub fn rule(draft: &mut Draft<'_>) {
    year::fill(draft, "number", "applied_on");
    if let (Some(applied), Some(closed)) = (draft.day("applied_on"), draft.day("closed_on"))
        && closed < applied
    {
        draft.wrong(
            Code::EndBeforeStart,
            "closed_on",
            format!("申报 {applied},结项 {closed}"),
            format!("applied for {applied}, closed {closed}"),
        );
    }
}
