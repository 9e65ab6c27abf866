//! How far long work has come, on a terminal.
//!
//! In: so many of so many. Out: one line that moves, on standard error, and only where a
//! person looks at it; a program that reads our output never sees it.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressStyle};

/// A line of progress, or nothing where nobody looks.
pub fn line(what: &str) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{msg} [{bar:30}] {pos}/{len} {elapsed}") {
        bar.set_style(style);
    }
    bar.set_message(what.to_owned());
    bar
}
