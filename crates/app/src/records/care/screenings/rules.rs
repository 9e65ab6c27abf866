//! What a screening's answers add up to.
//!
//! In: the answers, one byte each, 255 where none was given. Out: total, band and version of
//! each instrument of which every item is answered; nothing for one with a gap. Item 9 of the
//! PHQ-9 is told by itself, whatever the total. It grades for a person to look, never a diagnosis.

use base::{Code, Day, Draft, Made, Value};

use crate::records::care::rules::{GAD7, Instrument, PHQ9};

/// The byte of an item without an answer.
const UNANSWERED: u8 = 255;

/// The file of this screening's number.
pub fn file(draft: &Draft<'_>) -> Option<Made> {
    let mut values = vec![("number", draft.text("number")?.into())];
    values.extend(draft.text("on").map(|on| ("opened_on", Value::from(on))));
    values.extend(
        draft
            .text("group")
            .map(|group| ("group", Value::from(group))),
    );
    values.extend(
        draft
            .value("community")
            .map(|community| ("community", community.clone())),
    );
    Some(Made {
        kind: "service_files",
        values,
    })
}

/// Ranges, totals, bands, item 9, the written total, the order of days.
pub fn rule(draft: &mut Draft<'_>) {
    // A record whose answers are encrypted already is not scored again.
    if let Some(items) = draft.items("items").map(<[u8]>::to_vec)
        && items.len() == PHQ9.items + GAD7.items
    {
        let (phq, gad) = items.split_at(PHQ9.items);
        score(draft, &PHQ9, phq, "phq9");
        score(draft, &GAD7, gad, "gad7");
        let ninth = phq.last().filter(|answer| **answer <= PHQ9.most);
        draft.set("phq9_item9", ninth.map(|answer| Value::from(*answer > 0)));
        written_total(draft);
    }
    followed_up(draft);
}

/// Writes one instrument's total, band and version, or clears them where an item is missing.
fn score(draft: &mut Draft<'_>, instrument: &Instrument, answers: &[u8], prefix: &str) {
    let mut total = Some(0i64);
    for (n, answer) in answers.iter().enumerate() {
        if *answer > instrument.most {
            total = None;
            if *answer != UNANSWERED {
                out_of_range(draft, instrument, n + 1, *answer);
            }
        }
        total = total.map(|t| t + i64::from(*answer));
    }
    unanswered(draft, instrument, answers);
    let band = total.and_then(|t| instrument.band(t));
    draft.set(&format!("{prefix}_total"), total.map(Value::from));
    draft.set(&format!("{prefix}_band"), band.map(|b| b.code.into()));
    draft.set(
        &format!("{prefix}_version"),
        total.map(|_| instrument.version.into()),
    );
}

/// The problem stands at the item's own column (`PHQ5`).
fn out_of_range(draft: &mut Draft<'_>, instrument: &Instrument, item: usize, answer: u8) {
    let (prefix, most) = (instrument.prefix, instrument.most);
    draft.wrong(
        Code::OutOfRange,
        &format!("{prefix}{item}"),
        format!("填了 {answer}，只能是 0 到 {most}"),
        format!("{answer} was written, 0 to {most} is allowed"),
    );
}

/// One that is answered in part has no total and is in no figure of totals: told at the first gap.
fn unanswered(draft: &mut Draft<'_>, instrument: &Instrument, answers: &[u8]) {
    let gap = answers.iter().position(|answer| *answer == UNANSWERED);
    let Some(gap) = gap.filter(|_| answers.iter().any(|answer| *answer != UNANSWERED)) else {
        return;
    };
    let item = format!("{}{}", instrument.prefix, gap + 1);
    draft.warn(
        Code::Missing,
        &item,
        format!("「{item}」没有作答，算不出总分"),
        format!("{item} is not answered, so that there is no total"),
    );
}

fn written_total(draft: &mut Draft<'_>) {
    if let (Some(typed), Some(total)) = (draft.whole("typed_total"), draft.whole("phq9_total"))
        && typed != total
    {
        draft.warn(
            Code::TotalDiffers,
            "typed_total",
            format!("填了 {typed}，各题之和 {total}"),
            format!("{typed} was written, the items add up to {total}"),
        );
    }
}

fn followed_up(draft: &mut Draft<'_>) {
    let days: Option<(Day, Day)> = draft.day("on").zip(draft.day("followed_up_on"));
    if let Some((on, after)) = days.filter(|(on, after)| after < on) {
        draft.wrong(
            Code::EndBeforeStart,
            "followed_up_on",
            format!("筛查 {on}，回访 {after}"),
            format!("screened {on}, followed up {after}"),
        );
    }
}
