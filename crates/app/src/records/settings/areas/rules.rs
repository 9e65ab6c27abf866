//! By what an area is told from others, and the order of its days.
//!
//! In: a draft. Out: its code, or where it has none its name with the days it begins and ends:
//! earlier communities are carried by name, their codes unknown.

use base::{Code, Draft, Value, folded};

/// The identity, and the order of days.
pub fn rule(draft: &mut Draft<'_>) {
    let part = |name: &str| draft.text(name).unwrap_or_default().to_owned();
    let identity = match draft.text("code") {
        Some(code) => code.to_owned(),
        None => format!(
            "{}@{}..{}",
            folded(&part("name")),
            part("begins"),
            part("ends")
        ),
    };
    draft.set("identity", Value::text(identity));
    if let (Some(begins), Some(ends)) = (draft.day("begins"), draft.day("ends"))
        && ends < begins
    {
        draft.wrong(
            Code::EndBeforeStart,
            "ends",
            format!("设立 {begins}，撤销 {ends}"),
            format!("since {begins}, until {ends}"),
        );
    }
}
