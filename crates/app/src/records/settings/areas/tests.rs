//! How one area is told from another.

use super::KIND;
use crate::records::tests::desk::tried;

#[test]
fn a_code_tells_an_area_or_else_its_name_and_days() {
    let coded = tried(&KIND, &[("code", "440307017001"), ("name", "松柏社区")]);
    assert_eq!(coded.text("identity"), Some("440307017001"));
    let earlier = tried(&KIND, &[("name", "志盛社区"), ("ends", "2022-02-28")]);
    assert_eq!(earlier.text("identity"), Some("志盛社区@..2022-02-28"));
    let backwards = [
        ("name", "志盛社区"),
        ("begins", "2022-03-01"),
        ("ends", "2022-02-28"),
    ];
    assert_eq!(tried(&KIND, &backwards).problems.len(), 1);
}
