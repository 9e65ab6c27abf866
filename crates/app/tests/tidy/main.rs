//! Keeps the house tidy: what ARCHITECTURE promises about where things stand is
//! read from the sources and checked like anything else.
//!
//! In come the repository's files; out comes a list of what is not as promised,
//! each rule with its reason and what to do. Each rule is itself tried on a small
//! made-up tree that breaks it.

#![allow(
    clippy::panic,
    clippy::expect_used,
    reason = "a test stops where it fails"
)]

mod fakes;
mod shape;
mod source;
mod tree;
mod walls;

use tree::Tree;

/// A promise about the sources.
struct Rule {
    name: &'static str,
    why: &'static str,
    /// What breaks it: a line each, beginning with the path.
    find: fn(&Tree) -> Vec<String>,
}

fn rules() -> impl Iterator<Item = &'static Rule> {
    shape::RULES.iter().chain(walls::RULES)
}

#[test]
fn the_house_is_tidy() {
    let tree = Tree::read();
    let mut report = String::new();
    for rule in rules() {
        let found = (rule.find)(&tree);
        if !found.is_empty() {
            let found = found.join("\n  ");
            report += &format!("\n{}\n{}\n  {found}\n", rule.name, rule.why);
        }
    }
    assert!(report.is_empty(), "{report}");
}
