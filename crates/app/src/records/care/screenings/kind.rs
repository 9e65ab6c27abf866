//! A screening's fields.
//!
//! In: a row of 心理筛查. Out: the sixteen answers under the file's key, and derived from them
//! totals and bands with the instrument's version. Old results are never scored again.

use base::{Choice, Field, Key, Kind, ScopedBy, Work, words};

use super::rules;
use crate::records::{care::GROUPS, rights};

const ITEMS: &[&str] = &[
    "PHQ1", "PHQ2", "PHQ3", "PHQ4", "PHQ5", "PHQ6", "PHQ7", "PHQ8", "PHQ9", //
    "GAD1", "GAD2", "GAD3", "GAD4", "GAD5", "GAD6", "GAD7",
];

const BANDS: &[Choice] = &[
    Choice::new("minimal", "无或极轻", "None to minimal"),
    Choice::new("mild", "轻度", "Mild"),
    Choice::new("moderate", "中度", "Moderate"),
    Choice::new("moderately_severe", "中重度", "Moderately severe"),
    Choice::new("severe", "重度", "Severe"),
];

/// 心理筛查
pub static KIND: Kind = Kind {
    name: "screenings",
    words: words("心理筛查", "Screenings"),
    work: Work::Care,
    unit: words("人次", "screenings"),
    sheet: "心理筛查",
    also: &["筛查", "心理评估筛查"],
    key: Key::Nth(&["number", "on"]),
    label: "number",
    fields: &[
        Field::text("number", "服务档案编号", "File no.")
            .must()
            .care()
            .sorted()
            .searched()
            .also(&["档案编号", "编号"]),
        Field::day("on", "日期", "Date")
            .must()
            .care()
            .sorted()
            .also(&["筛查日期", "评估日期"]),
        Field::choice("group", "重点人群类别", "Group", GROUPS)
            .grows()
            .care()
            .also(&["人群类别", "类别"]),
        Field::area("community", "所属社区", "Community")
            .care()
            .also(&["所在社区", "社区"]),
        Field::sealed("items", "各题作答", "Answers", ITEMS).care(),
        Field::whole("typed_total", "PHQ-9总分", "PHQ-9 total as written")
            .at_least(0)
            .care()
            .also(&["PHQ9总分", "总分"])
            .hint(
                "以各题为准；不同会提醒",
                "The items decide; a difference is told",
            ),
        Field::day("followed_up_on", "回访日期", "Followed up on")
            .care()
            .sorted()
            .also(&["回访时间"]),
        Field::link("counsellor", "负责咨询师", "Counsellor", &["accounts"])
            .care()
            .also(&["咨询师"])
            .hint(
                "第9题阳性时由谁当天联系；空着就是全体咨询师",
                "Who makes contact the same day when item 9 is positive; blank for every counsellor",
            ),
        Field::link("file", "服务档案", "Service file", &["service_files"])
            .care()
            .made(rules::file),
        Field::whole("phq9_total", "PHQ-9得分", "PHQ-9 score")
            .unit("分", "points")
            .care()
            .sorted()
            .derived(),
        Field::choice("phq9_band", "PHQ-9分段", "PHQ-9 band", BANDS)
            .care()
            .derived(),
        Field::yes_no("phq9_item9", "PHQ-9第9题阳性", "PHQ-9 item 9 positive")
            .care()
            .derived(),
        Field::text("phq9_version", "PHQ-9版本", "PHQ-9 version")
            .care()
            .derived(),
        Field::whole("gad7_total", "GAD-7得分", "GAD-7 score")
            .unit("分", "points")
            .care()
            .sorted()
            .derived(),
        Field::choice("gad7_band", "GAD-7分段", "GAD-7 band", BANDS)
            .care()
            .derived(),
        Field::text("gad7_version", "GAD-7版本", "GAD-7 version")
            .care()
            .derived(),
    ],
    list: &[
        "on",
        "number",
        "group",
        "phq9_total",
        "gad7_total",
        "followed_up_on",
    ],
    when: "on",
    scoped_by: ScopedBy::Area("community"),
    rights: rights::CARE,
    park: None,
    rule: Some(rules::rule),
};
