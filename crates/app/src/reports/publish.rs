//! A report becomes an article of the public site.
//!
//! In: a filled report without anything missing. Out: one article for that year, new or
//! changed. Its words are frozen: an article never changes because records do.

use base::{Day, Kind};

use super::{letter, text::Filled};
use crate::{commands, intake::Given};

/// The address of a year's report on the public site.
pub fn slug(year: i16) -> String {
    format!("annual-report-{year}")
}

/// The article as a given row: taken by the one way in, matched by its address.
pub fn article(kind: &'static Kind, annual: &Filled, year: i16, today: Day, author: &str) -> Given {
    let day = Day::new(year, 12, 31)
        .filter(|end| *end < today)
        .unwrap_or(today);
    let cells = [
        ("title", annual.title.clone()),
        ("slug", slug(year)),
        ("on", day.to_string()),
        ("author", author.to_owned()),
        ("body", letter::article(annual)),
        ("state", "published".to_owned()),
        ("report_year", year.to_string()),
    ];
    commands::row(kind, &cells)
}
