//! A letter or report in the form of official papers, to open in Word or WPS.
//!
//! A title, headings, paragraphs, tables and a signature come in; the bytes of a `.docx` file go out:
//! A4, 22 lines of 28 characters, page numbers to the outer edge. What could not be filled is marked
//! in its place, told in the header («草稿») and listed at the end.
//! It never invents words for a gap and never writes a link other than to a web page.
//! Source: GB/T 9704-2012. `format` holds its measures, `body` sets the blocks, `package` wraps them up.

mod body;
mod format;
mod number;
mod package;
mod table;
mod xml;

use base::Lang;

/// A letter to be written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The title, centred over the text.
    pub title: String,
    /// The line under the title, such as the unit and the day; none when empty.
    pub issuer: String,
    /// The text from top to bottom.
    pub blocks: Vec<Block>,
    /// What could not be filled, in words; when empty, the gaps in the text are listed instead.
    pub missing: Vec<String>,
    /// Whether it is a draft although nothing is missing.
    pub is_draft: bool,
    /// The language of the numbers of headings and of the words about a draft.
    pub language: Lang,
}

/// A piece of a letter.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading of level 1 to 3; it is numbered («一、», «（一）», «1.») unless its words begin so.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(Vec<Run>),
    /// A table across the page; its titles stand on every page, its rows are never split.
    Table {
        /// The titles of the columns.
        headers: Vec<String>,
        /// The rows from the top; one shorter than the titles ends with empty cells.
        rows: Vec<Vec<String>>,
    },
    /// The names of what is attached, in their order.
    Attachments(Vec<String>),
    /// Room to sign and to stamp: who filled it in and who checked it, as far as that is known.
    SignOff {
        /// Who filled it in; may be empty.
        filled_by: String,
        /// Who checked it; may be empty.
        checked_by: String,
    },
    /// Who signs, and the day in words.
    Signature {
        /// The unit.
        unit: String,
        /// The day, such as `2022年12月31日`.
        date: String,
    },
}

/// A stretch of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// What they are.
    pub kind: Kind,
}

/// What a stretch of a paragraph is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Plain,
    /// A figure; with the address of a web page, a link to what it counted.
    Figure(Option<String>),
    /// A gap, named by its words.
    Missing,
}

impl Run {
    /// Gives words.
    pub fn plain(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            kind: Kind::Plain,
        }
    }

    /// Gives a figure, with the address of what it counted if there is one.
    pub fn figure(text: &str, link: Option<&str>) -> Self {
        Self {
            text: text.to_owned(),
            kind: Kind::Figure(link.map(str::to_owned)),
        }
    }

    /// Gives a gap.
    pub fn missing(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            kind: Kind::Missing,
        }
    }
}

/// Why a letter could not be written. Nothing in its words can be the cause.
#[derive(Debug, thiserror::Error)]
#[error("the letter could not be written")]
pub struct Fault(#[from] zip::result::ZipError);

impl Document {
    /// Gives the bytes of the `.docx` file; the same letter always gives the same bytes.
    /// Characters that XML cannot hold are left out.
    ///
    /// # Errors
    /// Never in practice: it is written in memory.
    pub fn write(&self) -> Result<Vec<u8>, Fault> {
        Ok(package::pack(self)?)
    }

    /// Gives what is listed as not filled: what was given, else the gaps of the text in their order.
    pub(crate) fn gaps(&self) -> Vec<&str> {
        if !self.missing.is_empty() {
            return self.missing.iter().map(String::as_str).collect();
        }
        let paragraphs = self.blocks.iter().filter_map(|block| match block {
            Block::Paragraph(runs) => Some(runs),
            _ => None,
        });
        let gaps = paragraphs.flatten().filter(|run| run.kind == Kind::Missing);
        gaps.map(|run| run.text.as_str()).collect()
    }
}
