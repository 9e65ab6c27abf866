//! Sheets as office programs really write them, read by us and by another reader: both must agree.
#![allow(clippy::unwrap_used, clippy::panic)] // OK because a test that fails should stop

use std::io::{Cursor, Write};

use calamine::{Data, Reader, Xlsx};
use papers::cell::Cell;
use papers::sheet::{Column, Out, Style};
use papers::workbook::{Limits, Merged, Workbook, read};
use zip::write::SimpleFileOptions;

/// Puts parts into a package.
fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A workbook with one of each kind of cell, in the manner of Excel.
fn every_kind(workbook_properties: &str) -> Vec<u8> {
    package(&[
        ("[Content_Types].xml", "<Types/>"),
        (
            "_rels/.rels",
            r#"<Relationships><Relationship Id="r" Type="http://a/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="a" Type="http://a/worksheet" Target="worksheets/sheet1.xml"/>
               <Relationship Id="b" Type="http://a/styles" Target="/xl/styles.xml"/>
               <Relationship Id="c" Type="http://a/sharedStrings" Target="sharedStrings.xml"/>
               <Relationship Id="d" Type="http://a/hyperlink" Target="http://example.org/" TargetMode="External"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            &format!(
                r#"<workbook xmlns:r="r">{workbook_properties}<sheets><sheet name="表 &amp; 一" state="hidden" r:id="a"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/styles.xml",
            r#"<styleSheet><numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>
               <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="176"/><xf numFmtId="10"/></cellXfs></styleSheet>"#,
        ),
        (
            "xl/sharedStrings.xml",
            r#"<sst count="99999999999" uniqueCount="99999999999"><si><t>四联</t></si>
               <si><r><rPr><b/></rPr><t>横岗</t></r><r><t xml:space="preserve"> 街道</t></r><rPh sb="0" eb="1"><t>henggang</t></rPh></si><si><t>一_x000D_
二</t></si></sst>"#,
        ),
        (
            "xl/worksheets/sheet1.xml",
            r#"<x:worksheet xmlns:x="m"><x:dimension ref="A1:XFD1048576"/><x:sheetData>
               <x:row r="2"><x:c r="A2" t="s"><x:v>0</x:v></x:c><x:c r="C2" t="s"><x:v>1</x:v></x:c><x:c t="s"><x:v>2</x:v></x:c></x:row>
               <x:row><x:c s="1"><x:v>44748</x:v></x:c><x:c s="2"><x:v>44748.5</x:v></x:c><x:c s="3"><x:v>0.5</x:v></x:c><x:c r="D3" s="1"/></x:row>
               <x:row r="1048576"><x:c r="A1048576" t="b"><x:v>1</x:v></x:c><x:c r="B1048576" t="e"><x:v>#REF!</x:v></x:c>
               <x:c r="C1048576" t="str"><x:f>A1&amp;"x"</x:f><x:v>x &lt;y&#65;</x:v></x:c><x:c r="D1048576"><x:f>1/3</x:f><x:v>1.5E-3</x:v></x:c>
               <x:c r="E1048576" t="d"><x:v>2022-07-06T12:00:00</x:v></x:c><x:c r="XFD1048576" t="inlineStr"><x:is><x:t>  <![CDATA[<b>]]> </x:t></x:is></x:c></x:row>
               </x:sheetData><x:mergeCells><x:mergeCell ref="A1:D1"/><x:mergeCell ref="A31:B31"/></x:mergeCells></x:worksheet>"#,
        ),
    ])
}

fn read_ours(bytes: &[u8]) -> Workbook {
    read(bytes, "表.xlsx", &Limits::default()).unwrap()
}

#[test]
fn every_kind_of_cell_is_read() {
    let workbook = read_ours(&every_kind("<workbookPr/>"));
    let sheet = &workbook.sheets[0];
    assert_eq!((sheet.name.as_str(), sheet.hidden), ("表 & 一", true));
    let number = |row: usize| sheet.rows[row].number;
    assert_eq!((number(0), number(1), number(2)), (2, 3, 1_048_576));
    assert_eq!(
        sheet.rows[0].cells,
        [
            (0, "四联".into()),
            (2, "横岗 街道".into()),
            (3, "一\r\n二".into())
        ]
    );
    assert_eq!(
        sheet.rows[1].cells,
        [
            (0, Cell::Moment(44_748.0)),
            (1, Cell::Moment(44_748.5)),
            (2, Cell::Number(0.5))
        ]
    );
    let last = [
        (0, Cell::Yes(true)),
        (1, Cell::Error("#REF!".into())),
        (2, "x <yA".into()),
        (3, Cell::Number(0.0015)),
        (4, Cell::Moment(44_748.5)),
        (16_383, "  <b> ".into()),
    ];
    assert_eq!(sheet.rows[2].cells, last);
    assert_eq!(
        sheet.merged,
        [Merged {
            first_row: 1,
            first_column: 0,
            last_row: 1,
            last_column: 3
        }]
    );
    assert_eq!(sheet.rows[2].cell(4), Some(&Cell::Moment(44_748.5)));
    assert_eq!(sheet.rows[2].cell(5), None);
}

#[test]
fn days_counted_from_1904_are_brought_to_1900() {
    let workbook = read_ours(&every_kind(r#"<workbookPr date1904="1"/>"#));
    assert_eq!(
        workbook.sheets[0].rows[1].cells[0],
        (0, Cell::Moment(46_210.0))
    );
}

/// What another reader makes of the same bytes, cell by cell.
fn others(bytes: &[u8], sheet: &str) -> Vec<(u32, u32, Cell)> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let mut cells = workbook.worksheet_cells_reader(sheet).unwrap();
    let mut all = Vec::new();
    while let Some(cell) = cells.next_cell().unwrap() {
        let (row, column) = cell.get_position();
        let value = match Data::from(cell.get_value().clone()) {
            Data::Empty => continue,
            Data::String(text) if text.is_empty() => continue,
            Data::String(text) => Cell::text(&text),
            Data::Float(number) => Cell::Number(number),
            Data::Int(number) => Cell::Number(f64::from(i32::try_from(number).unwrap())),
            Data::DateTime(moment) => Cell::Moment(moment.as_f64()),
            Data::Bool(yes) => Cell::Yes(yes),
            other => panic!("{other:?}"),
        };
        all.push((row + 1, column, value));
    }
    all
}

fn agree(bytes: &[u8]) {
    for sheet in read_ours(bytes).sheets {
        let cells = sheet.rows.iter().flat_map(|row| {
            row.cells
                .iter()
                .map(|(column, cell)| (row.number, *column, cell.clone()))
        });
        assert_eq!(
            cells.collect::<Vec<_>>(),
            others(bytes, &sheet.name),
            "{}",
            sheet.name
        );
    }
}

#[test]
fn another_reader_reads_the_same_from_what_we_write() {
    let columns = [
        Column::new("活动编号", Style::Text),
        Column::new("日期", Style::Day),
        Column::new("人数", Style::Number { decimals: 0 }),
    ];
    let mut out = Out::default();
    for tab in ["活动", "签到"] {
        out.sheet(tab, &columns).unwrap();
        for number in 0..500 {
            let serial = 44_562.0 + f64::from(number);
            out.row(&[
                Cell::text(&format!("HD2022-{number:03}")),
                Cell::Moment(serial),
                Cell::Number(f64::from(number) / 3.0),
                Cell::Yes(number % 2 == 0),
            ])
            .unwrap();
        }
    }
    agree(&out.finish().unwrap());
}

/// With `PAPERS_SHEETS` naming a folder, compares the two readers on every workbook in it.
#[test]
fn another_reader_reads_the_same_from_the_sheets_of_a_folder() {
    let Some(folder) = std::env::var_os("PAPERS_SHEETS") else {
        return;
    };
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "xlsx") {
            agree(&std::fs::read(&path).unwrap());
        }
    }
}
