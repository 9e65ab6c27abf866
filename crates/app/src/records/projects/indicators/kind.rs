//! A project indicator's fields.
//!
//! In: a row of 项目指标. Out: one record an indicator. Whether it is met is a question to its
//! two numbers, never typed.

use base::{Field, Key, Kind, ScopedBy, Work, words};

use crate::records::rights;

/// 项目指标
pub static KIND: Kind = Kind {
    name: "indicators",
    words: words("项目指标", "Project indicators"),
    work: Work::Projects,
    unit: words("项", "indicators"),
    sheet: "项目指标",
    also: &["指标", "指标完成情况"],
    key: Key::Unique(&["project", "indicator"]),
    label: "indicator",
    fields: &[
        Field::link("project", "项目编号", "Project", &["projects"])
            .must()
            .open()
            .also(&["项目"]),
        Field::text("indicator", "指标", "Indicator")
            .must()
            .open()
            .searched()
            .also(&["指标名称"]),
        Field::text("unit", "单位", "Unit")
            .open()
            .also(&["计量单位"]),
        Field::decimal("target", "目标值", "Target", 2)
            .must()
            .at_least(0)
            .open()
            .sorted()
            .also(&["目标"]),
        Field::decimal("done", "完成值", "Reached", 2)
            .at_least(0)
            .open()
            .sorted()
            .also(&["完成", "实际值"]),
    ],
    list: &["project", "indicator", "target", "done", "unit"],
    when: "project.year",
    scoped_by: ScopedBy::Through("project", "projects"),
    rights: rights::WORK,
    park: None,
    rule: None,
};
