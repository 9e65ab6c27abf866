//! Who is the same person, and who is not.

use super::KIND;
use crate::records::{person::identity, tests::desk::tried};

#[test]
fn a_person_is_a_name_with_a_phone_or_else_with_a_place() {
    let a = ("林小满", Some("19900000001"), Some("松柏社区"));
    for (b, same) in [
        (("林小满", Some("19900000001"), Some("四联社区")), true),
        (("林 小满", Some("１９９ 0000-0001"), None), true),
        (("林小满", Some("19900000002"), Some("松柏社区")), false),
        (("林小暖", Some("19900000001"), Some("松柏社区")), false),
        // Who left no phone once is not known to be who left one.
        (("林小满", None, Some("松柏社区")), false),
        (("林小满", Some("  "), Some("松柏社区")), false),
    ] {
        let one = identity(a.0, a.1, a.2);
        assert_eq!(one == identity(b.0, b.1, b.2), same, "{b:?}");
    }
    let elder = |unit| identity("陈阿婆", None, unit);
    assert_eq!(elder(Some("松柏社区")), elder(Some(" 松柏社区 ")));
    assert_ne!(elder(Some("松柏社区")), elder(Some("四联社区")));
    assert_eq!(identity(" ", Some("19900000001"), None), None);
}

#[test]
fn the_identity_is_written_and_follows_a_corrected_name() {
    let after = tried(&KIND, &[("name", "陈阿婆"), ("unit", "松柏社区")]);
    assert_eq!(after.text("identity"), Some("陈阿婆@松柏社区"));
}
