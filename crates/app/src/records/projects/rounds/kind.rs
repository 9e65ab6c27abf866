//! A round's fields.
//!
//! In: what a visit or a revision says of its round. Out: one record a purpose, year and
//! number. Nobody types a round; it is there as soon as a record belongs to it.

use base::{Field, Key, Kind, ScopedBy, Work, words};

use super::rules;
use crate::records::{projects::rules::PURPOSES, rights};

/// 轮
pub static KIND: Kind = Kind {
    name: "rounds",
    words: words("轮次", "Rounds"),
    work: Work::Projects,
    unit: words("轮", "rounds"),
    sheet: "",
    also: &[],
    key: Key::Unique(&["purpose", "year", "number"]),
    label: "name",
    fields: &[
        Field::choice("purpose", "类别", "Purpose", PURPOSES)
            .must()
            .grows()
            .open(),
        Field::year("year", "年度", "Year").must().open().sorted(),
        Field::whole("number", "轮次", "Number")
            .must()
            .at_least(1)
            .open()
            .sorted(),
        Field::text("name", "名称", "Name").open().derived(),
    ],
    list: &["name", "purpose", "year", "number"],
    when: "year",
    scoped_by: ScopedBy::Park,
    rights: rights::WORK,
    park: None,
    rule: Some(rules::rule),
};
