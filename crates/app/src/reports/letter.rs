//! A text as files: Word as official papers want it, and a page that stands alone.
//!
//! In: a filled text. Out: bytes. A draft says that it is one and lists what is missing.

use base::Lang;
use page::{Fig, State, paper, report};
use papers::letter::{Block, Document, Run as Ink};

use super::text::{Filled, Part, Run, Table, drawn, plain};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Who puts their name to a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signed {
    /// Who filled it in; empty leaves room.
    pub filled_by: String,
    /// Who checked it; empty while it is a draft.
    pub checked_by: String,
}

/// The text as a Word file. `site` is the address people use, so that a figure in the file
/// leads back to what it counted; without one the figures are plain words. A return that nobody
/// checked is a draft.
///
/// # Errors
/// Never in practice: the file is written in memory.
pub fn word(
    filled: &Filled,
    site: Option<&str>,
    signed: Option<&Signed>,
    lang: Lang,
) -> Result<Vec<u8>, papers::letter::Fault> {
    let block = |part: &Part| block(part, filled, site);
    let mut blocks: Vec<Block> = filled.opening.iter().map(block).collect();
    for chapter in &filled.chapters {
        blocks.push(Block::Heading(1, chapter.title.clone()));
        blocks.extend(chapter.parts.iter().map(block));
    }
    blocks.push(Block::Paragraph(vec![Ink::plain(&filled.versions)]));
    if let Some(signed) = signed {
        blocks.push(Block::SignOff {
            filled_by: signed.filled_by.clone(),
            checked_by: signed.checked_by.clone(),
        });
    }
    blocks.push(Block::Signature {
        unit: filled.about.park.clone(),
        date: dated(filled, lang),
    });
    let missing: Vec<String> = filled
        .missing()
        .into_iter()
        .map(|(_, what, why)| format!("{what}（{why}）"))
        .collect();
    Document {
        title: filled.title.clone(),
        issuer: filled.about.operator.clone(),
        is_draft: !missing.is_empty() || signed.is_some_and(|s| s.checked_by.is_empty()),
        blocks,
        missing,
        language: lang,
    }
    .write()
}

/// The day at the end of an official paper: the last of its period.
fn dated(filled: &Filled, lang: Lang) -> String {
    let (_, day) = filled.about.period.bounds();
    match lang {
        Lang::Zh => format!(
            "{}年{}月{}日",
            day.year(),
            day.month().number(),
            day.number()
        ),
        Lang::En => {
            let month = day.month().number();
            let name = usize::try_from(month - 1)
                .ok()
                .and_then(|at| MONTHS.get(at));
            format!("{} {} {}", day.number(), name.unwrap_or(&""), day.year())
        }
    }
}

fn block(part: &Part, filled: &Filled, site: Option<&str>) -> Block {
    let period = filled.about.period;
    let ink = |run: &Run| match run {
        Run::Words(words) => Ink::plain(words),
        Run::Figure(key, words) => {
            let address = site.map(|site| format!("{site}/figures/{key}?period={period}"));
            Ink::figure(words, address.as_deref())
        }
        Run::Missing(_, what, _) => Ink::missing(what),
    };
    match part {
        Part::Paragraph(runs) => Block::Paragraph(runs.iter().map(ink).collect()),
        Part::Table(Table { headers, rows }) => Block::Table {
            headers: headers.clone(),
            rows: rows
                .iter()
                .map(|row| row.iter().map(|cell| plain(cell)).collect())
                .collect(),
        },
    }
}

/// The text as a page that stands alone. Its figures are marked and lead nowhere: there is no
/// server behind a file.
pub fn html(filled: &Filled, lang: Lang) -> String {
    let missing = filled.missing();
    let draft = match lang {
        Lang::Zh => format!("草稿：还有 {} 处填不上", missing.len()),
        Lang::En => format!("Draft: {} places cannot be filled yet", missing.len()),
    };
    let report = report::Report {
        title: filled.title.clone(),
        draft: (!missing.is_empty()).then_some(draft),
        ..drawn::report(filled, &|_, words| Fig::inside(words, "").with(State::Open))
    };
    paper::alone(lang, &filled.title, &report.show(lang))
}

/// A text's words as an article's text: headings begin with `# `, figures stand as words; a
/// table's rows are a line each.
pub fn article(filled: &Filled) -> String {
    let lines = |part: &Part| match part {
        Part::Paragraph(runs) => plain(runs),
        Part::Table(table) => {
            let row = |row: &Vec<Vec<Run>>| {
                let cells: Vec<String> = row.iter().map(|cell| plain(cell)).collect();
                format!("- {}", cells.join(" "))
            };
            table.rows.iter().map(row).collect::<Vec<_>>().join("\n")
        }
    };
    let mut parts: Vec<String> = filled.opening.iter().map(lines).collect();
    for chapter in &filled.chapters {
        parts.push(format!("# {}", chapter.title));
        parts.extend(chapter.parts.iter().map(lines));
    }
    parts.join("\n\n")
}
