//! stub
use crate::front::{Call, Done, Stop};
pub(super) async fn show(_: Call) -> Done { Err(Stop::NotThere) }
pub(super) async fn add(_: Call) -> Done { Err(Stop::NotThere) }
