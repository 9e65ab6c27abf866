//! stub
use crate::front::Routes;
/// Routes.
pub fn routes() -> Routes { Routes::default() }
