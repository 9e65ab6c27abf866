//! A desk at which a kind's rule is tried: words in, what the rule made of them out.
//!
//! In: a kind and the words of some fields, as a form or sheet gives them. Out: the draft after
//! reading and the kind's rule, with its problems and warnings. Links take numbers here. Tests only.

use base::{
    Day, Draft, Field, Kind, Type, Value,
    read::{Raw, Reading, read},
};

/// What came of a draft.
#[derive(Debug, Default)]
pub struct Tried {
    kind: Option<&'static Kind>,
    values: Vec<Option<Value>>,
    /// What is wrong: code and field.
    pub problems: Vec<(&'static str, String)>,
    /// What is told: code and field.
    pub warnings: Vec<(&'static str, String)>,
}

impl Tried {
    /// A field's value after the rule.
    pub fn value(&self, field: &str) -> Option<&Value> {
        self.values.get(self.kind?.at(field)?)?.as_ref()
    }

    /// A field's text after the rule.
    pub fn text(&self, field: &str) -> Option<&str> {
        self.value(field)?.as_text()
    }

    /// A field's number after the rule.
    pub fn whole(&self, field: &str) -> Option<i64> {
        self.value(field)?.as_whole()
    }
}

fn value(field: &Field, words: &str) -> Option<Value> {
    match field.kind {
        Type::Area | Type::Link(_) => words.parse().ok().map(Value::Whole),
        Type::Links(_) => Some(Value::Many(
            words.split('、').filter_map(|n| n.parse().ok()).collect(),
        )),
        Type::Sealed(_) => Some(Value::Sealed(
            words.split(' ').map(|n| n.parse().unwrap_or(255)).collect(),
        )),
        _ => match read(field, Raw::Text(words)) {
            Ok(Reading::Value(value)) => Some(value),
            other => panic!("{} = {words}: {other:?}", field.name),
        },
    }
}

/// The values of a draft, in the order of its kind's fields.
pub fn values(kind: &'static Kind, words: &[(&str, &str)]) -> Vec<Option<Value>> {
    let mut values = vec![None; kind.fields.len()];
    for (name, words) in words {
        let at = kind.at(name).unwrap_or_else(|| panic!("no field {name}"));
        values[at] = value(&kind.fields[at], words);
    }
    values
}

/// Runs the kind's rule on 2022-12-31, over a draft that came from no sheet.
pub fn tried(kind: &'static Kind, words: &[(&str, &str)]) -> Tried {
    tried_from(kind, words, None)
}

/// The same for a change of what was there before.
pub fn tried_over(kind: &'static Kind, was: &[(&str, &str)], words: &[(&str, &str)]) -> Tried {
    let (was, mut values) = (values(kind, was), values(kind, words));
    let mut draft = Draft::new(kind, &mut values, Day::new(2022, 12, 31).unwrap());
    draft.was = Some(&was);
    told(kind, draft)
}

/// The same for a draft whose workbook says a year.
pub fn tried_from(kind: &'static Kind, words: &[(&str, &str)], year: Option<i16>) -> Tried {
    let mut values = values(kind, words);
    let today = Day::new(2022, 12, 31).unwrap();
    let mut draft = Draft::new(kind, &mut values, today);
    draft.sheet_year = year;
    told(kind, draft)
}

/// What the kind's rule makes of a draft.
fn told(kind: &'static Kind, mut draft: Draft<'_>) -> Tried {
    if let Some(rule) = kind.rule {
        rule(&mut draft);
    }
    let codes = |problems: Vec<base::Problem>| {
        let told = problems
            .into_iter()
            .map(|p| (p.code.as_str(), p.place.field));
        told.collect()
    };
    Tried {
        kind: Some(kind),
        problems: codes(std::mem::take(&mut draft.problems)),
        warnings: codes(std::mem::take(&mut draft.warnings)),
        values: std::mem::take(draft.values),
    }
}
