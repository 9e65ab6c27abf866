//! How item answers are closed up before they are written, as the intake sees it.
//!
//! In: the care compartment's own hand. Out: bytes that only a service file's key opens. The
//! intake never keeps a key or an open answer beyond the row it is taking.

use base::Id;

/// Closes and opens item answers under a key for each service file.
pub trait Sealer {
    /// The space in which the files' keys are kept, each under its file's identity.
    fn space(&self) -> &'static str;

    /// A new key for a file, as it is to be kept.
    fn new_key(&mut self, file: Id) -> String;

    /// The answers of a record under the key kept for its file; `None` when that key opens
    /// nothing any more (the file was forgotten).
    fn seal(&mut self, file: Id, key: &str, record: Id, items: &[u8]) -> Option<Vec<u8>>;

    /// The answers again; `None` when that key does not open them.
    fn open(&self, file: Id, key: &str, record: Id, sealed: &[u8]) -> Option<Vec<u8>>;
}
