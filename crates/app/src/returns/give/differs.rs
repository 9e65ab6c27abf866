//! A number held against the last of its 口径 and period that left the house.
//!
//! In: a number, and one that left before. Out: nothing where they say the same; else both, the steps
//! between, and an explanation ready to be sent or changed. What may not be opened is not told
//! step by step: both numbers stand there all the same.

use base::{Id, Lang, Period};

use super::number::Number;
use crate::{
    front::{Call, Stop},
    reports::{
        explain::{Since, side::Asked, since},
        kept::Wanted,
    },
    returns::given::Before,
};

/// How a number differs from the one before.
pub struct Differs {
    /// A line that says both.
    pub says: String,
    /// A clause for each step between; none where they cannot be told.
    pub steps: Vec<String>,
    /// Why not, or what makes them not add up: another version of the definition.
    pub notes: Vec<String>,
    /// An explanation in words.
    pub ready: String,
    /// Where all of it is told.
    pub href: Option<String>,
}

/// How it differs; nothing where it says the same, or may not be told.
///
/// # Errors
/// Faults of the store.
pub async fn differs(
    call: &Call,
    number: &Number,
    before: &Before,
    (period, place): (Period, Option<Id>),
) -> Result<Option<Differs>, Stop> {
    let same = before.value == number.value && before.said == number.said;
    if same || number.refused.is_some() {
        return Ok(None);
    }
    let asked = Asked {
        key: number.key.clone(),
        wanted: Wanted {
            period,
            place,
            only: Some(number.key.clone()),
        },
        at: None,
    };
    let lang = call.lang();
    let told = since(call, &asked, before.at).await?;
    let mut notes = Vec::new();
    if before.version != number.version {
        notes.push(versions(before.version, number.version, lang));
    }
    let (steps, href) = match &told {
        Ok(told) => {
            if told.then != before.value {
                notes.push(by_now(&told.then, lang));
            }
            (told.steps.clone(), Some(told.href.clone()))
        }
        Err(why) => {
            notes.push(why.clone());
            (Vec::new(), None)
        }
    };
    let says = says(before, number, told.as_ref().ok(), lang);
    Ok(Some(Differs {
        ready: ready(&says, &steps, lang),
        says,
        steps,
        notes,
        href,
    }))
}

/// 「11月3日报区里29场，现在31场，多2场」
fn says(before: &Before, number: &Number, told: Option<&Since>, lang: Lang) -> String {
    let on = before.on.parse::<base::Day>();
    let on = on.map_or(before.on.clone(), |day| day.short(lang));
    let unit = &number.reads.1;
    // Where the definition changed, the gap of the records is not the gap of the numbers.
    let told = told.filter(|told| told.then == before.value && told.now == number.value);
    let gap = told.map(|told| (told.gap > 0, told.size.as_str()));
    match lang {
        Lang::Zh => {
            let more = gap.map_or(String::new(), |(more, size)| {
                format!("，{}{size}{unit}", if more { "多" } else { "少" })
            });
            format!(
                "{on}报{}{}，现在{}{more}",
                before.recipient, before.said, number.said
            )
        }
        Lang::En => {
            let more = gap.map_or(String::new(), |(more, size)| {
                format!(", {size} {}", if more { "more" } else { "fewer" })
            });
            format!(
                "On {on} {} was told {} {unit}, now it is {} {unit}{more}",
                before.recipient, before.value, number.value
            )
        }
    }
}

fn ready(says: &str, steps: &[String], lang: Lang) -> String {
    match (steps.is_empty(), lang) {
        (true, Lang::Zh) => format!("{says}。"),
        (true, Lang::En) => format!("{says}."),
        (false, Lang::Zh) => format!("{says}：{}。", steps.join("；")),
        (false, Lang::En) => format!("{says}: {}.", steps.join("; ")),
    }
}

fn versions(then: i64, now: i64, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("口径改过：上次是第{then}版，现在是第{now}版。"),
        Lang::En => format!("The definition was changed: version {then} then, {now} now."),
    }
}

fn by_now(then: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("按现在的口径和当时的记录，上次应是{then}。"),
        Lang::En => format!("By today's definition and the records as they stood it was {then}."),
    }
}
