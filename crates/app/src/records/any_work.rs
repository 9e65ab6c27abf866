//! Any piece of work: what a proof may prove and a task may be about.

/// The kinds of record that something can be evidence of, or a task about.
pub const ANY_WORK: &[&str] = &[
    "activities",
    "projects",
    "visits",
    "creation_units",
    "proposals",
    "returns",
    "publications",
    "honours",
    "teams",
    "contracts",
    "articles",
];
