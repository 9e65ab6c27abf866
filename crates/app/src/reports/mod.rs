//! 报告与口径: what a park reports, and by which definitions it counts.

#[cfg(test)]
mod tests;

/// The definitions a park starts with, as a TOML file of `[[figure]]`s.
pub const STARTING_DEFINITIONS: &str = include_str!("definitions.toml");
