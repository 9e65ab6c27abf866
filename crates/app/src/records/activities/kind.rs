//! An activity's fields.
//!
//! In: what the 活动台账 holds. Out: one record for each activity, with what its rule fills in.
//! It never counts people: sign-ins do, and the registered head count where there are none.

use base::{Choice, Field, Key, Kind, ScopedBy, Work, words};

use super::rules;
use crate::records::{own_role::OWN_ROLE, rights};

const CATEGORIES: &[Choice] = &[
    Choice::new("exchange", "治理交流", "Governance exchange"),
    Choice::new("family", "亲子活动", "Family activity"),
    Choice::new("coaching", "辅导会", "Coaching meeting"),
    Choice::new("talk", "宣讲", "Talk"),
    Choice::new("child_council", "儿童议事", "Children's council"),
    Choice::new("enterprise", "企业参与", "Enterprise engagement"),
    Choice::new("observation", "观摩会", "Observation visit"),
    Choice::new("camp", "训练营", "Training camp"),
    Choice::new("training", "培训", "Training"),
    Choice::new("drill", "演练", "Drill"),
    Choice::new("group_supervision", "团体督导", "Group supervision"),
    Choice::new("screening", "评估筛查", "Screening"),
    Choice::new("publicity", "宣传", "Publicity"),
];

const SERIES: &[Choice] = &[
    Choice::new("theme_day", "主题日", "Theme day"),
    Choice::new("talent_camp", "社会达人训练营", "Community talent camp"),
    Choice::new(
        "core_class",
        "骨干人才培训班",
        "Core people's training class",
    ),
    Choice::new(
        "good_mind",
        "横岗好心态，幸福横岗人",
        "Good mind, happy Henggang",
    ),
];

const MODES: &[Choice] = &[
    Choice::new("in_person", "线下", "In person"),
    Choice::new("online", "线上", "Online"),
    Choice::new("hybrid", "线上线下结合", "In person and online"),
];

const STATES: &[Choice] = &[
    Choice::new("planned", "计划中", "Planned"),
    Choice::new("completed", "已完成", "Completed"),
    Choice::new("postponed", "延期", "Postponed"),
    Choice::new("cancelled", "取消", "Cancelled"),
];

/// 活动
pub static KIND: Kind = Kind {
    name: "activities",
    words: words("活动", "Activities"),
    work: Work::Activities,
    unit: words("场", "activities"),
    sheet: "活动台账",
    also: &["活动", "活动记录", "活动登记表"],
    key: Key::Unique(&["number"]),
    label: "name",
    fields: &[
        Field::text("number", "活动编号", "Activity no.")
            .must()
            .numbered("HD")
            .open()
            .sorted()
            .searched()
            .also(&["编号"]),
        Field::day("on", "日期", "Date")
            .must()
            .open()
            .sorted()
            .also(&["活动日期", "活动时间"]),
        Field::time("begins", "开始时间", "Begins")
            .open()
            .also(&["时间"]),
        Field::decimal("hours", "时长（小时）", "Hours", 2)
            .at_least(0)
            .unit("小时", "hours")
            .open()
            .also(&["时长", "活动时长"]),
        Field::text("name", "活动名称", "Name")
            .must()
            .open()
            .sorted()
            .searched()
            .also(&["活动主题", "名称", "主题", "活动"]),
        Field::choice("category", "活动类别", "Category", CATEGORIES)
            .must()
            .grows()
            .open()
            .also(&["类别", "活动类型", "类型"]),
        Field::choice("series", "系列", "Series", SERIES)
            .grows()
            .open()
            .also(&["活动系列", "所属系列"]),
        Field::choice("mode", "形式", "Mode", MODES)
            .open()
            .also(&["活动形式"]),
        Field::whole("batches", "场次", "Sessions")
            .at_least(1)
            .unit("场", "sessions")
            .open()
            .also(&["批次", "场数"]),
        Field::text("place", "地点", "Place")
            .open()
            .searched()
            .also(&["活动地点", "场地"]),
        Field::area("community", "所属社区", "Community")
            .open()
            .also(&["所在社区", "社区"]),
        Field::link("project", "所属项目", "Project", &["projects"])
            .open()
            .also(&["项目编号", "项目"]),
        Field::text("host", "主办单位", "Host body")
            .open()
            .also(&["主办", "主办方"]),
        OWN_ROLE,
        Field::text("lead", "负责人", "In charge")
            .internal()
            .searched()
            .also(&["活动负责人", "联系人"]),
        Field::choice("status", "状态", "Status", STATES)
            .open()
            .also(&["活动状态"]),
        Field::whole("headcount", "参与人次（登记）", "Registered head count")
            .at_least(0)
            .unit("人次", "attendances")
            .open()
            .also(&["参与人次", "登记人次", "参加人数"])
            .hint(
                "只在没有签到名单时计入",
                "Counted only where there is no sign-in list",
            ),
        Field::whole("photos", "照片（张）", "Photos")
            .at_least(0)
            .unit("张", "photos")
            .internal()
            .also(&["照片", "照片数"]),
        Field::long("outcome", "成果", "Outcome")
            .internal()
            .searched()
            .also(&["活动成果"]),
        Field::long("notes", "备注", "Notes")
            .internal()
            .also(&["说明"]),
    ],
    list: &["on", "name", "category", "community", "status", "headcount"],
    when: "on",
    scoped_by: ScopedBy::Area("community"),
    rights: rights::SHARED_WORK,
    park: None,
    rule: Some(rules::rule),
};
