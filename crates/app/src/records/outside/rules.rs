//! What an outside number must be before it is kept.
//!
//! In: its row. Out: a stretch that ends before it begins is a problem.

use base::{Code, Draft};

/// A stretch of time ends after it begins.
pub fn rule(draft: &mut Draft<'_>) {
    if let (Some(since), Some(on)) = (draft.text("since"), draft.text("on"))
        && since > on
    {
        draft.wrong(
            Code::Unfit,
            "since",
            "起始日期晚于数据日期",
            "it begins after its last day",
        );
    }
}
