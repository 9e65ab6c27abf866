//! How many held rows each figure has to do without, for the words 「另有12条待核」.
//!
//! In: what is kept under [`SPACE`](super::SPACE). Out: for each row its kind and, where it can be read, its day
//! or its sheet's year; from that, how many rows of a kind may still come into a period. A row
//! whose day cannot be read may belong to any period and is counted in each. It never opens a
//! sealed row: of those only the kind is known.

use std::collections::BTreeMap;

use base::{
    Catalogue, Day, Kind, Period, Value,
    read::{Raw, Reading, read},
};

use super::{Content, Envelope, Kept};

/// When a held row took place, as far as it can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    Day(Day),
    Year(i16),
    Unknown,
}

/// The held rows of a park, by kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waiting(BTreeMap<&'static str, Vec<When>>);

impl Waiting {
    /// What these kept things say.
    pub fn read(kept: &[(String, String)], catalogue: &Catalogue) -> Waiting {
        let mut waiting = Waiting::default();
        for (_, value) in kept {
            let Ok(envelope) = serde_json::from_str::<Envelope>(value) else {
                continue;
            };
            if let Some(kind) = catalogue.kind(&envelope.kind) {
                let when = envelope
                    .content
                    .map_or(When::Unknown, |content| when(kind, &content));
                waiting.0.entry(kind.name).or_default().push(when);
            }
        }
        waiting
    }

    /// How many rows of a kind may still come into a period; into any time when none.
    pub fn count(&self, kind: &str, period: Option<Period>) -> usize {
        let fits = |when: &&When| match (when, period) {
            (_, None) | (When::Unknown, _) => true,
            (When::Day(day), Some(period)) => {
                let (first, last) = period.bounds();
                (first..=last).contains(day)
            }
            (When::Year(year), Some(period)) => *year == period.year(),
        };
        let rows = self.0.get(kind).map_or(&[][..], Vec::as_slice);
        rows.iter().filter(fits).count()
    }
}

/// The row's own day where its kind has one and it can be read; else the year of its sheet.
fn when(kind: &Kind, content: &Content) -> When {
    let day = kind.field(kind.when).and_then(|field| {
        let told = content.cells.iter().find(|cell| cell.part == field.name)?;
        let raw = match &told.cell {
            Kept::Text(text) => Raw::Text(text),
            Kept::Number(n) => Raw::Number(*n),
            Kept::Serial(n) => Raw::Serial(*n),
            _ => return None,
        };
        match read(field, raw) {
            Ok(Reading::Value(Value::Text(text))) => text.get(..10)?.parse().ok().map(When::Day),
            Ok(Reading::Value(Value::Whole(year))) => year.try_into().ok().map(When::Year),
            _ => None,
        }
    });
    day.or(content.year.map(When::Year))
        .unwrap_or(When::Unknown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::KINDS;

    fn kept(kind: &str, content: &str) -> (String, String) {
        let value = format!(
            r#"{{"kind":"{kind}","workbook":"w","sheet":"s","row":2,"content":{content}}}"#
        );
        (format!("{kind}/w/s/2"), value)
    }

    #[test]
    fn a_held_row_waits_for_the_time_it_speaks_of() {
        let cell = |text: &str| {
            format!(
                r#"{{"year":2022,"gives":[],"problems":[],"cells":[{{"part":"on","row":2,"column":2,"cell":{{"text":"{text}"}}}}]}}"#
            )
        };
        let rows = [
            kept("activities", &cell("2022年7月6日")),
            kept("activities", &cell("2022-02-30")),
            kept(
                "activities",
                r#"{"year":null,"gives":[],"problems":[],"cells":[]}"#,
            ),
            ("x".to_owned(), "no row at all".to_owned()),
        ];
        let catalogue = Catalogue::new(KINDS.iter().copied());
        let waiting = Waiting::read(&rows, &catalogue);
        for (period, count) in [
            (Some("2022"), 3),
            (Some("2022-07"), 3),
            (Some("2022-08"), 2),
            (Some("2021"), 1),
            (None, 3),
        ] {
            let period = period.map(|p| p.parse().unwrap());
            assert_eq!(waiting.count("activities", period), count, "{period:?}");
        }
        assert_eq!(waiting.count("visits", None), 0);
    }
}
