//! What is written is what is read: exports read back cell by cell, over texts meant to go wrong.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // OK because a test that fails should stop

use papers::cell::Cell;
use papers::csv_out;
use papers::sheet::{Column, Fault, LONGEST_TEXT, Out, Style};
use papers::workbook::{Limits, Row, read};
use proptest::prelude::*;

const STYLES: [Style; 5] = [
    Style::Text,
    Style::Number { decimals: 0 },
    Style::Number { decimals: 2 },
    Style::Day,
    Style::Moment,
];

/// Pieces that spreadsheets, XML or CSV treat in their own way.
const PIECES: [&str; 34] = [
    "=",
    "+",
    "-",
    "@",
    "＝",
    "＋",
    "－",
    "＠",
    "\t",
    "\r",
    "\n",
    "\r\n",
    " ",
    "\u{3000}",
    "'",
    "\"",
    ",",
    ";",
    "<",
    "&amp;",
    "]]>",
    "_x000D_",
    "_x005F_",
    "_xD800_",
    "_x",
    "𠮷",
    "👨‍👩‍👧",
    "\u{202e}عربي",
    "e\u{301}",
    "横岗街道",
    "0755",
    "=HYPERLINK(\"http://a\")",
    "\u{feff}",
    "a",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![3 => prop::sample::select(&PIECES[..]).prop_map(str::to_owned), 1 => "\\PC{1,3}"];
    prop::collection::vec(piece, 1..6).prop_map(|pieces| {
        pieces
            .concat()
            .replace(|letter| !papers::text::is_allowed(letter), "")
    })
}

fn cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        4 => text().prop_map(|text| Cell::text(&text)),
        1 => any::<f64>().prop_filter("finite", |number| number.is_finite()).prop_map(|number| Cell::Number(number + 0.0)),
        1 => (0_u32..2_958_465, 0_u32..1440).prop_map(|(day, minute)| Cell::Moment(f64::from(day) + f64::from(minute) / 1440.0)),
        1 => any::<bool>().prop_map(Cell::Yes),
        1 => Just(Cell::blank()),
    ]
}

fn columns() -> Vec<Column> {
    STYLES
        .iter()
        .map(|style| Column::new("列", *style))
        .collect()
}

/// The rows as they should be read: numbered from under the titles, without blanks.
fn expected(rows: &[Vec<Cell>]) -> Vec<Row> {
    let kept = |row: &Vec<Cell>| {
        (0_u32..)
            .zip(row.iter().cloned())
            .filter(|(_, cell)| !cell.is_blank())
            .collect::<Vec<_>>()
    };
    let rows = (2_u32..).zip(rows).map(|(number, row)| Row {
        number,
        cells: kept(row),
    });
    rows.filter(|row| !row.cells.is_empty()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_workbook_read_back_is_the_same(rows in prop::collection::vec(prop::collection::vec(cell(), 0..6), 0..12)) {
        let mut out = Out::default();
        out.sheet("表", &columns()).unwrap();
        for row in &rows {
            out.row(row).unwrap();
        }
        let workbook = read(&out.finish().unwrap(), "表.xlsx", &Limits::default()).unwrap();
        prop_assert_eq!(&workbook.sheets[0].rows[1..], &expected(&rows)[..]);
    }

    #[test]
    fn a_csv_file_read_back_has_the_same_texts(rows in prop::collection::vec(prop::collection::vec(text(), 1..5), 1..12)) {
        let mut out = csv_out::Out::new();
        out.row(&["甲", "乙", "丙", "丁"].map(Cell::text)).unwrap();
        let rows: Vec<Vec<Cell>> = rows.iter().map(|row| row.iter().map(|text| Cell::text(text)).collect()).collect();
        for row in &rows {
            out.row(row).unwrap();
        }
        let workbook = read(&out.finish().unwrap(), "表.csv", &Limits::default()).unwrap();
        prop_assert_eq!(&workbook.sheets[0].rows[1..], &expected(&rows)[..]);
    }

    #[test]
    fn a_guard_comes_off_and_leaves_nothing_to_run(text in text()) {
        let written = csv_out::guarded(&text);
        prop_assert_eq!(csv_out::unguarded(&written), &text);
        let bare = written.trim_start();
        prop_assert!(!bare.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']), "{:?}", written);
        prop_assert!(!written.starts_with(['\t', '\r', '\n']), "{:?}", written);
    }
}

#[test]
fn the_longest_text_fits_and_a_longer_one_is_told() {
    let longest = "长".repeat(LONGEST_TEXT - 2) + "𠮷";
    let mut out = Out::default();
    out.sheet("表", &columns()).unwrap();
    out.row(&[Cell::text(&longest)]).unwrap();
    let error = out
        .row(&[Cell::blank(), Cell::text(&format!("{longest}多"))])
        .unwrap_err();
    assert!(
        matches!(&error, Fault::TextTooLong { cell } if cell == "表!B3"),
        "{error}"
    );
    let workbook = read(&out.finish().unwrap(), "表.xlsx", &Limits::default()).unwrap();
    assert_eq!(
        workbook.sheets[0].rows[1].cells,
        [(0, Cell::text(&longest))]
    );
}

#[test]
fn characters_that_xml_cannot_hold_are_left_out() {
    let mut out = Out::default();
    out.sheet("表\u{1}", &[Column::new("列\0", Style::Text)])
        .unwrap();
    out.row(&["a\0b\u{8}c\u{ffff}".into()]).unwrap();
    let workbook = read(&out.finish().unwrap(), "表.xlsx", &Limits::default()).unwrap();
    assert_eq!(workbook.sheets[0].name, "表");
    assert_eq!(workbook.sheets[0].rows[0].cells, [(0, Cell::text("列"))]);
    assert_eq!(workbook.sheets[0].rows[1].cells, [(0, Cell::text("abc"))]);
}

#[test]
fn no_formula_is_ever_written() {
    let mut out = Out::default();
    out.sheet("表", &columns()).unwrap();
    out.row(&PIECES.map(|piece| Cell::text(&format!("{piece}cmd|'/c calc'!A1"))))
        .unwrap();
    let bytes = out.finish().unwrap();
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut xml = String::new();
    std::io::Read::read_to_string(
        &mut package.by_name("xl/worksheets/sheet1.xml").unwrap(),
        &mut xml,
    )
    .unwrap();
    assert!(!xml.contains("<f"), "{xml}");
    assert!(xml.contains("cmd|"));
}

#[test]
fn a_form_offers_its_choices_and_explains_itself() {
    let mut kind = Column::new("类别", Style::Text);
    kind.choices = (1..=40)
        .map(|number| format!("很长的一个类别名称之{number}"))
        .collect();
    kind.is_must = true;
    kind.meaning = "这次走访是为了什么".into();
    let mut out = Out::default();
    out.form("走访督导", &[Column::new("日期", Style::Day), kind])
        .unwrap();
    out.form("选项", &[Column::new("列", Style::Text)]).unwrap();
    let bytes = out.finish().unwrap();
    let workbook = read(&bytes, "空白表.xlsx", &Limits::default()).unwrap();
    let tabs: Vec<(&str, bool)> = workbook
        .sheets
        .iter()
        .map(|sheet| (sheet.name.as_str(), sheet.hidden))
        .collect();
    assert_eq!(
        tabs,
        [
            ("走访督导", false),
            ("选项(2)", false),
            ("填表说明", false),
            ("选项", true)
        ]
    );
    let guide = &workbook.sheets[2].rows[2];
    let words: Vec<&str> = guide
        .cells
        .iter()
        .filter_map(|(_, cell)| cell.as_text())
        .collect();
    assert_eq!(
        words[..4],
        ["走访督导", "类别", "必填", "这次走访是为了什么"]
    );
    assert_eq!(
        workbook.sheets[3].rows[40].cells,
        [(0, Cell::text("很长的一个类别名称之40"))]
    );
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut xml = String::new();
    std::io::Read::read_to_string(
        &mut package.by_name("xl/worksheets/sheet1.xml").unwrap(),
        &mut xml,
    )
    .unwrap();
    assert!(
        xml.contains("<formula1>'选项'!$A$2:$A$41</formula1>"),
        "{xml}"
    );
    assert!(xml.contains("sqref=\"B2:B1048576\""), "{xml}");
}
