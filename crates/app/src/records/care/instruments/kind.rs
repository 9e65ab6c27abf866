//! An instrument's fields.
//!
//! In: what its authors published. Out: one record a version, so that a result can be read
//! beside the bands it was graded by. The words of the items stay with their publishers.

use base::{Field, Key, Kind, ScopedBy, Work, words};

use crate::records::rights;

/// 量表
pub static KIND: Kind = Kind {
    name: "instruments",
    words: words("量表", "Instruments"),
    work: Work::Care,
    unit: words("个", "instruments"),
    sheet: "量表",
    also: &[],
    key: Key::Unique(&["name", "version"]),
    label: "name",
    fields: &[
        Field::text("name", "名称", "Name").must().open().sorted(),
        Field::text("version", "版本", "Version").must().open(),
        Field::whole("items", "题数", "Items")
            .must()
            .at_least(1)
            .open(),
        Field::whole("most", "每题最高分", "Highest mark an item")
            .must()
            .at_least(1)
            .open(),
        Field::long("bands", "分段", "Bands").must().open(),
        Field::whole("cut_off", "建议转介分", "Refer from")
            .at_least(0)
            .open(),
        Field::long("source", "出处", "Source").must().open(),
        Field::long("licence", "使用许可", "Licence").must().open(),
    ],
    list: &["name", "version", "items", "cut_off", "licence"],
    when: "",
    scoped_by: ScopedBy::Park,
    rights: rights::MANAGED,
    park: None,
    rule: None,
};
