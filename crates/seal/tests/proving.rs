//! The chain and the tokens: every change shows, and only the right text matches.

use proptest::prelude::*;
use seal::{
    chain::{Head, next},
    token,
};

fn follow<'a>(lines: impl IntoIterator<Item = &'a Vec<u8>>) -> Head {
    lines
        .into_iter()
        .fold(Head::START, |head, line| next(&head, line))
}

/// Worked out apart from this code: SHA-256 of 32 zero bytes, 00 00 00 00 00 00
/// 00 03 and `abc`. If it changes, no kept chain verifies any more.
#[test]
fn a_chain_begins_as_it_always_did() {
    let head = next(&Head::START, b"abc");
    assert_eq!(head.seq, 1);
    let hash: String = head.hash.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(
        hash,
        "8a295b0cbf1f5a594280696ad7707164e2b8beb0e614ad52bc7d78ff8ac12a82"
    );
}

/// FIPS 180-2, B.1.
#[test]
fn digests_as_fips_180_says() {
    let digest: String = token::digest("abc")
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(
        digest,
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
}

#[test]
fn tokens_are_long_plain_and_never_alike() {
    let tokens: std::collections::BTreeSet<_> = (0..1000).map(|_| token::fresh()).collect();
    assert_eq!(tokens.len(), 1000);
    for text in tokens {
        assert_eq!(text.len(), 43);
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        assert!(text.bytes().all(plain), "{text}");
    }
}

#[test]
fn only_equal_digests_are_the_same() {
    let digest = token::digest("a");
    assert!(token::same(&digest, &token::digest("a")));
    assert!(!token::same(&digest, &token::digest("b")));
    assert!(!token::same(&digest, &digest[..31]));
    assert!(token::same(b"", b""));
}

proptest! {
    #[test]
    fn any_change_to_the_lines_shows(
        lines in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..20), 1..20),
        at: prop::sample::Index,
        line: Vec<u8>,
    ) {
        let head = follow(&lines);
        let at = at.index(lines.len());
        prop_assert_eq!(head.seq, lines.len() as i64);

        let mut changed = lines.clone();
        changed[at] = line.clone();
        prop_assert_eq!(follow(&changed) == head, changed == lines);

        let mut dropped = lines.clone();
        dropped.remove(at);
        prop_assert_ne!(follow(&dropped), head);

        let mut swapped = lines.clone();
        swapped.swap(0, at);
        prop_assert_eq!(follow(&swapped) == head, swapped == lines);

        let mut joined = lines.clone();
        let last = joined.pop().unwrap_or_default();
        if let Some(before) = joined.last_mut() {
            before.extend(last);
            prop_assert_ne!(follow(&joined).hash, head.hash);
        }
    }
}
