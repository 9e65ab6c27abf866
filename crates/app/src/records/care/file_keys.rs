//! The keys of service files: what a client answered opens by their own file's key only.
//!
//! In: the master key, a file, a record. Out: item answers closed or opened. Each file has a
//! key of its own, kept wrapped; to forget a file is to destroy its key, and then no copy of
//! its answers opens any more. No key and no open answer is ever logged or shown.

use std::sync::Arc;

use base::Id;
use seal::{FileKey, MasterKey};

use crate::intake::Sealer;

/// Closes and opens item answers.
#[derive(Clone)]
pub struct FileKeys {
    master: Arc<MasterKey>,
}

impl FileKeys {
    /// The file keys under this master key.
    pub fn new(master: Arc<MasterKey>) -> FileKeys {
        FileKeys { master }
    }

    fn key(&self, file: Id, kept: &str) -> Option<FileKey> {
        let wrapped = unhex(kept)?;
        FileKey::unwrap(&wrapped, &self.master.sub_key("service-files"), &file.0.to_be_bytes()).ok()
    }
}

/// Where a sealed value stands: it opens nowhere else.
fn place(record: Id) -> seal::Place<'static> {
    seal::Place { table: "screenings", row: record.0, column: "items" }
}

impl Sealer for FileKeys {
    fn space(&self) -> &'static str {
        "file_key"
    }

    fn new_key(&mut self, file: Id) -> String {
        let wrapped = FileKey::fresh().wrap(&self.master.sub_key("service-files"), &file.0.to_be_bytes());
        hex(&wrapped)
    }

    fn seal(&mut self, file: Id, key: &str, record: Id, items: &[u8]) -> Option<Vec<u8>> {
        Some(seal::encrypt(&self.key(file, key)?, items, place(record)))
    }

    fn open(&self, file: Id, key: &str, record: Id, sealed: &[u8]) -> Option<Vec<u8>> {
        seal::decrypt(&self.key(file, key)?, sealed, place(record)).ok()
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> = text.chars().map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok())).collect::<Option<_>>()?;
    digits.chunks(2).map(|pair| match pair {
        [high, low] => Some(high << 4 | low),
        _ => None,
    }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_open_by_their_own_file_record_and_master_only() {
        let mut keys = FileKeys::new(Arc::new(MasterKey::fresh()));
        let (file, other) = (Id(7), Id(8));
        let kept = keys.new_key(file);
        let sealed = keys.seal(file, &kept, Id(70), &[0, 3, 255]).unwrap();
        assert_eq!(keys.open(file, &kept, Id(70), &sealed), Some(vec![0, 3, 255]));
        assert_eq!(keys.open(file, &kept, Id(71), &sealed), None, "another record");
        assert_eq!(keys.open(other, &kept, Id(70), &sealed), None, "another file");
        let strangers = FileKeys::new(Arc::new(MasterKey::fresh()));
        assert_eq!(strangers.open(file, &kept, Id(70), &sealed), None, "another master key");
        assert_eq!(keys.open(file, "zz", Id(70), &sealed), None, "a key that was destroyed");
    }
}
