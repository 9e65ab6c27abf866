//! Workbooks handed in: read first, shown as they stand with what is wrong in place, mended,
//! held or taken; and undone as one act.
//!
//! In: files. Out: a preview, and records once somebody takes them. What waits is kept in
//! memory for an hour, one import a person; nothing is written before it is taken, and a
//! restart forgets it.

mod held;
mod job;
mod preview;
mod seen;
mod sheets;
mod start;

pub use held::PAGE as HELD;
pub use job::Waiting;
pub(super) use start::may;

use crate::front::{Right, Routes};

/// The addresses of imports.
pub fn routes() -> Routes {
    use Right::SignedIn;
    Routes::default()
        .get("/import/held", SignedIn, held::all)
        .get("/import/held/{row}", SignedIn, held::show)
        .post("/import/held/{row}", SignedIn, held::mend)
        .post("/import/held/{row}/drop", SignedIn, held::give_up)
        .get("/import", SignedIn, start::show)
        .upload("/import", SignedIn, start::hand_in)
        .get("/import/{token}", SignedIn, preview::show)
        .post("/import/{token}/mend", SignedIn, preview::mend)
        .post("/import/{token}/take", SignedIn, preview::take)
        .post("/import/{token}/stop", SignedIn, preview::stop)
        .post("/import/undo/{id}", SignedIn, start::undo)
}
