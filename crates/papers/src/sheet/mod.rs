//! A workbook to take away: an export of rows, or a blank form to fill in.
//!
//! Sheets with columns and rows of cells come in, the bytes of an `.xlsx` file go out. Rows are put
//! on disk as they come, so that a long export takes little memory. Text stays text whatever it begins
//! with: a formula is never written, nor a character that XML cannot hold.
//! Start at `Out`; `column` says what a column is, `guide` writes the sheet that explains a form.

mod column;
mod fault;
mod formats;
mod guide;
mod names;

use std::io::{Seek, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

pub use column::{Column, Style};
pub use fault::Fault;
pub use guide::{CHOICES, GUIDES};

use crate::address::cell_name;
use crate::cell::Cell;
use base::Lang;
use formats::Formats;

/// The longest text of a cell, in UTF-16 units. Source: Excel specifications and limits.
pub const LONGEST_TEXT: usize = 32_767;
/// The number by which a page of A4 is called. Source: ECMA-376 18.3.1.63.
const A4: u8 = 9;

/// A workbook being written.
pub struct Out {
    book: Workbook,
    open: Option<Open>,
    formats: Formats,
    names: names::Names,
    guide: guide::Guide,
    language: Lang,
}

/// The sheet that takes rows now.
struct Open {
    sheet: Worksheet,
    name: String,
    styles: Vec<Style>,
    next_row: u32,
}

impl Default for Out {
    fn default() -> Self {
        Self::new(Lang::Zh)
    }
}

impl Out {
    /// Begins a workbook; the language is that of page numbers and of the sheet that explains a form.
    pub fn new(language: Lang) -> Self {
        Self {
            book: Workbook::new(),
            open: None,
            formats: Formats::default(),
            names: names::Names::without(GUIDES.into_iter().chain(CHOICES)),
            guide: guide::Guide::new(language),
            language,
        }
    }

    /// Begins a sheet with its row of titles; the sheet before it is then complete.
    /// A name that no tab can bear is made to fit, and a name used before gets a number.
    ///
    /// # Errors
    /// When there is no room on the disk, or there are more columns than a sheet can have.
    pub fn sheet(&mut self, name: &str, columns: &[Column]) -> Result<(), Fault> {
        let name = self.names.fit(name);
        self.begin(name, columns)
    }

    /// Begins a blank form: a sheet whose columns with choices offer them in a list,
    /// and which the sheet `填表说明` explains column by column.
    ///
    /// # Errors
    /// As for `sheet`.
    pub fn form(&mut self, name: &str, columns: &[Column]) -> Result<(), Fault> {
        self.sheet(name, columns)?;
        let Some(open) = &mut self.open else {
            return Ok(());
        };
        let lists = self.guide.add(&open.name, columns);
        for (column, list) in lists {
            open.sheet
                .add_data_validation(1, column, crate::address::ROWS - 1, column, &list)?;
        }
        Ok(())
    }

    /// Writes a row into the sheet begun last. A blank cell is left out; a text in a column
    /// of days or numbers stays a text.
    ///
    /// # Errors
    /// When a text is longer than a cell can hold, a number is not finite, no sheet was begun,
    /// the sheet is full, or there is no room on the disk. Nothing is ever cut short.
    pub fn row(&mut self, cells: &[Cell]) -> Result<(), Fault> {
        let open = self.open.as_mut().ok_or(Fault::NoSheet)?;
        on_disk(|| {
            for (column, cell) in (0_u16..).zip(cells) {
                open.put(column, cell, &self.formats)?;
            }
            open.next_row += 1;
            Ok(())
        })
    }

    /// Gives the bytes of the workbook.
    ///
    /// # Errors
    /// When there is no room on the disk.
    pub fn finish(self) -> Result<Vec<u8>, Fault> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        self.finish_to(&mut bytes)?;
        Ok(bytes.into_inner())
    }

    /// Writes the workbook to a file or another place.
    ///
    /// # Errors
    /// When there is no room, or the place cannot be written.
    pub fn finish_to<W: Write + Seek + Send>(mut self, place: W) -> Result<(), Fault> {
        self.close();
        if !self.guide.is_empty() {
            let guide = std::mem::take(&mut self.guide);
            guide.write(&mut self)?;
            self.close();
        }
        on_disk(|| Ok(self.book.save_to_writer(place)?))
    }

    /// Begins a sheet whose name is known to fit and to be free.
    fn begin(&mut self, name: String, columns: &[Column]) -> Result<(), Fault> {
        self.close();
        let sheet = on_disk(|| self.titled(&name, columns))?;
        let styles = columns.iter().map(|column| column.style).collect();
        self.open = Some(Open {
            sheet,
            name,
            styles,
            next_row: 1,
        });
        Ok(())
    }

    fn titled(&mut self, name: &str, columns: &[Column]) -> Result<Worksheet, Fault> {
        let mut sheet = self.book.new_worksheet_with_constant_memory()?;
        let number = self.language.pick("第 &P 页，共 &N 页", "Page &P of &N");
        sheet
            .set_name(name)?
            .set_paper_size(A4)
            .set_landscape()
            .set_print_fit_to_pages(1, 0);
        sheet
            .set_freeze_panes(1, 0)?
            .set_repeat_rows(0, 0)?
            .set_footer(format!("&C{number}"));
        for (place, column) in (0_u16..).zip(columns) {
            sheet.set_column_width(place, column.shown_width())?;
            sheet.set_column_format(place, self.formats.of_style(column.style))?;
        }
        for (place, column) in (0_u16..).zip(columns) {
            let title = crate::text::allowed(&column.title);
            sheet.write_string_with_format(0, place, &*title, &self.formats.title)?;
        }
        Ok(sheet)
    }

    fn close(&mut self) {
        if let Some(open) = self.open.take() {
            self.book.push_worksheet(open.sheet);
        }
    }
}

impl Open {
    fn put(&mut self, column: u16, cell: &Cell, formats: &Formats) -> Result<(), Fault> {
        let row = self.next_row;
        let style = self
            .styles
            .get(usize::from(column))
            .copied()
            .unwrap_or(Style::Text);
        let at = || format!("{}!{}", self.name, cell_name(row + 1, u32::from(column)));
        match cell {
            Cell::Number(number) | Cell::Moment(number) if !number.is_finite() => {
                return Err(Fault::NotFinite { cell: at() });
            }
            Cell::Text(text) | Cell::Error(text) if text.is_empty() => {}
            Cell::Text(text) | Cell::Error(text) => {
                let text = crate::text::allowed(text);
                if text.encode_utf16().count() > LONGEST_TEXT {
                    return Err(Fault::TextTooLong { cell: at() });
                }
                self.sheet.write_string(row, column, &*text)?;
            }
            Cell::Number(number) => {
                self.sheet.write_number_with_format(
                    row,
                    column,
                    *number,
                    formats.of_number(style),
                )?;
            }
            Cell::Moment(serial) => {
                self.sheet.write_number_with_format(
                    row,
                    column,
                    *serial,
                    formats.of_moment(style, *serial),
                )?;
            }
            Cell::Yes(yes) => {
                self.sheet.write_boolean(row, column, *yes)?;
            }
        }
        Ok(())
    }
}

/// Does what the writing library does on disk. The library panics when the disk is full;
/// an export that finds no room is a fault to be told, not the end of the program.
fn on_disk<T>(act: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    catch_unwind(AssertUnwindSafe(act)).unwrap_or_else(|_| {
        Err(Fault::Writing(XlsxError::ParameterError(
            "the disk took no more".into(),
        )))
    })
}
