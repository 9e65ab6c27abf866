//! What a return obeys.
//!
//! In: a draft, and what it was before. Out: its state, period and copies where blank; what is
//! wrong; own words that cannot be read. Only one that is still on its way may have no day. What
//! was signed no longer changes,
//! and what was handed in keeps its due day.

use base::{Code, Draft, Lang, Period};
use figures::prose;

/// The states of a return that is still in the house.
const INSIDE: [&str; 4] = ["due", "draft", "checking", "signed"];

/// What a signature holds fast.
const SIGNED: [&str; 7] = [
    "category",
    "name",
    "subject",
    "month",
    "for_period",
    "due",
    "own_words",
];

/// One copy unless told otherwise; handed in once it has a day.
pub fn rule(draft: &mut Draft<'_>) {
    if draft.value("copies").is_none() {
        draft.set("copies", Some(1.into()));
    }
    if draft.value("state").is_none() {
        let state = match draft.value("on") {
            None => "due",
            Some(_) => handed_in(draft),
        };
        draft.set("state", Some(state.into()));
    }
    let inside = draft.text("state").is_some_and(|s| INSIDE.contains(&s));
    if draft.value("on").is_none() && !inside {
        draft.wrong(Code::Missing, "on", "", "");
    }
    period(draft);
    own_words(draft);
    settled(draft);
}

/// Own words can be read as a text, and open no place for others.
fn own_words(draft: &mut Draft<'_>) {
    let Some(read) = draft.text("own_words").map(prose::read) else {
        return;
    };
    let (zh, en) = match read {
        Ok(prose) if prose.own().is_empty() => return,
        Ok(_) => (
            "“填写：”只能写在文稿里".to_owned(),
            "“Write:” belongs into the text of the type".to_owned(),
        ),
        Err(wrong) => (prose::told(&wrong, Lang::Zh), prose::told(&wrong, Lang::En)),
    };
    draft.wrong(Code::UnreadText, "own_words", zh, en);
}

/// How one handed in stands: late after its due day.
pub fn handed_in(draft: &Draft<'_>) -> &'static str {
    let late = draft
        .day("on")
        .zip(draft.day("due"))
        .is_some_and(|(on, due)| on > due);
    if late { "late" } else { "submitted" }
}

/// The period is one; it is the month where only that is told.
fn period(draft: &mut Draft<'_>) {
    match draft.text("for_period").map(str::parse::<Period>) {
        Some(Err(_)) => draft.wrong(Code::NoSuchPeriod, "for_period", "", ""),
        Some(Ok(period)) => {
            if let (Period::Month(month), None) = (period, draft.value("month")) {
                draft.set("month", Some(month.to_string().into()));
            }
        }
        None => {
            let month = draft.text("month").map(str::to_owned);
            draft.set("for_period", month.map(Into::into));
        }
    }
}

/// What a signed return says stays; so does the due day of one that was handed in.
fn settled(draft: &mut Draft<'_>) {
    let text =
        |value: Option<&base::Value>| value.and_then(base::Value::as_text).map(str::to_owned);
    let was = text(draft.was("state"));
    let signed = draft.was("signature").is_some();
    let out = draft.was("on").is_some();
    for field in SIGNED {
        let held = signed || (out && field == "due" && draft.was(field).is_some());
        let changed = draft.was.is_some() && draft.was(field) != draft.value(field);
        if held && changed {
            draft.wrong(Code::Settled, field, "", "");
        }
    }
    let now = draft.text("state");
    let back = match was.as_deref() {
        Some("signed") if signed => !matches!(now, Some("signed" | "submitted" | "late")),
        Some("submitted" | "late") if signed => {
            !matches!(now, Some("submitted" | "late" | "sent_back"))
        }
        Some("sent_back") if signed => now != Some("sent_back"),
        _ => now == Some("signed") && draft.value("signature").is_none(),
    };
    if back {
        draft.wrong(Code::NoSuchStep, "state", "", "");
    }
}
