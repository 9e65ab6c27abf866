//! Records that a form or a program points at by their identity, looked up.
//!
//! In: a row whose links are identities. Out: a problem for each that is no record of the kinds
//! meant: one that is gone, of another kind, of another park, or out of the sender's areas.

use base::{Code, Field, Id, Problem, Type, Value};

use super::{Taken, Taking};
use crate::intake::{Cell, read::Row};

impl Taking<'_> {
    /// Looks up what the row points at. A link that its record has already is not asked again:
    /// whoever mends something else of it need not see where it points.
    pub(super) fn pointed_at(&self, row: &Row, taken: &mut Taken) {
        for told in &row.given.cells {
            let Cell::Ids(ids) = &told.cell else { continue };
            let Some(field) = row.given.kind.fields.get(told.part.at()) else {
                continue;
            };
            let before = taken.before.as_ref();
            let before = before.and_then(|b| b.values.get(told.part.at())?.as_ref());
            let before = before.map(Value::ids).unwrap_or_default();
            let strangers: Vec<Id> = ids
                .iter()
                .copied()
                .filter(|id| !before.contains(id) && !self.is_there(field, *id))
                .collect();
            for id in strangers {
                let code = match field.kind {
                    Type::Area => Code::UnknownPlace,
                    _ => Code::UnknownReference,
                };
                taken.problems.push(Problem::of(code, field.name).with(
                    format!("{}「#{id}」", field.words.zh),
                    format!("{} “#{id}”", field.words.en),
                ));
            }
        }
    }

    /// Whether it is a record of a kind meant, as far as the store was asked.
    fn is_there(&self, field: &Field, id: Id) -> bool {
        let kinds = field.targets().iter();
        let kinds = kinds.filter_map(|target| self.ground.catalogue.kind(target));
        let found: Vec<_> = kinds.map(|k| self.facts.record(k.name, id)).collect();
        found.iter().any(|known| !matches!(known, Some(None)))
    }
}
