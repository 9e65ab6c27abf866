//! The measures of GB/T 9704-2012, as the style sheet, fonts and page of a letter.
//!
//! Lengths are in twentieths of a point (a millimetre is 56.7), sizes of letters in half points.

/// The width of the type area: 156 mm.
pub(super) const WIDTH: u32 = 8_845;
/// The width of one character of the text: 16 points.
pub(super) const CHARACTER: i32 = 320;
/// The height of a line: 225 mm over 22 lines.
pub(super) const LINE: u32 = 579;

/// What every part of a letter declares.
pub(super) const SPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;

/// The name of the font, and what stands in for it where it is not installed.
const FONTS: [(&str, &str); 5] = [
    ("仿宋_GB2312", "仿宋"),
    ("楷体_GB2312", "楷体"),
    ("方正小标宋简体", "华文中宋"),
    ("黑体", "SimHei"),
    ("宋体", "SimSun"),
];

/// The page: A4, margins 37, 26, 35 and 28 mm, 22 lines of 28 characters; the page number's line
/// begins 7 mm below the text.
pub(super) fn page(is_draft: bool) -> String {
    let draft = r#"<w:headerReference w:type="default" r:id="header"/><w:headerReference w:type="even" r:id="header"/>"#;
    let draft = if is_draft { draft } else { "" };
    // A character of the grid is 156 mm / 28 = 15.795 points wide: 0.205 less than 16, in 4096ths.
    format!(
        r#"<w:sectPr>{draft}<w:footerReference w:type="default" r:id="odd"/><w:footerReference w:type="even" r:id="even"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="1134" w:footer="1247" w:gutter="0"/><w:docGrid w:type="linesAndChars" w:linePitch="{LINE}" w:charSpace="-840"/></w:sectPr>"#
    )
}

/// A style of a paragraph.
struct Look {
    id: &'static str,
    name: &'static str,
    font: &'static str,
    size: u32,
    paragraph: String,
    letters: &'static str,
}

/// The style sheet.
pub(super) fn styles() -> String {
    let looks: String = looks().iter().map(style).collect();
    format!(
        r#"<w:styles {SPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:eastAsia="仿宋_GB2312" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:kern w:val="2"/><w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>{looks}</w:styles>"#
    )
}

fn looks() -> Vec<Look> {
    let text = format!(
        r#"<w:spacing w:line="{LINE}" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="{}"/><w:jc w:val="both"/>"#,
        2 * CHARACTER
    );
    let heading =
        |level: u8| format!(r#"<w:keepNext/><w:keepLines/>{text}<w:outlineLvl w:val="{level}"/>"#);
    let centred = |line: u32, after: u32| {
        format!(
            r#"<w:keepNext/><w:spacing w:after="{after}" w:line="{line}" w:lineRule="exact"/><w:jc w:val="center"/>"#
        )
    };
    let cell = r#"<w:snapToGrid w:val="0"/><w:spacing w:before="40" w:after="40"/>"#.to_owned();
    let look = |id, name, font, size, paragraph, letters| Look {
        id,
        name,
        font,
        size,
        paragraph,
        letters,
    };
    vec![
        look("Normal", "Normal", "仿宋_GB2312", 32, text.clone(), ""),
        look(
            "Title",
            "Title",
            "方正小标宋简体",
            44,
            centred(700, LINE),
            r#"<w:b w:val="0"/>"#,
        ),
        look(
            "Issuer",
            "Subtitle",
            "楷体_GB2312",
            32,
            centred(LINE, LINE),
            "",
        ),
        look(
            "Heading1",
            "heading 1",
            "黑体",
            32,
            heading(0),
            r#"<w:b w:val="0"/>"#,
        ),
        look(
            "Heading2",
            "heading 2",
            "楷体_GB2312",
            32,
            heading(1),
            r#"<w:b w:val="0"/>"#,
        ),
        look(
            "Heading3",
            "heading 3",
            "仿宋_GB2312",
            32,
            heading(2),
            "<w:b/>",
        ),
        look("Cell", "Table Text", "仿宋_GB2312", 24, cell.clone(), ""),
        look(
            "CellTitle",
            "Table Title",
            "黑体",
            24,
            cell + r#"<w:jc w:val="center"/>"#,
            "",
        ),
        look(
            "Edge",
            "footer",
            "宋体",
            28,
            r#"<w:snapToGrid w:val="0"/>"#.to_owned(),
            "",
        ),
    ]
}

fn style(look: &Look) -> String {
    let Look {
        id,
        name,
        font,
        size,
        paragraph,
        letters,
    } = look;
    let default = if *id == "Normal" {
        r#" w:default="1""#
    } else {
        ""
    };
    let ascii = if *id == "Edge" {
        "宋体"
    } else {
        "Times New Roman"
    };
    format!(
        r#"<w:style w:type="paragraph"{default} w:styleId="{id}"><w:name w:val="{name}"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr><w:rFonts w:ascii="{ascii}" w:eastAsia="{font}" w:hAnsi="{ascii}"/>{letters}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>"#
    )
}

/// The fonts with their stand-ins.
pub(super) fn fonts() -> String {
    let font = |(name, other): (&str, &str)| {
        format!(
            r#"<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>"#
        )
    };
    let fonts: String = FONTS.into_iter().map(font).collect();
    format!("<w:fonts {SPACES}>{fonts}</w:fonts>")
}

/// The page number «— 1 —», one character in from the outer edge: right on odd pages, left on even ones.
pub(super) fn footer(is_odd: bool) -> String {
    let (side, edge) = if is_odd {
        ("right", "right")
    } else {
        ("left", "left")
    };
    let run = |inside: &str| format!("<w:r>{inside}</w:r>");
    let number = [
        r#"<w:fldChar w:fldCharType="begin"/>"#,
        r#"<w:instrText xml:space="preserve"> PAGE </w:instrText>"#,
        r#"<w:fldChar w:fldCharType="separate"/>"#,
        "<w:t>1</w:t>",
        r#"<w:fldChar w:fldCharType="end"/>"#,
    ];
    let number: String = number.into_iter().map(run).collect();
    let more = format!(r#"<w:ind w:{side}="280"/><w:jc w:val="{edge}"/>"#);
    let runs = super::xml::run("— ", "") + &number + &super::xml::run(" —", "");
    format!(
        "<w:ftr {SPACES}>{}</w:ftr>",
        super::xml::paragraph("Edge", &more, &runs)
    )
}

/// The line over a draft.
pub(super) fn header(words: &str) -> String {
    let runs = super::xml::run(words, r#"<w:spacing w:val="40"/>"#);
    format!(
        "<w:hdr {SPACES}>{}</w:hdr>",
        super::xml::paragraph("Edge", r#"<w:jc w:val="center"/>"#, &runs)
    )
}
