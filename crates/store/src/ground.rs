//! What a writing's answers stand on, and whether another writing has moved it since.
//!
//! In: the asks of a writing with their answers, and what others of its group changed after
//! these were read. Out: whether it must ask anew. What cannot be told apart counts as moved:
//! a group is then only slower.

use std::collections::HashSet;

use base::{Answer, Ask, Catalogue, Filter, Id, Record};

/// Records, keys, small things and kinds: stood upon, or changed.
#[derive(Default)]
pub(crate) struct Ground {
    ids: HashSet<Id>,
    /// Keys in text by kind, small things by space.
    names: HashSet<(&'static str, String)>,
    kinds: HashSet<&'static str>,
    /// Stands on more than can be told.
    all: bool,
}

impl Ground {
    /// Whether anything is in it.
    fn is_empty(&self) -> bool {
        !self.all && self.ids.is_empty() && self.names.is_empty() && self.kinds.is_empty()
    }

    /// Whether what was changed may give other answers.
    pub(crate) fn moved_by(&self, changed: &Ground) -> bool {
        if changed.is_empty() {
            return false;
        }
        self.all
            || !self.ids.is_disjoint(&changed.ids)
            || !self.names.is_disjoint(&changed.names)
            || !self.kinds.is_disjoint(&changed.kinds)
    }

    /// A record was changed.
    pub(crate) fn record(&mut self, kind: &'static str, id: Id, natural: Option<String>) {
        self.kinds.insert(kind);
        self.ids.insert(id);
        self.names.extend(natural.map(|natural| (kind, natural)));
    }

    /// A small thing was changed, or an idempotency key looked up or used.
    pub(crate) fn name(&mut self, space: &'static str, name: String) {
        self.names.insert((space, name));
    }

    /// For somebody with bounds: one record may show or hide another.
    pub(crate) fn whole(&mut self) {
        self.all = true;
    }

    /// An ask was answered.
    pub(crate) fn learn(&mut self, catalogue: &Catalogue, ask: &Ask, answer: &Answer) {
        match ask {
            Ask::One { id, .. } => drop(self.ids.insert(*id)),
            Ask::Many { ids, .. } => self.ids.extend(ids),
            Ask::Natural { kind, keys } => match catalogue.kind(kind) {
                Some(kind) => {
                    let names = keys.iter().map(|key| (kind.name, key.clone()));
                    self.names.extend(names);
                }
                None => self.all = true,
            },
            Ask::Kept { space, key } => self.name(space, key.clone()),
            Ask::Rows { selection, .. }
                if selection.period.is_none() && is_plain(&selection.filter) =>
            {
                match catalogue.kind(&selection.kind) {
                    Some(kind) => drop(self.kinds.insert(kind.name)),
                    None => self.all = true,
                }
            }
            _ => self.all = true,
        }
        if let Answer::Natural(found) = answer {
            let id = |(_, record): &(String, Record)| record.id;
            self.ids.extend(found.iter().map(id));
        }
    }
}

/// Whether a filter looks at nothing but the records themselves.
fn is_plain(filter: &Filter) -> bool {
    match filter {
        Filter::All { all: many } | Filter::Any { any: many } => many.iter().all(is_plain),
        Filter::Not { not } => is_plain(not),
        // Those above are of the same kind, which is stood upon as a whole.
        Filter::Below { .. } | Filter::Ids { .. } | Filter::Leaf(_) => true,
        Filter::Through { .. } | Filter::HeldBy { .. } => false,
    }
}

#[cfg(test)]
mod tests {
    use base::{Selection, Sort};

    use super::*;

    #[test]
    fn only_what_was_asked_is_stood_upon() {
        let catalogue = Catalogue::new([]);
        let one = Ask::One {
            kind: "people".to_owned(),
            id: Id(7),
        };
        let kept = Ask::Kept {
            space: "file_key",
            key: "7".to_owned(),
        };
        let unknown = Ask::Rows {
            selection: Selection::all("people"),
            sort: Sort::default(),
            after: None,
            limit: 1,
        };
        let changed = |id: i64, space: &'static str| {
            let mut ground = Ground::default();
            ground.record("people", Id(id), None);
            ground.name(space, "7".to_owned());
            ground
        };
        let cases = [
            (&one, changed(7, "other"), true),
            (&one, changed(8, "file_key"), false),
            (&kept, changed(7, "other"), false),
            (&kept, changed(8, "file_key"), true),
            (&unknown, changed(8, "other"), true),
            (&unknown, Ground::default(), false),
        ];
        for (ask, changed, moved) in cases {
            let mut ground = Ground::default();
            ground.learn(&catalogue, ask, &Answer::One(None));
            assert_eq!(ground.moved_by(&changed), moved, "{ask:?}");
        }
    }
}
