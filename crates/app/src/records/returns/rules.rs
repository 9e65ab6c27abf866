//! What a return obeys.
//!
//! In: a draft. Out: its state and copies where blank. Only one still due (待报) may have no day.

use base::{Code, Draft};

/// One copy unless told otherwise; handed in once it has a day.
pub fn rule(draft: &mut Draft<'_>) {
    if draft.value("copies").is_none() {
        draft.set("copies", Some(1.into()));
    }
    if draft.value("state").is_none() {
        let late = draft
            .day("on")
            .zip(draft.day("due"))
            .is_some_and(|(on, due)| on > due);
        let state = match (draft.value("on"), late) {
            (None, _) => "due",
            (Some(_), true) => "late",
            (Some(_), false) => "submitted",
        };
        draft.set("state", Some(state.into()));
    }
    if draft.value("on").is_none() && draft.text("state") != Some("due") {
        draft.wrong(Code::Missing, "on", "", "");
    }
}
