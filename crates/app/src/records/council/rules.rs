//! What a proposal obeys: it waits for its answer, and no answer comes before it.

use base::{Code, Draft};

/// The result where blank, and the order of days.
pub fn rule(draft: &mut Draft<'_>) {
    if draft.value("result").is_none() {
        draft.set("result", Some("pending".into()));
    }
    if let (Some(on), Some(answered)) = (draft.day("on"), draft.day("answered_on"))
        && answered < on
    {
        draft.wrong(
            Code::EndBeforeStart,
            "answered_on",
            format!("提出 {on}，答复 {answered}"),
            format!("proposed {on}, answered {answered}"),
        );
    }
}
