//! Words that a list of choices does not hold yet: the list grows by them, misspellings too.
//!
//! In: rows that were read, and which words records bear already. Out: a warning at the first cell
//! of each word that is new, with the known one that is most like it. It never stops a row.

use std::collections::{BTreeMap, BTreeSet};

use base::{Answer, Ask, Code, Field, Fold, Kind, Lang, Problem, Selection, Type, Value};
use figures::Spelt;
use store::Scope;

use super::{Batch, Part};

/// So many words of one field are looked at; a list of choices that has grown longer is none.
const MOST: u32 = 1_000;

/// A known word less like than this is not named: of two words of two characters, one of which
/// is mistyped, it is exactly this.
const LIKE: u8 = 33;

/// Words of one field that are none of its choices.
pub struct Coined {
    kind: &'static Kind,
    field: &'static Field,
    /// Each with the place where it stands first.
    words: BTreeMap<String, base::Place>,
}

/// The words in a batch that are none of the choices, as far as their writer sees the field.
pub fn coined(batch: &Batch, scope: &Scope) -> Vec<Coined> {
    let mut all: Vec<Coined> = Vec::new();
    let mut growing: Vec<(usize, usize)> = Vec::new();
    let mut kind = "";
    for row in &batch.rows {
        let of = row.given.kind;
        if std::mem::replace(&mut kind, of.name) != of.name {
            growing = fields(of, scope, &mut all);
        }
        for (at, place) in &growing {
            let (Some(Some(Value::Text(word))), Some(coined)) =
                (row.values.get(*at), all.get_mut(*place))
            else {
                continue;
            };
            if !coined.is_choice(word) && !coined.words.contains_key(word) {
                let part = Part::of(of, coined.field.name);
                coined.words.insert(word.clone(), row.given.place(part));
            }
        }
    }
    all.retain(|coined| !coined.words.is_empty());
    all
}

/// Where a kind's growing choices stand among its fields, and where their words are gathered.
fn fields(kind: &'static Kind, scope: &Scope, all: &mut Vec<Coined>) -> Vec<(usize, usize)> {
    let grows = |field: &Field| field.grows && scope.may_see(field.privacy);
    let fields = kind.fields.iter().enumerate();
    let growing = fields.filter(|(_, field)| grows(field) && scope.may_read(kind));
    let place = |(at, field): (usize, &'static Field)| {
        let same = |coined: &Coined| std::ptr::eq(coined.field, field);
        let place = all.iter().position(same).unwrap_or(all.len());
        if place == all.len() {
            let words = BTreeMap::new();
            all.push(Coined { kind, field, words });
        }
        (at, place)
    };
    growing.map(place).collect()
}

impl Coined {
    fn choices(&self) -> &'static [base::Choice] {
        match self.field.kind {
            Type::Choice(choices) => choices,
            _ => &[],
        }
    }

    fn is_choice(&self, word: &str) -> bool {
        self.choices().iter().any(|choice| choice.code == word)
    }
}

/// What must be asked: which words the records bear in these fields.
pub fn asks(coined: &[Coined]) -> Vec<Ask> {
    let ask = |coined: &Coined| Ask::Fold {
        selection: Selection::all(coined.kind.name),
        fold: Fold::Count,
        by: vec![coined.field.name.to_owned()],
        after: None,
        limit: MOST,
    };
    coined.iter().map(ask).collect()
}

/// The warnings, one for each word that no record bears yet.
pub fn warnings(coined: &[Coined], answers: Vec<Answer>) -> Vec<Problem> {
    let mut warnings = Vec::new();
    for (coined, answer) in coined.iter().zip(answers) {
        let groups = answer.groups().into_iter();
        let used: BTreeSet<String> = groups
            .filter_map(|group| match group.by.into_iter().next()? {
                Some(Value::Text(word)) => Some(word),
                _ => None,
            })
            .collect();
        let new = coined
            .words
            .iter()
            .filter(|(word, _)| !used.contains(*word));
        warnings.extend(new.map(|(word, place)| {
            let [zh, en] = [Lang::Zh, Lang::En].map(|lang| said(coined, word, &used, lang));
            Problem {
                place: place.clone(),
                ..Problem::of(Code::NewWord, coined.field.name).with(zh, en)
            }
        }));
    }
    warnings
}

/// The word, and the known one most like it.
fn said(coined: &Coined, word: &str, used: &BTreeSet<String>, lang: Lang) -> String {
    let spelt = Spelt::of(word);
    let choices = coined.choices().iter().map(|choice| choice.words.get(lang));
    let mut known: Vec<(u8, &str)> = choices
        .chain(
            used.iter()
                .filter(|word| !coined.is_choice(word))
                .map(String::as_str),
        )
        .map(|known| (spelt.likeness(&Spelt::of(known)), known))
        .collect();
    known.sort_by_key(|(likeness, _)| std::cmp::Reverse(*likeness));
    let label = coined.field.words.get(lang);
    match (known.first(), lang) {
        (Some((likeness @ LIKE.., nearest)), Lang::Zh) => {
            format!("{label}「{word}」，最像「{nearest}」（{likeness}%）")
        }
        (Some((likeness @ LIKE.., nearest)), Lang::En) => {
            format!("{label} “{word}”, most like “{nearest}” ({likeness}%)")
        }
        (_, Lang::Zh) => format!("{label}「{word}」"),
        (_, Lang::En) => format!("{label} “{word}”"),
    }
}
