//! A photo's fields.
//!
//! In: which article it stands in and where, what is on it, who agreed. Out: one record a
//! photo. The picture itself is kept under `file`, the digest of its bytes; a photo that shows
//! somebody never stands here without a word on who agreed. Source: 个人信息保护法 art. 28–31.

use base::{Choice, Field, Key, Kind, Rights, Roles, ScopedBy, Work, words};

use super::rules::{self, MINOR, NOBODY, PEOPLE};

const SHOWN: &[Choice] = &[
    Choice::new(NOBODY, "看不出是谁", "Nobody to be recognised"),
    Choice::new(PEOPLE, "有认得出的成年人", "Adults to be recognised"),
    Choice::new(MINOR, "有认得出的未成年人", "Minors to be recognised"),
];

/// Whoever may put a photo in may take it out again: consent is withdrawn as easily as given.
const RIGHTS: Rights = Rights {
    read: Roles::TEAM_AND_OFFICES,
    write: Roles::TEAM,
    remove: Roles::TEAM,
};

/// 文章照片
pub static KIND: Kind = Kind {
    name: "photos",
    words: words("文章照片", "Photos of articles"),
    work: Work::Settings,
    unit: words("张", "photos"),
    sheet: "",
    also: &[],
    key: Key::Nth(&["file"]),
    label: "name",
    fields: &[
        Field::text("name", "文件名", "File name")
            .internal()
            .searched()
            .derived(),
        Field::link("article", "文章", "Article", &["articles"])
            .must()
            .open(),
        Field::text("words", "照片上有什么", "What is on it")
            .open()
            .searched()
            .hint(
                "看不见照片的人靠它知道；写了才公开",
                "For whoever cannot see it; the photo is public once this is written",
            ),
        Field::text("below", "图下的话", "Words below it").open(),
        Field::whole("chapter", "放在第几节", "Chapter")
            .at_least(0)
            .at_most(999)
            .open()
            .hint("0 是文章开头", "0 is the head of the article"),
        Field::whole("nth", "第几张", "Order")
            .at_least(0)
            .at_most(999)
            .open(),
        Field::choice("shows", "拍到的人", "Who is on it", SHOWN)
            .must()
            .internal(),
        Field::text("consent", "谁同意公开", "Who agreed to publish it")
            .internal()
            .hint(
                "谁、什么时候、怎么同意的；未成年人写监护人",
                "Who, when and how; for a minor the guardian",
            ),
        Field::text("file", "图片摘要", "Digest")
            .internal()
            .derived(),
        Field::whole("width", "宽", "Width")
            .unit("像素", "pixels")
            .open()
            .derived(),
        Field::whole("height", "高", "Height")
            .unit("像素", "pixels")
            .open()
            .derived(),
    ],
    list: &["name", "article", "words", "shows", "consent"],
    when: "",
    scoped_by: ScopedBy::Park,
    rights: RIGHTS,
    rule: Some(rules::rule),
};
