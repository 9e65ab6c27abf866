//! 荣誉奖项: ranks and prizes that others gave. Outside facts, never computed.

mod kind;

pub use kind::KIND;
