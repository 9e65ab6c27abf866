//! The package a workbook comes in: a zip archive, opened without believing it.
//!
//! Bytes come in, metered XML parts go out by name. Nothing is ever unpacked to disk, so a name
//! such as `../x` is only a name. What a part says about its size is checked, then counted anyway.

use std::collections::HashMap;
use std::io::Cursor;

use zip::ZipArchive;

use super::part::{Left, Part};
use super::{Limits, Refusal};

/// The first bytes of a zip archive.
const PACKAGE: &[u8] = b"PK";
/// The first bytes of a compound file: an old workbook, or a new one locked by a password.
const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
/// The mark of each entry in an archive's directory. Source: PKWARE APPNOTE 4.3.12.
const ENTRY: &[u8] = b"PK\x01\x02";

/// Tells whether the bytes are a zip archive's.
pub(super) fn is_package(bytes: &[u8]) -> bool {
    bytes.starts_with(PACKAGE)
}

/// Gives the refusal for a compound file, which holds no workbook we can read.
pub(super) fn not_ours(bytes: &[u8]) -> Option<Refusal> {
    if !bytes.starts_with(COMPOUND) {
        return None;
    }
    let locked: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let is_locked = bytes.windows(locked.len()).any(|window| window == locked);
    Some(if is_locked {
        Refusal::Encrypted
    } else {
        Refusal::OldWorkbook
    })
}

/// An opened package.
pub(super) struct Container<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Each part's place by its name in small letters, without a leading slash.
    places: HashMap<String, usize>,
    left: Left,
}

impl<'a> Container<'a> {
    /// Opens a package after looking through its directory.
    pub(super) fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, Refusal> {
        let entries = bytes
            .windows(ENTRY.len())
            .filter(|window| *window == ENTRY)
            .count();
        if entries > limits.parts {
            return Err(Refusal::TooManyParts);
        }
        let mut archive =
            ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::damaged("zip"))?;
        let mut places = HashMap::with_capacity(archive.len());
        let mut claimed = 0_u64;
        for place in 0..archive.len() {
            let entry = archive
                .by_index_raw(place)
                .map_err(|_| Refusal::damaged("zip"))?;
            if entry.encrypted() {
                return Err(Refusal::Encrypted);
            }
            claimed = claimed.saturating_add(entry.size());
            let name = entry.name().map_err(|_| Refusal::damaged("zip"))?;
            places.insert(plain(&name), place);
        }
        if claimed > limits.unpacked {
            return Err(Refusal::TooMuchInside);
        }
        Ok(Self {
            archive,
            places,
            left: Left {
                bytes: limits.unpacked,
                elements: limits.elements,
            },
        })
    }

    /// Gives the part of a name, or nothing when the package has none.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Part<'_>>, Refusal> {
        let Some(place) = self.places.get(&plain(name)) else {
            return Ok(None);
        };
        let entry = self
            .archive
            .by_index(*place)
            .map_err(|_| Refusal::damaged(name))?;
        Ok(Some(Part::new(Box::new(entry), name, &mut self.left)))
    }

    /// Gives the part that another part points at.
    pub(super) fn needed(&mut self, name: &str) -> Result<Part<'_>, Refusal> {
        self.part(name)?.ok_or_else(|| Refusal::damaged(name))
    }
}

/// A name as packages compare them: `\` counts as `/`, large letters as small ones.
fn plain(name: &str) -> String {
    name.replace('\\', "/")
        .trim_start_matches('/')
        .to_ascii_lowercase()
}
