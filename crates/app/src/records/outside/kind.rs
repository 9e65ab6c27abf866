//! An outside number's fields.
//!
//! In: what it is, of which place, as of which day, its value and where it is printed. Out: one
//! record a number and day; the next one is another record, so that an old figure keeps the
//! number it was made with. It is never computed from our own records.

use base::{Field, Key, Kind, ScopedBy, Work, words};

use crate::records::rights;

/// 外部数据
pub static KIND: Kind = Kind {
    name: "outside_numbers",
    words: words("外部数据", "Outside numbers"),
    work: Work::Returns,
    unit: words("条", "numbers"),
    sheet: "外部数据",
    also: &["引用数据"],
    key: Key::Nth(&["name", "place", "on"]),
    label: "name",
    fields: &[
        Field::text("name", "名称", "Name")
            .must()
            .open()
            .sorted()
            .searched()
            .also(&["数据名称", "指标名称"])
            .hint(
                "同一种数每次写同样的名称，如：常住人口",
                "Write the same name each time, such as resident population",
            ),
        Field::area("place", "地区", "Area")
            .open()
            .also(&["所属地区", "区域"]),
        Field::day("on", "数据日期", "As of")
            .must()
            .open()
            .sorted()
            .also(&["截至日期"])
            .hint(
                "一段时间的数写最后一天",
                "For a stretch of time its last day",
            ),
        Field::day("since", "起始日期", "From")
            .open()
            .also(&["开始日期"])
            .hint(
                "只对一段时间的数填写",
                "Only for a number of a stretch of time",
            ),
        Field::decimal("value", "数值", "Value", 4)
            .must()
            .open()
            .also(&["数据"]),
        Field::text("unit", "单位", "Unit").open(),
        Field::text("source", "来源", "Source")
            .must()
            .open()
            .searched()
            .hint("文件名、公报、网址", "A document, a bulletin, an address"),
        Field::long("note", "说明", "Note").open(),
    ],
    list: &["name", "place", "on", "value", "unit", "source"],
    when: "on",
    scoped_by: ScopedBy::Area("place"),
    rights: rights::WORK,
    park: None,
    rule: Some(super::rules::rule),
};
