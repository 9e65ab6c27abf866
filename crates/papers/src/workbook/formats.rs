//! Which of a workbook's cell formats show a number as a day or a time.
//!
//! The answer is a list by format number, as cells refer to it.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::Refusal;
use super::container::Container;
use super::part::{attribute, is};

/// The most formats that are looked at; Excel itself stops at 65,490.
const MOST: usize = 65_536;

/// Reads the formats; an empty list when the workbook has none.
pub(super) fn read(package: &mut Container<'_>, path: Option<&str>) -> Result<Vec<bool>, Refusal> {
    let mut moments = Vec::new();
    let Some(path) = path else {
        return Ok(moments);
    };
    let mut part = package.needed(path)?;
    let mut own: HashMap<u32, bool> = HashMap::new();
    let mut in_cell_formats = false;
    loop {
        match part.next()? {
            Event::Start(start) if is(&start, "numFmt") => {
                let id = attribute(&start, "numFmtId").and_then(|id| id.parse().ok());
                if let (Some(id), Some(code)) = (id, attribute(&start, "formatCode")) {
                    own.insert(id, shows_moment(&code));
                }
            }
            Event::Start(start) if is(&start, "cellXfs") => in_cell_formats = true,
            Event::End(end) if end.local_name().as_ref() == "cellXfs" => in_cell_formats = false,
            Event::Start(start) if in_cell_formats && is(&start, "xf") => {
                let id = attribute(&start, "numFmtId")
                    .and_then(|id| id.parse().ok())
                    .unwrap_or(0);
                moments.push(
                    own.get(&id)
                        .copied()
                        .unwrap_or_else(|| is_built_in_moment(id)),
                );
            }
            Event::Eof => return Ok(moments),
            _ => {}
        }
        if moments.len() > MOST || own.len() > MOST {
            return Err(part.damaged());
        }
    }
}

/// Source: ECMA-376 18.8.30; 27–36 and 50–58 are days in the Chinese, Japanese and Korean lists.
fn is_built_in_moment(id: u32) -> bool {
    matches!(id, 14..=22 | 27..=36 | 45..=47 | 50..=58)
}

/// Tells whether a format code shows a day or time: its first section has a letter of one
/// outside quotes, escapes and brackets, or counts hours in brackets (`[h]:mm`).
fn shows_moment(code: &str) -> bool {
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ';' => return false,
            '\\' | '_' | '*' => drop(letters.next()),
            '"' => drop(letters.by_ref().find(|letter| *letter == '"')),
            '[' => {
                let inside: String = letters
                    .by_ref()
                    .take_while(|letter| *letter != ']')
                    .collect();
                let counts = |letter: char| matches!(letter, 'h' | 'H' | 'm' | 'M' | 's' | 'S');
                if !inside.is_empty() && inside.chars().all(counts) {
                    return true;
                }
            }
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::shows_moment;

    #[test]
    fn days_and_times_are_told_from_numbers() {
        let moments = [
            "yyyy-mm-dd",
            "yyyy\"年\"m\"月\"d\"日\"",
            "[$-804]yyyy年m月d日",
            "h:mm",
            "[h]:mm",
            "[ss]",
            "m/d/yy;@",
            "上午/下午h\"时\"",
        ];
        let numbers = [
            "General",
            "0.00",
            "#,##0\"d\"",
            "[Red]0",
            "@",
            "0\\d",
            "G/通用格式",
            "0.0\"小时\"",
            "0;yyyy",
            "[$-804]0",
            "_d0",
            "[DBNum1]0",
            "",
        ];
        for code in moments {
            assert!(shows_moment(code), "{code}");
        }
        for code in numbers {
            assert!(!shows_moment(code), "{code}");
        }
    }
}
