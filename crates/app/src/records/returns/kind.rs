//! A return's fields.
//!
//! In: a row of 材料报送. Out: one record each time something is handed in. A return sent back
//! (退回) stays as it is and is not counted; its correction is another record. One that is signed
//! says so by its digest, and no longer changes in what was signed.

use base::{Choice, Field, Key, Kind, ScopedBy, Work, words};

use super::rules;
use crate::records::rights;

const CATEGORIES: &[Choice] = &[
    Choice::new("monthly_service", "月度服务资料", "Monthly service papers"),
    Choice::new("ledger", "粤心安工作台账", "Yuexin'an ledger"),
    Choice::new("experience", "枫桥经验材料", "Creation experience paper"),
    Choice::new(
        "self_assessment",
        "履约自评",
        "Self-assessment of the contract",
    ),
    Choice::new("annual", "年度报告", "Annual report"),
];

const STATES: &[Choice] = &[
    Choice::new("due", "待报", "To be handed in"),
    Choice::new("draft", "拟稿", "Being drafted"),
    Choice::new("checking", "审核", "Being checked"),
    Choice::new("signed", "已签发", "Signed"),
    Choice::new("submitted", "已报", "Handed in"),
    Choice::new("late", "逾期补报", "Handed in late"),
    Choice::new("sent_back", "退回", "Sent back"),
];

/// 材料报送
pub static KIND: Kind = Kind {
    name: "returns",
    words: words("材料报送", "Returns"),
    work: Work::Returns,
    unit: words("份", "returns"),
    sheet: "材料报送",
    also: &["报送", "报送台账"],
    key: Key::Unique(&["number"]),
    label: "name",
    fields: &[
        Field::text("number", "报送编号", "Return no.")
            .must()
            .numbered("BS")
            .internal()
            .sorted()
            .searched()
            .also(&["编号"]),
        Field::day("on", "日期", "Handed in on")
            .internal()
            .sorted()
            .also(&["报送日期"])
            .hint("待报的可以空着", "May be blank while it is still due"),
        Field::choice("category", "材料类别", "Category", CATEGORIES)
            .must()
            .grows()
            .internal()
            .also(&["类别"]),
        Field::text("name", "材料名称", "Name")
            .must()
            .internal()
            .searched()
            .also(&["名称"]),
        Field::link(
            "subject",
            "对象编号",
            "About",
            &["projects", "creation_units"],
        )
        .internal()
        .also(&["项目/单位编号", "项目编号", "单位编号"]),
        Field::month("month", "所属月份", "Month")
            .internal()
            .sorted()
            .also(&["月份"]),
        Field::text("for_period", "所属期", "Period")
            .internal()
            .sorted()
            .also(&["报告期", "所属时段"])
            .hint(
                "如 2022-07、2022Q3、2022；写了月份可以空着",
                "Such as 2022-07, 2022Q3 or 2022; blank where the month says it",
            ),
        Field::text("recipient", "报送单位", "Handed in to")
            .internal()
            .also(&["报送至", "接收单位"]),
        Field::whole("copies", "份数", "Copies")
            .at_least(0)
            .unit("份", "copies")
            .internal(),
        Field::day("due", "截止日期", "Due")
            .internal()
            .sorted()
            .also(&["截止时间", "报送期限"]),
        Field::text("handler", "经办人", "Handled by")
            .internal()
            .also(&["经办"]),
        Field::choice("state", "状态", "State", STATES)
            .internal()
            .also(&["报送状态"]),
        Field::link("corrects", "更正的是", "Corrects", &["returns"])
            .internal()
            .hint(
                "更正报送时，写原来那一份的编号",
                "For a correction: the number of the return it corrects",
            ),
        Field::long("own_words", "填写内容", "Own words")
            .internal()
            .hint(
                "这一期自己写的话；“# 存在问题”这样一行之后写那一处的内容",
                "What this period says itself: a line such as # Difficulties, then the words of that place",
            ),
        Field::long("remark", "退回意见", "Remark on sending back").internal(),
        Field::day("signed_on", "签发日期", "Signed on")
            .internal()
            .derived(),
        Field::text("signed_by", "签发人", "Signed by")
            .internal()
            .derived(),
        Field::text("signature", "签发摘要", "Digest of what was signed")
            .internal()
            .derived(),
    ],
    list: &["name", "category", "on", "due", "state", "handler"],
    when: "on",
    scoped_by: ScopedBy::Park,
    rights: rights::OFFICE_WORK,
    park: None,
    rule: Some(rules::rule),
};
