//! An honour's fields.
//!
//! In: a row of 荣誉奖项. Out: one record an honour, with who gave it and what proves it. Our
//! own score sheets never make one.

use base::{Field, Key, Kind, ScopedBy, Work, words};

use crate::records::rights;

/// 荣誉奖项
pub static KIND: Kind = Kind {
    name: "honours",
    words: words("荣誉", "Honours"),
    work: Work::Projects,
    unit: words("项", "honours"),
    sheet: "荣誉奖项",
    also: &["荣誉", "获奖情况"],
    key: Key::Unique(&["number"]),
    label: "name",
    fields: &[
        Field::text("number", "荣誉编号", "Honour no.")
            .must()
            .numbered("RY")
            .open()
            .sorted()
            .also(&["编号"]),
        Field::day("on", "日期", "Date")
            .must()
            .open()
            .sorted()
            .also(&["获奖日期", "颁发日期"]),
        Field::link("project", "项目编号", "Project", &["projects"])
            .open()
            .also(&["项目"]),
        Field::text("name", "名称", "Name")
            .must()
            .open()
            .searched()
            .also(&["荣誉名称", "奖项名称"]),
        Field::whole("rank", "名次", "Rank").at_least(1).open(),
        Field::text("issuer", "颁发单位", "Given by")
            .open()
            .searched()
            .also(&["颁发机构", "授予单位"]),
        Field::text("proof", "佐证", "Proof")
            .internal()
            .also(&["佐证材料"]),
    ],
    list: &["on", "name", "rank", "project", "issuer"],
    when: "on",
    scoped_by: ScopedBy::Park,
    rights: rights::WORK,
    park: None,
    rule: None,
};
