//! What an activity obeys and what is filled in for it.
//!
//! In: a draft. Out: the status, mode and number of sessions where they are blank. It never
//! says that an activity took place before its day has come.

use base::Draft;

/// One session in person unless told otherwise; completed from its day on.
pub fn rule(draft: &mut Draft<'_>) {
    if draft.value("batches").is_none() {
        draft.set("batches", Some(1.into()));
    }
    if draft.value("mode").is_none() {
        draft.set("mode", Some("in_person".into()));
    }
    if draft.value("status").is_none() {
        let over = draft.day("on").is_some_and(|on| on <= draft.today);
        let status = if over { "completed" } else { "planned" };
        draft.set("status", Some(status.into()));
    }
}
