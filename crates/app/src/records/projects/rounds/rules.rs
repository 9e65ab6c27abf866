//! How a round is named and when a record makes one.
//!
//! In: a record with `round_number` and `on`. Out: the round it belongs to, in the year of its
//! day; none where no number is written (guidance visits have none).

use base::{Draft, Lang, Made, show};

/// The round of this purpose that a record is part of.
pub fn made(purpose: &str, draft: &Draft<'_>) -> Option<Made> {
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
