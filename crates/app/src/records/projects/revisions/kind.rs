//! A plan revision's fields.
//!
//! In: a row of 方案修改. Out: one record a project and round. A round covers many projects:
//! three rounds over nine projects are three revisions in a report, and 27 records.

use base::{Field, Key, Kind, ScopedBy, Work, words};

use super::rules;
use crate::records::rights;

/// 方案修改
pub static KIND: Kind = Kind {
    name: "revisions",
    words: words("方案修改", "Plan revisions"),
    work: Work::Projects,
    unit: words("条", "revisions"),
    sheet: "方案修改",
    also: &["方案修改记录"],
    key: Key::Nth(&["project", "round_number", "on"]),
    label: "note",
    fields: &[
        Field::whole("round_number", "轮次", "Round no.")
            .must()
            .at_least(1)
            .open()
            .sorted()
            .also(&["轮"]),
        Field::day("on", "日期", "Date")
            .must()
            .open()
            .sorted()
            .also(&["修改日期"]),
        Field::link("project", "项目编号", "Project", &["projects"])
            .must()
            .open()
            .also(&["项目"]),
        Field::text("note", "修改说明", "What changed")
            .internal()
            .searched()
            .also(&["说明", "修改内容"]),
        Field::link("round", "轮", "Round", &["rounds"])
            .open()
            .made(rules::round),
    ],
    list: &["on", "project", "round_number", "note"],
    when: "on",
    scoped_by: ScopedBy::Through("project", "projects"),
    rights: rights::WORK,
    park: None,
    rule: None,
};
