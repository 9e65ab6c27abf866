//! A publication's fields.
//!
//! In: a row of 宣传发表. Out: one record each time a text appears: the same text in two outlets
//! is two records.

use base::{Field, Key, Kind, ScopedBy, Work, words};

use crate::records::rights;

/// 宣传发表
pub static KIND: Kind = Kind {
    name: "publications",
    words: words("宣传发表", "Publications"),
    work: Work::Returns,
    unit: words("篇", "publications"),
    sheet: "宣传发表",
    also: &["宣传", "媒体报道"],
    key: Key::Unique(&["number"]),
    label: "title",
    fields: &[
        Field::text("number", "发表编号", "Publication no.")
            .must()
            .numbered("FB")
            .open()
            .sorted()
            .also(&["编号"]),
        Field::day("on", "日期", "Date")
            .must()
            .open()
            .sorted()
            .also(&["发表日期"]),
        Field::text("title", "标题", "Title")
            .must()
            .open()
            .searched()
            .also(&["题目", "名称"]),
        Field::text("outlet", "媒体", "Outlet")
            .open()
            .searched()
            .also(&["刊发媒体", "平台"]),
        Field::text("issue", "期号", "Issue").open().also(&["期数"]),
        Field::text("url", "链接", "Link").open().also(&["网址"]),
    ],
    list: &["on", "title", "outlet", "issue"],
    when: "on",
    scoped_by: ScopedBy::Park,
    rights: rights::WORK,
    park: None,
    rule: None,
};
