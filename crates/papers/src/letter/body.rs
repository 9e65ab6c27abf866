//! The text of a letter, block by block.

use super::format::{CHARACTER, LINE, page};
use super::number::Numbers;
use super::table::{half_characters, room, table};
use super::xml::{paragraph, run};
use super::{Block, Document, Kind, Run};

/// How a gap looks: it must be found at a glance and gone before the letter is signed.
const GAP: &str = r#"<w:highlight w:val="yellow"/>"#;
/// How a figure that opens looks: a dotted line under it, black like all else.
const OPENS: &str = r#"<w:u w:val="dotted"/>"#;
/// A paragraph that begins at the edge.
const AT_EDGE: &str = r#"<w:ind w:firstLineChars="0" w:firstLine="0"/>"#;

/// The text, and the web pages it links to; the n-th link is called `link` and n.
pub(super) struct Body {
    pub(super) xml: String,
    pub(super) links: Vec<String>,
}

/// Sets a letter.
pub(super) fn set(document: &Document) -> Body {
    let mut body = Body {
        xml: paragraph("Title", "", &run(&document.title, "")),
        links: Vec::new(),
    };
    if !document.issuer.is_empty() {
        body.xml += &paragraph("Issuer", "", &run(&document.issuer, ""));
    }
    let mut numbers = Numbers::default();
    for block in &document.blocks {
        let xml = match block {
            Block::Heading(level, text) => {
                let text = numbers.numbered(*level, text, document.language);
                paragraph(
                    &format!("Heading{}", level.clamp(&1, &3)),
                    "",
                    &run(&text, ""),
                )
            }
            Block::Paragraph(runs) => {
                let runs: String = runs
                    .iter()
                    .map(|run| stretch(run, document, &mut body.links))
                    .collect();
                paragraph("Normal", "", &runs)
            }
            // A table must not stand last in a letter, nor touch another.
            Block::Table { headers, rows } if headers.is_empty() && rows.is_empty() => {
                String::new()
            }
            Block::Table { headers, rows } => table(headers, rows) + &paragraph("Cell", "", ""),
            Block::Attachments(names) => attachments(names, document),
            Block::SignOff {
                filled_by,
                checked_by,
            } => sign_off(filled_by, checked_by, document),
            Block::Signature { unit, date } => signature(unit, date),
        };
        body.xml += &xml;
    }
    body.xml += &gaps(document);
    body.xml += &page(document.is_draft || !document.gaps().is_empty());
    body
}

fn stretch(part: &Run, document: &Document, links: &mut Vec<String>) -> String {
    match &part.kind {
        Kind::Plain | Kind::Figure(None) => run(&part.text, ""),
        Kind::Figure(Some(link)) if link.starts_with("https://") || link.starts_with("http://") => {
            links.push(link.clone());
            format!(
                r#"<w:hyperlink r:id="link{}">{}</w:hyperlink>"#,
                links.len(),
                run(&part.text, OPENS)
            )
        }
        Kind::Figure(Some(_)) => run(&part.text, ""),
        Kind::Missing => {
            let word = document.language.pick("待补：", "to fill: ");
            run(&format!("〔{word}{}〕", part.text), GAP)
        }
    }
}

/// 「填表人：…　审核人：…　（盖章）」
fn sign_off(filled_by: &str, checked_by: &str, document: &Document) -> String {
    let language = document.language;
    let filled = language.pick("填表人：", "Filled in by: ");
    let checked = language.pick("审核人：", "Checked by: ");
    let cells = [
        format!("{filled}{filled_by}"),
        format!("{checked}{checked_by}"),
        language.pick("（盖章）", "(stamp)").to_owned(),
    ];
    paragraph("Cell", "", "") + &room(&cells) + &paragraph("Cell", "", "")
}

/// «附件：1.…», one line below the text, further names under the first; no mark at the end.
fn attachments(names: &[String], document: &Document) -> String {
    let word = document.language.pick("附件：", "Attachments: ");
    let bare = |name: &String| name.trim_end_matches(['。', '.', ';', '；']).to_owned();
    let indent = |characters: i32| {
        format!(
            r#"<w:ind w:left="{}" w:firstLineChars="0" w:firstLine="0"/>"#,
            characters * CHARACTER
        )
    };
    let line = |(at, name): (usize, &String)| {
        let number = if names.len() > 1 {
            format!("{}.", at + 1)
        } else {
            String::new()
        };
        let (before, word, more) = if at == 0 {
            (LINE, word, indent(2))
        } else {
            (0, "", indent(5))
        };
        let spacing =
            format!(r#"<w:spacing w:before="{before}" w:line="{LINE}" w:lineRule="exact"/>"#);
        paragraph(
            "Normal",
            &format!("{spacing}{more}"),
            &run(&format!("{word}{number}{}", bare(name)), ""),
        )
    };
    names.iter().enumerate().map(line).collect()
}

/// The day four characters in from the right; the unit centred over it, but never past the edge.
fn signature(unit: &str, date: &str) -> String {
    let width = |text: &str| {
        i32::try_from(half_characters(text)).unwrap_or(i32::MAX / CHARACTER) * CHARACTER / 2
    };
    let day_edge = 4 * CHARACTER;
    let unit_edge = (day_edge + (width(date) - width(unit)) / 2).max(0);
    let line = |text: &str, edge: i32, before: u32, keep: &str| {
        let spacing =
            format!(r#"<w:spacing w:before="{before}" w:line="{LINE}" w:lineRule="exact"/>"#);
        let indent = format!(
            r#"<w:ind w:right="{edge}" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="right"/>"#
        );
        paragraph(
            "Normal",
            &format!("{keep}{spacing}{indent}"),
            &run(text, ""),
        )
    };
    line(unit, unit_edge, 2 * LINE, "<w:keepNext/><w:keepLines/>")
        + &line(date, day_edge, 0, "<w:keepLines/>")
}

/// The list of what could not be filled, on a page of its own.
fn gaps(document: &Document) -> String {
    let gaps = document.gaps();
    if gaps.is_empty() {
        return String::new();
    }
    let title = match document.language {
        base::Lang::Zh => format!("以下 {} 处尚未填写", gaps.len()),
        base::Lang::En => format!("Not yet filled ({})", gaps.len()),
    };
    let line = |(at, gap): (usize, &&str)| {
        paragraph("Normal", AT_EDGE, &run(&format!("{}. {gap}", at + 1), ""))
    };
    let lines: String = gaps.iter().enumerate().map(line).collect();
    paragraph("Heading1", "<w:pageBreakBefore/>", &run(&title, "")) + &lines
}
