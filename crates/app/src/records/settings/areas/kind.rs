//! An area's fields.
//!
//! In: a code and name, the area above it, from when to when it is so. Out: one record a
//! place. Membership is the link to the area above, never the first digits of a code: the
//! functional district of 大鹏 shares 龙岗's digits and is no part of it.

use base::{Choice, Field, Key, Kind, Level, ScopedBy, Work, words};

use super::rules;
use crate::records::rights;

const LEVELS: &[Choice] = &[
    Choice::new(Level::Province.code(), "省", "Province"),
    Choice::new(Level::City.code(), "市", "City"),
    Choice::new(Level::District.code(), "区县", "District"),
    Choice::new(Level::Street.code(), "街道", "Street"),
    Choice::new(Level::Community.code(), "社区", "Community"),
    Choice::new(Level::Below.code(), "社区以下", "Below a community"),
];

/// 地区
pub static KIND: Kind = Kind {
    name: "areas",
    words: words("地区", "Areas"),
    work: Work::Settings,
    unit: words("个", "areas"),
    sheet: "地区",
    also: &["行政区划"],
    key: Key::Unique(&["identity"]),
    label: "name",
    fields: &[
        Field::text("code", "代码", "Code").open().sorted().hint(
            "12位统计用区划代码，没有就空着",
            "The 12-digit code; blank when there is none",
        ),
        Field::text("name", "名称", "Name")
            .must()
            .open()
            .sorted()
            .searched(),
        Field::choice("level", "级别", "Level", LEVELS)
            .must()
            .open(),
        Field::area("parent", "上级", "Part of").open(),
        Field::day("begins", "设立日期", "Since").open(),
        Field::day("ends", "撤销日期", "Until").open(),
        Field::text("identity", "辨识依据", "Told apart by")
            .open()
            .derived(),
    ],
    list: &["name", "level", "parent", "code", "begins", "ends"],
    when: "",
    scoped_by: ScopedBy::Park,
    rights: rights::TREE,
    park: None,
    rule: Some(rules::rule),
};
