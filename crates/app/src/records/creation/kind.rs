//! A creation unit's fields.
//!
//! In: a row of 枫桥单位. Out: one record a unit and year, with its five criteria and their
//! total. The self-assessment and the acceptance stand apart: neither is derived from the other.

use base::{Choice, Field, Key, Kind, ScopedBy, Work, words};

use super::rules;
use crate::records::{own_role::OWN_ROLE, rights};

const CATEGORIES: &[Choice] = &[
    Choice::new("community", "社区", "Community"),
    Choice::new("estate", "小区", "Housing estate"),
    Choice::new("park", "园区", "Business park"),
    Choice::new("school", "学校", "School"),
    Choice::new("enterprise", "企业", "Enterprise"),
];

const RESULTS: &[Choice] = &[
    Choice::new("passed", "通过", "Passed"),
    Choice::new("rectify", "限期整改", "To be rectified"),
    Choice::new("failed", "不通过", "Failed"),
];

const fn criterion(name: &'static str, zh: &'static str, en: &'static str) -> Field {
    Field::whole(name, zh, en)
        .at_least(0)
        .unit("分", "marks")
        .internal()
}

/// 枫桥单位
pub static KIND: Kind = Kind {
    name: "creation_units",
    words: words("枫桥单位", "Creation units"),
    work: Work::Creation,
    unit: words("个", "units"),
    sheet: "枫桥单位",
    also: &["枫桥创建", "创建单位"],
    key: Key::Unique(&["number"]),
    label: "name",
    fields: &[
        Field::text("number", "单位编号", "Unit no.")
            .must()
            .numbered("FQ")
            .open()
            .sorted()
            .searched()
            .also(&["编号"]),
        Field::year("year", "创建年度", "Year")
            .open()
            .sorted()
            .also(&["年度"]),
        Field::text("name", "单位名称", "Name")
            .must()
            .open()
            .sorted()
            .searched()
            .also(&["名称"]),
        Field::choice("category", "单位类型", "Type", CATEGORIES)
            .must()
            .grows()
            .open()
            .also(&["类型", "单位类别"]),
        Field::area("community", "所属社区", "Community")
            .open()
            .also(&["所在社区", "社区"]),
        Field::yes_no("pilot", "试点单位", "Pilot")
            .open()
            .also(&["试点", "是否试点"]),
        OWN_ROLE,
        Field::whole("self_score", "自评分", "Self-assessment")
            .at_least(0)
            .unit("分", "marks")
            .internal()
            .also(&["自评"]),
        criterion("leadership", "党建引领", "Party leadership"),
        criterion("disputes", "矛盾化解", "Settling disputes"),
        criterion("safety", "平安建设", "Public safety"),
        criterion(
            "self_governance",
            "自治法治德治",
            "Self-governance, law and virtue",
        ),
        criterion("service", "服务群众", "Serving residents"),
        Field::day("accepted_on", "验收日期", "Assessed on")
            .open()
            .sorted()
            .also(&["验收时间"]),
        Field::choice("result", "验收结果", "Result", RESULTS).open(),
        Field::text("rectification", "整改事项", "To put right")
            .internal()
            .searched()
            .also(&["整改"]),
        Field::day("rechecked_on", "复验日期", "Re-assessed on")
            .open()
            .also(&["复验时间"]),
        Field::whole("total", "验收得分", "Total")
            .unit("分", "marks")
            .internal()
            .sorted()
            .derived(),
    ],
    list: &["number", "name", "category", "community", "total", "result"],
    when: "year",
    scoped_by: ScopedBy::Area("community"),
    rights: rights::WORK,
    park: None,
    rule: Some(rules::rule),
};
