//! A proposal's fields.
//!
//! In: a row of 议事建议. Out: one record a proposal. A child stands under a pseudonym and an
//! age, never a name; every proposal gets an answer.

use base::{Choice, Field, Key, Kind, ScopedBy, Work, words};

use super::rules;
use crate::records::rights;

const RESULTS: &[Choice] = &[
    Choice::new("pending", "待答复", "Awaiting an answer"),
    Choice::new("adopted", "采纳", "Adopted"),
    Choice::new("referred", "转办", "Referred"),
    Choice::new("declined", "未采纳", "Not adopted"),
];

const DONE: &[Choice] = &[
    Choice::new("under_way", "落实中", "Under way"),
    Choice::new("done", "已落实", "Done"),
];

/// 议事建议
pub static KIND: Kind = Kind {
    name: "proposals",
    words: words("议事建议", "Proposals"),
    work: Work::Council,
    unit: words("条", "proposals"),
    sheet: "议事建议",
    also: &["建议", "儿童议事建议"],
    key: Key::Unique(&["number"]),
    label: "proposal",
    fields: &[
        Field::text("number", "建议编号", "Proposal no.")
            .must()
            .numbered("JY")
            .open()
            .sorted()
            .searched()
            .also(&["编号"]),
        Field::day("on", "日期", "Date")
            .must()
            .open()
            .sorted()
            .also(&["提出日期"]),
        Field::text("proposer", "提议人代号", "Proposer's pseudonym")
            .internal()
            .also(&["提议人", "代号"]),
        Field::whole("age", "年龄", "Age")
            .at_least(0)
            .at_most(120)
            .unit("岁", "years")
            .internal(),
        Field::text("proposal", "建议", "Proposal")
            .must()
            .open()
            .searched()
            .also(&["建议内容"]),
        Field::choice("result", "结果", "Result", RESULTS)
            .open()
            .also(&["办理结果"]),
        Field::day("answered_on", "答复日期", "Answered on")
            .open()
            .sorted()
            .also(&["答复时间"]),
        Field::choice("done", "落实情况", "Done", DONE)
            .grows()
            .open()
            .also(&["落实"]),
    ],
    list: &["on", "proposal", "result", "answered_on", "done"],
    when: "on",
    scoped_by: ScopedBy::Park,
    rights: rights::WORK,
    park: None,
    rule: Some(rules::rule),
};
