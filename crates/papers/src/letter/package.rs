//! A letter's parts, wrapped up as Word and WPS expect them.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;

use super::format::{SPACES, fonts, footer, header, styles};
use super::xml::escaped;
use super::{Document, body};

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// The parts of the letter beside its text: their name, their kind in pointers and in the list of contents.
const PARTS: [(&str, &str, &str); 6] = [
    ("styles", "styles", "styles"),
    ("settings", "settings", "settings"),
    ("fontTable", "fontTable", "fontTable"),
    ("odd", "footer", "footer"),
    ("even", "footer", "footer"),
    ("header", "header", "header"),
];

/// Gives the bytes of the package.
pub(super) fn pack(document: &Document) -> ZipResult<Vec<u8>> {
    let body = body::set(document);
    let text = format!(
        "<w:document {SPACES}><w:body>{}</w:body></w:document>",
        body.xml
    );
    let settings = format!(
        r#"<w:settings {SPACES}><w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>"#
    );
    let parts = [
        ("[Content_Types].xml", contents()),
        ("_rels/.rels", roots()),
        ("word/document.xml", text),
        ("word/_rels/document.xml.rels", pointers(&body.links)),
        ("word/styles.xml", styles()),
        ("word/settings.xml", settings),
        ("word/fontTable.xml", fonts()),
        ("word/odd.xml", footer(true)),
        ("word/even.xml", footer(false)),
        (
            "word/header.xml",
            header(document.language.pick("草稿", "Draft")),
        ),
        ("docProps/core.xml", properties(&document.title)),
    ];
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, xml) in parts {
        package.start_file(name, SimpleFileOptions::default())?;
        package.write_all(HEAD.as_bytes())?;
        package.write_all(xml.as_bytes())?;
    }
    Ok(package.finish()?.into_inner())
}

fn contents() -> String {
    let part = |(name, _, kind): (&str, &str, &str)| {
        format!(r#"<Override PartName="/word/{name}.xml" ContentType="{WORD}.{kind}+xml"/>"#)
    };
    let parts: String = PARTS.into_iter().map(part).collect();
    format!(
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>{parts}<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>"#
    )
}

fn roots() -> String {
    format!(
        r#"<Relationships xmlns="{RELATIONS}"><Relationship Id="text" Type="{OFFICE}/officeDocument" Target="word/document.xml"/><Relationship Id="properties" Type="{RELATIONS}/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#
    )
}

fn pointers(links: &[String]) -> String {
    let part = |(name, kind, _): (&str, &str, &str)| {
        format!(r#"<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{name}.xml"/>"#)
    };
    let parts: String = PARTS.into_iter().map(part).collect();
    let link = |(at, link): (usize, &String)| {
        format!(
            r#"<Relationship Id="link{}" Type="{OFFICE}/hyperlink" Target="{}" TargetMode="External"/>"#,
            at + 1,
            escaped(link)
        )
    };
    let links: String = links.iter().enumerate().map(link).collect();
    format!(r#"<Relationships xmlns="{RELATIONS}">{parts}{links}</Relationships>"#)
}

fn properties(title: &str) -> String {
    format!(
        r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title></cp:coreProperties>"#,
        escaped(title)
    )
}
