//! Files made to do harm or merely broken: each is refused with its reason, quickly and in little memory.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)] // OK because a test that fails should stop

use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

use base::Lang;
use papers::sheet::{Column, Out, Style};
use papers::workbook::{Limits, Refusal, Workbook, read};
use proptest::prelude::*;
use zip::write::SimpleFileOptions;

/// Far more than a refusal takes on an idle machine (well under 2 s), far less than reading on would.
const A_WHILE: Duration = Duration::from_secs(20);
const ROOT: &str = r#"<Relationships><Relationship Id="r" Type="a/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const POINTERS: &str = r#"<Relationships><Relationship Id="a" Type="a/worksheet" Target="sheet.xml"/>
    <Relationship Id="b" Type="a/styles" Target="styles.xml"/><Relationship Id="c" Type="a/sharedStrings" Target="strings.xml"/></Relationships>"#;
const BOOK: &str = r#"<workbook><sheets><sheet name="表" id="a"/></sheets></workbook>"#;

/// A workbook of one sheet, with other parts as given; a part given by a name of the frame replaces it.
fn workbook(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let frame = [
        ("_rels/.rels", ROOT),
        ("xl/_rels/workbook.xml.rels", POINTERS),
        ("xl/workbook.xml", BOOK),
        ("xl/styles.xml", "<styleSheet/>"),
        ("xl/strings.xml", "<sst/>"),
    ];
    let kept = frame
        .into_iter()
        .filter(|(name, _)| parts.iter().all(|(other, _)| other != name));
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in kept
        .map(|(name, text)| (name, text.as_bytes()))
        .chain(parts.iter().copied())
    {
        writer
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn sheet(rows: &str) -> Vec<u8> {
    workbook(&[(
        "xl/sheet.xml",
        format!("<worksheet><sheetData>{rows}</sheetData></worksheet>").as_bytes(),
    )])
}

fn code(bytes: &[u8]) -> &'static str {
    code_of(read(bytes, "表.xlsx", &Limits::default()))
}

fn code_of(result: Result<Workbook, Refusal>) -> &'static str {
    match result {
        Ok(_) => "read",
        Err(refusal) => {
            for language in [Lang::Zh, Lang::En] {
                assert!(refusal.words(language).chars().count() > 10, "{refusal:?}");
            }
            refusal.code()
        }
    }
}

fn ours() -> Vec<u8> {
    let mut out = Out::default();
    out.sheet(
        "签到",
        &[
            Column::new("姓名", Style::Text),
            Column::new("日期", Style::Day),
        ],
    )
    .unwrap();
    for number in 0..40 {
        out.row(&[
            format!("林小雅{number}").as_str().into(),
            papers::cell::Cell::Moment(44_748.0),
        ])
        .unwrap();
    }
    out.finish().unwrap()
}

#[test]
fn what_is_no_workbook_is_told_so() {
    let locked: Vec<u8> = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        .into_iter()
        .chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let cases: [(&str, &[u8]); 6] = [
        ("workbook_empty", b""),
        ("workbook_not_one", b"%PDF-1.7 hello"),
        (
            "workbook_not_one",
            b"<html><table><tr><td>1</td></tr></table></html>",
        ),
        ("workbook_old", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old"),
        ("workbook_locked", &locked),
        ("workbook_damaged", b"PK\x03\x04"),
    ];
    for (expected, bytes) in cases {
        assert_eq!(
            code(bytes),
            expected,
            "{:?}",
            String::from_utf8_lossy(bytes)
        );
    }
    let letter = workbook(&[("_rels/.rels", br#"<Relationships><Relationship Type="a/officeDocument" Target="word/document.xml"/></Relationships>"#), ("word/document.xml", b"<document/>")]);
    assert_eq!(code(&letter), "workbook_other_package");
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    writer
        .start_file("photo.jpg", SimpleFileOptions::default())
        .unwrap();
    assert_eq!(
        code(&writer.finish().unwrap().into_inner()),
        "workbook_other_package"
    );
}

#[test]
fn a_locked_entry_is_told_so() {
    let mut bytes = ours();
    let directory = bytes
        .windows(4)
        .position(|window| window == b"PK\x01\x02")
        .unwrap();
    bytes[directory + 8] |= 1;
    assert_eq!(code(&bytes), "workbook_locked");
}

#[test]
fn a_bomb_is_refused_before_it_goes_off() {
    let limits = Limits {
        unpacked: 40 << 20,
        ..Limits::default()
    };
    for byte in [0, b' ', b'<'] {
        let half = vec![byte; 30 << 20];
        let lone = workbook(&[("xl/sheet.xml", &half)]);
        let started = Instant::now();
        let refusal = code_of(read(&lone, "表.xlsx", &limits));
        assert_eq!(refusal, "workbook_too_much_inside", "one text of 30 MB");
        let both = workbook(&[("xl/sheet.xml", &half), ("xl/media/a.png", &half)]);
        let refusal = code_of(read(&both, "表.xlsx", &limits));
        assert_eq!(refusal, "workbook_too_much_inside", "claims 60 MB");
        assert!(started.elapsed() < A_WHILE, "{:?}", started.elapsed());
    }
}

#[test]
fn empty_cells_without_end_are_refused() {
    let limits = Limits {
        elements: 1_000,
        ..Limits::default()
    };
    // Around the rows stand 13 elements: 2 of the root's pointers, 4 of the tabs', 3 of the tabs,
    // 1 of the styles, 1 of the shared texts and 2 of the sheet. 987 are left.
    for (empty, most) in [("<row/>", 987), ("<row><c/></row>", 493)] {
        let refusal = |count| code_of(read(&sheet(&empty.repeat(count)), "表.xlsx", &limits));
        assert_eq!(refusal(most), "read", "{empty}");
        assert_eq!(refusal(most + 1), "workbook_too_much_inside", "{empty}");
    }
}

#[test]
fn a_size_that_lies_is_counted_anyway() {
    let row = r#"<row><c t="inlineStr"><is><t>x</t></is></c></row>"#.repeat(30_000);
    let bytes = sheet(&row);
    let limits = Limits {
        unpacked: 1 << 20,
        ..Limits::default()
    };
    let mut lying = bytes.clone();
    for at in 0..lying.len() - 4 {
        let offset = match &lying[at..at + 4] {
            b"PK\x01\x02" => 24,
            b"PK\x03\x04" => 22,
            _ => continue,
        };
        lying[at + offset..at + offset + 4].copy_from_slice(&10_u32.to_le_bytes());
    }
    let refusal = code_of(read(&lying, "表.xlsx", &limits));
    assert!(
        ["workbook_too_much_inside", "workbook_damaged"].contains(&refusal),
        "{refusal}"
    );
    assert_eq!(
        code_of(read(&bytes, "表.xlsx", &limits)),
        "workbook_too_much_inside"
    );
    assert_eq!(code(&bytes), "read");
}

#[test]
fn limits_are_each_their_own_refusal() {
    let row = |row| {
        format!(r#"<row r="{row}"><c><v>1</v></c><c t="inlineStr"><is><t>字</t></is></c></row>"#)
    };
    let bytes = sheet(&(1..=5).map(row).collect::<String>());
    let usual = Limits::default;
    let roomy = Limits {
        rows: 5,
        cells: 10,
        sheets: 1,
        text: 160,
        ..usual()
    };
    #[rustfmt::skip] // a table is read line by line
    let cases = [
        ("read", roomy),
        ("workbook_too_many_rows", Limits { rows: 4, ..usual() }),
        ("workbook_too_many_cells", Limits { cells: 9, ..usual() }),
        ("workbook_too_much_text", Limits { text: 159, ..usual() }),
        ("workbook_too_many_sheets", Limits { sheets: 0, ..usual() }),
        ("workbook_too_many_parts", Limits { parts: 3, ..usual() }),
        ("workbook_too_large", Limits { bytes: 10, ..usual() }),
    ];
    for (expected, limits) in cases {
        let found = code_of(read(&bytes, "表.xlsx", &limits));
        assert_eq!(found, expected, "{limits:?}");
    }
}

#[test]
fn two_cells_that_claim_a_whole_sheet_are_two_cells() {
    let claim = br#"<worksheet><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row>
        <row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData></worksheet>"#;
    let workbook = read(
        &workbook(&[("xl/sheet.xml", claim)]),
        "表.xlsx",
        &Limits::default(),
    )
    .unwrap();
    assert_eq!(workbook.sheets[0].rows.len(), 2);
}

#[test]
fn claims_that_other_readers_trust_do_no_harm() {
    let strings = br#"<sst count="18446744073709551615" uniqueCount="18446744073709551615"><si><t>x</t></si></sst>"#;
    let cells = br#"<worksheet><dimension ref="Z9:A1"/><sheetData><row><c t="s"><v>0</v></c></row></sheetData></worksheet>"#;
    assert_eq!(
        code(&workbook(&[
            ("xl/strings.xml", strings),
            ("xl/sheet.xml", cells)
        ])),
        "read"
    );
    let shared = format!("<sst><si><t>{}</t></si></sst>", "长".repeat(32_000));
    let many = format!(
        "<worksheet><sheetData>{}</sheetData></worksheet>",
        r#"<row><c t="s"><v>0</v></c></row>"#.repeat(50_000)
    );
    let limits = Limits {
        text: 1 << 20,
        ..Limits::default()
    };
    let bytes = workbook(&[
        ("xl/strings.xml", shared.as_bytes()),
        ("xl/sheet.xml", many.as_bytes()),
    ]);
    assert_eq!(
        code_of(read(&bytes, "表.xlsx", &limits)),
        "read",
        "a text shared by 50,000 cells is kept once"
    );
    let empties = format!("<sst>{}</sst>", "<si><t>a</t></si>".repeat(50_000));
    assert_eq!(
        code_of(read(
            &workbook(&[
                ("xl/strings.xml", empties.as_bytes()),
                ("xl/sheet.xml", cells)
            ]),
            "表.xlsx",
            &limits
        )),
        "workbook_too_much_text"
    );
}

#[test]
fn cells_out_of_place_are_told_by_name() {
    let cases = [
        (
            r#"<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>"#,
            "表!A1",
        ),
        (
            r#"<row r="1"><c r="B1"><v>1</v></c><c r="B1"><v>1</v></c></row>"#,
            "表!B1",
        ),
        (r#"<row r="1"><c r="C1" t="s"><v>7</v></c></row>"#, "表!C1"),
        (r#"<row r="1"><c r="XFE1"><v>1</v></c></row>"#, "表"),
        (r#"<row r="1"><c r="A0"><v>1</v></c></row>"#, "表"),
        (r#"<row r="9999999999"><c><v>1</v></c></row>"#, "表"),
    ];
    for (rows, place) in cases {
        let refusal = read(&sheet(rows), "表.xlsx", &Limits::default()).unwrap_err();
        assert_eq!(
            refusal,
            Refusal::Damaged {
                place: place.into()
            },
            "{rows}"
        );
    }
}

#[test]
fn entities_are_never_expanded() {
    let laughs =
        "<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>";
    let outside = "<!DOCTYPE a [<!ENTITY c SYSTEM \"file:///etc/passwd\">]>";
    let body = r#"<worksheet><sheetData><row><c t="inlineStr"><is><t>&c;</t></is></c></row></sheetData></worksheet>"#;
    for head in [laughs, outside, ""] {
        let bytes = workbook(&[("xl/sheet.xml", format!("{head}{body}").as_bytes())]);
        assert_eq!(code(&bytes), "workbook_entities", "{head}");
    }
    let in_book = format!("{laughs}{BOOK}");
    assert_eq!(
        code(&workbook(&[("xl/workbook.xml", in_book.as_bytes())])),
        "workbook_entities"
    );
}

#[test]
fn what_is_no_sheet_is_damage() {
    let deep = format!("<worksheet>{}", "<a>".repeat(100_000));
    let wide = format!("<worksheet {}/>", "a='1' ".repeat(400_000));
    let cases: [&[u8]; 7] = [
        b"<worksheet><sheetData>",
        b"<worksheet></sheetData>",
        b"<worksheet a=",
        b"<",
        b"<worksheet>&#xD800;</worksheet><",
        b"\xff\xfe\xfa<worksheet>",
        deep.as_bytes(),
    ];
    for content in cases {
        assert_eq!(
            code(&workbook(&[("xl/sheet.xml", content)])),
            "workbook_damaged",
            "{:?}",
            String::from_utf8_lossy(&content[..content.len().min(60)])
        );
    }
    let started = Instant::now();
    assert_eq!(
        code(&workbook(&[("xl/sheet.xml", wide.as_bytes())])),
        "workbook_too_much_inside"
    );
    assert!(started.elapsed() < A_WHILE);
    assert_eq!(
        code(&workbook(&[])),
        "workbook_damaged",
        "the sheet that is pointed at is not there"
    );
}

#[test]
fn a_hundred_thousand_parts_are_too_many() {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..100_000 {
        writer
            .start_file(
                format!("xl/{number}"),
                SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored),
            )
            .unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    let started = Instant::now();
    assert_eq!(code(&bytes), "workbook_too_many_parts");
    assert!(started.elapsed() < A_WHILE, "{:?}", started.elapsed());
}

#[test]
fn names_that_climb_are_only_names() {
    let up = br#"<Relationships><Relationship Id="a" Type="a/worksheet" Target="../../../../etc/passwd"/></Relationships>"#;
    assert_eq!(
        code(&workbook(&[("xl/_rels/workbook.xml.rels", up)])),
        "workbook_damaged"
    );
    let rows = "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>";
    assert_eq!(
        code(&workbook(&[
            ("../../evil.xml", b"x"),
            ("/elsewhere/evil", b"x"),
            ("xl/sheet.xml", rows.as_bytes())
        ])),
        "read"
    );
    let inner = workbook(&[("xl/sheet.xml", rows.as_bytes())]);
    assert_eq!(
        code(&workbook(&[("xl/sheet.xml", &inner)])),
        "workbook_damaged",
        "a package in a package is not opened"
    );
}

#[test]
fn a_file_cut_off_anywhere_is_refused() {
    let whole = ours();
    assert_eq!(code(&whole), "read");
    for length in 1..whole.len() {
        if length % 7 == 0 || whole.len() - length < 100 || length < 100 {
            let refusal = code(&whole[..length]);
            assert!(
                ["workbook_damaged", "workbook_not_one"].contains(&refusal),
                "{length}: {refusal}"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_flipped_byte_is_refused_or_changes_nothing(flips in prop::collection::vec((any::<prop::sample::Index>(), 1_u8..), 1..4)) {
        let whole = ours();
        let expected = read(&whole, "表.xlsx", &Limits::default()).unwrap();
        let mut bytes = whole;
        for (place, flip) in flips {
            let place = place.index(bytes.len());
            bytes[place] ^= flip;
        }
        if let Ok(workbook) = read(&bytes, "表.xlsx", &Limits::default()) {
            let known = workbook.sheets.iter().all(|sheet| sheet.rows.iter().all(|row| expected.sheets[0].rows.contains(row)));
            prop_assert!(known, "{:?}", workbook);
        }
    }

    #[test]
    fn bytes_at_random_never_end_the_program(bytes in prop::collection::vec(any::<u8>(), 0..400), name in prop::sample::select(&["a.xlsx", "a.csv"][..])) {
        let _ = read(&bytes, name, &Limits::default());
        let mut package = b"PK\x03\x04".to_vec();
        package.extend(&bytes);
        let _ = read(&package, name, &Limits::default());
    }

    #[test]
    fn xml_at_random_never_ends_the_program(pieces in prop::collection::vec(prop::sample::select(&[
        "<row r=\"1\">", "<row>", "</row>", "<c r=\"A1\" t=\"s\">", "<c s=\"9\">", "<c t=\"inlineStr\">", "</c>", "<v>", "0", "1e400", "</v>", "<is>", "<t>", "&amp;", "&#0;", "&x;",
        "</t>", "</is>", "<f/>", "<![CDATA[", "]]>", "<!--", "-->", "<mergeCell ref=\"A1:B2\"/>", "<mergeCell ref=\":\"/>", "_xD800_", "字",
    ][..]), 0..40)) {
        let _ = read(&sheet(&pieces.concat()), "a.xlsx", &Limits::default());
    }
}
