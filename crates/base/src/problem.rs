//! What a person has to mend: what, where, and what to do; all of it at once.
//!
//! In: a code and a place. Out: words in the reader's language. A problem is never a fault of
//! ours and never shows the machine's own words.

use crate::{Code, Lang};

/// Where a problem is.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, when it came from one.
    pub workbook: String,
    /// The sheet.
    pub sheet: String,
    /// The row, counted from 1; 0 when none.
    pub row: u32,
    /// The column, counted from 0.
    pub column: u32,
    /// The field's name, when it is one.
    pub field: String,
}

/// One thing to mend, or (as a warning) to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub code: Code,
    /// Where.
    pub place: Place,
    /// The particulars in Chinese and English: what was found, what is allowed. May be empty.
    pub particulars: (String, String),
}

impl Problem {
    /// A problem of one field.
    pub fn of(code: Code, field: &str) -> Problem {
        Problem {
            code,
            place: Place {
                field: field.to_owned(),
                ..Place::default()
            },
            particulars: Default::default(),
        }
    }

    /// The same with particulars: what was found and what is allowed.
    pub fn with(mut self, zh: impl Into<String>, en: impl Into<String>) -> Problem {
        self.particulars = (zh.into(), en.into());
        self
    }

    /// The whole message in the reader's language: particulars, then what to do.
    pub fn message(&self, lang: Lang) -> String {
        let particulars = match lang {
            Lang::Zh => &self.particulars.0,
            Lang::En => &self.particulars.1,
        };
        let what = self.code.words().get(lang);
        match (particulars.is_empty(), lang) {
            (true, _) => what.to_owned(),
            (false, Lang::Zh) => format!("{particulars}：{what}"),
            (false, Lang::En) => format!("{particulars}: {what}"),
        }
    }
}
