//! A project's fields.
//!
//! In: a row of 项目台账. Out: one record a project, selected by the year it was set up
//! (立项年度), whatever year it closes in. Money is kept in 分 and never re-typed in 万元.

use base::{Choice, Field, Key, Kind, ScopedBy, Work, words};

use super::rules;
use crate::records::rights;

const PROGRAMMES: &[Choice] = &[
    Choice::new("venture", "公益创投", "Public-interest venture"),
    Choice::new(
        "practice",
        "基层社会治理实践",
        "Grassroots governance practice",
    ),
    Choice::new("micro", "民生微实事·大盆菜", "Small livelihood projects"),
];

const APPLICATIONS: &[Choice] = &[
    Choice::new("pending", "待定", "Pending"),
    Choice::new("accepted", "成功", "Accepted"),
    Choice::new("rejected", "未入选", "Not selected"),
    Choice::new("withdrawn", "撤回", "Withdrawn"),
];

const STATES: &[Choice] = &[
    Choice::new("coaching", "辅导", "Being coached"),
    Choice::new("applying", "申报中", "Applying"),
    Choice::new("under_way", "实施中", "Under way"),
    Choice::new("completed", "已完成", "Completed"),
    Choice::new("closed", "已结项", "Closed"),
    Choice::new("ended", "终止", "Ended early"),
];

const RECOMMENDED: &[Choice] = &[Choice::new(
    "district_key",
    "区级重点推荐",
    "Recommended by the district",
)];

const CLOSINGS: &[Choice] = &[
    Choice::new("passed", "通过", "Passed"),
    Choice::new("rectify", "限期整改", "To be rectified"),
    Choice::new("failed", "不通过", "Failed"),
];

/// 项目
pub static KIND: Kind = Kind {
    name: "projects",
    words: words("项目", "Projects"),
    work: Work::Projects,
    unit: words("个", "projects"),
    sheet: "项目台账",
    also: &["项目", "项目清单"],
    key: Key::Unique(&["number"]),
    label: "name",
    fields: &[
        Field::text("number", "项目编号", "Project no.")
            .must()
            .numbered("XM")
            .open()
            .sorted()
            .searched()
            .also(&["编号"]),
        Field::year("year", "立项年度", "Year set up")
            .open()
            .sorted()
            .also(&["年度", "立项年份"]),
        Field::text("name", "项目名称", "Name")
            .must()
            .open()
            .sorted()
            .searched()
            .also(&["名称", "项目"]),
        Field::choice("programme", "项目类别", "Programme", PROGRAMMES)
            .must()
            .grows()
            .open()
            .also(&["类别", "项目类型"]),
        Field::area("community", "实施社区", "Community")
            .open()
            .also(&["所属社区", "所在社区", "落地社区", "社区"]),
        Field::text("carried_by", "实施单位", "Carried out by")
            .open()
            .searched()
            .also(&["实施主体", "申报单位"]),
        Field::day("applied_on", "申报日期", "Applied on")
            .internal()
            .sorted()
            .also(&["申报时间"]),
        Field::choice("application", "申报结果", "Application", APPLICATIONS).open(),
        Field::choice("state", "状态", "State", STATES)
            .open()
            .also(&["项目状态"]),
        Field::money("grant", "资助金额（元）", "Grant (yuan)")
            .at_least(0)
            .unit("元", "yuan")
            .internal()
            .also(&["资助金额", "金额（元）"]),
        Field::choice("recommended", "重点推荐", "Recommended", RECOMMENDED)
            .grows()
            .open(),
        Field::text("recommended_to", "推荐去向", "Recommended to")
            .open()
            .also(&["推荐入库"]),
        Field::day("closed_on", "结项日期", "Closed on")
            .open()
            .sorted()
            .also(&["结项时间"]),
        Field::choice("closing", "结项结果", "Closing result", CLOSINGS)
            .open()
            .also(&["结项评估"]),
    ],
    list: &["number", "name", "programme", "community", "state", "year"],
    when: "year",
    scoped_by: ScopedBy::Area("community"),
    rights: rights::WORK,
    park: None,
    rule: Some(rules::rule),
};
