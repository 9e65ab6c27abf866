//! What feeds what: a tree of links, each with what hangs on it below.
//!
//! In go names and addresses; out comes a nested list, read in order, without a drawing.

use crate::href::Href;
use maud::{Markup, html};

/// One thing of the tree.
#[derive(Clone, Debug, Default)]
pub struct Node {
    /// What it is.
    pub what: String,
    /// Said softly behind it; may be empty.
    pub small: String,
    /// Where it leads.
    pub href: Href,
    /// What hangs on it.
    pub below: Vec<Node>,
}

/// The tree as markup.
pub fn tree(nodes: &[Node]) -> Markup {
    html! {
        ul.tree {
            @for node in nodes {
                li {
                    a href=(node.href) { (node.what) }
                    @if !node.small.is_empty() { " " small { (node.small) } }
                    @if !node.below.is_empty() { (tree(&node.below)) }
                }
            }
        }
    }
}
