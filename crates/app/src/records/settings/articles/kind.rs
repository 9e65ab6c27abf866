//! An article's fields.
//!
//! In: a title and a text. Out: one record an article; only a published one is public. An
//! article that stands for a year's report says which year.

use base::{Choice, Field, Key, Kind, ScopedBy, Work, words};

use super::rules;
use crate::records::rights;

const STATES: &[Choice] = &[
    Choice::new("draft", "草稿", "Draft"),
    Choice::new("published", "已发布", "Published"),
];

/// 文章
pub static KIND: Kind = Kind {
    name: "articles",
    words: words("文章", "Articles"),
    work: Work::Settings,
    unit: words("篇", "articles"),
    sheet: "",
    also: &[],
    key: Key::Unique(&["slug"]),
    label: "title",
    fields: &[
        Field::text("title", "标题", "Title")
            .must()
            .open()
            .sorted()
            .searched(),
        Field::text("slug", "网址名", "Address").open().hint(
            "小写字母、数字和短横线；空着就用日期",
            "Lower-case letters, digits and hyphens; blank for its day",
        ),
        Field::day("on", "日期", "Date").must().open().sorted(),
        Field::text("author", "作者", "By").open(),
        Field::long("body", "正文", "Text")
            .must()
            .open()
            .searched()
            .hint(
                "一行一段；行首写“# ”是小标题，“> ”是引语，“- ”是要点",
                "A paragraph a line; # opens a heading, > a quotation, - a point",
            ),
        Field::choice("state", "状态", "State", STATES).open(),
        Field::year("report_year", "对应年报", "Report of the year").open(),
    ],
    list: &["on", "title", "state", "report_year"],
    when: "on",
    scoped_by: ScopedBy::Park,
    rights: rights::WORK,
    park: None,
    rule: Some(rules::rule),
};
