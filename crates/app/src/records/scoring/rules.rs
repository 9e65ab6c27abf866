//! What a mark obeys: it is not above its full mark.

use base::{Code, Draft, decimal};

/// Tells a score above the full mark.
pub fn rule(draft: &mut Draft<'_>) {
    if let (Some(score), Some(full)) = (draft.whole("score"), draft.whole("full"))
        && score > full
    {
        let (score, full) = (decimal(score, 2), decimal(full, 2));
        draft.wrong(
            Code::OverFullMarks,
            "score",
            format!("得分 {score}，满分 {full}"),
            format!("score {score}, full mark {full}"),
        );
    }
}
