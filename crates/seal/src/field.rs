//! Sealed fields: the case notes, call summaries and item answers that nobody
//! may read out of the database or a backup.
//!
//! Each service file (服务档案) has its own [`FileKey`], stored wrapped under a
//! key of the park. Destroying that one wrapped key makes every field of the
//! file unreadable, in every backup too: this is how a person is forgotten.
//!
//! A sealed field opens only in the place it was sealed for. It must never open
//! after being moved to another row or column, altered or cut.
//!
//! *Shape* of sealed bytes: version 1 · nonce (24) · ciphertext · tag (16).

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use zeroize::Zeroizing;

use crate::Key;

const VERSION: u8 = 1;
const NONCE_BYTES: usize = 24;

/// The data key of one service file.
#[derive(Clone, Debug)]
pub struct FileKey(Key);

/// Where a sealed field lives. Sealing binds the field to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// The table's name.
    pub table: &'a str,
    /// The record's id.
    pub row: i64,
    /// The field's name.
    pub column: &'a str,
}

/// Why sealed bytes did not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotOpen {
    /// Fewer bytes than the shortest sealed field has.
    #[error("the sealed bytes are cut short")]
    Short,
    /// Sealed by a newer program, or not sealed at all.
    #[error("the sealed bytes are of version {0}, which this program does not know")]
    Version(u8),
    /// Another key, another place, or altered bytes: which of them cannot be told.
    #[error("the sealed bytes are not of this key and place, or were altered")]
    NotGenuine,
}

impl FileKey {
    /// A new random key for a new service file.
    #[must_use]
    pub fn fresh() -> Self {
        Self(Key::fresh())
    }

    /// This key, sealed under a key of the park for storing (73 bytes). `owner`
    /// says whose it is (the file's id, say) and must be given again to unwrap.
    #[must_use]
    pub fn wrap(&self, under: &Key, owner: &[u8]) -> Vec<u8> {
        seal(under, crate::random(), self.0.bytes(), owner)
    }

    /// The key that `wrap` sealed.
    ///
    /// # Errors
    /// [`CannotOpen`] when the bytes are not a key wrapped under this key for
    /// this owner.
    pub fn unwrap(wrapped: &[u8], under: &Key, owner: &[u8]) -> Result<Self, CannotOpen> {
        let bytes = Zeroizing::new(open(under, wrapped, owner)?);
        let bytes = bytes.as_slice().try_into();
        Ok(Self(Key::from_bytes(
            bytes.map_err(|_| CannotOpen::NotGenuine)?,
        )))
    }
}

/// A field sealed for its place: 41 bytes longer than the plain one, and other
/// bytes each time.
///
/// Source: XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03), whose nonces are
/// long enough to be drawn at random.
#[must_use]
pub fn encrypt(key: &FileKey, plain: &[u8], place: Place<'_>) -> Vec<u8> {
    seal(&key.0, crate::random(), plain, &place.bytes())
}

/// The plain field that `encrypt` sealed with this key for this place.
///
/// # Errors
/// [`CannotOpen`] when the bytes were sealed with another key, for another
/// place, by a newer program, or were altered or cut.
pub fn decrypt(key: &FileKey, sealed: &[u8], place: Place<'_>) -> Result<Vec<u8>, CannotOpen> {
    open(&key.0, sealed, &place.bytes())
}

impl Place<'_> {
    /// Each name goes with its length before it, so that no two places give the
    /// same bytes.
    fn bytes(self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for name in [self.table, self.column] {
            bytes.extend((name.len() as u64).to_be_bytes());
            bytes.extend(name.as_bytes());
        }
        bytes.extend(self.row.to_be_bytes());
        bytes
    }
}

#[expect(clippy::expect_used, reason = "only 256 GiB at once are too much")]
fn seal(key: &Key, nonce: [u8; NONCE_BYTES], msg: &[u8], aad: &[u8]) -> Vec<u8> {
    let ciphertext = XChaCha20Poly1305::new(key.bytes().into())
        .encrypt(&XNonce::from(nonce), Payload { msg, aad })
        .expect("the plain field fits"); // OK because no field comes near 256 GiB.
    let mut sealed = Vec::with_capacity(1 + NONCE_BYTES + ciphertext.len());
    sealed.push(VERSION);
    sealed.extend(nonce);
    sealed.extend(ciphertext);
    sealed
}

fn open(key: &Key, sealed: &[u8], aad: &[u8]) -> Result<Vec<u8>, CannotOpen> {
    let (version, rest) = sealed.split_first().ok_or(CannotOpen::Short)?;
    if *version != VERSION {
        return Err(CannotOpen::Version(*version));
    }
    let (nonce, msg) = rest
        .split_first_chunk::<NONCE_BYTES>()
        .ok_or(CannotOpen::Short)?;
    XChaCha20Poly1305::new(key.bytes().into())
        .decrypt(&XNonce::from(*nonce), Payload { msg, aad })
        .map_err(|_| CannotOpen::NotGenuine)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// draft-irtf-cfrg-xchacha-03, A.3.1.
    #[test]
    fn seals_as_the_draft_says() {
        let mut key = [0; 32];
        let mut nonce = [0; 24];
        (0x80..).zip(&mut key).for_each(|(byte, at)| *at = byte);
        (0x40..).zip(&mut nonce).for_each(|(byte, at)| *at = byte);
        let plain = b"Ladies and Gentlemen of the class of '99: \
            If I could offer you only one tip for the future, sunscreen would be it.";
        let aad = [
            0x50, 0x51, 0x52, 0x53, 0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xc5, 0xc6, 0xc7,
        ];

        let sealed = seal(&Key::from_bytes(key), nonce, plain, &aad);

        let ciphertext: String = sealed[25..].iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(
            ciphertext,
            "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb\
             731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452\
             2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9\
             21f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49"
        );
    }
}
