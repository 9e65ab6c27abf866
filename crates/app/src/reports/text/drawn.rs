//! A filled text as the parts of a page.
//!
//! In: a filled text, and how a figure in it opens. Out: what `page::report` shows, with what is
//! missing told beside its chapter.

use page::{
    Fig, Line, Piece,
    report::{self, OpenPoint, Report},
};

use super::{Chapter, Filled, Part, Run};

/// How a figure opens: by its key and as it reads.
pub type Opens<'a> = &'a dyn Fn(&str, &str) -> Fig;

/// The text with its chapters and what is missing; the rest of the report is the caller's.
pub fn report(filled: &Filled, opens: Opens<'_>) -> Report {
    let missing = filled.missing();
    let chapter = |(at, chapter): (usize, &Chapter)| {
        let open = missing.iter().filter(|(where_, ..)| *where_ == at).count();
        report::Chapter {
            id: id(at),
            title: chapter.title.clone(),
            short: chapter.short.clone(),
            parts: parts(&chapter.parts, opens),
            unsettled: if open == 0 {
                String::new()
            } else {
                open.to_string()
            },
        }
    };
    let point = |(at, what, why): &(usize, String, String)| OpenPoint {
        what: what.clone(),
        why: why.clone(),
        chapter: id(*at),
    };
    Report {
        title: filled.title.clone(),
        opening: parts(&filled.opening, opens),
        chapters: filled.chapters.iter().enumerate().map(chapter).collect(),
        open_points: missing.iter().map(point).collect(),
        ..Report::default()
    }
}

/// The id of a chapter on its page.
pub fn id(at: usize) -> String {
    format!("c{}", at + 1)
}

/// Parts of a text as they are shown.
pub fn parts(parts: &[Part], opens: Opens<'_>) -> Vec<report::Part> {
    let part = |part: &Part| match part {
        Part::Paragraph(runs) => report::Part::Line(line(runs, opens)),
        Part::Table(table) => {
            let row = |row: &Vec<Vec<Run>>| row.iter().map(|cell| line(cell, opens)).collect();
            report::Part::Table(table.headers.clone(), table.rows.iter().map(row).collect())
        }
    };
    parts.iter().map(part).collect()
}

fn line(runs: &[Run], opens: Opens<'_>) -> Line {
    let piece = |run: &Run| match run {
        Run::Words(words) => Piece::Text(words.clone()),
        Run::Figure(key, words) => Piece::Fig(opens(key, words)),
        Run::Missing(_, what, why) => Piece::Missing {
            label: what.clone(),
            reason: why.clone(),
        },
    };
    Line(runs.iter().map(piece).collect())
}
