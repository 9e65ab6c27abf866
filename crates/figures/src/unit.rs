//! The units figures are counted in, in English beside the trade's own Chinese.
//!
//! In: a Chinese unit. Out: its English, singular and plural. An unknown unit (a park's own)
//! is its own English, so that no figure is ever printed without one.

const UNITS: &[(&str, &str, &str)] = &[
    ("场", "event", "events"),
    ("个", "item", "items"),
    ("个街道", "street", "streets"),
    ("支", "team", "teams"),
    ("条", "entry", "entries"),
    ("次", "time", "times"),
    ("轮", "round", "rounds"),
    ("批", "batch", "batches"),
    ("期", "course run", "course runs"),
    ("人次", "participation", "participations"),
    ("人", "person", "people"),
    ("名", "person", "people"),
    ("份", "document", "documents"),
    ("篇", "article", "articles"),
    ("项", "item", "items"),
    ("分", "point", "points"),
    ("元", "yuan", "yuan"),
    ("户", "household", "households"),
    ("小时", "hour", "hours"),
    ("%", "%", "%"),
];

/// The English of a unit, for a value that is one or not one.
pub fn unit(zh: &str, one: bool) -> &str {
    let found = UNITS.iter().find(|(unit, ..)| *unit == zh);
    found.map_or(zh, |(_, single, many)| if one { single } else { many })
}
