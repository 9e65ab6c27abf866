//! One XML part of a package, read event by event with a meter running.
//!
//! It must never hold more of the part than one event, follow a document type, resolve an entity
//! other than XML's own five, or go on past what is still allowed to unpack.

use std::io::{BufReader, Read};

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use super::Refusal;

/// The most bytes that one tag or one run of text may take. Excel's longest text is 32,767
/// characters, at most 6 bytes each when escaped.
const LONGEST: u64 = 1 << 20;
/// The deepest nesting that is followed. A workbook's own parts need about ten.
const DEEPEST: usize = 64;

/// What may still be read of a package, all its parts together.
pub(super) struct Left {
    pub(super) bytes: u64,
    pub(super) elements: u64,
}

/// An XML part being read.
pub(super) struct Part<'a> {
    xml: Reader<BufReader<Meter<'a>>>,
    buffer: Vec<u8>,
    name: String,
    depth: usize,
}

impl<'a> Part<'a> {
    /// Begins to read an entry; `left` is what may still be read of the whole package.
    pub(super) fn new(entry: Box<dyn Read + 'a>, name: &str, left: &'a mut Left) -> Self {
        let meter = Meter {
            entry,
            left,
            event: LONGEST,
            over: false,
        };
        let mut xml = Reader::from_reader(BufReader::with_capacity(32 << 10, meter));
        xml.config_mut().expand_empty_elements = true;
        Self {
            xml,
            buffer: Vec::new(),
            name: name.to_owned(),
            depth: 0,
        }
    }

    /// Gives the next event; an empty element comes as its start and its end.
    pub(super) fn next(&mut self) -> Result<Event<'_>, Refusal> {
        self.buffer.clear();
        self.xml.get_mut().get_mut().event = LONGEST;
        let event = match self.xml.read_event_into(&mut self.buffer) {
            Ok(event) => event,
            Err(_) if self.xml.get_ref().get_ref().over => return Err(Refusal::TooMuchInside),
            Err(_) => return Err(Refusal::damaged(&self.name)),
        };
        match &event {
            Event::Start(_) => {
                self.depth += 1;
                let left = &mut self.xml.get_mut().get_mut().left.elements;
                *left = left.checked_sub(1).ok_or(Refusal::TooMuchInside)?;
            }
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::DocType(_) => {
                return Err(Refusal::Entities {
                    place: self.name.clone(),
                });
            }
            Event::Eof if self.depth > 0 => return Err(Refusal::damaged(&self.name)),
            _ => {}
        }
        if self.depth > DEEPEST {
            return Err(Refusal::damaged(&self.name));
        }
        Ok(event)
    }

    /// Adds to `text` all that is written up to the end of the element just begun.
    pub(super) fn text(&mut self, text: &mut String) -> Result<(), Refusal> {
        let outside = self.depth.saturating_sub(1);
        loop {
            let entity = match self.next()? {
                Event::Text(run) => {
                    text.push_str(&run.xml10_content());
                    false
                }
                Event::CData(run) => {
                    text.push_str(&run.xml10_content());
                    false
                }
                Event::GeneralRef(reference) => {
                    letter(&reference).map(|letter| text.push(letter)).is_none()
                }
                _ => false,
            };
            if entity {
                return Err(Refusal::Entities {
                    place: self.name.clone(),
                });
            }
            if self.depth <= outside {
                return Ok(());
            }
        }
    }

    /// Adds to `text` what the `<t>` elements say up to the end of the element just begun,
    /// leaving out the ones that only tell how to pronounce it.
    pub(super) fn runs(&mut self, text: &mut String) -> Result<(), Refusal> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            match self.next()? {
                Event::Start(start) if is(&start, "t") => self.text(text)?,
                Event::Start(start) if is(&start, "rPh") => self.text(&mut String::new())?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Gives the refusal of this part.
    pub(super) fn damaged(&self) -> Refusal {
        Refusal::damaged(&self.name)
    }
}

/// Tells whether an element has the name, whatever its prefix.
pub(super) fn is(start: &BytesStart<'_>, name: &str) -> bool {
    start.local_name().as_ref() == name
}

/// Gives the value of an attribute by its name without a prefix; XML's own entities are resolved,
/// an attribute with any other counts as not there.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.attributes();
    let mut named = attributes
        .with_checks(false)
        .flatten()
        .filter(|attribute| attribute.key.local_name().as_ref() == name);
    let value = named.next()?;
    quick_xml::escape::unescape(&value.value)
        .ok()
        .map(std::borrow::Cow::into_owned)
}

/// Gives the character an entity stands for, when it is one of XML's own.
fn letter(reference: &BytesRef<'_>) -> Option<char> {
    if let Some(letter) = reference.resolve_char_ref().ok()? {
        return Some(letter);
    }
    match reference.as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// Counts what is unpacked and stops at what is allowed.
struct Meter<'a> {
    entry: Box<dyn Read + 'a>,
    left: &'a mut Left,
    event: u64,
    over: bool,
}

impl Read for Meter<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.entry.read(buffer)?;
        let taken = count as u64;
        match (
            self.left.bytes.checked_sub(taken),
            self.event.checked_sub(taken),
        ) {
            (Some(left), Some(event)) => {
                self.left.bytes = left;
                self.event = event;
                Ok(count)
            }
            _ => {
                self.over = true;
                Err(std::io::Error::other("more than is allowed"))
            }
        }
    }
}
