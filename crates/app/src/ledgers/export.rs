//! stub
use crate::front::{Call, Done, Stop};
pub(super) async fn xlsx(_: Call) -> Done { Err(Stop::NotThere) }
pub(super) async fn csv(_: Call) -> Done { Err(Stop::NotThere) }
pub(super) async fn template(_: Call) -> Done { Err(Stop::NotThere) }
