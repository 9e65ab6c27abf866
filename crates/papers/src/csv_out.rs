//! A CSV file to take away, which Excel and WPS open with Chinese letters whole.
//!
//! Rows of cells come in; RFC 4180 in UTF-8 with its mark goes out. A text that a spreadsheet could
//! take for a formula gets an apostrophe before it, and a text that already looks so guarded gets
//! one more, so that reading the file back gives every text as it was.

use std::borrow::Cow;

use csv::{QuoteStyle, Terminator, Writer, WriterBuilder};

use crate::cell::Cell;
use crate::{serial, text};

/// What a spreadsheet begins a formula with, full width as well. Source: OWASP, CSV Injection.
const FORMULAS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// A CSV file being written.
pub struct Out {
    rows: Writer<Vec<u8>>,
}

impl Default for Out {
    fn default() -> Self {
        Self::new()
    }
}

impl Out {
    /// Begins a file.
    pub fn new() -> Self {
        let mut builder = WriterBuilder::new();
        builder
            .terminator(Terminator::CRLF)
            .quote_style(QuoteStyle::Necessary)
            .flexible(true);
        Self {
            rows: builder.from_writer("\u{feff}".as_bytes().to_vec()),
        }
    }

    /// Writes a row.
    ///
    /// # Errors
    /// Never in practice: the rows are kept in memory.
    pub fn row(&mut self, cells: &[Cell]) -> std::io::Result<()> {
        let fields = cells.iter().map(field);
        self.rows
            .write_record(fields.map(|field| field.as_bytes().to_vec()))
            .map_err(std::io::Error::other)
    }

    /// Gives the whole file.
    ///
    /// # Errors
    /// Never in practice, as for `row`.
    pub fn finish(self) -> std::io::Result<Vec<u8>> {
        self.rows
            .into_inner()
            .map_err(|error| std::io::Error::other(error.to_string()))
    }
}

/// Gives a cell as a field's text. Numbers are written as they are, so `-5` stays a number.
fn field(cell: &Cell) -> Cow<'_, str> {
    match cell {
        Cell::Text(text) | Cell::Error(text) => match text::allowed(text) {
            Cow::Borrowed(text) => guarded(text),
            Cow::Owned(text) => Cow::Owned(guarded(&text).into_owned()),
        },
        Cell::Number(number) => Cow::Owned(number.to_string()),
        Cell::Moment(serial) => Cow::Owned(moment(*serial)),
        Cell::Yes(yes) => Cow::Borrowed(if *yes { "TRUE" } else { "FALSE" }),
    }
}

/// Gives `2022-07-06`, or `2022-07-06 09:30` when there is a time of day.
fn moment(serial: f64) -> String {
    let Some(clock) = serial::clock(serial) else {
        return serial.to_string();
    };
    let day = format!("{:04}-{:02}-{:02}", clock.year, clock.month, clock.day);
    match (clock.second / 60, clock.second % 60) {
        (0, 0) => day,
        (minutes, 0) => format!("{day} {:02}:{:02}", minutes / 60, minutes % 60),
        (minutes, seconds) => format!("{day} {:02}:{:02}:{seconds:02}", minutes / 60, minutes % 60),
    }
}

/// Gives a text as it stands in a CSV file: with one more apostrophe when it could be run.
///
/// ```
/// use papers::csv_out::{guarded, unguarded};
/// assert_eq!(guarded("=1+1"), "'=1+1");
/// assert_eq!(unguarded("'=1+1"), "=1+1");
/// ```
pub fn guarded(text: &str) -> Cow<'_, str> {
    if could_run(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Gives the text that `guarded` made; any other text as it stands.
pub fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'')
        .filter(|rest| could_run(rest))
        .unwrap_or(text)
}

/// Tells whether a spreadsheet could take the text for a formula, were its apostrophes and blanks gone.
fn could_run(text: &str) -> bool {
    let bare = text.trim_start_matches('\'');
    bare.starts_with(['\t', '\r', '\n']) || bare.trim_start().starts_with(FORMULAS)
}

#[cfg(test)]
mod tests {
    use super::{Out, guarded, moment, unguarded};
    use crate::cell::Cell;

    #[test]
    fn what_could_run_is_guarded() {
        let cases = [
            ("=1+1", "'=1+1"),
            ("+86 138", "'+86 138"),
            ("-5", "'-5"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"),
            ("\rx", "'\rx"),
            ("＝1", "'＝1"),
            (" =1", "' =1"),
            ("'=1", "''=1"),
            ("''@", "'''@"),
            ("'好", "'好"),
            ("2022-07", "2022-07"),
            ("", ""),
        ];
        for (text, written) in cases {
            assert_eq!(guarded(text), written, "{text:?}");
            assert_eq!(unguarded(written), text, "{written:?}");
        }
    }

    #[test]
    fn a_file_is_rfc_4180_with_its_mark() {
        let mut out = Out::new();
        out.row(&[
            "姓名".into(),
            "话, \"引\"\n".into(),
            Cell::Number(-5.0),
            Cell::Moment(44_748.5),
            Cell::blank(),
        ])
        .unwrap();
        out.row(&["=1".into(), Cell::Yes(true)]).unwrap();
        let file = String::from_utf8(out.finish().unwrap()).unwrap();
        assert_eq!(
            file,
            "\u{feff}姓名,\"话, \"\"引\"\"\n\",-5,2022-07-06 12:00,\r\n'=1,TRUE\r\n"
        );
    }

    #[test]
    fn moments_are_as_short_as_they_can_be() {
        assert_eq!(moment(44_748.0), "2022-07-06");
        assert_eq!(moment(44_748.0 + 1.0 / 86_400.0), "2022-07-06 00:00:01");
        assert_eq!(moment(0.5), "0.5");
    }
}
