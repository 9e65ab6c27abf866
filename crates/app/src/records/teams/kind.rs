//! A volunteer team's fields.
//!
//! In: a row of 志愿队伍. Out: one record a team, counted in the year of its founding. It names
//! no member.

use base::{Field, Key, Kind, ScopedBy, Work, words};

use crate::records::rights;

/// 志愿队伍
pub static KIND: Kind = Kind {
    name: "teams",
    words: words("志愿队伍", "Volunteer teams"),
    work: Work::Activities,
    unit: words("支", "teams"),
    sheet: "志愿队伍",
    also: &["志愿队", "志愿服务队"],
    key: Key::Unique(&["number"]),
    label: "name",
    fields: &[
        Field::text("number", "队伍编号", "Team no.")
            .must()
            .numbered("ZY")
            .open()
            .sorted()
            .searched()
            .also(&["编号"]),
        Field::text("name", "队伍名称", "Name")
            .must()
            .open()
            .sorted()
            .searched()
            .also(&["名称"]),
        Field::day("founded_on", "成立日期", "Founded on")
            .must()
            .open()
            .sorted()
            .also(&["日期", "成立时间"]),
        Field::whole("members", "队员人数", "Members")
            .at_least(0)
            .unit("人", "people")
            .open()
            .also(&["人数", "队员数"]),
        Field::long("notes", "备注", "Notes").internal(),
    ],
    list: &["name", "founded_on", "members", "number"],
    when: "founded_on",
    scoped_by: ScopedBy::Park,
    rights: rights::WORK,
    park: None,
    rule: None,
};
