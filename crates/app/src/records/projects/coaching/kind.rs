//! A coaching's fields.
//!
//! In: a row of 辅导记录. Out: one record a session. Two alike on one day are two sessions.

use base::{Field, Key, Kind, ScopedBy, Work, words};

use crate::records::rights;

/// 辅导记录
pub static KIND: Kind = Kind {
    name: "coaching",
    words: words("辅导", "Coaching"),
    work: Work::Projects,
    unit: words("次", "sessions"),
    sheet: "辅导记录",
    also: &["辅导", "项目辅导记录"],
    key: Key::Nth(&["project", "on", "tutor", "content"]),
    label: "",
    fields: &[
        Field::link("project", "项目编号", "Project", &["projects"])
            .must()
            .open()
            .also(&["项目"]),
        Field::day("on", "日期", "Date")
            .must()
            .open()
            .sorted()
            .also(&["辅导日期"]),
        Field::text("tutor", "辅导老师", "Tutor")
            .internal()
            .searched()
            .also(&["老师", "辅导人"]),
        Field::text("content", "内容", "Content")
            .internal()
            .searched()
            .also(&["辅导内容"]),
    ],
    list: &["on", "project", "tutor", "content"],
    when: "on",
    scoped_by: ScopedBy::Through("project", "projects"),
    rights: rights::WORK,
    park: None,
    rule: None,
};
