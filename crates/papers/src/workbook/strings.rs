//! The texts that many cells share: each is kept once.

use std::sync::Arc;

use quick_xml::events::Event;

use super::container::Container;
use super::part::is;
use super::{Refusal, share};

/// Reads the shared texts in their order; none when the workbook has none.
/// How many the part claims to hold is not looked at.
pub(super) fn read(
    package: &mut Container<'_>,
    path: Option<&str>,
    text_left: &mut u64,
) -> Result<Vec<Arc<str>>, Refusal> {
    let mut strings = Vec::new();
    let Some(path) = path else {
        return Ok(strings);
    };
    let mut part = package.needed(path)?;
    let mut text = String::new();
    loop {
        match part.next()? {
            Event::Start(start) if is(&start, "si") => {
                text.clear();
                part.runs(&mut text)?;
                strings.push(share(&crate::text::unescaped(&text), text_left)?);
            }
            Event::Eof => return Ok(strings),
            _ => {}
        }
    }
}
