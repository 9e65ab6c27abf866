//! A record about to be: what somebody gave, before it is written.
//!
//! In: the values read from a form, a sheet or a program. A kind's rule looks at them, writes
//! what is derived, and reports what is wrong. Out: values and problems. A rule sees the
//! draft and the day, nothing else: it can be tried at a desk.

use crate::{Catalogue, Code, Day, Kind, Problem, Value};

/// A record on its way in.
#[derive(Debug)]
pub struct Draft<'a> {
    /// Its kind.
    pub kind: &'static Kind,
    /// Its values, in the order of its kind's fields.
    pub values: &'a mut Vec<Option<Value>>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
    /// What its writer should know; it stops nothing.
    pub warnings: Vec<Problem>,
    /// Today in the park's zone.
    pub today: Day,
    /// The year its workbook or sheet says in its title, when it came from one.
    pub sheet_year: Option<i16>,
    /// What it was before, in the order of its kind's fields, where it is there already.
    pub was: Option<&'a [Option<Value>]>,
    /// The kinds there are, the park's own fields among them, where the way in knows them.
    pub catalogue: Option<&'a Catalogue>,
}

impl<'a> Draft<'a> {
    /// A draft with nothing wrong yet.
    pub fn new(kind: &'static Kind, values: &'a mut Vec<Option<Value>>, today: Day) -> Draft<'a> {
        Draft {
            kind,
            values,
            problems: Vec::new(),
            warnings: Vec::new(),
            today,
            sheet_year: None,
            was: None,
            catalogue: None,
        }
    }

    /// The value of a field.
    pub fn value(&self, name: &str) -> Option<&Value> {
        self.values.get(self.kind.at(name)?)?.as_ref()
    }

    /// What a field was before; `None` also for a record that is not there yet.
    pub fn was(&self, name: &str) -> Option<&'a Value> {
        self.was?.get(self.kind.at(name)?)?.as_ref()
    }

    /// The text of a field.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.value(name)?.as_text()
    }

    /// The number of a field.
    pub fn whole(&self, name: &str) -> Option<i64> {
        self.value(name)?.as_whole()
    }

    /// The day of a field, or of the day in a moment field.
    pub fn day(&self, name: &str) -> Option<Day> {
        self.text(name)?.get(..10)?.parse().ok()
    }

    /// The item answers of a sealed field, not yet encrypted: one byte each.
    pub fn items(&self, name: &str) -> Option<&[u8]> {
        match self.value(name)? {
            Value::Sealed(items) => Some(items),
            _ => None,
        }
    }

    /// Writes a field: a derived value, or a default.
    pub fn set(&mut self, name: &str, value: Option<Value>) {
        if let Some(place) = self.kind.at(name).and_then(|at| self.values.get_mut(at)) {
            *place = value;
        }
    }

    /// Reports what is wrong with a field.
    pub fn wrong(&mut self, code: Code, field: &str, zh: impl Into<String>, en: impl Into<String>) {
        self.problems.push(Problem::of(code, field).with(zh, en));
    }

    /// Tells what the writer should know of a field.
    pub fn warn(&mut self, code: Code, field: &str, zh: impl Into<String>, en: impl Into<String>) {
        self.warnings.push(Problem::of(code, field).with(zh, en));
    }
}
