//! What is known of the store's records while rows are taken.
//!
//! In: answers to asks. Out: for a key, a name or an identity, the record that has it, that
//! none has it, or that nobody has asked yet. What is not known is noted, asked in one go, and
//! learned: so the same pure steps run on a reader and inside the writer.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use base::{Answer, Ask, Filter, Id, Leaf, Operand, Record, Selection, Sort, Test, Value};

/// How many keys or names one ask holds.
const AT_ONCE: usize = 2_000;

/// A name may be borne by several records, and an answer has an end.
const LABELS_AT_ONCE: usize = 200;

/// What is still to be asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wanted {
    naturals: BTreeMap<&'static str, HashSet<String>>,
    labels: BTreeMap<(&'static str, &'static str), HashSet<String>>,
    ids: BTreeMap<&'static str, HashSet<Id>>,
    kept: BTreeMap<&'static str, HashSet<String>>,
    numbers: BTreeSet<Numbers>,
}

/// A kind, its numbered field, and what the numbers looked at begin with; `None`: the newest.
type Numbers = (&'static str, &'static str, Option<String>);

/// One ask, with what it will teach.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The ask.
    pub ask: Ask,
    about: About,
}

/// What the answer to an ask is about; the keys, names and identities stand in the ask.
#[derive(Clone, Debug, PartialEq)]
enum About {
    Natural(&'static str),
    /// With the place of the label among the kind's fields.
    Label(&'static str, usize),
    Id(&'static str),
    Kept(&'static str),
    Number(Numbers, usize),
}

/// What was learned.
#[derive(Debug, Default)]
pub struct Facts {
    naturals: HashMap<&'static str, HashMap<String, Option<Arc<Record>>>>,
    labels: HashMap<&'static str, HashMap<String, Vec<Id>>>,
    ids: HashMap<&'static str, HashMap<Id, Option<Arc<Record>>>>,
    kept: HashMap<&'static str, HashMap<String, Option<String>>>,
    numbers: HashMap<Numbers, Option<String>>,
    wanted: Mutex<Wanted>,
}

impl Wanted {
    /// Whether nothing is missing.
    pub fn is_empty(&self) -> bool {
        *self == Wanted::default()
    }

    /// The questions to ask. `label_at` gives the place of a kind's label among its fields.
    pub fn questions(self, label_at: &dyn Fn(&str, &str) -> usize) -> Vec<Question> {
        let mut questions = Vec::new();
        for (kind, keys) in self.naturals {
            questions.extend(pieces(keys, AT_ONCE).map(|keys| Question {
                ask: Ask::Natural {
                    kind: kind.to_owned(),
                    keys,
                },
                about: About::Natural(kind),
            }));
        }
        for ((kind, label), names) in self.labels {
            let about = About::Label(kind, label_at(kind, label));
            questions.extend(pieces(names, LABELS_AT_ONCE).map(|names| Question {
                ask: by_label(kind, label, &names),
                about: about.clone(),
            }));
        }
        for (kind, ids) in self.ids {
            questions.extend(pieces(ids, AT_ONCE).map(|ids| Question {
                ask: Ask::Many {
                    kind: kind.to_owned(),
                    ids,
                },
                about: About::Id(kind),
            }));
        }
        for (space, keys) in self.kept {
            questions.extend(keys.into_iter().map(|key| Question {
                ask: Ask::Kept { space, key },
                about: About::Kept(space),
            }));
        }
        questions.extend(self.numbers.into_iter().map(|numbers| Question {
            ask: last_number(&numbers),
            about: About::Number(numbers.clone(), label_at(numbers.0, numbers.1)),
        }));
        questions
    }
}

/// So many at a time.
fn pieces<T>(all: HashSet<T>, size: usize) -> impl Iterator<Item = Vec<T>> {
    let mut all = all.into_iter();
    std::iter::from_fn(move || {
        let piece: Vec<T> = all.by_ref().take(size).collect();
        (!piece.is_empty()).then_some(piece)
    })
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

/// The greatest number behind a head, or the one recorded last.
fn last_number((kind, field, head): &Numbers) -> Ask {
    let all = Selection::all(kind);
    // Digits follow the head, and `:` follows the digits.
    let bound = |end: char| {
        Operand::Is(Value::from(
            format!("{head}{end}", head = head.as_deref().unwrap_or_default()).as_str(),
        ))
    };
    let (selection, field) = match head {
        Some(_) => (
            all.and(Filter::leaf(field, Test::AtLeast(bound('0'))))
                .and(Filter::leaf(field, Test::Below(bound(':')))),
            *field,
        ),
        None => (all, ""),
    };
    Ask::Rows {
        selection,
        sort: Sort {
            field: field.to_owned(),
            descending: true,
        },
        after: None,
        limit: 1,
    }
}

impl Facts {
    /// The record with this key: `None` when that was not asked yet.
    pub fn natural(&self, kind: &'static str, key: &str) -> Option<Option<&Arc<Record>>> {
        let known = self.naturals.get(kind).and_then(|keys| keys.get(key));
        if known.is_none() {
            let mut wanted = self.wanting();
            let keys = wanted.naturals.entry(kind).or_default();
            if !keys.contains(key) {
                keys.insert(key.to_owned());
            }
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

    /// The greatest number of a kind behind `head` (the one recorded last without), `None` when
    /// that was not asked yet.
    pub fn number(
        &self,
        kind: &'static str,
        field: &'static str,
        head: Option<&str>,
    ) -> Option<Option<&str>> {
        let numbers = (kind, field, head.map(str::to_owned));
        let known = self.numbers.get(&numbers);
        if known.is_none() {
            self.wanting().numbers.insert(numbers);
        }
        known.map(Option::as_deref)
    }

    /// What was needed and not known, since this was last called.
    pub fn wanted(&self) -> Wanted {
        std::mem::take(&mut *self.wanting())
    }

    /// Whether anything is wanted already: what is settled then does not count.
    pub fn is_wanting(&self) -> bool {
        !self.wanting().is_empty()
    }

    fn wanting(&self) -> MutexGuard<'_, Wanted> {
        // What a panicking reader noted is still wanted.
        self.wanted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Learns the answers to questions, in their order.
    pub fn learn(&mut self, questions: &[Question], answers: Vec<Answer>) {
        for (question, answer) in questions.iter().zip(answers) {
            match (question.about.clone(), &question.ask, answer) {
                (About::Natural(kind), Ask::Natural { keys, .. }, Answer::Natural(found)) => {
                    let known = self.naturals.entry(kind).or_default();
                    known.extend(found.into_iter().map(|(key, r)| (key, Some(Arc::new(r)))));
                    for key in keys {
                        if !known.contains_key(key) {
                            known.insert(key.clone(), None);
                        }
                    }
                }
                (About::Label(kind, at), ask, answer) => {
                    self.learn_labels((kind, at), ask, answer.many());
                }
                (About::Id(kind), Ask::Many { ids, .. }, answer) => {
                    let known = self.ids.entry(kind).or_default();
                    known.extend(ids.iter().map(|id| (*id, None)));
                    known.extend(answer.many().into_iter().map(|r| (r.id, Some(Arc::new(r)))));
                }
                (About::Kept(space), Ask::Kept { key, .. }, answer) => {
                    let known = self.kept.entry(space).or_default();
                    known.insert(key.clone(), answer.kept());
                }
                (About::Number(numbers, at), _, answer) => {
                    let number = answer.many().into_iter().next().and_then(|record| {
                        let value = record.values.into_iter().nth(at)??;
                        value.as_text().map(str::to_owned)
                    });
                    self.numbers.insert(numbers, number);
                }
                _ => {}
            }
        }
    }

    fn learn_labels(&mut self, (kind, at): (&'static str, usize), ask: &Ask, found: Vec<Record>) {
        let known = self.labels.entry(kind).or_default();
        for name in asked_labels(ask) {
            known.entry(name.to_owned()).or_default();
        }
        for record in found {
            let name = record.values.get(at).and_then(Option::as_ref);
            if let Some(name) = name.and_then(Value::as_text) {
                known.entry(name.to_owned()).or_default().push(record.id);
            }
        }
    }
}

/// The names that an ask by label looks for.
fn asked_labels(ask: &Ask) -> impl Iterator<Item = &str> {
    let names = match ask {
        Ask::Rows { selection, .. } => listed(&selection.filter),
        _ => None,
    };
    names.into_iter().flatten().filter_map(|name| match name {
        Operand::Is(value) => value.as_text(),
        Operand::Year { .. } => None,
    })
}

fn listed(filter: &Filter) -> Option<&Vec<Operand>> {
    match filter {
        Filter::Leaf(Leaf {
            test: Test::In(names),
            ..
        }) => Some(names),
        Filter::All { all } => all.iter().find_map(listed),
        _ => None,
    }
}
