//! A visit's fields.
//!
//! In: a row of 走访督导. Out: one record a visit. A round (轮) covers several communities and
//! so several visits; one visit may see several projects or units.

use base::{Choice, Field, Key, Kind, ScopedBy, Work, words};

use super::rules;
use crate::records::{own_role::OWN_ROLE, projects::rules::PURPOSES, rights};

const MODES: &[Choice] = &[
    Choice::new("on_site", "实地", "On site"),
    Choice::new("online", "线上", "Online"),
];

const FIXED: &[Choice] = &[
    Choice::new("open", "未整改", "Not yet fixed"),
    Choice::new("under_way", "整改中", "Being fixed"),
    Choice::new("fixed", "已整改", "Fixed"),
];

/// 走访督导
pub static KIND: Kind = Kind {
    name: "visits",
    words: words("走访督导", "Visits"),
    work: Work::Projects,
    unit: words("次", "visits"),
    sheet: "走访督导",
    also: &["走访", "督导记录", "走访记录"],
    key: Key::Unique(&["number"]),
    label: "number",
    fields: &[
        Field::text("number", "记录编号", "Visit no.")
            .must()
            .numbered("ZF")
            .open()
            .sorted()
            .searched()
            .also(&["编号", "走访编号"]),
        Field::day("on", "日期", "Date")
            .must()
            .open()
            .sorted()
            .also(&["走访日期"]),
        Field::choice("purpose", "类别", "Purpose", PURPOSES)
            .must()
            .grows()
            .open()
            .also(&["走访类别"]),
        Field::whole("round_number", "轮次", "Round no.")
            .at_least(1)
            .open()
            .sorted()
            .also(&["轮"]),
        Field::choice("mode", "形式", "Mode", MODES)
            .open()
            .also(&["走访形式"]),
        Field::links(
            "targets",
            "对象编号",
            "Projects or units",
            &["projects", "creation_units"],
        )
        .open()
        .also(&["项目/单位编号", "项目编号", "单位编号", "走访对象"]),
        Field::area("community", "所属社区", "Community")
            .open()
            .also(&["所在社区", "社区"]),
        OWN_ROLE,
        Field::text("led_by", "带队人", "Led by")
            .internal()
            .searched()
            .also(&["带队领导", "领队"]),
        Field::whole("attended", "参加人数", "Took part")
            .at_least(0)
            .unit("人", "people")
            .open()
            .also(&["人数", "参与人数"]),
        Field::long("findings", "发现问题", "Findings")
            .internal()
            .searched()
            .also(&["问题", "存在问题"]),
        Field::choice("fixed", "整改情况", "Put right", FIXED)
            .grows()
            .internal()
            .also(&["整改"]),
        Field::link("round", "轮", "Round", &["rounds"])
            .open()
            .made(rules::round),
    ],
    list: &[
        "on",
        "purpose",
        "round_number",
        "targets",
        "community",
        "fixed",
    ],
    when: "on",
    scoped_by: ScopedBy::Area("community"),
    rights: rights::WORK,
    park: None,
    rule: None,
};
