//! The fields of a type of return.
//!
//! In: a name, a rhythm, a text with slots for figures. Out: one record a type; what is owed in a
//! year follows from it, and its text fills itself for each period.

use base::{Choice, Field, Key, Kind, ScopedBy, Work, words};

use super::rules;
use crate::records::rights;

const RHYTHMS: &[Choice] = &[
    Choice::new("month", "每月", "Monthly"),
    Choice::new("quarter", "每季度", "Quarterly"),
    Choice::new("half_year", "每半年", "Half-yearly"),
    Choice::new("year", "每年", "Yearly"),
    Choice::new("asked", "要时才报", "When asked for"),
];

/// 报送种类
pub static KIND: Kind = Kind {
    name: "return_types",
    words: words("报送种类", "Return types"),
    work: Work::Settings,
    unit: words("种", "return types"),
    sheet: "报送种类",
    also: &["报表种类"],
    key: Key::Unique(&["code"]),
    label: "name",
    fields: &[
        Field::text("code", "种类代码", "Code")
            .must()
            .open()
            .sorted()
            .hint(
                "与材料报送的“材料类别”相同，如 monthly_service；年度报告是 annual",
                "The category of its returns, such as monthly_service; the annual report is annual",
            ),
        Field::text("name", "名称", "Name")
            .must()
            .open()
            .sorted()
            .searched(),
        Field::text("name_en", "英文名称", "English name").open(),
        Field::choice("rhythm", "周期", "Rhythm", RHYTHMS).must().open(),
        Field::whole("due_after", "截止天数", "Days until due")
            .at_least(0)
            .at_most(366)
            .unit("天", "days")
            .open()
            .hint(
                "这一期结束后第几天截止；空着是第5天",
                "How many days after its period's end it is due; blank is the fifth",
            ),
        Field::day("begins", "从何时起", "Owed from").open().hint(
            "空着就不生成待报的任务",
            "Blank: nothing is put on the calendar",
        ),
        Field::day("ends", "到何时止", "Owed until").open(),
        Field::text("recipient", "报送单位", "Handed in to").open(),
        Field::text("handler", "经办人", "Handled by").internal(),
        Field::text("title", "标题", "Title").open().hint(
            "可以写 {park} {period} 和口径代码",
            "May hold {park}, {period} and figures' keys",
        ),
        Field::long("body", "正文", "Text").open().hint(
            "一行一段；“# ”开头是章节；{口径代码} 处填数字；“表格：{a}{b}”“清单：{a}”各成一张表；“填写：存在问题”留给每一期自己写",
            "A paragraph a line; # opens a chapter; {key} takes a figure; Table: {a}{b} and List: {a} make tables; Write: Difficulties is left to each period",
        ),
        Field::text("title_en", "英文标题", "English title").open(),
        Field::long("body_en", "英文正文", "English text").open(),
    ],
    list: &["name", "code", "rhythm", "due_after", "recipient", "handler"],
    when: "",
    scoped_by: ScopedBy::Park,
    rights: rights::MANAGED,
    park: None,
    rule: Some(rules::rule),
};
