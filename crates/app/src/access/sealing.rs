//! The hand that seals item answers, where no key is at hand.
//!
//! In: answers. Out: nothing: without a key nothing is closed and nothing opened, so a record
//! with answers is refused, never kept open.

use base::Id;

use crate::intake::Sealer;

/// Seals nothing.
pub struct Unsealed;

impl Sealer for Unsealed {
    fn space(&self) -> &'static str {
        "file_key"
    }
    fn new_key(&mut self, _: Id) -> String {
        String::new()
    }
    fn seal(&mut self, _: Id, _: &str, _: Id, _: &[u8]) -> Option<Vec<u8>> {
        None
    }
    fn open(&self, _: Id, _: &str, _: Id, _: &[u8]) -> Option<Vec<u8>> {
        None
    }
}
