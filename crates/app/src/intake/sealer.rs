//! How item answers are closed up before they are written, as the intake sees it.
//!
//! In: the key kept for a service file, and answers. Out: bytes that only that key opens, in
//! the one place they were closed up for. The intake never keeps an open answer or a key
//! beyond the row it is taking. `ParkSealer` is the real one; tests may bring their own.

use base::Id;
use seal::{FileKey, Key, Place, decrypt, encrypt};

/// The place of sealed bytes, and the file whose key opens them.
#[derive(Clone, Copy, Debug)]
pub struct SealedPlace<'a> {
    /// The file.
    pub file: Id,
    /// Its key, as it is kept.
    pub key: &'a str,
    /// The record's kind.
    pub kind: &'a str,
    /// The record.
    pub record: Id,
    /// The field.
    pub field: &'a str,
}

/// Closes and opens item answers under a key for each service file.
pub trait Sealer: Send + Sync {
    /// The space in which the files' keys are kept, each under its file's identity.
    fn space(&self) -> &'static str;

    /// A new key for a file, as it is to be kept.
    fn new_key(&self, file: Id) -> String;

    /// The answers closed up; `None` when the key kept for the file is none.
    fn seal(&self, place: SealedPlace<'_>, items: &[u8]) -> Option<Vec<u8>>;

    /// The answers again; `None` when the key does not open them.
    fn open(&self, place: SealedPlace<'_>, sealed: &[u8]) -> Option<Vec<u8>>;
}

/// Seals under file keys that are wrapped under a key of the park.
#[derive(Clone, Debug)]
pub struct ParkSealer(pub Key);

impl ParkSealer {
    fn key(&self, place: &SealedPlace<'_>) -> Option<FileKey> {
        FileKey::unwrap(&unhex(place.key)?, &self.0, &owner(place.file)).ok()
    }
}

impl Sealer for ParkSealer {
    fn space(&self) -> &'static str {
        "file_key"
    }

    fn new_key(&self, file: Id) -> String {
        hex(&FileKey::fresh().wrap(&self.0, &owner(file)))
    }

    fn seal(&self, place: SealedPlace<'_>, items: &[u8]) -> Option<Vec<u8>> {
        Some(encrypt(&self.key(&place)?, items, of(&place)))
    }

    fn open(&self, place: SealedPlace<'_>, sealed: &[u8]) -> Option<Vec<u8>> {
        decrypt(&self.key(&place)?, sealed, of(&place)).ok()
    }
}

fn of<'a>(place: &SealedPlace<'a>) -> Place<'a> {
    Place {
        table: place.kind,
        row: place.record.0,
        column: place.field,
    }
}

fn owner(file: Id) -> [u8; 8] {
    file.0.to_be_bytes()
}

/// Bytes as text: two digits each.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes again; `None` for what is no such text.
pub(super) fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Vec<u32> = text
        .chars()
        .map(|c| c.to_digit(16))
        .collect::<Option<_>>()?;
    let byte = |pair: &[u32]| match pair {
        [high, low] => u8::try_from(high * 16 + low).ok(),
        _ => None,
    };
    digits.chunks(2).map(byte).collect()
}
