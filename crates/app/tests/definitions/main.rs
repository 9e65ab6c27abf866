//! Definitions in a manager's hands: made by a form, of the park's own ledgers too, asked for any
//! stretch of time, with their evidence, taken out and in, and refused in clear words.

// A test stops where it fails.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::too_many_lines,
    missing_docs
)]

mod by_form;
mod cannot_be;
#[path = "../door/mod.rs"]
mod door;
mod evidence;
mod own_ledgers;
mod periods;
mod transfer;

use base::Value;
use door::{Park, Person};

/// An activity: number, day, category, status, heads, perhaps a summary.
type Activity = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    i64,
    &'static str,
);

/// Four activities of 2025: two talks and a drill held, one talk cancelled.
const FOUR: [Activity; 4] = [
    ("HD-1", "2025-03-06", "talk", "completed", 10, ""),
    ("HD-2", "2025-03-20", "talk", "completed", 30, ""),
    ("HD-3", "2025-07-06", "drill", "completed", 5, ""),
    ("HD-4", "2025-07-07", "talk", "cancelled", 90, ""),
];

/// Seven of two years, all held, four with a summary.
const SEVEN: [Activity; 7] = [
    ("A1", "2024-03-06", "talk", "completed", 10, "写了"),
    ("A2", "2024-12-30", "talk", "completed", 10, ""),
    ("A3", "2025-02-28", "talk", "completed", 10, "写了"),
    ("A4", "2025-03-03", "talk", "completed", 20, ""),
    ("A5", "2025-03-09", "drill", "completed", 30, "写了"),
    ("A6", "2025-03-10", "drill", "completed", 40, ""),
    ("A7", "2025-07-01", "festival", "completed", 50, "写了"),
];

async fn put(park: &Park, activities: &[Activity]) {
    for (n, (number, on, category, status, heads, summary)) in activities.iter().enumerate() {
        let mut activity = vec![
            ("number", Value::from(*number)),
            ("on", Value::from(*on)),
            ("name", Value::from(format!("活动{number}"))),
            ("category", Value::from(*category)),
            ("status", Value::from(*status)),
            ("headcount", Value::Whole(*heads)),
        ];
        if !summary.is_empty() {
            activity.push(("outcome", Value::from(*summary)));
        }
        park.put_one("activities", 500 + n as i64, number, &activity)
            .await;
    }
}

/// A definition saved by the form; its key.
async fn made(manager: &Person<'_>, name: &str, more: &[(&str, &str)]) -> String {
    let mut pairs = vec![("zh", name), ("en", name), ("do", "save")];
    pairs.extend(more);
    let saved = manager.posts("/figures/define", &pairs).await;
    let key = name.to_lowercase().replace(' ', "_");
    assert_eq!(
        saved.to(),
        format!("/figures/{key}?done=saved"),
        "{}",
        saved.body
    );
    key
}

async fn json(manager: &Person<'_>, path: &str) -> serde_json::Value {
    let got = manager.opens(path).await;
    serde_json::from_str(&got.body).unwrap_or_else(|e| panic!("{path}: {e}: {}", got.body))
}

const COUNT: [(&str, &str); 4] = [
    ("over", "records"),
    ("kind", "activities"),
    ("fold", "count"),
    ("unit", "场"),
];
