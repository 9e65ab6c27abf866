//! The year's report: a printed page whose numbers open.
//!
//! In go its chapters as lines of prose with figures in them, and what is still
//! missing with the reason; out comes one column of 38 characters with the
//! chapters in the margin. Printed, it keeps the measure of an official paper.
//! It never hides that it is a draft.

use crate::act::{Act, buttons};
use crate::mark::Standing;
use crate::piece::{Line, title};
use crate::words::{Lang, Words, words};
use maud::{Markup, html};

const CHAPTERS: Words = words("章节", "Chapters");
const MARGIN: Words = words("页边", "Margin");
const OPEN_POINTS: Words = words("还没定下的", "Not settled yet");
const ALL_SETTLED: Words = words("都填上了", "All filled in");
const HINT: Words = words(
    "带点线的数字点开就是依据。灰色的还没有核定，核定之前不能签发。",
    "A number with a dotted line opens onto its records. A grey one is not yet confirmed; until it is, the report cannot be signed.",
);
const FILLED_BY: Words = words("填表人", "Filled in by");
const CHECKED_BY: Words = words("审核人", "Checked by");
const TABLE: Words = words("表", "Table");
const STAMP: Words = words("盖章", "Stamp");

/// What stands below a heading.
#[derive(Clone, Debug)]
pub enum Part {
    /// A paragraph.
    Line(Line),
    /// A table: the titles of its columns, and its rows.
    Table(Vec<String>, Vec<Vec<Line>>),
}

impl Part {
    /// The part as markup.
    pub fn show(&self, lang: Lang) -> Markup {
        match self {
            Part::Line(line) => html! { p { (line.show(lang)) } },
            Part::Table(headers, rows) => html! {
                div.list-wrap tabindex="0" role="region" aria-label=(TABLE.get(lang)) {
                    table.plain-table {
                        thead { tr { @for header in headers { th scope="col" { (header) } } } }
                        tbody {
                            @for row in rows {
                                tr { @for cell in row { td { (cell.show(lang)) } } }
                            }
                        }
                    }
                }
            },
        }
    }
}

/// A chapter.
#[derive(Clone, Debug, Default)]
pub struct Chapter {
    /// Its id on the page.
    pub id: String,
    /// Its heading as printed.
    pub title: String,
    /// Its heading in the margin; the printed one when empty.
    pub short: String,
    /// What stands in it.
    pub parts: Vec<Part>,
    /// How many of its figures are not settled; as it is read, empty when none.
    pub unsettled: String,
}

/// Something not settled yet.
#[derive(Clone, Debug, Default)]
pub struct OpenPoint {
    /// What it is.
    pub what: String,
    /// Why, or its value so far.
    pub why: String,
    /// The chapter's id.
    pub chapter: String,
}

/// A report.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// A line above the title: what it is, its state, as of when.
    pub crumb: Line,
    /// The title; `U+200B` marks where it may break.
    pub title: String,
    /// Who made it for whom.
    pub by: String,
    /// Says that it is a draft and what that means; none once signed.
    pub draft: Option<String>,
    /// What stands before the first chapter.
    pub opening: Vec<Part>,
    /// The chapters.
    pub chapters: Vec<Chapter>,
    /// What is not settled yet.
    pub open_points: Vec<OpenPoint>,
    /// How many there are of chapters and figures, such as «四章 · 40 个数字»; empty without a text.
    pub size: String,
    /// How many are not settled, such as «3 个待核定»; empty when none.
    pub unsettled: String,
    /// What can be done.
    pub acts: Vec<Act>,
    /// Who filled it in and who checked it, as they are printed; blank leaves room to sign.
    pub signed: [String; 2],
}

impl Report {
    /// The report as markup.
    pub fn show(&self, lang: Lang) -> Markup {
        html! {
            div.with-margin { (self.page(lang)) (self.margin(lang)) }
        }
    }

    fn page(&self, lang: Lang) -> Markup {
        html! {
            article.report {
                @if let Some(draft) = &self.draft { p.draft { (draft) } }
                p.crumb { (self.crumb.show(lang)) }
                h1 { (title(&self.title)) }
                p.by { (self.by) }
                @if !self.size.is_empty() {
                    details.phone-toc {
                        summary { span { (self.size) } (self.standing(lang)) }
                        ol.lines {
                            @for chapter in &self.chapters {
                                li { a href={ "#" (chapter.id) } { span.what { (chapter.name()) } } }
                            }
                        }
                    }
                }
                (self.inner(lang))
                @if self.draft.is_some() { p.flat.soft.s.no-print { (HINT.get(lang)) } }
                (buttons(&self.acts))
                (sign_off(&self.signed, lang))
            }
        }
    }

    /// Its text alone: without title, margin and room to sign.
    pub fn text(&self, lang: Lang) -> Markup {
        html! { article.report { (self.inner(lang)) } }
    }

    fn inner(&self, lang: Lang) -> Markup {
        html! {
            @for part in &self.opening { (part.show(lang)) }
            @for chapter in &self.chapters {
                h2 id=(chapter.id) { (title(&chapter.title)) }
                @for part in &chapter.parts { (part.show(lang)) }
            }
        }
    }

    fn standing(&self, lang: Lang) -> Markup {
        let (standing, words) = match self.unsettled.as_str() {
            "" => (Standing::Done, ALL_SETTLED.get(lang)),
            some => (Standing::Wait, some),
        };
        html! { span.mark.(standing.class()) { (words) } }
    }

    fn margin(&self, lang: Lang) -> Markup {
        html! {
            @if !self.size.is_empty() {
                aside.margin-note.stack.no-print aria-label=(MARGIN.get(lang)) {
                    @if !self.chapters.is_empty() { (self.contents(lang)) }
                    section {
                        @if !self.open_points.is_empty() { (self.not_settled(lang)) }
                        p.s.soft { (self.size) " " (self.standing(lang)) }
                    }
                }
            }
        }
    }

    fn contents(&self, lang: Lang) -> Markup {
        html! {
            nav aria-label=(CHAPTERS.get(lang)) {
                h2 { (CHAPTERS.get(lang)) }
                ol {
                    @for chapter in &self.chapters {
                        li {
                            a href={ "#" (chapter.id) } {
                                span.what { (chapter.name()) }
                                @if !chapter.unsettled.is_empty() { span.mark.wait { (chapter.unsettled) } }
                            }
                        }
                    }
                }
            }
        }
    }

    fn not_settled(&self, lang: Lang) -> Markup {
        html! {
            h2 { (OPEN_POINTS.get(lang)) }
            ol {
                @for point in &self.open_points {
                    li { a href={ "#" (point.chapter) } { span.what { (point.what) } span.soft.s { (point.why) } } }
                }
            }
        }
    }
}

impl Chapter {
    fn name(&self) -> &str {
        if self.short.is_empty() {
            &self.title
        } else {
            &self.short
        }
    }
}

/// Room to sign and to stamp, beside the names of whom filled it in and checked it; on paper only.
pub fn sign_off([filled, checked]: &[String; 2], lang: Lang) -> Markup {
    let line = |label: Words, name: &str| {
        html! { div { (label.get(lang)) @if !name.is_empty() { " " b { (name) } } } }
    };
    html! {
        div.sign-off {
            (line(FILLED_BY, filled))
            (line(CHECKED_BY, checked))
            div.stamp { (STAMP.get(lang)) }
        }
    }
}
