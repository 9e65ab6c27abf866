//! What keeps a park's secrets and proves its records: keys, sealed fields,
//! the chain of trail lines, passwords and sign-in tokens.
//!
//! In come bytes and text; out go bytes and text. The one thing asked of the
//! outside is random numbers, and only through [`random`].
//!
//! It must never read a clock, a file or a database, never know a kind of
//! record, and never print a key.
//!
//! Where to look: [`MasterKey`] → [`Key`] → [`FileKey`] for sealing;
//! [`chain`] for proving; [`password`] and [`token`] for signing in.

pub mod chain;
mod field;
mod keys;
pub mod password;
pub mod token;

pub use field::{CannotOpen, FileKey, Place, decrypt, encrypt};
pub use keys::{BadKeyText, Key, MasterKey};
use sha2::{Digest as _, Sha256};

/// SHA-256 of these bytes: what a signed paper, or a record as it stood, is told by.
#[must_use]
pub fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// `N` bytes from the operating system's random numbers. Every key, nonce,
/// salt and token here is made from this and from nothing else.
#[expect(
    clippy::expect_used,
    reason = "a program without random numbers must stop"
)]
#[must_use]
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the system gives random numbers"); // OK because going on with guessable keys would be worse than stopping.
    bytes
}

#[cfg(test)]
mod tests {
    #[test]
    fn random_bytes_differ_each_time() {
        assert_ne!(super::random::<32>(), super::random::<32>());
    }
}
