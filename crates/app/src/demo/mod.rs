//! The demo year: a made-up park's records from 2024's last project to today, the same for all.
//!
//! In: how many times as many sign-ins. Out: rows of every kind, in texts by field, in an order
//! in which what is pointed at comes first; they enter by the same door as an import. Every
//! person is made up and marked so. The same call gives the same rows on every machine.

mod accounts;
mod activities;
mod calendar;
mod care;
mod cast;
mod chance;
mod council;
mod creation;
mod pages;
mod pictures;
mod programme;
mod projects;
mod returns;
mod scores;
mod sign_ins;
#[cfg(test)]
mod tests;
mod visits;

pub use accounts::{ACCOUNTS, DemoAccount, accounts};
pub use calendar::TODAY;
pub use pages::{REPORT, REPORT_SLUG, SAID};
pub use pictures::{BELOW, PICTURES};

/// Who runs the demo's park: made up, and marked so.
pub const OPERATOR: &str = "青禾社会工作服务中心（虚构）";

/// One row: its kind, and its fields in texts (an item of a sealed field by its own name).
pub type Row = (&'static str, Vec<(&'static str, String)>);

/// The demo's rows: 2025 whole and 2026 until [`TODAY`]. `scale` multiplies the people and
/// their sign-ins (0 counts as 1). Accounts are not among them: they need a password first.
pub fn year(scale: u32) -> impl Iterator<Item = Row> {
    let scale = usize::try_from(scale.max(1)).unwrap_or(1);
    let held = activities::all();
    let projects = projects::all();
    let first = pages::places()
        .into_iter()
        .chain(projects.iter().map(projects::Project::row))
        .chain(creation::rows())
        .chain(held.iter().map(activities::Held::row))
        .collect::<Vec<Row>>();
    first
        .into_iter()
        .chain(cast::people(scale))
        .chain(sign_ins::rows(held, scale))
        .chain(projects::papers(&projects))
        .chain(scores::rows(&projects))
        .chain(visits::rows(&projects))
        .chain(council::rows())
        .chain(returns::rows())
        .chain(care::rows())
        .chain(pages::rows())
}

/// A row of a kind; blank texts are left out.
fn row<const N: usize>(kind: &'static str, fields: [(&'static str, String); N]) -> Row {
    let filled = fields.into_iter().filter(|(_, text)| !text.is_empty());
    (kind, filled.collect())
}
