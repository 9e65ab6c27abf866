//! A CSV file handed in, read as a workbook's sheet of texts.
//!
//! UTF-8, UTF-16 (with its mark) and GB 18030 come in, as Excel, WPS and government systems save
//! them, with commas, semicolons or tabs between. Every cell is text: whether `0755` is a number is not for this
//! part to say. Rows are numbered as Excel shows the file, blank lines counted.

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::{Encoding, GB18030, UTF_8};

use crate::cell::Cell;
use crate::csv_out;
use crate::workbook::{Limits, Refusal, Row, Sheet};

/// What becomes of the apostrophe before a text that a spreadsheet would run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guards {
    /// It is taken off again, so that an export read back gives the same text.
    TakenOff,
    /// It is kept as it stands.
    Kept,
}

/// Tells whether a file is named as a CSV file.
pub fn is_named_so(name: &str) -> bool {
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase());
    matches!(ending.as_deref(), Some("csv" | "txt" | "tsv"))
}

/// Reads a CSV file. The sheet has the file's name without its ending.
///
/// # Errors
/// When the letters are in no encoding we know, or the file goes over a limit.
/// Never because of quotes out of place: such text is taken as it stands.
pub fn read(bytes: &[u8], name: &str, limits: &Limits, guards: Guards) -> Result<Sheet, Refusal> {
    if bytes.len() as u64 > limits.bytes.min(limits.text) {
        return Err(Refusal::TooLarge {
            limit: limits.bytes.min(limits.text),
        });
    }
    let text = decoded(bytes)?;
    let delimiter = delimiter(&text);
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let title = name.rsplit_once('.').map_or(name, |(title, _)| title);
    let mut sheet = Sheet {
        name: title.to_owned(),
        ..Sheet::default()
    };
    let mut record = StringRecord::new();
    let (mut number, mut cells_left) = (0_u32, limits.cells);
    loop {
        let from = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        number = number.saturating_add(blank_lines(&text, from));
        if !reader
            .read_record(&mut record)
            .map_err(|_| Refusal::damaged(name))?
        {
            return Ok(sheet);
        }
        number = number.saturating_add(1);
        let cells = cells(&record, guards);
        cells_left = cells_left
            .checked_sub(cells.len())
            .ok_or(Refusal::TooManyCells {
                limit: limits.cells,
            })?;
        if cells.is_empty() {
            continue;
        }
        if sheet.rows.len() >= limits.rows {
            return Err(Refusal::TooManyRows {
                sheet: sheet.name,
                limit: limits.rows,
            });
        }
        sheet.rows.push(Row { number, cells });
    }
}

fn cells(record: &StringRecord, guards: Guards) -> Vec<(u32, Cell)> {
    let plain = |field: &str| match guards {
        Guards::TakenOff => Cell::text(csv_out::unguarded(field)),
        Guards::Kept => Cell::text(field),
    };
    (0_u32..)
        .zip(record.iter().map(plain))
        .filter(|(_, cell)| !cell.is_blank())
        .collect()
}

/// Counts the empty lines that begin at a place; the reader passes over them in silence,
/// and stops between the two characters of a line's end.
fn blank_lines(text: &str, from: usize) -> u32 {
    let (before, after) = text.split_at_checked(from).unwrap_or_default();
    let mut rest = if before.ends_with('\r') {
        after.strip_prefix('\n').unwrap_or(after)
    } else {
        after
    };
    let mut count = 0;
    while let Some(after) = ["\r\n", "\n", "\r"]
        .iter()
        .find_map(|end| rest.strip_prefix(end))
    {
        count += 1;
        rest = after;
    }
    count
}

/// Gives the letters of a file: by its mark, else UTF-8 when it is that throughout, else GB 18030.
fn decoded(bytes: &[u8]) -> Result<std::borrow::Cow<'_, str>, Refusal> {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    // A NUL among the headers, or in what is no UTF-8, is a file of another make. One further
    // down is told at its cell.
    let mut headers = bytes.split(|byte| *byte == b'\n').take(1).flatten();
    let has_nul = headers.any(|byte| *byte == 0)
        || (bytes.contains(&0) && std::str::from_utf8(bytes).is_err());
    if marked.is_none() && has_nul {
        return Err(Refusal::NotAWorkbook);
    }
    let encodings = marked.map_or(vec![UTF_8, GB18030], |encoding| vec![encoding]);
    let tries = encodings
        .into_iter()
        .map(|encoding| encoding.decode_with_bom_removal(bytes));
    let mut clean = tries.filter(|(_, spoiled)| !spoiled).map(|(text, _)| text);
    clean.next().ok_or(Refusal::UnknownEncoding)
}

/// Gives what stands between the fields: the first of comma, tab and semicolon that the first line has.
fn delimiter(text: &str) -> u8 {
    let line = text
        .lines()
        .find(|line| !line.is_empty())
        .unwrap_or_default();
    let used = [b',', b'\t', b';']
        .into_iter()
        .find(|delimiter| line.contains(char::from(*delimiter)));
    used.unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::{Guards, read};
    use crate::workbook::{Limits, Refusal, Sheet};

    fn sheet(bytes: &[u8]) -> Sheet {
        read(bytes, "签到表.csv", &Limits::default(), Guards::TakenOff).unwrap()
    }

    fn texts(sheet: &Sheet) -> Vec<(u32, u32, &str)> {
        let all = sheet.rows.iter().flat_map(|row| {
            row.cells
                .iter()
                .map(|(column, cell)| (row.number, *column, cell.as_text().unwrap()))
        });
        all.collect()
    }

    #[test]
    fn the_usual_encodings_give_the_same_letters() {
        let (gb, _, _) = encoding_rs::GB18030.encode("姓名,社区\r\n林小雅,四联");
        let utf16: Vec<u8> = std::iter::once(0xFEFF)
            .chain("姓名\t社区\r\n林小雅\t四联".encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        let files: [&[u8]; 4] = [
            "姓名,社区\n林小雅,四联\n".as_bytes(),
            "\u{feff}姓名,社区\r\n林小雅,四联".as_bytes(),
            &gb,
            &utf16,
        ];
        for file in files {
            let sheet = sheet(file);
            assert_eq!(sheet.name, "签到表");
            assert_eq!(
                texts(&sheet),
                [
                    (1, 0, "姓名"),
                    (1, 1, "社区"),
                    (2, 0, "林小雅"),
                    (2, 1, "四联")
                ]
            );
        }
    }

    #[test]
    fn rows_are_numbered_as_excel_shows_them() {
        let sheet = sheet("\n标题\n\n\n甲,\"一\n二\"\n,\n乙,0755\r\n\r\n丙".as_bytes());
        let shown = [
            (2, 0, "标题"),
            (5, 0, "甲"),
            (5, 1, "一\n二"),
            (7, 0, "乙"),
            (7, 1, "0755"),
            (9, 0, "丙"),
        ];
        assert_eq!(texts(&sheet), shown);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let read =
            |bytes: &[u8]| read(bytes, "a.csv", &Limits::default(), Guards::Kept).unwrap_err();
        for other in [
            &b"a\0b"[..],
            b"a\0b\n1",
            b"a,b\n\0\xff",
            b"a,b\n1\0,\xd0\xd5",
        ] {
            assert_eq!(read(other), Refusal::NotAWorkbook, "{other:?}");
        }
        assert_eq!(read(b"\xff\xff\xff,"), Refusal::UnknownEncoding);
    }

    #[test]
    fn what_cannot_be_kept_stays_in_its_cell_to_be_told() {
        let sheet = sheet("姓名,社区\n林\0小雅,四\u{1b}联".as_bytes());
        assert_eq!(
            texts(&sheet)[2..],
            [(2, 0, "林\0小雅"), (2, 1, "四\u{1b}联")]
        );
    }

    #[test]
    fn limits_hold() {
        let tight = Limits {
            rows: 2,
            cells: 3,
            ..Limits::default()
        };
        let read = |text: &str| {
            read(text.as_bytes(), "a.csv", &tight, Guards::Kept).map_err(|refusal| refusal.code())
        };
        assert!(read("1\n2\n\n,").is_ok());
        assert_eq!(read("1\n2\n3"), Err("workbook_too_many_rows"));
        assert_eq!(read("1,2,3,4"), Err("workbook_too_many_cells"));
    }
}
