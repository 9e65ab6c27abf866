//! Workbooks made by hand, down to the bytes: good ones, large ones and hostile ones.
//!
//! In: rows of text. Out: an `.xlsx` file, or one that lies. It shares no code with the
//! program's own reader and writer.

use std::{
    fs::File,
    io::{self, Write},
    path::Path,
};

use zip::{ZipWriter, write::SimpleFileOptions};

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#;
const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const SHEETS: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

/// A workbook of one sheet, under way.
pub struct Workbook {
    zip: ZipWriter<File>,
    row: u32,
}

impl Workbook {
    /// Begins one; `dimension` is what the sheet claims to span, such as `A1:B2`.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn new(path: &Path, sheet: &str, dimension: &str) -> io::Result<Workbook> {
        let mut zip = ZipWriter::new(File::create(path)?);
        let plain = SimpleFileOptions::default();
        let book = format!(
            r#"<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="{sheet}" sheetId="1" r:id="rId1"/></sheets></workbook>"#
        );
        for (name, text) in [
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", RELATIONS),
            ("xl/workbook.xml", &book),
            ("xl/_rels/workbook.xml.rels", SHEETS),
        ] {
            zip.start_file(name, plain)?;
            zip.write_all(text.as_bytes())?;
        }
        zip.start_file("xl/worksheets/sheet1.xml", plain)?;
        write!(
            zip,
            r#"<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="{dimension}"/><sheetData>"#
        )?;
        Ok(Workbook { zip, row: 0 })
    }

    /// Adds a row of text cells.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn row(&mut self, cells: &[&str]) -> io::Result<()> {
        self.row += 1;
        let mut text = format!(r#"<row r="{}">"#, self.row);
        for (column, cell) in ('A'..='Z').zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            let cell = cell.replace('&', "&amp;").replace('<', "&lt;");
            let at = self.row;
            text += &format!(
                r#"<c r="{column}{at}" t="inlineStr"><is><t xml:space="preserve">{cell}</t></is></c>"#
            );
        }
        self.zip.write_all((text + "</row>").as_bytes())
    }

    /// Adds bytes as they are, for sheets that lie.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn raw(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.zip.write_all(bytes)
    }

    /// Ends it.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn end(mut self) -> io::Result<()> {
        self.zip.write_all(b"</sheetData></worksheet>")?;
        self.zip.finish()?;
        Ok(())
    }
}

/// A workbook of one sheet with these rows.
///
/// # Errors
/// When the file cannot be written.
pub fn of(path: &Path, sheet: &str, rows: &[&[&str]]) -> io::Result<()> {
    let mut book = Workbook::new(path, sheet, "A1")?;
    rows.iter().try_for_each(|row| book.row(row))?;
    book.end()
}
