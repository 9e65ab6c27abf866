//! Passwords: keeping one, checking one at sign-in, and telling a person why a
//! new one is too weak.
//!
//! In comes what was typed; out goes a text to store, or yes or no. The same
//! password typed in full-width or half-width characters is the same password.
//!
//! It must never keep, log or give back the password itself, and must take as
//! long for an account that does not exist as for one that does.

mod weakness;

use std::hint::black_box;

use argon2::{Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

pub use weakness::{Weakness, check_new};

/// Memory in KiB (19 MiB), passes, lanes.
///
/// Source: OWASP Password Storage Cheat Sheet, Argon2id.
const COST: (u32, u32, u32) = (19 * 1024, 2, 1);

/// The text to store for a password: Argon2id in the PHC form, which holds its
/// own salt and cost. Other text each time. Takes some tens of milliseconds and
/// 19 MiB: call it where blocking is allowed.
#[must_use]
pub fn hash(password: &str) -> String {
    hash_with(password, crate::random()).to_string()
}

/// Whether this is the password that `stored` was made from. A `stored` text
/// that is damaged matches no password, and takes as long to say so.
#[must_use]
pub fn verify(stored: &str, password: &str) -> bool {
    let Ok(stored) = PasswordHash::new(stored) else {
        verify_nothing(password);
        return false;
    };
    hasher()
        .verify_password(one_spelling(password).as_bytes(), &stored)
        .is_ok()
}

/// Does the work of `verify` for an account that does not exist, so that the
/// time of the answer does not tell which accounts do.
pub fn verify_nothing(password: &str) {
    black_box(hash_with(password, [0; 16]));
}

#[expect(clippy::expect_used, reason = "Argon2's limits are out of reach")]
fn hash_with(password: &str, salt: [u8; 16]) -> PasswordHash {
    hasher()
        .hash_password_with_salt(one_spelling(password).as_bytes(), &salt)
        .expect("the password fits") // OK because only 4 GiB of password or a salt under 8 bytes fails.
}

#[expect(clippy::expect_used, reason = "the cost is a constant")]
fn hasher() -> Argon2<'static> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, None).expect("the cost is valid"); // OK because a test makes a hash with it.
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// One spelling for what looks the same: a Chinese keyboard may send ｐ for p.
///
/// Source: NIST SP 800-63B (NFKC before hashing).
fn one_spelling(password: &str) -> Zeroizing<String> {
    Zeroizing::new(password.nfkc().collect())
}
