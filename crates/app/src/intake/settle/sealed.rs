//! The item answers of a row, closed up under its file's key.
//!
//! In: open answers, and those kept. Out: both as one while the row is judged, then sealed ones;
//! those that say what is kept already stay the very bytes that are kept, so that taking a sheet
//! again changes nothing. Answers that cannot be opened are never written over.

use base::{Change, Field, Id, Kind, Type, Value, Work};

use super::{Kept, Taken, Taking};
use crate::intake::{
    Part, SealedPlace,
    read::{NO_ANSWER, Row},
};

impl Taking<'_> {
    /// Opens what the record holds and puts it where the row gives no answer, so that the
    /// answers are judged whole. Whether there was any.
    pub(super) fn unseal(&mut self, row: &Row, taken: &mut Taken) -> bool {
        let Some(before) = taken.before.clone() else {
            return false;
        };
        let kind = row.given.kind;
        let file = self.file(kind, &before.values);
        let key = file.and_then(|file| self.kept_key(file, taken));
        taken.kept.clear();
        for (at, field) in sealed(kind) {
            let Some(Some(Value::Sealed(sealed))) = before.values.get(at) else {
                continue;
            };
            let open = file.zip(key.as_deref()).and_then(|(file, key)| {
                let place = SealedPlace {
                    file,
                    key,
                    kind: kind.name,
                    record: before.id,
                    field: field.name,
                };
                self.sealer.open(place, sealed)
            });
            if let (Some(open), Some(place)) = (&open, taken.values.get_mut(at)) {
                let given = row.values.get(at).and_then(Option::as_ref);
                *place = Some(Value::Sealed(merged(row, at, given, open)));
            }
            taken.kept.push(Kept {
                at,
                file,
                sealed: sealed.clone(),
                open,
            });
        }
        !taken.kept.is_empty()
    }

    /// Seals the open answers of a row, under the key of the file it belongs to now; `false`
    /// when those kept are needed and cannot be opened.
    pub(super) fn seal(&mut self, row: &Row, taken: &mut Taken, id: Id) -> bool {
        let kind = row.given.kind;
        for (at, field) in sealed(kind) {
            let Some(Some(Value::Sealed(open))) = taken.values.get(at) else {
                continue;
            };
            let Some(file) = self.file(kind, &taken.values) else {
                return false;
            };
            let kept = taken.kept.iter().find(|kept| kept.at == at);
            let stays = kept.filter(|kept| kept.file == Some(file));
            let sealed = match (kept, stays) {
                (Some(kept), stays) if kept.open.is_none() => {
                    let given = row.values.get(at).is_some_and(Option::is_some);
                    stays.filter(|_| !given).map(|kept| kept.sealed.clone())
                }
                (_, Some(kept)) if kept.open.as_ref() == Some(open) => Some(kept.sealed.clone()),
                _ => {
                    let key = self.file_key(file, taken);
                    let place = SealedPlace {
                        file,
                        key: &key,
                        kind: kind.name,
                        record: id,
                        field: field.name,
                    };
                    self.sealer.seal(place, open)
                }
            };
            let Some(sealed) = sealed else { return false };
            if let Some(place) = taken.values.get_mut(at) {
                *place = Some(Value::Sealed(sealed));
            }
        }
        true
    }

    /// The file a record belongs to: the first link to a kind of the care compartment.
    fn file(&self, kind: &Kind, values: &[Option<Value>]) -> Option<Id> {
        let care = |target: &str| {
            let kind = self.ground.catalogue.kind(target);
            kind.is_some_and(|kind| kind.work == Work::Care)
        };
        let mut fields = kind.fields.iter();
        let at = fields.position(|f| f.targets().iter().any(|t| care(t)))?;
        values.get(at)?.as_ref()?.as_whole().map(Id)
    }

    /// The key kept for a file that is there already.
    fn kept_key(&self, file: Id, taken: &Taken) -> Option<String> {
        if let Some(key) = self.file_keys.get(&file) {
            return Some(key.clone());
        }
        let new = self.fresh.contains(&file) || taken.implied.iter().any(|i| i.id == file);
        if new {
            return None;
        }
        let kept = self.facts.kept(self.sealer.space(), &file.to_string());
        kept.flatten().map(str::to_owned)
    }

    /// The key kept for a file; a new one, to be kept with it, when it has none.
    fn file_key(&mut self, file: Id, taken: &Taken) -> String {
        let key = self.kept_key(file, taken).unwrap_or_else(|| {
            let key = self.sealer.new_key(file);
            self.settled.changes.push(Change::Keep {
                space: self.sealer.space(),
                key: file.to_string(),
                value: key.clone(),
                until: 0,
            });
            key
        });
        self.file_keys.insert(file, key.clone());
        key
    }
}

/// The sealed fields of a kind, with their places.
fn sealed(kind: &'static Kind) -> impl Iterator<Item = (usize, &'static Field)> {
    let fields = kind.fields.iter().enumerate();
    fields.filter(|(_, field)| matches!(field.kind, Type::Sealed(_)))
}

/// The answers given, with those kept before where the row does not give an item at all.
fn merged(row: &Row, field: usize, given: Option<&Value>, kept: &[u8]) -> Vec<u8> {
    let mut merged = match given {
        Some(Value::Sealed(open)) => open.clone(),
        _ => vec![NO_ANSWER; kept.len()],
    };
    for (item, (byte, old)) in merged.iter_mut().zip(kept).enumerate() {
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
