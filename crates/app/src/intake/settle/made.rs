//! The records that a row implies: the person of a sign-in, the round of a visit.
//!
//! In: a row's values. Out: its made links filled, with records of the store, of the batch, or
//! new ones that are written with the row. Each is found or made once a batch.

use base::{Draft, Id, Key, Made};

use super::{Implied, Taken, Taking};
use crate::intake::{natural, read::Row};

/// A made record may imply others, this deep.
const DEEPEST: u8 = 3;

impl Taking<'_> {
    /// Fills the made links of a row.
    pub(super) fn imply(&mut self, row: &Row, taken: &mut Taken) {
        taken.implied.clear();
        let mut values = std::mem::take(&mut taken.values);
        self.fill(row.given.kind, &mut values, taken, DEEPEST);
        taken.values = values;
    }

    fn fill(
        &mut self,
        kind: &'static base::Kind,
        values: &mut Vec<Option<base::Value>>,
        taken: &mut Taken,
        depth: u8,
    ) {
        for (at, field) in kind.fields.iter().enumerate() {
            let Some(make) = field.make else { continue };
            let made = make(&Draft::new(kind, values, self.ground.today));
            let id = made.and_then(|made| self.find_or_imply(made, taken, depth));
            if let Some(place) = values.get_mut(at) {
                *place = id.map(Into::into);
            }
        }
    }

    fn find_or_imply(&mut self, made: Made, taken: &mut Taken, depth: u8) -> Option<Id> {
        let kind = self.ground.catalogue.kind(made.kind)?;
        let depth = depth.checked_sub(1)?;
        let mut values = vec![None; kind.fields.len()];
        for (name, value) in made.values {
            if let Some(place) = kind.at(name).and_then(|at| values.get_mut(at)) {
                *place = Some(value);
            }
        }
        let mut key = self.made_key(kind, &values);
        if natural::is_blank(&key) {
            self.rule_of_made(kind, &mut values);
            key = self.made_key(kind, &values);
        }
        let known = |keys: &super::Keys<Id>| keys.get(kind.name)?.get(&key).copied();
        if let Some(id) = known(&self.own).or_else(|| known(&self.made)) {
            return Some(id);
        }
        let same = |implied: &&Implied| implied.kind.name == kind.name && implied.natural == key;
        if let Some(implied) = taken.implied.iter().find(same) {
            return Some(implied.id);
        }
        if let Some(Some(record)) = self.facts.natural(kind.name, &key) {
            return Some(record.id);
        }
        self.rule_of_made(kind, &mut values);
        self.fill(kind, &mut values, taken, depth);
        let id = (self.new_id)();
        taken.implied.push(Implied {
            kind,
            id,
            natural: key,
            values,
        });
        Some(id)
    }

    fn made_key(&self, kind: &base::Kind, values: &[Option<base::Value>]) -> String {
        let key = natural::natural(kind, values);
        match kind.key {
            Key::Unique(_) => key,
            Key::Nth(_) => natural::nth(&key, 1),
        }
    }

    fn rule_of_made(&self, kind: &'static base::Kind, values: &mut Vec<Option<base::Value>>) {
        if let Some(rule) = kind.rule {
            rule(&mut Draft::new(kind, values, self.ground.today));
        }
    }
}
