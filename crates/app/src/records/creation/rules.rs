//! What a creation unit obeys, and its total.
//!
//! In: a draft. Out: its year where blank, and the sum of its five criteria of 20 marks each,
//! only when all five are there: a missing mark is no zero.

use base::{Code, Draft, Value};

use crate::records::year;

const CRITERIA: [&str; 5] = [
    "leadership",
    "disputes",
    "safety",
    "self_governance",
    "service",
];
const FULL: i64 = 20;

/// Full marks, total, year, and the order of its days.
pub fn rule(draft: &mut Draft<'_>) {
    year::fill(draft, "number", "accepted_on");
    for criterion in CRITERIA {
        over_full(draft, criterion, FULL);
    }
    over_full(draft, "self_score", FULL * 5);
    let total: Option<i64> = CRITERIA.iter().map(|c| draft.whole(c)).sum();
    draft.set("total", total.map(Value::from));
    if let (Some(first), Some(again)) = (draft.day("accepted_on"), draft.day("rechecked_on"))
        && again < first
    {
        draft.wrong(
            Code::EndBeforeStart,
            "rechecked_on",
            format!("验收 {first}，复验 {again}"),
            format!("assessed {first}, re-assessed {again}"),
        );
    }
}

fn over_full(draft: &mut Draft<'_>, field: &str, full: i64) {
    if let Some(mark) = draft.whole(field).filter(|mark| *mark > full) {
        draft.wrong(
            Code::OverFullMarks,
            field,
            format!("得分 {mark}，满分 {full}"),
            format!("score {mark}, full mark {full}"),
        );
    }
}
