//! A piece of evidence's fields.
//!
//! In: a title, a file or address, the records it proves. Out: one record that may serve many.
//! A picture with a child in it is never public without a consent. Source: 个人信息保护法 art. 28–31.

use base::{Choice, Field, Key, Kind, ScopedBy, Work, words};

use crate::records::{any_work::ANY_WORK, rights};

const CATEGORIES: &[Choice] = &[
    Choice::new("document", "文件", "Document"),
    Choice::new("minutes", "会议纪要", "Minutes"),
    Choice::new("sign_in", "签到表", "Sign-in sheet"),
    Choice::new("photo", "照片", "Photo"),
    Choice::new("ledger", "台账", "Ledger"),
    Choice::new("agreement", "协议", "Agreement"),
    Choice::new("screenshot", "截图", "Screenshot"),
    Choice::new("media", "媒体链接", "Media link"),
];

const CONSENTS: &[Choice] = &[
    Choice::new("not_needed", "不需要", "Not needed"),
    Choice::new("obtained", "已取得", "Obtained"),
    Choice::new("not_obtained", "未取得", "Not obtained"),
];

/// 佐证材料
pub static KIND: Kind = Kind {
    name: "evidence",
    words: words("佐证材料", "Evidence"),
    work: Work::Returns,
    unit: words("件", "pieces"),
    sheet: "佐证材料",
    also: &["佐证"],
    key: Key::Nth(&["title", "on"]),
    label: "title",
    fields: &[
        Field::text("title", "标题", "Title")
            .must()
            .internal()
            .sorted()
            .searched()
            .also(&["材料名称", "名称"]),
        Field::choice("category", "材料类别", "Category", CATEGORIES)
            .must()
            .grows()
            .internal()
            .also(&["类别"]),
        Field::links("about", "对象编号", "Proves", ANY_WORK)
            .internal()
            .also(&["证明对象", "编号"]),
        Field::day("on", "日期", "Date").internal().sorted(),
        Field::text("file", "文件名", "File")
            .internal()
            .also(&["文件"]),
        Field::text("url", "链接", "Link")
            .internal()
            .also(&["网址"]),
        Field::yes_no("has_child", "有儿童", "Shows a child")
            .internal()
            .also(&["含儿童"]),
        Field::choice("consent", "公开同意", "Consent to publish", CONSENTS)
            .internal()
            .also(&["同意"]),
    ],
    list: &["title", "category", "about", "on", "has_child", "consent"],
    when: "on",
    scoped_by: ScopedBy::Park,
    rights: rights::OFFICE_WORK,
    park: None,
    rule: None,
};
