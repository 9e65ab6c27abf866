//! Writes a letter to look at: `cargo run -p papers --example letter -- letter.docx`.
#![allow(clippy::unwrap_used, clippy::too_many_lines)] // OK because an example that fails should stop, and is one letter

use papers::letter::{Block, Document, Run};

fn main() {
    let words = "园区把每一次活动、每一次走访都记在一处，全年的数字由记录自己合起来，任何一个数都能打开它所数的那些记录。";
    let paragraph = |times: usize| {
        Block::Paragraph(vec![
            Run::plain(&words.repeat(times)),
            Run::plain("全年开展活动"),
            Run::figure("32场", Some("https://example.org/figures/1?a=1&b=2")),
            Run::plain("，“治理交流”"),
            Run::figure("2场", None),
            Run::plain("。"),
        ])
    };
    let words = |words: &[&str]| {
        words
            .iter()
            .map(|word| (*word).to_owned())
            .collect::<Vec<_>>()
    };
    let row = |number: i32| {
        words(&[
            &number.to_string(),
            "社区骨干人才培训班",
            "2022-07-06",
            "四联社区党群服务中心二楼会议室",
            "46",
        ])
    };
    let mut blocks = vec![paragraph(2)];
    for _ in 0..2 {
        blocks.extend([
            Block::Heading(1, "公益项目扶持".into()),
            paragraph(3),
            Block::Heading(2, "路演评审".into()),
            paragraph(2),
            Block::Heading(3, "项目走访".into()),
            paragraph(2),
        ]);
    }
    blocks.push(Block::Paragraph(vec![
        Run::plain("走访督导"),
        Run::missing("走访轮数"),
        Run::plain("轮。"),
    ]));
    blocks.push(Block::Table {
        headers: words(&["序号", "活动名称", "日期", "地点", "人次"]),
        rows: (1..=30).map(row).collect(),
    });
    blocks.push(Block::Attachments(words(&[
        "活动一览表。",
        "项目验收情况表",
    ])));
    blocks.push(Block::Signature {
        unit: "横岗街道社会创新园".into(),
        date: "2022年12月31日".into(),
    });
    let document = Document {
        title: "横岗街道社会创新园2022年度工作报告".into(),
        issuer: "（2022年12月31日）".into(),
        blocks,
        missing: vec!["走访轮数：还没有走访记录".into()],
        ..Document::default()
    };
    let path = std::env::args().nth(1).unwrap();
    std::fs::write(path, document.write().unwrap()).unwrap();
}
