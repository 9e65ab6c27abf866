//! Files that are no workbooks, or workbooks that lie.

use std::{fs, path::Path};

use trials::{
    Failed,
    program::Program,
    workbook::{self, Workbook},
};

use super::{count, park, refuses};

const HEADER: &[&str] = &[
    "活动编号",
    "日期",
    "活动名称",
    "活动类别",
    "状态",
    "我方角色",
];
const GOOD: &[&str] = &["HD-2", "2023-03-01", "邻里日", "宣讲", "已完成", "主办"];

/// How a file is made, and what must be said of it.
type Case = (
    &'static str,
    fn(&Path) -> std::io::Result<()>,
    &'static [&'static str],
);

const CASES: &[Case] = &[
    (
        "no-workbook.xlsx",
        |at| fs::write(at, "活动编号,日期\n"),
        &["no-workbook.xlsx"],
    ),
    ("empty.xlsx", |at| fs::write(at, ""), &["empty.xlsx"]),
    (
        "picture.xlsx",
        |at| fs::write(at, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        &["picture.xlsx"],
    ),
    ("truncated.xlsx", truncated, &["truncated.xlsx"]),
    ("bomb.xlsx", bomb, &["bomb.xlsx"]),
    ("many-parts.xlsx", many_parts, &["many-parts.xlsx"]),
    ("entities.xlsx", entities, &["entities.xlsx"]),
    (
        "day.xlsx",
        |at| one(at, 1, "2023-02-29"),
        &["day.xlsx", "B2", "2023-02-29"],
    ),
    (
        "name.xlsx",
        |at| one(at, 2, &"长".repeat(350_000)),
        &["name.xlsx", "C2"],
    ),
    ("missing.xlsx", |at| one(at, 2, ""), &["missing.xlsx", "C2"]),
    // What cannot be kept is told at its cell, as it is or as Excel writes it.
    (
        "nul.xlsx",
        |at| one(at, 2, "甲\u{0}乙"),
        &["nul.xlsx", "C2", "甲␀乙"],
    ),
    (
        "nul-told.xlsx",
        |at| one(at, 2, "甲_x0000_乙"),
        &["nul-told.xlsx", "C2", "甲␀乙"],
    ),
    (
        "control.xlsx",
        |at| one(at, 2, "甲_x001B_[31m乙"),
        &["control.xlsx", "C2", "甲␛[31m乙"],
    ),
    (
        "nul.csv",
        |at| {
            fs::write(
                at,
                [HEADER.join(","), GOOD.join(",").replace("邻里日", "甲\0乙")].join("\n"),
            )
        },
        &["nul.csv", "C2", "甲␀乙"],
    ),
    (
        "nul-header.csv",
        |at| {
            fs::write(
                at,
                [HEADER.join(",").replace("日期", "日\0期"), GOOD.join(",")].join("\n"),
            )
        },
        &["nul-header.csv"],
    ),
    (
        "category.xlsx",
        |at| one(at, 3, "没有这一类".repeat(40).as_str()),
        &["category.xlsx", "D2"],
    ),
];

/// A good row with one cell another.
fn one(at: &Path, place: usize, text: &str) -> std::io::Result<()> {
    let mut row = GOOD.to_vec();
    row[place] = text;
    workbook::of(at, "活动台账", &[HEADER, &row])
}

fn truncated(at: &Path) -> std::io::Result<()> {
    workbook::of(at, "活动台账", &[HEADER, GOOD])?;
    let bytes = fs::read(at)?;
    fs::write(at, &bytes[..bytes.len() / 2])
}

/// 600 MB of nothing in under a megabyte.
fn bomb(at: &Path) -> std::io::Result<()> {
    let mut book = Workbook::new(at, "活动台账", "A1")?;
    let blank = vec![b' '; 1 << 20];
    for _ in 0..600 {
        book.raw(&blank)?;
    }
    book.end()
}

fn many_parts(at: &Path) -> std::io::Result<()> {
    let mut zip = zip::ZipWriter::new(fs::File::create(at)?);
    for n in 0..20_000 {
        zip.start_file(format!("part{n}"), zip::write::SimpleFileOptions::default())?;
    }
    zip.finish()?;
    Ok(())
}

/// Each entity ten of the one before: a thousand million laughs if anybody unfolded them.
fn entities(at: &Path) -> std::io::Result<()> {
    let mut text = String::from("<!DOCTYPE sst [<!ENTITY l0 \"ha\">");
    for n in 1..10 {
        let ten = format!("&l{};", n - 1).repeat(10);
        text += &format!("<!ENTITY l{n} \"{ten}\">");
    }
    text += "]>";
    let mut book = Workbook::new(at, "活动台账", "A1")?;
    book.raw(text.as_bytes())?;
    book.row(HEADER)?;
    book.raw(b"<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>&l9;</t></is></c></row>")?;
    book.end()
}

#[test]
fn a_bad_file_is_refused_with_its_place_and_nothing_is_lost() -> Result<(), Failed> {
    let program = Program::youju()?;
    let park = park(&program)?;
    let before = count(&park, "activities")?;
    let mut wrong = Vec::new();
    for (name, make, says) in CASES {
        let at = park.path().join(name);
        make(&at)?;
        let file = at.display().to_string();
        let told = refuses(&program, park.words("import", &[&file]), 1, says)?;
        wrong.extend(told.into_iter().map(|what| format!("{name}: {what}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(count(&park, "activities")?, before);
    park.told(&program, "verify", &[])?;
    Ok(())
}

/// What a sheet says of its own size is not believed: this one holds a good row.
#[test]
fn a_sheet_that_claims_to_be_huge_is_read_for_what_it_holds() -> Result<(), Failed> {
    let program = Program::youju()?;
    let park = park(&program)?;
    let at = park.path().join("huge.xlsx");
    let mut book = Workbook::new(&at, "活动台账", "A1:XFD1048576")?;
    book.row(HEADER)?;
    book.row(GOOD)?;
    book.end()?;
    let ended = trials::program::watched(
        program.command(park.words("import", &[&at.display().to_string()])),
    )?;
    assert!(ended.output.status.success(), "{}", ended.words());
    assert!(ended.most < super::MOST_MEMORY, "{} kB", ended.most);
    assert_eq!(count(&park, "activities")?, 2);
    Ok(())
}

/// Two cells, the second in the last place a sheet has.
#[test]
fn two_cells_at_the_ends_of_a_sheet_take_no_room() -> Result<(), Failed> {
    let program = Program::youju()?;
    let park = park(&program)?;
    let at = park.path().join("corners.xlsx");
    let mut book = Workbook::new(&at, "活动台账", "A1:XFD1048576")?;
    let cell = |row: u32, at: &str| {
        format!(r#"<row r="{row}"><c r="{at}" t="inlineStr"><is><t>甲</t></is></c></row>"#)
    };
    book.raw((cell(1, "A1") + &cell(1_048_576, "XFD1048576")).as_bytes())?;
    book.end()?;
    let wrong = refuses(
        &program,
        park.words("import", &[&at.display().to_string()]),
        1,
        &["corners.xlsx"],
    )?;
    assert!(wrong.is_empty(), "{wrong:?}");
    Ok(())
}
