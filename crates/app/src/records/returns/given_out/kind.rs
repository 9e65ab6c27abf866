//! The fields of a number given out.
//!
//! In: nothing is typed; whoever gives a number out makes the record. Out: one record a number.
//! What left the house is never changed and never removed: no role writes it by ledger or import.

use base::{Choice, Field, Key, Kind, Rights, Roles, ScopedBy, Work, words};

const CHANNELS: &[Choice] = &[
    Choice::new("chat", "微信等消息", "Message"),
    Choice::new("phone", "电话", "Telephone"),
    Choice::new("form", "表格", "Form"),
    Choice::new("return", "材料报送", "Return"),
    Choice::new("site", "公开网站", "Public site"),
];

const STATES: &[Choice] = &[
    Choice::new("asked", "待核定", "To be approved"),
    Choice::new("out", "已报出", "Given out"),
    Choice::new("withdrawn", "未报出", "Not given out"),
];

/// 报出记录
pub static KIND: Kind = Kind {
    name: "given_out",
    words: words("报出记录", "Numbers given out"),
    work: Work::Returns,
    unit: words("个", "numbers"),
    sheet: "报出记录",
    also: &[],
    key: Key::Unique(&["number"]),
    label: "said",
    fields: &[
        Field::text("number", "报出编号", "No.")
            .must()
            .internal()
            .sorted(),
        Field::day("on", "日期", "Day").must().internal().sorted(),
        Field::time("time", "时间", "Time").internal(),
        Field::definition("figure", "口径", "Definition")
            .must()
            .internal(),
        Field::whole("version", "口径版本", "Version").internal(),
        Field::text("for_period", "所属期", "Period")
            .must()
            .internal()
            .sorted(),
        Field::area("place", "地点", "Place").internal(),
        Field::text("said", "报出的数", "As given out")
            .must()
            .internal()
            .searched(),
        Field::text("value", "数值", "Value").internal(),
        Field::text("recipient", "报给谁", "Given to")
            .internal()
            .searched(),
        Field::choice("channel", "方式", "By", CHANNELS).internal(),
        Field::link("by", "报出人", "Given by", &["accounts"]).internal(),
        Field::link("approved_by", "核定人", "Approved by", &["accounts"]).internal(),
        Field::link("return", "随哪份材料", "With which return", &["returns"]).internal(),
        Field::choice("state", "状态", "State", STATES)
            .must()
            .internal(),
        Field::long(
            "because",
            "与上次不同的说明",
            "Why it differs from the one before",
        )
        .internal(),
    ],
    list: &["on", "said", "for_period", "recipient", "channel", "state"],
    when: "on",
    scoped_by: ScopedBy::Park,
    rights: Rights {
        read: Roles::TEAM,
        write: Roles::NONE,
        remove: Roles::NONE,
    },
    park: None,
    rule: None,
};
