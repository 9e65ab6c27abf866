//! A sign-in's fields.
//!
//! In: a row of a sign-in list, or a scan at the door. Out: one record, tied to its activity
//! and to the person it is by the declared rule. Names and phones stay with the team.

use base::{Choice, Field, Key, Kind, ScopedBy, Work, words};

use super::rules;
use crate::records::rights;

const CAPACITIES: &[Choice] = &[
    Choice::new("resident", "居民", "Resident"),
    Choice::new("child", "儿童", "Child"),
    Choice::new("party_member", "党员", "Party member"),
    Choice::new("volunteer", "志愿者", "Volunteer"),
    Choice::new("social_worker", "社工", "Social worker"),
    Choice::new("street_delegate", "街道代表", "Street delegate"),
    Choice::new("core_member", "骨干班成员", "Core class member"),
    Choice::new(
        "drug_control_worker",
        "禁毒社工",
        "Drug control social worker",
    ),
    Choice::new(
        "mental_health_worker",
        "精防社工",
        "Mental health social worker",
    ),
];

/// 签到
pub static KIND: Kind = Kind {
    name: "attendance",
    words: words("签到", "Sign-ins"),
    work: Work::Activities,
    unit: words("人次", "attendances"),
    sheet: "签到表",
    also: &["签到", "签到记录", "活动签到表"],
    key: Key::Nth(&["activity", "batch", "name", "phone", "unit"]),
    label: "name",
    fields: &[
        Field::link("activity", "活动编号", "Activity", &["activities"])
            .must()
            .open()
            .also(&["活动"]),
        Field::whole("batch", "场次", "Session")
            .at_least(1)
            .open()
            .also(&["批次"]),
        Field::text("name", "姓名", "Name")
            .must()
            .personal()
            .sorted()
            .searched()
            .also(&["名字", "签到人"]),
        Field::text("phone", "手机", "Phone")
            .personal()
            .searched()
            .also(&["手机号码", "手机号", "电话", "联系电话", "联系方式"]),
        Field::choice("capacity", "身份", "Attends as", CAPACITIES)
            .grows()
            .internal()
            .also(&["人员类别", "参与身份"]),
        Field::area("street", "街道", "Street")
            .internal()
            .also(&["所属街道", "所在街道"]),
        Field::text("unit", "单位/社区", "Body or community")
            .internal()
            .searched()
            .also(&["单位", "社区", "所在社区", "所属社区", "工作单位"]),
        Field::moment("at", "签到时间", "Signed in at")
            .internal()
            .sorted()
            .also(&["时间", "签到日期"]),
        Field::text("notes", "备注", "Notes").internal(),
        Field::link("person", "人", "Person", &["people"])
            .personal()
            .made(rules::person),
    ],
    list: &["name", "activity", "capacity", "unit", "at"],
    when: "activity.on",
    scoped_by: ScopedBy::Through("activity", "activities"),
    rights: rights::SHARED_WORK,
    park: None,
    rule: Some(rules::rule),
};
