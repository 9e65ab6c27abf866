//! A service file's fields.
//!
//! In: what a screening says of its file. Out: one record a number. It holds no name, phone or
//! address: who the client is stands in no table of this program.

use base::{Field, Key, Kind, ScopedBy, Work, words};

use crate::records::{care::GROUPS, rights};

/// 服务档案
pub static KIND: Kind = Kind {
    name: "service_files",
    words: words("服务档案", "Service files"),
    work: Work::Care,
    unit: words("份", "files"),
    sheet: "",
    also: &[],
    key: Key::Unique(&["number"]),
    label: "number",
    fields: &[
        Field::text("number", "服务档案编号", "File no.")
            .must()
            .numbered("DA")
            .care()
            .sorted()
            .searched(),
        Field::day("opened_on", "建档日期", "Opened on")
            .care()
            .sorted(),
        Field::choice("group", "重点人群类别", "Group", GROUPS)
            .grows()
            .care(),
        Field::area("community", "所属社区", "Community").care(),
        Field::day("closed_on", "结案日期", "Closed on")
            .care()
            .sorted(),
        Field::long("notes", "备注", "Notes").care(),
    ],
    list: &["number", "opened_on", "group", "community", "closed_on"],
    when: "opened_on",
    scoped_by: ScopedBy::Area("community"),
    rights: rights::CARE,
    park: None,
    rule: None,
};
