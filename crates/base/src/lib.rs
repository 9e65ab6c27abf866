//! The words every part of 有据 uses: a record's kind and fields, a day, a period, an area,
//! a filter, a problem, a change, a right.
//!
//! In: nothing but values. Out: nothing but values. This crate never reads a file, a clock,
//! a database or a random number; what depends on time or chance is handed in.
//! Look next at `kind` (what a kind of record is) and `filter` (what a selection is).

mod area;
mod ask;
mod catalogue;
mod change;
mod code;
mod day;
mod day_words;
mod draft;
mod field;
mod filter;
mod fold;
mod id;
mod kind;
mod period;
mod problem;
mod reach;
pub mod read;
mod record;
mod right;
mod selection;
mod show;
mod value;
mod words;

pub use area::{AreaName, Level};
pub use ask::{Answer, Ask, Cursor, Fold, Group, Groups, Page, TrailLine};
pub use catalogue::Catalogue;
pub use change::{Act, Change, Source};
pub use code::Code;
pub use day::{Day, Month};
pub use draft::Draft;
pub use field::{Choice, F, Field, Made, Make, Privacy, Type};
pub use filter::{Filter, Leaf, Operand, Test};
pub use fold::folded;
pub use id::{Id, IdMaker};
pub use kind::{Key, Kind, ScopedBy, Work};
pub use period::Period;
pub use problem::{Place, Problem};
pub use reach::Reach;
pub use record::{FromValue, Record};
pub use right::{Rights, Role, Roles};
pub use selection::{Selection, Sort};
pub use show::{decimal, show};
pub use value::Value;
pub use words::{Lang, Words, words};
