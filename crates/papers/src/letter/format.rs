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
    format!(
        r#"<w:sectPr>{draft}<w:footerReference w:type="default" r:id="odd"/><w:footerReference w:type="even" r:id="even"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="1134" w:footer="1247" w:gutter="0"/><w:docGrid w:type="lines" w:linePitch="{LINE}"/></w:sectPr>"#
    )
}

/// A style of a paragraph.
struct Look {
    id: &'static str,
    name: &'static str,
    font: &'static str,
    size: u32,
    shape: Shape,
}

/// How the lines of a style stand.
enum Shape {
    Text,
    Heading(u8),
    /// Centred, lines so high, and one line of the text left free below.
    Centred(u32),
    Cell,
    CellTitle,
    Edge,
}

const LOOKS: [Look; 9] = [
    look("Normal", "Normal", "仿宋_GB2312", 32, Shape::Text),
    look("Title", "Title", "方正小标宋简体", 44, Shape::Centred(700)),
    look(
        "Issuer",
        "Subtitle",
        "楷体_GB2312",
        32,
        Shape::Centred(LINE),
    ),
    look("Heading1", "heading 1", "黑体", 32, Shape::Heading(0)),
    look(
        "Heading2",
        "heading 2",
        "楷体_GB2312",
        32,
        Shape::Heading(1),
    ),
    look(
        "Heading3",
        "heading 3",
        "仿宋_GB2312",
        32,
        Shape::Heading(2),
    ),
    look("Cell", "Table Text", "仿宋_GB2312", 24, Shape::Cell),
    look("CellTitle", "Table Title", "黑体", 24, Shape::CellTitle),
    look("Edge", "footer", "宋体", 28, Shape::Edge),
];

const fn look(
    id: &'static str,
    name: &'static str,
    font: &'static str,
    size: u32,
    shape: Shape,
) -> Look {
    Look {
        id,
        name,
        font,
        size,
        shape,
    }
}

/// The style sheet.
pub(super) fn styles() -> String {
    let looks: String = LOOKS.iter().map(style).collect();
    format!(
        r#"<w:styles {SPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:eastAsia="仿宋_GB2312" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:kern w:val="2"/><w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>{looks}</w:styles>"#
    )
}

fn style(look: &Look) -> String {
    let Look {
        id,
        name,
        font,
        size,
        shape,
    } = look;
    let default = if *id == "Normal" {
        r#" w:default="1""#
    } else {
        ""
    };
    let ascii = if *id == "Edge" {
        font
    } else {
        "Times New Roman"
    };
    let bold = if *id == "Heading3" {
        "<w:b/>"
    } else {
        r#"<w:b w:val="0"/>"#
    };
    // 28 characters of 16 points are wider than the 156 mm; each is set a quarter point closer.
    let closer = if matches!(shape, Shape::Text | Shape::Heading(_)) {
        r#"<w:spacing w:val="-5"/>"#
    } else {
        ""
    };
    let lines = lines(shape);
    format!(
        r#"<w:style w:type="paragraph"{default} w:styleId="{id}"><w:name w:val="{name}"/><w:qFormat/><w:pPr>{lines}</w:pPr><w:rPr><w:rFonts w:ascii="{ascii}" w:eastAsia="{font}" w:hAnsi="{ascii}"/>{bold}{closer}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>"#
    )
}

fn lines(shape: &Shape) -> String {
    let two = 2 * CHARACTER;
    let text = format!(
        r#"<w:spacing w:line="{LINE}" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="{two}"/><w:jc w:val="both"/>"#
    );
    let cell = r#"<w:snapToGrid w:val="0"/><w:spacing w:before="40" w:after="40"/>"#;
    match shape {
        Shape::Text => text,
        Shape::Heading(level) => {
            format!(r#"<w:keepNext/><w:keepLines/>{text}<w:outlineLvl w:val="{level}"/>"#)
        }
        Shape::Centred(line) => format!(
            r#"<w:keepNext/><w:spacing w:after="{LINE}" w:line="{line}" w:lineRule="exact"/><w:jc w:val="center"/>"#
        ),
        Shape::Cell => cell.to_owned(),
        Shape::CellTitle => format!(r#"{cell}<w:jc w:val="center"/>"#),
        Shape::Edge => r#"<w:snapToGrid w:val="0"/>"#.to_owned(),
    }
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
