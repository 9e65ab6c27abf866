//! A definition's fields.
//!
//! In: a key, its labels, and the definition itself. Out: one record a figure; each change is
//! another version, and what was signed keeps the one it was signed with.

use base::{Field, Key, Kind, ScopedBy, Work, words};

use crate::records::rights;

/// 口径
pub static KIND: Kind = Kind {
    name: "definitions",
    words: words("口径", "Definitions"),
    work: Work::Settings,
    unit: words("个", "definitions"),
    sheet: "统计口径",
    also: &["口径"],
    key: Key::Unique(&["key"]),
    label: "zh",
    fields: &[
        Field::text("key", "口径代码", "Key")
            .must()
            .open()
            .sorted()
            .searched(),
        Field::text("zh", "中文名称", "Chinese label")
            .must()
            .open()
            .searched()
            .also(&["名称"]),
        Field::text("en", "英文名称", "English label")
            .must()
            .open()
            .searched(),
        Field::text("unit", "单位", "Unit").open(),
        Field::long("body", "定义", "Definition").must().open(),
        Field::whole("version", "版本", "Version")
            .at_least(1)
            .open(),
    ],
    list: &["zh", "key", "unit", "version"],
    when: "",
    scoped_by: ScopedBy::Park,
    rights: rights::MANAGED,
    park: None,
    rule: Some(super::rules::rule),
};
