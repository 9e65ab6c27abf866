//! The year's report as files: Word as official papers want it, and a page that stands alone.
//!
//! In: a filled report. Out: bytes. A draft says that it is one and lists what is missing.

use base::Lang;
use page::{Fig, Line, Piece, State, paper, report};

use papers::letter::{Block, Document, Run as Ink};

use super::annual::{Annual, Chapter, Paragraph, Run, plain};

/// The report as a Word file. `site` is the address people use, so that a figure in the file
/// leads back to what it counted; without one the figures are plain words.
///
/// # Errors
/// Never in practice: the file is written in memory.
pub fn word(
    annual: &Annual,
    site: Option<&str>,
    lang: Lang,
) -> Result<Vec<u8>, papers::letter::Fault> {
    let mut blocks = vec![paragraph(&annual.opening, annual, site)];
    for chapter in &annual.chapters {
        blocks.push(Block::Heading(1, chapter.title.clone()));
        blocks.extend(
            chapter
                .paragraphs
                .iter()
                .map(|p| paragraph(p, annual, site)),
        );
    }
    blocks.push(Block::Paragraph(vec![Ink::plain(&annual.versions)]));
    let year = annual.about.year;
    let date = if lang == Lang::Zh {
        format!("{year}年12月31日")
    } else {
        format!("31 December {year}")
    };
    blocks.push(Block::Signature {
        unit: annual.about.park.clone(),
        date,
    });
    let missing: Vec<String> = annual
        .missing()
        .into_iter()
        .map(|(_, what, why)| format!("{what}（{why}）"))
        .collect();
    Document {
        title: annual.title.clone(),
        issuer: annual.about.operator.clone(),
        is_draft: !missing.is_empty(),
        blocks,
        missing,
        language: lang,
    }
    .write()
}

fn paragraph(runs: &Paragraph, annual: &Annual, site: Option<&str>) -> Block {
    let ink = |run: &Run| match run {
        Run::Words(words) => Ink::plain(words),
        Run::Figure(key, words) => {
            let address =
                site.map(|site| format!("{site}/figures/{key}?period={}", annual.about.year));
            Ink::figure(words, address.as_deref())
        }
        Run::Missing(_, what, _) => Ink::missing(what),
    };
    Block::Paragraph(runs.iter().map(ink).collect())
}

/// The report as a page that stands alone.
pub fn html(annual: &Annual, lang: Lang) -> String {
    let chapter = |(at, c): (usize, &Chapter)| report::Chapter {
        id: format!("c{}", at + 1),
        title: c.title.clone(),
        short: c.short.clone(),
        paragraphs: c.paragraphs.iter().map(line).collect(),
        unsettled: String::new(),
    };
    let missing = annual.missing();
    let draft = match lang {
        Lang::Zh => format!("草稿：还有 {} 处填不上", missing.len()),
        Lang::En => format!("Draft: {} places cannot be filled yet", missing.len()),
    };
    let report = report::Report {
        title: annual.title.clone(),
        draft: (!missing.is_empty()).then_some(draft),
        opening: vec![line(&annual.opening)],
        chapters: annual.chapters.iter().enumerate().map(chapter).collect(),
        open_points: missing
            .iter()
            .map(|(at, what, why)| report::OpenPoint {
                what: what.clone(),
                why: why.clone(),
                chapter: format!("c{}", at + 1),
            })
            .collect(),
        ..report::Report::default()
    };
    paper::alone(lang, &annual.title, &report.show(lang))
}

/// A paragraph with its figures marked, without links: there is no server behind a file.
fn line(paragraph: &Paragraph) -> Line {
    let piece = |run: &Run| match run {
        Run::Words(words) => Piece::Text(words.clone()),
        Run::Figure(_, words) => Piece::Fig(Fig::inside(words.clone(), "").with(State::Open)),
        Run::Missing(_, what, why) => Piece::Missing {
            label: what.clone(),
            reason: why.clone(),
        },
    };
    Line(paragraph.iter().map(piece).collect())
}

/// The report's words as an article's text: headings begin with `# `, figures stand as words.
pub fn article(annual: &Annual) -> String {
    let mut parts = vec![plain(&annual.opening)];
    for chapter in &annual.chapters {
        parts.push(format!("# {}", chapter.title));
        parts.extend(chapter.paragraphs.iter().map(|p| plain(p)));
    }
    parts.join("\n\n")
}
