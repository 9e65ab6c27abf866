//! A ledger a park made (自建台账): a kind of record like any built in.
//!
//! In: its name, its fields, by what a record is told apart, who may write. Out: a `Kind` from
//! which list, form, import, export, template, API, history and figures are read. A ledger is
//! its park's alone.

use base::{Id, Key, Kind, Rights, ScopedBy, Words, Work, words};
use serde::{Deserialize, Serialize};

use super::field::{OwnField, lasting};
use crate::records::rights;

/// A ledger as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnKind {
    /// Its name in tables and addresses; empty until it is first kept.
    pub name: String,
    /// Its name in Chinese; also its sheet's.
    pub zh: String,
    /// Its name in English.
    pub en: String,
    /// What one record is counted in.
    pub unit: String,
    /// The area of work it belongs to: a word of [`WORKS`].
    pub work: String,
    /// Its fields, in reading order.
    pub fields: Vec<OwnField>,
    /// The fields by which a record is told apart; none: each row is one of its own.
    pub key: Vec<String>,
    /// The day by which a period selects; empty: none.
    pub when: String,
    /// The place that limits who sees it; empty: none.
    pub area: String,
    /// Who may read and write: a word of [`RIGHTS`].
    pub rights: String,
}

/// The areas of work, by the word kept.
pub const WORKS: [(&str, Work); 7] = [
    ("activities", Work::Activities),
    ("projects", Work::Projects),
    ("creation", Work::Creation),
    ("care", Work::Care),
    ("council", Work::Council),
    ("returns", Work::Returns),
    ("people", Work::People),
];

/// Who may read and write, by the word kept.
pub const RIGHTS: [(&str, Rights, Words); 4] = [
    (
        "work",
        rights::WORK,
        words(
            "团队填写，街道、区里和社区可看",
            "The team writes; offices and communities read",
        ),
    ),
    (
        "shared_work",
        rights::SHARED_WORK,
        words(
            "团队和社区填写，街道、区里可看",
            "The team and communities write; offices read",
        ),
    ),
    (
        "office_work",
        rights::OFFICE_WORK,
        words("团队填写，街道、区里可看", "The team writes; offices read"),
    ),
    (
        "team_only",
        rights::TEAM_ONLY,
        words("只有团队可看可填", "The team only"),
    ),
];

impl OwnKind {
    /// The kind, as the rest of the program knows kinds, in the park it belongs to.
    pub fn kind(&self, park: Id) -> &'static Kind {
        let fields: Vec<base::Field> = self
            .fields
            .iter()
            .filter(|f| !f.retired)
            .map(OwnField::field)
            .collect();
        let names = |names: Vec<&str>| -> &'static [&'static str] {
            let lasting: Vec<&'static str> = names.into_iter().map(lasting).collect();
            Box::leak(lasting.into_boxed_slice())
        };
        let shown = fields.iter().map(|f| f.name).take(6).collect();
        let label = self
            .key
            .iter()
            .find(|k| self.is_text(k))
            .map_or_else(|| self.first_text(), String::as_str);
        let key = match self.key.as_slice() {
            [] => Key::Nth(names(fields.iter().map(|f| f.name).take(3).collect())),
            key => Key::Unique(names(key.iter().map(String::as_str).collect())),
        };
        let rights = RIGHTS.iter().find(|(word, ..)| *word == self.rights);
        Box::leak(Box::new(Kind {
            name: lasting(&self.name),
            words: words(lasting(&self.zh), lasting(&self.en)),
            work: WORKS
                .iter()
                .find(|(word, _)| *word == self.work)
                .map_or(Work::Activities, |(_, w)| *w),
            unit: words(lasting(&self.unit), lasting(&self.unit)),
            sheet: lasting(&self.zh),
            also: &[],
            key,
            label: lasting(label),
            list: names(shown),
            when: lasting(&self.when),
            scoped_by: match self.area.as_str() {
                "" => ScopedBy::Park,
                area => ScopedBy::Area(lasting(area)),
            },
            rights: rights.map_or(rights::TEAM_ONLY, |(_, rights, _)| *rights),
            rule: None,
            park: Some(park),
            fields: Box::leak(fields.into_boxed_slice()),
        }))
    }

    fn is_text(&self, name: &str) -> bool {
        self.fields
            .iter()
            .any(|f| f.name == name && f.holds == "text")
    }

    fn first_text(&self) -> &str {
        self.fields
            .iter()
            .find(|f| f.holds == "text")
            .map_or("", |f| f.name.as_str())
    }
}
