//! The park's master key, kept in a key file outside the database, and the
//! keys derived from it, one for each purpose.
//!
//! In comes the key file's text or a purpose; out go keys. A key is wiped from
//! memory when dropped, and its `Debug` shows no byte of it.

use std::fmt;

use base64::{Engine, prelude::BASE64_STANDARD};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

/// Marks keys as this program's, so that the same master key used elsewhere
/// gives other sub-keys.
const SALT: &[u8] = b"youju keys 1";

/// 32 secret bytes for one purpose.
#[derive(Clone)]
pub struct Key(Zeroizing<[u8; 32]>);

impl Key {
    /// A new random key.
    #[must_use]
    pub fn fresh() -> Self {
        Self::from_bytes(crate::random())
    }

    pub(crate) fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Key(hidden)")
    }
}

/// The key from which every other is derived. It lives in a key file beside,
/// never inside, the database and its backups.
#[derive(Clone)]
pub struct MasterKey(Key);

/// The text of a key file is not a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a key file holds one line: 44 characters of base64, which are 32 bytes")]
pub struct BadKeyText;

impl MasterKey {
    /// A new random master key.
    #[must_use]
    pub fn fresh() -> Self {
        Self(Key::fresh())
    }

    /// The key that `to_text` wrote. Space and line ends around it are ignored.
    ///
    /// # Errors
    /// [`BadKeyText`] when it is not the standard base64 of exactly 32 bytes.
    pub fn parse(text: &str) -> Result<Self, BadKeyText> {
        let decoded = BASE64_STANDARD.decode(text.trim());
        let decoded = Zeroizing::new(decoded.map_err(|_| BadKeyText)?);
        let bytes = decoded.as_slice().try_into().map_err(|_| BadKeyText)?;
        Ok(Self(Key::from_bytes(bytes)))
    }

    /// The line for a key file: 44 characters of base64, no line end. Whoever
    /// reads it can open everything, so it goes into that file and nowhere else.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        Zeroizing::new(BASE64_STANDARD.encode(self.0.bytes()))
    }

    /// The key for one purpose, such as `"trail rows"`. The same purpose always
    /// gives the same key; from one such key neither another nor the master key
    /// can be found.
    ///
    /// Source: RFC 5869 (HKDF) with SHA-256; the purpose is its `info`.
    #[must_use]
    pub fn sub_key(&self, purpose: &str) -> Key {
        derive(SALT, self.0.bytes(), purpose.as_bytes())
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("MasterKey(hidden)")
    }
}

#[expect(clippy::expect_used, reason = "the length is fixed")]
fn derive(salt: &[u8], secret: &[u8], purpose: &[u8]) -> Key {
    let mut bytes = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(Some(salt), secret)
        .expand(purpose, bytes.as_mut())
        .expect("HKDF gives up to 8160 bytes"); // OK because 32 is less.
    Key(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 5869, A.1 and A.3: the first 32 of their 42 bytes, which are what a
    /// shorter request gives.
    #[test]
    fn derives_as_rfc_5869_says() {
        let salt: Vec<u8> = (0x00..=0x0c).collect();
        let info: Vec<u8> = (0xf0..=0xf9).collect();
        let cases = [
            (
                salt.as_slice(),
                info.as_slice(),
                "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf",
            ),
            (
                &[],
                &[],
                "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d",
            ),
        ];
        for (salt, info, expected) in cases {
            let key = derive(salt, &[0x0b; 22], info);
            assert_eq!(hex(key.bytes()), expected);
        }
    }

    /// Worked out apart from this code, with HMAC alone. If it changes, every
    /// park's sealed fields become unreadable.
    #[test]
    fn sub_keys_stay_what_they_were() {
        let master = MasterKey(Key::from_bytes([7; 32]));
        let key = master.sub_key("trail rows");
        assert_eq!(
            hex(key.bytes()),
            "22558ac894624ec7b72c51828a5328b0acdea0744fc095ecb440e65f1a475c75"
        );
    }

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
