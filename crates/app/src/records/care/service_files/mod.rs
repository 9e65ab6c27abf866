//! 服务档案: one file a client, under a number and without a name.

mod kind;

pub use kind::KIND;
