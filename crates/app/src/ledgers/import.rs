//! stub
use crate::front::Routes;
/// Waiting.
#[derive(Default)]
pub struct Waiting;
/// Routes.
pub fn routes() -> Routes { Routes::default() }
