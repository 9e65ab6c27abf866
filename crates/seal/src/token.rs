//! Tokens: the long random texts that stand for a signed-in session, an
//! invitation or a QR code.
//!
//! The text goes to the person and is never stored; the store keeps its digest,
//! so a copied database signs nobody in.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq;

/// A new token: 256 random bits as 43 characters of base64url, fit for a URL
/// or a cookie as it stands.
#[must_use]
pub fn fresh() -> String {
    BASE64_URL_SAFE_NO_PAD.encode(crate::random::<32>())
}

/// What to store of a token and to look it up by: SHA-256 of its text. A plain
/// hash is enough, because nobody can try 2^256 texts.
#[must_use]
pub fn digest(token: &str) -> [u8; 32] {
    Sha256::digest(token).into()
}

/// Whether the two are equal, in a time that does not tell where they differ.
/// For digests and for values that a form must send back.
#[must_use]
pub fn same(left: &[u8], right: &[u8]) -> bool {
    left.ct_eq(right).into()
}
