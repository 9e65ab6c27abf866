//! Keys and sealed fields: what opens, and everything that must not.

use proptest::prelude::*;
use seal::{BadKeyText, CannotOpen, FileKey, Key, MasterKey, Place, decrypt, encrypt};

const HERE: Place<'static> = Place {
    table: "cases",
    row: 42,
    column: "note",
};

#[test]
fn a_key_file_gives_back_its_key() {
    let master = MasterKey::fresh();
    let text = master.to_text();
    assert_eq!(text.len(), 44);

    let again = MasterKey::parse(&format!("  {}\r\n", text.as_str())).unwrap();
    let wrapped = FileKey::fresh().wrap(&master.sub_key("files"), b"7");
    assert!(FileKey::unwrap(&wrapped, &again.sub_key("files"), b"7").is_ok());
}

#[test]
fn other_texts_are_no_key() {
    let short = "AAAA".repeat(10); // 30 bytes
    let long = "AAAA".repeat(11); // 33 bytes
    for text in ["", "key", &short, &long, &"密".repeat(44), &"=".repeat(44)] {
        assert_eq!(MasterKey::parse(text).unwrap_err(), BadKeyText, "{text:?}");
    }
}

#[test]
fn keys_print_nothing_of_themselves() {
    let master = MasterKey::parse(&format!("{}=", "A".repeat(43))).unwrap();
    assert_eq!(format!("{master:?}"), "MasterKey(hidden)");
    assert_eq!(format!("{:?}", master.sub_key("x")), "Key(hidden)");
    assert_eq!(format!("{:?}", FileKey::fresh()), "FileKey(Key(hidden))");
}

#[test]
fn a_wrapped_key_opens_only_under_its_key_for_its_owner() {
    let master = MasterKey::fresh();
    let park = master.sub_key("files");
    let wrapped = FileKey::fresh().wrap(&park, b"file 7");
    assert_eq!(wrapped.len(), 73);

    assert!(FileKey::unwrap(&wrapped, &park, b"file 7").is_ok());
    for (under, owner) in [
        (&park, b"file 8"),
        (&master.sub_key("file"), b"file 7"),
        (&Key::fresh(), b"file 7"),
    ] {
        let opened = FileKey::unwrap(&wrapped, under, owner);
        assert_eq!(opened.unwrap_err(), CannotOpen::NotGenuine);
    }
}

#[test]
fn a_sealed_field_opens_nowhere_else() {
    let key = FileKey::fresh();
    let sealed = encrypt(&key, "来电人情绪低落".as_bytes(), HERE);
    let elsewhere = [
        Place { row: 43, ..HERE },
        Place { row: -42, ..HERE },
        Place {
            column: "plan",
            ..HERE
        },
        Place {
            table: "calls",
            ..HERE
        },
        // The same letters, cut elsewhere.
        Place {
            table: "casesn",
            column: "ote",
            ..HERE
        },
        Place {
            table: "casesnote",
            column: "",
            ..HERE
        },
        Place {
            table: "note",
            column: "cases",
            ..HERE
        },
    ];
    for place in elsewhere {
        assert_eq!(
            decrypt(&key, &sealed, place),
            Err(CannotOpen::NotGenuine),
            "{place:?}"
        );
    }
    assert_eq!(
        decrypt(&FileKey::fresh(), &sealed, HERE),
        Err(CannotOpen::NotGenuine)
    );
}

#[test]
fn what_is_not_sealed_says_so() {
    let key = FileKey::fresh();
    let sealed = encrypt(&key, b"", HERE);
    assert_eq!(sealed.len(), 41);
    let cases = [
        (&sealed[..0], CannotOpen::Short),
        (&sealed[..1], CannotOpen::Short),
        (&sealed[..24], CannotOpen::Short),
        (&sealed[..25], CannotOpen::NotGenuine),
        (&sealed[..40], CannotOpen::NotGenuine),
        ("明文".as_bytes(), CannotOpen::Version(0xe6)),
        (&[0; 60], CannotOpen::Version(0)),
    ];
    for (bytes, why) in cases {
        assert_eq!(decrypt(&key, bytes, HERE), Err(why), "{bytes:?}");
    }
}

#[test]
fn the_same_field_is_never_sealed_alike() {
    let key = FileKey::fresh();
    assert_ne!(encrypt(&key, b"same", HERE), encrypt(&key, b"same", HERE));
}

proptest! {
    #[test]
    fn what_is_sealed_opens(plain: Vec<u8>, table: String, row: i64, column: String) {
        let key = FileKey::fresh();
        let place = Place { table: &table, row, column: &column };
        let sealed = encrypt(&key, &plain, place);
        prop_assert_eq!(sealed.len(), plain.len() + 41);
        prop_assert_eq!(decrypt(&key, &sealed, place), Ok(plain));
    }

    #[test]
    fn one_changed_bit_closes_it(plain: Vec<u8>, at: prop::sample::Index, bit in 0..8) {
        let key = FileKey::fresh();
        let mut sealed = encrypt(&key, &plain, HERE);
        let at = at.index(sealed.len());
        sealed[at] ^= 1u8 << bit;
        prop_assert!(decrypt(&key, &sealed, HERE).is_err());
    }

    #[test]
    fn any_bytes_are_refused_calmly(bytes: Vec<u8>) {
        prop_assert!(decrypt(&FileKey::fresh(), &bytes, HERE).is_err());
    }

    #[test]
    fn purposes_give_different_keys(one: String, other: String) {
        prop_assume!(one != other);
        let master = MasterKey::fresh();
        let hash = |purpose: &str| seal::chain::row_hash(&master.sub_key(purpose), b"row");
        prop_assert_eq!(hash(&one), hash(&one));
        prop_assert_ne!(hash(&one), hash(&other));
    }
}
