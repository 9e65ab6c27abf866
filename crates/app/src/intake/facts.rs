//! What is known of the store's records while rows are taken.
//!
//! In: answers to asks. Out: for a key, a name or an identity, the record that has it, that
//! none has it, or that nobody has asked yet. What is not known is noted, asked in one go, and
//! learned: so the same pure steps run on a reader and inside the writer.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use base::{Answer, Ask, Filter, Id, Leaf, Operand, Record, Selection, Sort, Test, Value};

/// How many keys or names one ask holds.
const AT_ONCE: usize = 2_000;

/// What is still to be asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wanted {
    naturals: BTreeMap<&'static str, BTreeSet<String>>,
    labels: BTreeMap<(&'static str, &'static str), BTreeSet<String>>,
    ids: BTreeMap<&'static str, BTreeSet<Id>>,
    kept: BTreeMap<&'static str, BTreeSet<String>>,
}

/// One ask, with what it will teach.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The ask.
    pub ask: Ask,
    about: About,
}

#[derive(Clone, Debug, PartialEq)]
enum About {
    Naturals(&'static str, Vec<String>),
    Labels(&'static str, usize, Vec<String>),
    Ids(&'static str, Vec<Id>),
    Kept(&'static str, String),
}

/// What was learned.
#[derive(Debug, Default)]
pub struct Facts {
    naturals: HashMap<&'static str, HashMap<String, Option<Arc<Record>>>>,
    labels: HashMap<&'static str, HashMap<String, Vec<Id>>>,
    ids: HashMap<&'static str, HashMap<Id, Option<Arc<Record>>>>,
    kept: HashMap<&'static str, HashMap<String, Option<String>>>,
    wanted: Mutex<Wanted>,
}

impl Wanted {
    /// Whether nothing is missing.
    pub fn is_empty(&self) -> bool {
        *self == Wanted::default()
    }

    /// The questions to ask. `label_at` gives the place of a kind's label among its fields.
    pub fn questions(&self, label_at: &dyn Fn(&str, &str) -> usize) -> Vec<Question> {
        let mut questions = Vec::new();
        for (kind, keys) in &self.naturals {
            for keys in chunks(keys) {
                questions.push(Question {
                    ask: Ask::Natural {
                        kind: (*kind).to_owned(),
                        keys: keys.clone(),
                    },
                    about: About::Naturals(kind, keys),
                });
            }
        }
        for ((kind, label), names) in &self.labels {
            for names in chunks(names).into_iter().flat_map(|n| pieces(&n, 200)) {
                questions.push(Question {
                    ask: by_label(kind, label, &names),
                    about: About::Labels(kind, label_at(kind, label), names),
                });
            }
        }
        for (kind, ids) in &self.ids {
            let ids: Vec<Id> = ids.iter().copied().collect();
            for ids in pieces(&ids, AT_ONCE) {
                questions.push(Question {
                    ask: Ask::Many {
                        kind: (*kind).to_owned(),
                        ids: ids.clone(),
                    },
                    about: About::Ids(kind, ids),
                });
            }
        }
        for (space, keys) in &self.kept {
            questions.extend(keys.iter().map(|key| Question {
                ask: Ask::Kept {
                    space,
                    key: key.clone(),
                },
                about: About::Kept(space, key.clone()),
            }));
        }
        questions
    }
}

fn chunks(all: &BTreeSet<String>) -> Vec<Vec<String>> {
    let all: Vec<String> = all.iter().cloned().collect();
    pieces(&all, AT_ONCE)
}

fn pieces<T: Clone>(all: &[T], size: usize) -> Vec<Vec<T>> {
    all.chunks(size).map(<[T]>::to_vec).collect()
}

fn by_label(kind: &str, label: &str, names: &[String]) -> Ask {
    let one_of = names.iter().map(|n| Operand::Is(Value::from(n.as_str())));
    Ask::Rows {
        selection: Selection::all(kind).and(Filter::Leaf(Leaf {
            field: label.to_owned(),
            test: Test::In(one_of.collect()),
        })),
        sort: Sort::default(),
        after: None,
        // Two of one name are enough to know that the name is not.
        limit: u32::try_from(names.len() * 5).unwrap_or(1_000),
    }
}

impl Facts {
    /// The record with this key: `None` when that was not asked yet.
    pub fn natural(&self, kind: &'static str, key: &str) -> Option<Option<&Arc<Record>>> {
        let known = self.naturals.get(kind).and_then(|keys| keys.get(key));
        if known.is_none() {
            let mut wanted = self.wanting();
            wanted
                .naturals
                .entry(kind)
                .or_default()
                .insert(key.to_owned());
        }
        known.map(Option::as_ref)
    }

    /// The records whose `label` field says this: `None` when that was not asked yet.
    pub fn labelled(&self, kind: &'static str, label: &'static str, name: &str) -> Option<&[Id]> {
        let known = self.labels.get(kind).and_then(|names| names.get(name));
        if known.is_none() {
            let mut wanted = self.wanting();
            wanted
                .labels
                .entry((kind, label))
                .or_default()
                .insert(name.to_owned());
        }
        known.map(Vec::as_slice)
    }

    /// The record with this identity: `None` when that was not asked yet.
    pub fn record(&self, kind: &'static str, id: Id) -> Option<Option<&Arc<Record>>> {
        let known = self.ids.get(kind).and_then(|ids| ids.get(&id));
        if known.is_none() {
            let mut wanted = self.wanting();
            wanted.ids.entry(kind).or_default().insert(id);
        }
        known.map(Option::as_ref)
    }

    /// A small thing that is no record: `None` when that was not asked yet.
    pub fn kept(&self, space: &'static str, key: &str) -> Option<Option<&str>> {
        let known = self.kept.get(space).and_then(|keys| keys.get(key));
        if known.is_none() {
            let mut wanted = self.wanting();
            wanted.kept.entry(space).or_default().insert(key.to_owned());
        }
        known.map(Option::as_deref)
    }

    /// What was needed and not known, since this was last called.
    pub fn wanted(&self) -> Wanted {
        std::mem::take(&mut *self.wanting())
    }

    fn wanting(&self) -> MutexGuard<'_, Wanted> {
        // What a panicking reader noted is still wanted.
        self.wanted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Learns the answers to questions, in their order.
    pub fn learn(&mut self, questions: &[Question], answers: Vec<Answer>) {
        for (question, answer) in questions.iter().zip(answers) {
            match (&question.about, answer) {
                (About::Naturals(kind, keys), Answer::Natural(found)) => {
                    let known = self.naturals.entry(kind).or_default();
                    known.extend(keys.iter().map(|key| (key.clone(), None)));
                    known.extend(found.into_iter().map(|(key, r)| (key, Some(Arc::new(r)))));
                }
                (About::Labels(kind, at, names), answer) => {
                    let known = self.labels.entry(kind).or_default();
                    for name in names {
                        known.entry(name.clone()).or_default();
                    }
                    for record in answer.many() {
                        let name = record.values.get(*at).and_then(Option::as_ref);
                        if let Some(name) = name.and_then(Value::as_text) {
                            known.entry(name.to_owned()).or_default().push(record.id);
                        }
                    }
                }
                (About::Ids(kind, ids), answer) => {
                    let known = self.ids.entry(kind).or_default();
                    known.extend(ids.iter().map(|id| (*id, None)));
                    known.extend(answer.many().into_iter().map(|r| (r.id, Some(Arc::new(r)))));
                }
                (About::Kept(space, key), answer) => {
                    let known = self.kept.entry(space).or_default();
                    known.insert(key.clone(), answer.kept());
                }
                _ => {}
            }
        }
    }
}
