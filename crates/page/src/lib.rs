//! Everything that is HTML: the frame, the parts of a page, the style sheet.
//!
//! In goes a struct with just what is printed; out comes markup, escaped here
//! and nowhere else. Each part has a `show` in the reader's language. This
//! crate knows no kind of record and no database; it may loop, test and print,
//! and it never queries, computes a figure, compares roles or formats a day.
//! Begin at `frame`; `examples/gallery.rs` shows every part.

pub mod act;
pub mod article;
pub mod assets;
pub mod catalogue;
pub mod chart;
pub mod conditions;
mod control;
mod document;
pub mod field;
pub mod fig;
pub mod figure;
pub mod form;
pub mod frame;
pub mod hall;
pub mod home;
pub mod href;
pub mod list;
pub mod making;
pub mod mark;
pub mod pages;
pub mod paper;
pub mod paths;
pub mod period;
pub mod photos;
pub mod piece;
pub mod places;
pub mod progress;
pub mod record;
pub mod report;
pub mod roll;
pub mod section;
pub mod sentence;
pub mod sheet;
pub mod sign_in;
pub mod site;
pub mod switches;
pub mod today;
pub mod tree;
pub mod trouble;
pub mod words;

pub use act::{Act, To, Weight};
pub use fig::{Fig, State};
pub use href::Href;
pub use mark::{Mark, Standing};
pub use maud::Markup;
pub use piece::{Line, Link, Piece};
pub use switches::{Reading, Theme, View};
pub use words::{Lang, Words, words};
