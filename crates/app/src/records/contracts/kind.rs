//! A contract's fields.
//!
//! In: a row of 服务合同. Out: one record a contract; its indicators stand beside it.

use base::{Field, Key, Kind, ScopedBy, Work, words};

use super::rules;
use crate::records::rights;

/// 服务合同
pub static KIND: Kind = Kind {
    name: "contracts",
    words: words("服务合同", "Contracts"),
    work: Work::Returns,
    unit: words("份", "contracts"),
    sheet: "服务合同",
    also: &["合同"],
    key: Key::Unique(&["number"]),
    label: "name",
    fields: &[
        Field::text("number", "合同编号", "Contract no.")
            .must()
            .numbered("HT")
            .internal()
            .sorted()
            .searched()
            .also(&["编号"]),
        Field::text("name", "名称", "Name")
            .must()
            .internal()
            .searched()
            .also(&["合同名称"]),
        Field::text("client", "甲方", "Client").internal(),
        Field::text("operator", "乙方", "Operator").internal(),
        Field::day("begins", "开始日期", "Begins")
            .must()
            .internal()
            .sorted()
            .also(&["起始日期"]),
        Field::day("ends", "结束日期", "Ends")
            .internal()
            .sorted()
            .also(&["终止日期"]),
        Field::money("fee", "金额（元）", "Fee (yuan)")
            .at_least(0)
            .unit("元", "yuan")
            .internal()
            .also(&["合同金额（元）", "金额"]),
    ],
    list: &["number", "name", "client", "begins", "ends", "fee"],
    when: "begins",
    scoped_by: ScopedBy::Park,
    rights: rights::OFFICE_WORK,
    park: None,
    rule: Some(rules::rule),
};
