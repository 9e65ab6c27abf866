//! A mark's fields.
//!
//! In: a row of 模拟路演评分. Out: one record a project, judge and item. Totals, means and ranks
//! are figures over these, never typed.

use base::{Field, Key, Kind, ScopedBy, Work, words};

use super::rules;
use crate::records::rights;

/// 评分
pub static KIND: Kind = Kind {
    name: "scores",
    words: words("评分", "Scores"),
    work: Work::Projects,
    unit: words("条", "scores"),
    sheet: "模拟路演评分",
    also: &["路演评分", "评分表", "评分"],
    key: Key::Unique(&["project", "judge", "item"]),
    label: "",
    fields: &[
        Field::link("project", "项目编号", "Project", &["projects"])
            .must()
            .internal()
            .also(&["项目"]),
        Field::text("judge", "评委", "Judge")
            .must()
            .internal()
            .sorted()
            .also(&["评委姓名", "专家"]),
        Field::text("item", "评分项", "Item")
            .must()
            .internal()
            .also(&["评分项目", "评分内容"]),
        Field::decimal("full", "满分", "Full mark", 2)
            .must()
            .at_least(0)
            .unit("分", "marks")
            .internal()
            .also(&["分值"]),
        Field::decimal("score", "得分", "Score", 2)
            .must()
            .at_least(0)
            .unit("分", "marks")
            .internal()
            .sorted()
            .also(&["评分", "分数"]),
    ],
    list: &["project", "judge", "item", "score", "full"],
    when: "project.year",
    scoped_by: ScopedBy::Through("project", "projects"),
    rights: rights::SCORED,
    park: None,
    rule: Some(rules::rule),
};
