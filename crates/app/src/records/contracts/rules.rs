//! What a contract obeys: it does not end before it begins.

use base::{Code, Draft};

/// The order of its days.
pub fn rule(draft: &mut Draft<'_>) {
    if let (Some(begins), Some(ends)) = (draft.day("begins"), draft.day("ends"))
        && ends < begins
    {
        draft.wrong(
            Code::EndBeforeStart,
            "ends",
            format!("开始 {begins}，结束 {ends}"),
            format!("begins {begins}, ends {ends}"),
        );
    }
}
