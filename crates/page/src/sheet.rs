//! An import before it is written: their own sheet, as they know it, with the
//! cells in question marked in place and the words beside them.
//!
//! In go what was read, what is wrong with it and how each can be mended; out
//! comes the list of things to mend and the sheet. Each mark and its words lead
//! to each other. A warning is amber and never stops anything.

use crate::act::{Act, dock, hidden};
use crate::field::Field;
use crate::fig::Fig;
use crate::href::Href;
use crate::piece::{Line, title};
use crate::words::{Lang, Words, words};
use maud::{Markup, html};

const TO_MEND: Words = words("要改的地方", "What to mend");
const SHEETS: Words = words("工作表", "Sheets");
const ROW_NUMBER: Words = words("行号", "Row");
const MEND: Words = words("改", "Mend");

/// How a cell or a thing to mend stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Pin {
    /// Nothing is wrong with it.
    #[default]
    Fine,
    /// Wrong; its number in the list.
    Wrong(String),
    /// To be looked at; its number in the list. It stops nothing.
    Ask(String),
    /// Mended; its number in the list.
    Mended(String),
}

/// One cell.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// As it stands in their sheet.
    pub text: String,
    /// How it stands.
    pub pin: Pin,
}

/// One row of their sheet.
#[derive(Clone, Debug)]
pub enum SheetRow {
    /// A row as it stands.
    Cells {
        /// Its number in their sheet.
        number: String,
        /// Whether it is the row of headings.
        heading: bool,
        /// Whether it is held back.
        held: bool,
        /// Its cells, one a column.
        cells: Vec<Cell>,
    },
    /// Rows left out here because nothing is wrong with them, in words.
    Left(String),
}

/// One thing to mend.
#[derive(Clone, Debug, Default)]
pub struct Mend {
    /// Its number; the cell's pin leads here.
    pub pin: Pin,
    /// Where and what, such as «B6 没有2月30日».
    pub title: String,
    /// What hangs on it; may be empty.
    pub say: String,
    /// How it is mended; none once it is.
    pub fix: Option<Fix>,
}

/// The small form that mends one thing.
#[derive(Clone, Debug)]
pub struct Fix {
    /// Where it is sent.
    pub action: Href,
    /// What is sent along and not shown.
    pub with: Vec<(String, String)>,
    /// The input.
    pub field: Field,
}

/// One sheet of the workbook.
#[derive(Clone, Debug, Default)]
pub struct Tab {
    /// Its name, and how much is to mend in it.
    pub words: String,
    /// Shows it.
    pub href: Href,
    /// Whether it is the one shown.
    pub here: bool,
}

/// An import before it is written.
#[derive(Clone, Debug, Default)]
pub struct Import {
    /// The file, and that nothing is written yet.
    pub crumb: Line,
    /// What is the matter in one line.
    pub title: String,
    /// How many rows were read, can be taken, are held.
    pub tally: Vec<(String, Fig)>,
    /// What happens to the held ones.
    pub say: String,
    /// The sheets.
    pub tabs: Vec<Tab>,
    /// What to mend in the one shown.
    pub mends: Vec<Mend>,
    /// What the sheet is called, for whoever listens.
    pub sheet: String,
    /// The letters of its columns.
    pub letters: Vec<String>,
    /// Its rows.
    pub rows: Vec<SheetRow>,
    /// What can be done now.
    pub acts: Vec<Act>,
}

impl Import {
    /// The import as markup.
    pub fn show(&self, lang: Lang) -> Markup {
        html! {
            div.stack {
                div.head {
                    p.crumb { (self.crumb.show(lang)) }
                    h1 { (title(&self.title)) }
                    dl.tally {
                        @for (label, fig) in &self.tally { div { dt { (label) } dd { (fig.show(lang)) } } }
                    }
                    @if !self.say.is_empty() { p.s.soft { (self.say) } }
                }
                nav.tabs aria-label=(SHEETS.get(lang)) {
                    @for tab in &self.tabs {
                        a href=(tab.href) aria-current=[tab.here.then_some("true")] { (tab.words) }
                    }
                }
                div.split {
                    section.side aria-labelledby="mends" {
                        h2.vh #mends { (TO_MEND.get(lang)) }
                        ol.fixes { @for mend in &self.mends { (mend.show(lang)) } }
                    }
                    (self.table(lang))
                }
                (dock(&self.acts))
            }
        }
    }

    fn table(&self, lang: Lang) -> Markup {
        html! {
            div.sheet-wrap.theirs tabindex="0" role="region" aria-label=(self.sheet) {
                table.sheet {
                    thead {
                        tr {
                            th scope="col" { span.vh { (ROW_NUMBER.get(lang)) } }
                            @for letter in &self.letters { th scope="col" { (letter) } }
                        }
                    }
                    tbody { @for row in &self.rows { (row.show(self.letters.len())) } }
                }
            }
        }
    }
}

impl SheetRow {
    fn show(&self, columns: usize) -> Markup {
        html! {
            @match self {
                Self::Cells { number, heading, held, cells } => {
                    tr.names[*heading].held[*held] {
                        th scope="row" { (number) }
                        @for cell in cells { (cell.show()) }
                    }
                }
                Self::Left(words) => {
                    tr.skip-rows { td {} td colspan=(columns) { (words) } }
                }
            }
        }
    }
}

impl Cell {
    fn show(&self) -> Markup {
        html! {
            @match &self.pin {
                Pin::Fine => { td { (self.text) } }
                Pin::Wrong(number) => { td.cell-bad { (self.link(number, "pin")) } }
                Pin::Ask(number) => { td.cell-ask { (self.link(number, "pin ask")) } }
                Pin::Mended(number) => { td.cell-ok { (self.link(number, "pin ok")) } }
            }
        }
    }

    fn link(&self, number: &str, class: &str) -> Markup {
        html! { a href={ "#mend-" (number) } id={ "cell-" (number) } { span class=(class) { (number) } (self.text) } }
    }
}

impl Mend {
    fn show(&self, lang: Lang) -> Markup {
        let (number, class) = match &self.pin {
            Pin::Fine => ("", "pin"),
            Pin::Wrong(number) => (number.as_str(), "pin"),
            Pin::Ask(number) => (number.as_str(), "pin ask"),
            Pin::Mended(number) => (number.as_str(), "pin ok"),
        };
        html! {
            li id={ "mend-" (number) } {
                h3 {
                    a href={ "#cell-" (number) } { span class=(class) { (number) } (self.title) }
                    @if let Pin::Mended(_) = self.pin { span.vh { " ✓" } }
                }
                @if !self.say.is_empty() { p.s.soft { (self.say) } }
                @if let Some(Fix { action, with, field }) = &self.fix {
                    form.fix method="post" action=(action) {
                        (hidden(with))
                        (field.show(&format!("fix{number}"), lang))
                        button.btn { (MEND.get(lang)) }
                    }
                }
            }
        }
    }
}
