//! A letter's parts are well-formed, complete and in the form of GB/T 9704.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // OK because a test that fails should stop

use std::io::{Cursor, Read};

use base::Lang;
use papers::letter::{Block, Document, Run};
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;

fn part(bytes: &[u8], name: &str) -> String {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut xml = String::new();
    package
        .by_name(name)
        .unwrap()
        .read_to_string(&mut xml)
        .unwrap();
    xml
}

/// All that is written between tags, with a break after each paragraph.
fn text(xml: &str) -> String {
    let mut reader = Reader::from_str(xml);
    let mut text = String::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Text(run) => text.push_str(&run.xml10_content()),
            Event::GeneralRef(reference) => text.push_str(match &*reference {
                "amp" => "&",
                "lt" => "<",
                "gt" => ">",
                "quot" => "\"",
                other => panic!("{other}"),
            }),
            Event::Empty(tag) if tag.name().as_ref() == "w:br" => text.push('\n'),
            Event::Empty(tag) if tag.name().as_ref() == "w:tab" => text.push('\t'),
            Event::End(tag) if tag.name().as_ref() == "w:p" => text.push('¶'),
            Event::Eof => return text,
            _ => {}
        }
    }
}

fn with(blocks: Vec<Block>) -> Document {
    Document {
        title: "工作报告".into(),
        blocks,
        ..Document::default()
    }
}

fn body(document: &Document) -> String {
    part(&document.write().unwrap(), "word/document.xml")
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn the_page_is_that_of_an_official_paper() {
    let bytes = with(Vec::new()).write().unwrap();
    let xml = part(&bytes, "word/document.xml");
    // 37 mm, 26 mm, 35 mm and 28 mm in twentieths of a point: 37 / 25.4 × 1440 = 2097.6 and so on.
    assert!(xml.contains(r#"<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587""#), "{xml}");
    // 22 lines in 225 mm: 225 / 25.4 × 1440 / 22 = 579.8.
    assert!(xml.contains(r#"w:linePitch="579""#), "{xml}");
    assert!(part(&bytes, "word/settings.xml").contains("<w:evenAndOddHeaders/>"));
    assert_eq!(text(&part(&bytes, "word/odd.xml")), "—  PAGE 1 —¶");
    assert!(part(&bytes, "word/odd.xml").contains(r#"<w:jc w:val="right"/>"#));
    assert!(part(&bytes, "word/even.xml").contains(r#"<w:jc w:val="left"/>"#));
    assert!(
        !xml.contains("headerReference"),
        "a letter with nothing missing is no draft"
    );
}

#[test]
fn headings_are_numbered_and_styled_by_level() {
    let heading = |level, text: &str| Block::Heading(level, text.into());
    let xml = body(&with(vec![
        heading(1, "甲"),
        heading(2, "乙"),
        heading(3, "丙"),
        heading(1, "二、丁"),
        heading(9, "戊"),
        heading(0, "己"),
    ]));
    assert_eq!(
        text(&xml),
        "工作报告¶一、甲¶（一）乙¶1.丙¶二、丁¶1.戊¶三、己¶"
    );
    for style in ["Title", "Heading1", "Heading2", "Heading3"] {
        assert!(
            xml.contains(&format!(r#"<w:pStyle w:val="{style}"/>"#)),
            "{style}"
        );
    }
}

#[test]
fn a_draft_says_so_and_lists_its_gaps() {
    let gap = || {
        vec![Block::Paragraph(vec![
            Run::plain("走访"),
            Run::missing("走访轮数"),
            Run::plain("轮。"),
        ])]
    };
    let named = Document {
        missing: words(&["走访轮数:还没有记录"]),
        ..with(gap())
    };
    for (document, listed) in [(with(gap()), "走访轮数"), (named, "走访轮数:还没有记录")]
    {
        let bytes = document.write().unwrap();
        let xml = part(&bytes, "word/document.xml");
        let expected =
            format!("工作报告¶走访〔待补：走访轮数〕轮。¶以下 1 处尚未填写¶1. {listed}¶");
        assert_eq!(text(&xml), expected);
        assert_eq!(
            xml.matches(r#"r:id="header""#).count(),
            2,
            "odd and even pages"
        );
        assert_eq!(text(&part(&bytes, "word/header.xml")), "草稿¶");
    }
    let english = Document {
        language: Lang::En,
        is_draft: true,
        ..with(Vec::new())
    };
    assert_eq!(
        text(&part(&english.write().unwrap(), "word/header.xml")),
        "Draft¶"
    );
    assert!(body(&english).contains("headerReference"));
}

#[test]
fn a_table_repeats_its_titles_and_never_splits_a_row() {
    let rows = vec![words(&["1", "社区骨干培训"]), words(&["2"])];
    let xml = body(&with(vec![Block::Table {
        headers: words(&["序号", "活动"]),
        rows,
    }]));
    assert_eq!(xml.matches("<w:tblHeader/>").count(), 1);
    assert_eq!(xml.matches("<w:cantSplit/>").count(), 3);
    assert_eq!(xml.matches("<w:tc>").count(), 6);
    assert_eq!(text(&xml), "工作报告¶序号¶活动¶1¶社区骨干培训¶2¶¶¶");
    assert_eq!(
        text(&body(&with(vec![Block::Table {
            headers: Vec::new(),
            rows: Vec::new()
        }]))),
        "工作报告¶"
    );
}

#[test]
fn only_web_pages_are_linked() {
    let figure = |link| Block::Paragraph(vec![Run::figure("32场", link)]);
    let bytes = with(vec![
        figure(Some("https://a.example/?b=1&c=\"")),
        figure(Some("javascript:alert(1)")),
        figure(Some("file:///etc")),
        figure(None),
    ])
    .write()
    .unwrap();
    assert_eq!(
        part(&bytes, "word/document.xml")
            .matches("<w:hyperlink")
            .count(),
        1
    );
    let pointers = part(&bytes, "word/_rels/document.xml.rels");
    assert!(
        pointers.contains(r#"Id="link1""#) && pointers.contains("?b=1&amp;c=&quot;"),
        "{pointers}"
    );
    assert_eq!(pointers.matches("External").count(), 1);
}

#[test]
fn attachments_and_signature_stand_as_they_should() {
    let signature = Block::Signature {
        unit: "横岗街道".into(),
        date: "2022年12月31日".into(),
    };
    let xml = body(&with(vec![
        Block::Attachments(words(&["一览表。", "情况表"])),
        signature,
        Block::Attachments(words(&["唯一"])),
    ]));
    assert_eq!(
        text(&xml),
        "工作报告¶附件：1.一览表¶2.情况表¶横岗街道¶2022年12月31日¶附件：唯一¶"
    );
    // The day ends 4 characters (4 × 320) from the right. It is 14 half characters wide, the unit 8:
    // the unit stands half of the 6 half characters (3 × 160) further in.
    assert!(
        xml.contains(r#"w:right="1280""#) && xml.contains(r#"w:right="1760""#),
        "{xml}"
    );
}

#[test]
fn the_same_letter_gives_the_same_bytes() {
    let letter = with(vec![Block::Heading(1, "甲".into())]);
    assert_eq!(letter.write().unwrap(), letter.write().unwrap());
}

#[test]
fn every_part_is_declared_and_every_pointer_leads_somewhere() {
    let bytes = with(Vec::new()).write().unwrap();
    let contents = part(&bytes, "[Content_Types].xml");
    let package = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    for name in package
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .filter(|name| !name.ends_with(".rels") && name != "[Content_Types].xml")
    {
        assert!(contents.contains(&format!("\"/{name}\"")), "{name}");
        text(&part(&bytes, &name));
    }
    let pointers = part(&bytes, "word/_rels/document.xml.rels");
    for target in pointers
        .split("Target=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
    {
        part(&bytes, &format!("word/{target}"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_words_come_through(words in "[\\PC\\n\\t<>&\"'\u{1}\u{fffe}𠮷\u{202e}]{0,40}") {
        let blocks = vec![Block::Paragraph(vec![Run::plain(&words)]), Block::Table { headers: vec![words.clone()], rows: Vec::new() }];
        let document = Document { title: words.clone(), ..with(blocks) };
        let kept = papers::text::allowed(&words).into_owned();
        prop_assert_eq!(text(&body(&document)), format!("{kept}¶{kept}¶{kept}¶¶"));
    }
}

#[test]
fn there_is_room_to_sign_and_to_stamp_on_one_page() {
    let xml = body(&with(vec![Block::SignOff {
        filled_by: "何一苇".into(),
        checked_by: String::new(),
    }]));
    assert_eq!(text(&xml), "工作报告¶¶填表人：何一苇¶审核人：¶（盖章）¶¶");
    assert!(
        xml.contains(r#"<w:trHeight w:val="2154" w:hRule="atLeast"/>"#),
        "{xml}"
    );
    assert!(!xml.contains("w:tblBorders"), "no lines around it");
}
