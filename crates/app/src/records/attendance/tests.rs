//! Whose a sign-in is.

use base::{Day, Draft};

use super::{KIND, rules};
use crate::records::tests::desk::{tried, values};

#[test]
fn a_sign_in_names_its_person_and_session() {
    let words = [
        ("activity", "7"),
        ("name", "林小满"),
        ("phone", "199 0000 0001"),
    ];
    assert_eq!(tried(&KIND, &words).whole("batch"), Some(1));
    let mut values = values(&KIND, &words);
    let draft = Draft::new(&KIND, &mut values, Day::new(2022, 7, 6).unwrap());
    let made = rules::person(&draft).unwrap();
    assert_eq!(made.kind, "people");
    assert_eq!(made.values[0], ("identity", "林小满+19900000001".into()));
}

#[test]
fn without_a_name_there_is_nobody() {
    let mut values = values(&KIND, &[("phone", "19900000001")]);
    let draft = Draft::new(&KIND, &mut values, Day::new(2022, 7, 6).unwrap());
    assert_eq!(rules::person(&draft), None);
}
