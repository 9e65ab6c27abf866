//! 佐证材料: the papers, photos and links that prove what a record says.

mod kind;

pub use kind::KIND;
