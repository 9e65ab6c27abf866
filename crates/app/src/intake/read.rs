//! Given rows, each cell read as its field.
//!
//! In: given rows. Out: values, the names still to be looked up (each distinct name once), and
//! every problem at once, at its cell. It looks nothing up and judges no record as a whole.

use std::{collections::HashMap, sync::Arc};

use base::{
    Code, Field, Lang, Level, Problem, Type, Value,
    read::{self, Raw, Reading},
    show,
};
use unicode_normalization::UnicodeNormalization;

use super::{Aim, Cell, Given, Part, Told};

/// An item that was left blank: a missing answer is never zero.
pub const NO_ANSWER: u8 = u8::MAX;

/// A name to look up: what it may point at, and the words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    /// The kinds it may be a record of.
    pub targets: &'static [&'static str],
    /// Whether it names a place, to be found in the tree of areas.
    pub place: bool,
    /// For a place, how high the column says that it stands.
    pub level: Option<Level>,
    /// The words, in plain letters.
    pub words: String,
}

/// A row as it was read.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it was read from.
    pub given: Given,
    /// Its values, in the order of its kind's fields; links by name are not among them yet.
    pub values: Vec<Option<Value>>,
    /// Fields that name other records, each with the place of the name in [`Batch::names`].
    pub names: Vec<(u16, u32)>,
    /// Whether it has a problem.
    pub wrong: bool,
}

/// Rows that are taken together: their names may mean one another.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// The rows, in the order given.
    pub rows: Vec<Row>,
    /// Every distinct name.
    pub names: Vec<Name>,
    /// What is wrong, each with the place of its row in `rows`.
    pub problems: Vec<(usize, Problem)>,
    known: HashMap<Name, u32>,
    /// Words read before, by the address of their field: one choice or name stands in many rows.
    words: HashMap<usize, HashMap<Arc<str>, Understood>>,
}

/// What words of a choice or a link mean.
#[derive(Clone, Debug)]
enum Understood {
    Value(Option<Value>),
    Names(Vec<u32>),
}

impl Understood {
    fn is_defined(&self, defined: &dyn Fn(&str) -> bool) -> bool {
        match self {
            Understood::Value(Some(value)) => value.as_text().is_none_or(defined),
            _ => true,
        }
    }
}

impl Batch {
    /// Reads the rows. `defined` tells whether a figure's definition has this key.
    pub fn read(rows: impl IntoIterator<Item = Given>, defined: &dyn Fn(&str) -> bool) -> Batch {
        let mut batch = Batch::default();
        for given in rows {
            batch.take(given, defined);
        }
        batch
    }

    /// Reads one more row.
    pub fn take(&mut self, given: Given, defined: &dyn Fn(&str) -> bool) {
        let mut reader = Reader {
            batch: self,
            values: vec![None; given.kind.fields.len()],
            names: Vec::new(),
            problems: Vec::new(),
        };
        for told in &given.cells {
            reader.cell(&given, told, defined);
        }
        reader.blanks(&given);
        let Reader {
            values,
            names,
            problems,
            ..
        } = reader;
        let (at, wrong) = (self.rows.len(), !problems.is_empty() || given.origin.spoilt);
        self.problems.extend(problems.into_iter().map(|p| (at, p)));
        self.rows.push(Row {
            given,
            values,
            names,
            wrong,
        });
    }

    /// Lets the last row's words go, now that they are values: only where a cell stands that its
    /// sheet's columns do not tell is still known.
    pub fn forget_words(&mut self) {
        if let Some(row) = self.rows.last_mut() {
            row.given.forget_words();
        }
    }

    /// What a cell means for a field, before any name is looked up.
    fn understand(
        &mut self,
        given: &Given,
        field: &'static Field,
        cell: &Cell,
    ) -> Result<Understood, Code> {
        Ok(match read::read(field, raw(cell))? {
            Reading::Blank => Understood::Value(None),
            Reading::Value(value) => Understood::Value(Some(plain(value, field, given))),
            Reading::Names(names) => {
                let names = names.iter().map(|name| self.name(field, name));
                Understood::Names(names.collect())
            }
        })
    }

    fn name(&mut self, field: &'static Field, words: &str) -> u32 {
        let name = Name {
            targets: field.targets(),
            place: field.kind == Type::Area,
            level: level(field),
            words: words.trim().nfkc().collect(),
        };
        if let Some(at) = self.known.get(&name) {
            return *at;
        }
        let at = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push(name.clone());
        self.known.insert(name, at);
        at
    }
}

/// One row being read.
struct Reader<'b> {
    batch: &'b mut Batch,
    values: Vec<Option<Value>>,
    names: Vec<(u16, u32)>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn cell(&mut self, given: &Given, told: &Told, defined: &dyn Fn(&str) -> bool) {
        let Some(field) = given.kind.fields.get(told.part.at()) else {
            return;
        };
        let done = match (field.kind, told.part.item) {
            (Type::Sealed(parts), Some(item)) => self.item(field, told, (parts.len(), item)),
            _ => self.field(given, field, told, defined),
        };
        if let Err(code) = done {
            self.problems.push(Problem {
                place: given.place(Some(told.part)),
                ..Problem::of(code, field.name).with(
                    found(field, &told.cell, code, Lang::Zh),
                    found(field, &told.cell, code, Lang::En),
                )
            });
        }
    }

    fn field(
        &mut self,
        given: &Given,
        field: &'static Field,
        told: &Told,
        defined: &dyn Fn(&str) -> bool,
    ) -> Result<(), Code> {
        let words = match &told.cell {
            Cell::Ids(ids) => {
                self.put(told, ids_of(field, ids)?);
                return Ok(());
            }
            Cell::Fault(_) if matches!(field.kind, Type::Text | Type::Long | Type::Choice(_)) => {
                return Err(Code::BadText);
            }
            Cell::Text(words) if is_choice_or_link(field) => words,
            cell => {
                let understood = self.batch.understand(given, field, cell)?;
                if field.kind == Type::Definition && !understood.is_defined(defined) {
                    return Err(Code::UnknownReference);
                }
                self.take(told, understood);
                return Ok(());
            }
        };
        let place = std::ptr::from_ref(field) as usize;
        let known = self
            .batch
            .words
            .get(&place)
            .and_then(|words_of| words_of.get(words));
        let understood = match known {
            Some(understood) => understood.clone(),
            None => {
                let understood = self.batch.understand(given, field, &told.cell)?;
                let words_of = self.batch.words.entry(place).or_default();
                words_of.insert(Arc::clone(words), understood.clone());
                understood
            }
        };
        self.take(told, understood);
        Ok(())
    }

    fn take(&mut self, told: &Told, understood: Understood) {
        match understood {
            Understood::Value(value) => self.put(told, value),
            Understood::Names(names) => {
                let names = names.into_iter().map(|name| (told.part.field, name));
                self.names.extend(names);
            }
        }
    }

    fn put(&mut self, told: &Told, value: Option<Value>) {
        if let (Some(place), Some(_)) = (self.values.get_mut(told.part.at()), &value) {
            *place = value;
        }
    }

    /// One item of a sealed field: a small whole number in the field's range.
    fn item(&mut self, field: &Field, told: &Told, (items, at): (usize, u8)) -> Result<(), Code> {
        const ITEM: Field = Field::whole("item", "题", "Item");
        let Reading::Value(Value::Whole(n)) = read::read(&ITEM, raw(&told.cell))? else {
            return Ok(());
        };
        let (least, most) = (field.least.unwrap_or(0), field.most.unwrap_or(254));
        let answer = u8::try_from(n).ok().filter(|_| (least..=most).contains(&n));
        let answer = answer.filter(|a| *a != NO_ANSWER).ok_or(Code::OutOfRange)?;
        let Some(place) = self.values.get_mut(told.part.at()) else {
            return Ok(());
        };
        let value = place.get_or_insert_with(|| Value::Sealed(vec![NO_ANSWER; items]));
        if let Value::Sealed(bytes) = value
            && let Some(byte) = bytes.get_mut(usize::from(at))
        {
            *byte = answer;
        }
        Ok(())
    }

    /// Tells each must-have field that is blank. One that has no column at all was told once.
    fn blanks(&mut self, given: &Given) {
        for (at, field) in given.kind.fields.iter().enumerate() {
            let here = self.values.get(at).is_some_and(Option::is_some)
                || self
                    .names
                    .iter()
                    .any(|(field, _)| usize::from(*field) == at)
                || self.problems.iter().any(|p| p.place.field == field.name);
            let asked = match given.aim {
                Aim::New => field.must_be_typed(),
                _ => given.gives(at),
            };
            if field.must && !field.derived && !here && asked {
                self.problems.push(Problem {
                    place: given.place(Part::field(at)),
                    ..Problem::of(Code::Missing, field.name)
                        .with(format!("「{}」", field.words.zh), field.words.en)
                });
            }
        }
    }
}

/// Whether the same words stand in many rows, so that reading them once pays.
fn is_choice_or_link(field: &Field) -> bool {
    matches!(
        field.kind,
        Type::Choice(_) | Type::Area | Type::Link(_) | Type::Links(_)
    )
}

/// The level of area that a column's words speak of: 所属社区 a community, 街道 a street.
fn level(field: &Field) -> Option<Level> {
    let says = |word| field.kind == Type::Area && field.words.zh.ends_with(word);
    match () {
        () if says("社区") => Some(Level::Community),
        () if says("街道") => Some(Level::Street),
        () => None,
    }
}

fn raw(cell: &Cell) -> Raw<'_> {
    match cell {
        Cell::Text(text) | Cell::Fault(text) => Raw::Text(text),
        Cell::Number(n) => Raw::Number(*n),
        Cell::Serial(n) => Raw::Serial(*n),
        Cell::Yes(yes) => Raw::Yes(*yes),
        Cell::Ids(_) => Raw::Text(""),
    }
}

fn ids_of(field: &Field, ids: &[base::Id]) -> Result<Option<Value>, Code> {
    match (field.kind, ids) {
        (_, []) => Ok(None),
        (Type::Links(_), many) => {
            let mut ids: Vec<i64> = Vec::new();
            for id in many {
                if !ids.contains(&id.0) {
                    ids.push(id.0);
                }
            }
            Ok(Some(Value::Many(ids)))
        }
        (Type::Link(_) | Type::Area, [one]) => Ok(Some(Value::Whole(one.0))),
        _ => Err(Code::UnknownReference),
    }
}

/// Full-width letters and digits made plain; in a key, everything that has a plain spelling.
/// Chinese punctuation in prose stays as it was typed.
fn plain(value: Value, field: &Field, given: &Given) -> Value {
    let wide = |c: char| matches!(c, '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' | '\u{3000}');
    match value {
        Value::Text(text)
            if field.kind == Type::Text
                && !text.is_ascii()
                && given.kind.key.fields().contains(&field.name) =>
        {
            Value::Text(text.nfkc().collect())
        }
        Value::Text(text) if field.kind == Type::Text && text.contains(wide) => {
            let narrow = |c: char| {
                if wide(c) {
                    c.nfkc().next().unwrap_or(c)
                } else {
                    c
                }
            };
            Value::Text(text.chars().map(narrow).collect())
        }
        other => other,
    }
}

/// What was found, and what is allowed.
fn found(field: &Field, cell: &Cell, code: Code, lang: Lang) -> String {
    let words: String = raw(cell).words().chars().take(40).collect();
    let words = read::seen(&words);
    let label = field.words.get(lang);
    let mut text = match lang {
        Lang::Zh => format!("{label}「{words}」"),
        Lang::En => format!("{label} “{words}”"),
    };
    let allowed = match (code, field.kind) {
        (Code::UnknownChoice, Type::Choice(choices)) => {
            let all: Vec<&str> = choices.iter().map(|c| c.words.get(lang)).collect();
            all.join(if lang == Lang::Zh { "、" } else { ", " })
        }
        (Code::OutOfRange, _) => range(field, lang),
        _ => String::new(),
    };
    if !allowed.is_empty() {
        text.push_str(match lang {
            Lang::Zh => "，可填：",
            Lang::En => ", allowed: ",
        });
        text.push_str(&allowed);
    }
    text
}

/// The field's range in words: `0–3`, `≥ 0`.
fn range(field: &Field, lang: Lang) -> String {
    let shown = |n: i64| show(field, &Value::Whole(n), lang);
    match (field.least, field.most) {
        (Some(least), Some(most)) => format!("{}–{}", shown(least), shown(most)),
        (Some(least), None) => format!("≥ {}", shown(least)),
        (None, Some(most)) => format!("≤ {}", shown(most)),
        (None, None) => String::new(),
    }
}
