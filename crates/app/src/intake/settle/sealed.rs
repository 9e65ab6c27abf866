//! The item answers of a row, closed up under its file's key.
//!
//! In: open answers. Out: sealed ones; those that say what is kept already stay the very bytes
//! that are kept, so that taking a sheet again changes nothing.

use base::{Change, Id, Type, Value, Work};

use super::{Taken, Taking};
use crate::intake::{
    Part, SealedPlace,
    read::{NO_ANSWER, Row},
};

impl Taking<'_> {
    /// Seals what a row gives of sealed fields; `false` when its file's key opens nothing.
    pub(super) fn seal(&mut self, row: &Row, taken: &mut Taken, id: Id) -> bool {
        let kind = row.given.kind;
        for (at, field) in kind.fields.iter().enumerate() {
            let Type::Sealed(_) = field.kind else {
                continue;
            };
            let Some(Some(Value::Sealed(open))) = row.values.get(at) else {
                continue;
            };
            let Some(file) = self.file(row, taken) else {
                return false;
            };
            let key = self.file_key(file, taken);
            let place = SealedPlace {
                file,
                key: &key,
                kind: kind.name,
                record: id,
                field: field.name,
            };
            let before = taken.before.as_ref().and_then(|b| match b.values.get(at)? {
                Some(Value::Sealed(sealed)) => Some(sealed.clone()),
                _ => None,
            });
            let kept = before
                .as_ref()
                .and_then(|sealed| self.sealer.open(place, sealed));
            let open = merged(row, at, open, kept.as_deref());
            let sealed = match (before, kept) {
                (Some(sealed), Some(kept)) if kept == open => Some(sealed),
                _ => self.sealer.seal(place, &open),
            };
            let Some(sealed) = sealed else { return false };
            if let Some(place) = taken.values.get_mut(at) {
                *place = Some(Value::Sealed(sealed));
            }
        }
        true
    }

    /// The file a row belongs to: the first link to a kind of the care compartment.
    fn file(&self, row: &Row, taken: &Taken) -> Option<Id> {
        let care = |target: &str| {
            let kind = self.ground.catalogue.kind(target);
            kind.is_some_and(|kind| kind.work == Work::Care)
        };
        let fields = row.given.kind.fields.iter();
        let at = fields
            .into_iter()
            .position(|f| f.targets().iter().any(|t| care(t)))?;
        taken.values.get(at)?.as_ref()?.as_whole().map(Id)
    }

    /// The key kept for a file; a new one, to be kept with it, when it has none.
    fn file_key(&mut self, file: Id, taken: &Taken) -> String {
        if let Some(key) = self.file_keys.get(&file) {
            return key.clone();
        }
        let new = self.fresh.contains(&file) || taken.implied.iter().any(|i| i.id == file);
        let space = self.sealer.space();
        let kept = if new {
            None
        } else {
            self.facts.kept(space, &file.to_string()).flatten()
        };
        let key = kept.map_or_else(
            || {
                let key = self.sealer.new_key(file);
                self.settled.changes.push(Change::Keep {
                    space,
                    key: file.to_string(),
                    value: key.clone(),
                    until: 0,
                });
                key
            },
            str::to_owned,
        );
        self.file_keys.insert(file, key.clone());
        key
    }
}

/// The answers given, with those kept before where the row does not give an item at all.
fn merged(row: &Row, field: usize, open: &[u8], kept: Option<&[u8]>) -> Vec<u8> {
    let mut merged = open.to_vec();
    for (item, (byte, old)) in merged.iter_mut().zip(kept.unwrap_or_default()).enumerate() {
        let part = Part::field(field).zip(u8::try_from(item).ok());
        let given = part.is_some_and(|(part, item)| {
            let part = Part {
                item: Some(item),
                ..part
            };
            row.given
                .origin
                .gives
                .iter()
                .any(|(other, _)| *other == part)
        });
        if *byte == NO_ANSWER && !given {
            *byte = *old;
        }
    }
    merged
}
