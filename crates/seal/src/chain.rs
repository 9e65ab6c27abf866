//! The chain of trail lines: each line's hash holds the one before it, so that
//! nobody can change, drop or reorder an earlier line unseen.
//!
//! In comes the head so far and the next line's bytes; out goes the new head.
//! A line holds a keyed hash of a record's values ([`row_hash`]), never the
//! values: a person can be forgotten and the chain still verifies.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::Key;

/// The end of a chain: how many lines it has and the hash over all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Head {
    /// The number of the last line; 0 before the first.
    pub seq: i64,
    /// The hash of the last line; 32 zero bytes before the first.
    pub hash: [u8; 32],
}

impl Head {
    /// A chain with no line yet.
    pub const START: Self = Self {
        seq: 0,
        hash: [0; 32],
    };
}

/// The head after one more line.
///
/// The new hash is SHA-256 over the old hash (32 bytes), the line's length
/// (8 bytes, big-endian) and the line. A line should name its park and its own
/// number, so that a line of one chain is none of another.
///
/// To verify a chain is to fold its lines from [`Head::START`] and to compare.
#[must_use]
pub fn next(head: &Head, line: &[u8]) -> Head {
    let hash = Sha256::new()
        .chain_update(head.hash)
        .chain_update((line.len() as u64).to_be_bytes())
        .chain_update(line);
    Head {
        seq: head.seq + 1,
        hash: hash.finalize().into(),
    }
}

/// A keyed hash of one record's values, given as canonical bytes (the same
/// values must always give the same bytes). Without the key nobody can guess
/// the values from it: a phone number has too few possibilities for a plain hash.
///
/// Source: RFC 2104 (HMAC) with SHA-256.
#[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
#[must_use]
pub fn row_hash(key: &Key, row: &[u8]) -> [u8; 32] {
    Hmac::<Sha256>::new_from_slice(key.bytes())
        .expect("the key fits") // OK because HMAC takes keys of any length.
        .chain_update(row)
        .finalize()
        .into_bytes()
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, cases 1 and 2. HMAC fills a short key with zeros, so a 32-byte
    /// key that ends in zeros is the same key.
    #[test]
    fn hashes_rows_as_rfc_4231_says() {
        let cases: [(&[u8], &[u8], &str); 2] = [
            (
                &[0x0b; 20],
                b"Hi There",
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
            ),
            (
                b"Jefe",
                b"what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
        ];
        for (short, row, expected) in cases {
            let mut key = [0; 32];
            key[..short.len()].copy_from_slice(short);
            let hash = row_hash(&Key::from_bytes(key), row);
            let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(hash, expected);
        }
    }
}
