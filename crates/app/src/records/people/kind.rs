//! A person's fields.
//!
//! In: what a sign-in says of who came. Out: one record a person. It holds no identity card
//! number and nothing from the care compartment. Source: 个人信息保护法 art. 6 (the least needed).

use base::{Field, Key, Kind, ScopedBy, Work, words};

use super::rules;
use crate::records::rights;

/// 人
pub static KIND: Kind = Kind {
    name: "people",
    words: words("参与者", "People"),
    work: Work::People,
    unit: words("人", "people"),
    sheet: "人员名册",
    also: &["人员", "参与者名册"],
    key: Key::Unique(&["identity"]),
    label: "name",
    fields: &[
        Field::text("name", "姓名", "Name")
            .must()
            .personal()
            .sorted()
            .searched(),
        Field::text("phone", "手机", "Phone")
            .personal()
            .searched()
            .also(&["手机号码", "手机号", "电话", "联系电话"]),
        Field::text("unit", "单位/社区", "Body or community")
            .personal()
            .searched()
            .also(&["单位", "社区", "所在社区", "所属社区"]),
        Field::yes_no("invented", "虚构示例", "Made up")
            .internal()
            .hint(
                "演示数据里的人，不是真人",
                "Somebody of the demo, not a real person",
            ),
        Field::long("notes", "备注", "Notes").personal(),
        Field::link("same_as", "与谁是同一人", "Same person as", &["people"])
            .personal()
            .hint(
                "合并后，人数只算一次；签到不改",
                "Once merged, counted once; sign-ins stay as they are",
            ),
        Field::text("identity", "同一人依据", "Told apart by")
            .personal()
            .derived(),
    ],
    list: &["name", "phone", "unit", "same_as", "invented"],
    when: "",
    scoped_by: ScopedBy::Park,
    rights: rights::TEAM_ONLY,
    park: None,
    rule: Some(rules::rule),
};
