//! A contract indicator's fields.
//!
//! In: a row of 合同指标. Out: one record an indicator with the figure that fills it. The value
//! reached is never typed.

use base::{Field, Key, Kind, ScopedBy, Work, words};

use crate::records::rights;

/// 合同指标
pub static KIND: Kind = Kind {
    name: "contract_indicators",
    words: words("合同指标", "Contract indicators"),
    work: Work::Returns,
    unit: words("项", "indicators"),
    sheet: "合同指标",
    also: &[],
    key: Key::Unique(&["contract", "indicator"]),
    label: "indicator",
    fields: &[
        Field::link("contract", "合同编号", "Contract", &["contracts"])
            .must()
            .internal()
            .also(&["合同"]),
        Field::text("indicator", "指标", "Indicator")
            .must()
            .internal()
            .searched()
            .also(&["指标名称"]),
        Field::text("unit", "单位", "Unit")
            .internal()
            .also(&["计量单位"]),
        Field::decimal("target", "目标值", "Target", 2)
            .must()
            .at_least(0)
            .internal()
            .sorted()
            .also(&["目标"]),
        Field::definition("figure", "统计口径", "Figure")
            .must()
            .internal()
            .also(&["口径"]),
    ],
    list: &["contract", "indicator", "target", "unit", "figure"],
    when: "contract.begins",
    scoped_by: ScopedBy::Through("contract", "contracts"),
    rights: rights::OFFICE_WORK,
    park: None,
    rule: None,
};
