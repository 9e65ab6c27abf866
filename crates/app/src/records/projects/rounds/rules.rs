//! How a round is named.
//!
//! In: a draft. Out: its name, from its purpose, year and number.

use base::{Draft, Lang, show};

/// Names it: 「2022年项目督导第3轮」.
pub fn rule(draft: &mut Draft<'_>) {
    let purpose = draft
        .kind
        .field("purpose")
        .zip(draft.value("purpose"))
        .map(|(field, value)| show(field, value, Lang::Zh));
    if let (Some(purpose), Some(year), Some(number)) =
        (purpose, draft.whole("year"), draft.whole("number"))
    {
        let name = format!("{year}年{purpose}第{number}轮");
        draft.set("name", Some(name.into()));
    }
}
