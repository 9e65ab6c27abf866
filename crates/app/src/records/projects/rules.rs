//! What a project obeys, and the rounds that its visits and revisions are part of.
//!
//! In: a draft. Out: a project's year where blank, and that it does not close before it is
//! applied for; the round a record belongs to, in the year of its day, none where no number is
//! written (guidance visits have none).

use base::{Choice, Code, Draft, Made};

use crate::records::year;

/// What a round is for: the purposes of visits, and plan revisions.
pub const PURPOSES: &[Choice] = &[
    Choice::new("supervision", "项目督导", "Project supervision"),
    Choice::new("creation_guidance", "枫桥创建指导", "Creation guidance"),
    Choice::new("leaders", "领导调研", "Leaders' visit"),
    Choice::new("revision", "方案修改", "Plan revision"),
];

/// The year it was set up, and the order of its days.
pub fn rule(draft: &mut Draft<'_>) {
    year::fill(draft, "number", "applied_on");
    if let (Some(applied), Some(closed)) = (draft.day("applied_on"), draft.day("closed_on"))
        && closed < applied
    {
        draft.wrong(
            Code::EndBeforeStart,
            "closed_on",
            format!("申报 {applied}，结项 {closed}"),
            format!("applied for {applied}, closed {closed}"),
        );
    }
}

/// The round of this purpose that a record is part of.
pub fn round(purpose: &str, draft: &Draft<'_>) -> Option<Made> {
    let number = draft.whole("round_number")?;
    let year = draft.day("on")?.year();
    Some(Made {
        kind: "rounds",
        values: vec![
            ("purpose", purpose.into()),
            ("year", i64::from(year).into()),
            ("number", number.into()),
        ],
    })
}
