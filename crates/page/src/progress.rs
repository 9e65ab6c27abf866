//! Long work under way: how far it is, and the way to stop it.
//!
//! In goes how much of how much is done; out comes one line, one thin rule and
//! a stop. The script asks again every second; without one the frame does. It
//! never stands without words.

use crate::act::Act;
use crate::href::Href;
use maud::{Markup, html};

/// Work under way.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    /// How far it is, such as «已读 1200 / 4000 行».
    pub words: String,
    /// How much is done.
    pub done: u64,
    /// Of how much; zero when nobody knows yet.
    pub of: u64,
    /// Stops it.
    pub stop: Option<Act>,
    /// Gives this part anew, while the work goes on.
    pub again: Option<Href>,
    /// Where it leads once the work is done.
    pub then: Option<Href>,
}

impl Progress {
    /// The progress as markup.
    pub fn show(&self) -> Markup {
        html! {
            div.progress role="status" data-again=[&self.again] data-then=[&self.then] {
                span { (self.words) }
                @if let Some(stop) = &self.stop { (stop.button()) }
                (gauge(self.done, self.of))
            }
        }
    }
}

/// How much of the whole, as one thin rule. Beyond the whole it is full.
pub fn gauge(done: u64, of: u64) -> Markup {
    let percent = u128::from(done.min(of)) * 100 / u128::from(of.max(1));
    html! {
        svg.gauge aria-hidden="true" { rect width={ (percent) "%" } height="100%" rx="3" {} }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_is_never_longer_than_the_whole() {
        let cases = [
            (0, 0, "0%"),
            (1, 2, "50%"),
            (9, 3, "100%"),
            (u64::MAX, u64::MAX, "100%"),
        ];
        for (done, of, wanted) in cases {
            let drawn = gauge(done, of).into_string();
            assert!(
                drawn.contains(&format!("width=\"{wanted}\"")),
                "{done} of {of}: {drawn}"
            );
        }
    }
}
