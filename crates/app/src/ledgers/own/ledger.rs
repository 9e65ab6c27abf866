//! A ledger under way: the form as it was sent, and the ledger it means.
//!
//! In: a form's pairs (`zh`, `f.1.zh`, `f.1.holds` …). Out: the ledger with every problem at
//! its field. Of one that is there already, a field keeps its name and what it holds: what was
//! recorded must stay readable, so it may be reworded or put aside, never turned into another.

use std::collections::BTreeSet;

use base::{Catalogue, Code, Field, Problem, folded};

use super::{
    field::{HOLDS, OwnField},
    kind::{OwnKind, RIGHTS, WORKS},
};
use crate::front::Fields;

/// The most fields of one ledger.
pub const MOST: usize = 120;
/// The longest name of a ledger or field.
const LONGEST: usize = 40;

/// Reads a form. `was` is the ledger that is changed.
pub fn read(form: &Fields, was: Option<&OwnKind>) -> OwnKind {
    let text = |name: &str| form.text(name).to_owned();
    let or = |said: String, other: &str| {
        if said.is_empty() {
            other.to_owned()
        } else {
            said
        }
    };
    let fields = fields(form, was);
    let named = |name: &str| {
        fields
            .iter()
            .find(|f| f.name == name)
            .map(|f| f.name.clone())
            .unwrap_or_default()
    };
    OwnKind {
        name: was.map_or_else(String::new, |w| w.name.clone()),
        zh: text("zh"),
        en: or(text("en"), form.text("zh")),
        unit: or(text("unit"), "条"),
        work: text("work"),
        // What a record is told apart by stays: records bear it already.
        key: match was {
            Some(was) => was.key.clone(),
            None => form
                .all("key")
                .map(&named)
                .filter(|k| !k.is_empty())
                .collect(),
        },
        when: named(form.text("when")),
        area: named(form.text("area")),
        rights: text("rights"),
        fields,
    }
}

fn fields(form: &Fields, was: Option<&OwnKind>) -> Vec<OwnField> {
    let mut fields: Vec<OwnField> = Vec::new();
    for n in 1..=MOST {
        let at = |name: &str| format!("f.{n}.{name}");
        if form.get(&at("zh")).is_none() {
            break;
        }
        let text = |name: &str| form.text(&at(name)).to_owned();
        let called = text("name");
        let old = was.and_then(|w| w.fields.iter().find(|f| f.name == called));
        // A field not kept yet goes by its name too: what else was chosen means it by that.
        let taken = fields.iter().any(|f| f.name == called);
        let fresh = (is_name(&called) && !taken).then_some(called.clone());
        let choices = text("choices");
        let choices = choices
            .split(['、', '\n', ',', '\u{ff0c}'])
            .map(str::trim)
            .filter(|c| !c.is_empty());
        fields.push(OwnField {
            name: (old.map(|f| f.name.clone()).or(fresh))
                .unwrap_or_else(|| format!("f{}", next(&fields, was))),
            zh: text("zh"),
            en: if text("en").is_empty() {
                text("zh")
            } else {
                text("en")
            },
            holds: old.map_or_else(|| text("holds"), |f| f.holds.clone()),
            choices: choices.map(str::to_owned).collect(),
            to: old.map_or_else(|| text("to"), |f| f.to.clone()),
            must: text("must") == "yes",
            personal: text("personal") == "yes",
            retired: text("retired") == "yes",
        });
    }
    fields
}

/// Whether this is how a field is named: `f` and its number.
fn is_name(name: &str) -> bool {
    let number = name.strip_prefix('f').unwrap_or_default();
    (1..=4).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit())
}

/// The number of a new field: no field of this ledger, put aside or not, ever had it.
fn next(fields: &[OwnField], was: Option<&OwnKind>) -> usize {
    let number = |f: &OwnField| f.name.strip_prefix('f')?.parse::<usize>().ok();
    let there = was.into_iter().flat_map(|w| &w.fields).chain(fields);
    there.filter_map(number).max().unwrap_or(0) + 1
}

/// The pairs that write a ledger.
pub fn pairs(kind: &OwnKind) -> Fields {
    let mut out: Vec<(String, String)> = Vec::new();
    let mut put = |name: &str, value: &str| out.push((name.to_owned(), value.to_owned()));
    for (name, value) in [
        ("zh", &kind.zh),
        ("en", &kind.en),
        ("unit", &kind.unit),
        ("work", &kind.work),
        ("when", &kind.when),
        ("area", &kind.area),
        ("rights", &kind.rights),
    ] {
        put(name, value);
    }
    for key in &kind.key {
        put("key", key);
    }
    let yes = |so: bool| if so { "yes" } else { "no" };
    for (n, field) in kind.fields.iter().enumerate() {
        for (name, value) in [
            ("name", field.name.as_str()),
            ("zh", &field.zh),
            ("en", &field.en),
            ("holds", &field.holds),
            ("choices", &field.choices.join("、")),
            ("to", &field.to),
            ("must", yes(field.must)),
            ("personal", yes(field.personal)),
            ("retired", yes(field.retired)),
        ] {
            put(&format!("f.{}.{name}", n + 1), value);
        }
    }
    Fields(out)
}

/// What is wrong with a ledger. `used` names the fields that a definition needs, each with it.
pub fn problems(
    kind: &OwnKind,
    was: Option<&OwnKind>,
    catalogue: &Catalogue,
    used: &dyn Fn(&str) -> Option<(String, String)>,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut wrong = |code, field: &str| problems.push(Problem::of(code, field));
    for (name, value) in [("zh", &kind.zh), ("en", &kind.en), ("unit", &kind.unit)] {
        if let Some(code) = misnamed(value) {
            wrong(code, name);
        }
    }
    let same = |k: &&base::Kind| {
        k.name != kind.name
            && (k.words.zh == kind.zh || k.sheet == kind.zh || k.also.contains(&kind.zh.as_str()))
    };
    if catalogue.kinds().any(|k| same(&k)) {
        wrong(Code::DuplicateKey, "zh");
    }
    if !WORKS.iter().any(|(word, _)| *word == kind.work) {
        wrong(Code::Missing, "work");
    }
    if !RIGHTS.iter().any(|(word, ..)| *word == kind.rights) {
        wrong(Code::Missing, "rights");
    }
    if kind.fields.iter().all(|f| f.retired) {
        wrong(Code::Missing, "fields");
    }
    let mut names = BTreeSet::new();
    for (n, field) in kind.fields.iter().enumerate() {
        let mut wrong = |code, name: &str| {
            problems.push(Problem::of(code, format!("f.{}.{name}", n + 1).as_str()))
        };
        for (name, value) in [("zh", &field.zh), ("en", &field.en)] {
            if let Some(code) = misnamed(value) {
                wrong(code, name);
            }
        }
        if !field.retired && !names.insert(folded(&field.zh)) {
            wrong(Code::DuplicateKey, "zh");
        }
        if !HOLDS.iter().any(|(word, _)| *word == field.holds) {
            wrong(Code::UnknownChoice, "holds");
        }
        if field.holds == "choice" && field.choices.is_empty() {
            wrong(Code::Missing, "choices");
        }
        if field.holds == "link" && catalogue.kind(&field.to).is_none() {
            wrong(Code::Missing, "to");
        }
        let fewer = was
            .and_then(|w| w.fields.iter().find(|f| f.name == field.name))
            .is_some_and(|old| old.choices.len() > field.choices.len());
        if fewer {
            wrong(Code::InUse, "choices");
        }
        if field.retired && kind.key.contains(&field.name) {
            wrong(Code::InUse, "retired");
        }
        if let Some((zh, en)) = used(&field.name).filter(|_| field.retired) {
            let place = format!("f.{}.retired", n + 1);
            let by = (format!("口径「{zh}」用到它"), format!("counted by {en}"));
            problems.push(Problem::of(Code::InUse, &place).with(by.0, by.1));
        }
    }
    let dated = |name: &str| {
        kind.fields
            .iter()
            .any(|f| f.name == name && !f.retired && f.is_dated())
    };
    if !kind.when.is_empty() && !dated(&kind.when) {
        problems.push(Problem::of(Code::NoSuchDay, "when"));
    }
    problems
}

fn misnamed(name: &str) -> Option<Code> {
    match name.chars().count() {
        0 => Some(Code::Missing),
        n if n > LONGEST || name.chars().any(char::is_control) => Some(Code::TooLong),
        _ => None,
    }
}

/// A name for a new ledger's tables, that nobody has: from its English name where that has
/// letters.
pub fn free_name(en: &str, taken: &[String]) -> String {
    let letters = |c: char| c.is_ascii_alphanumeric();
    let words: Vec<String> = en
        .split(|c| !letters(c))
        .filter(|w| !w.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let stem: String = words.join("_").chars().take(14).collect();
    let stem = if stem.is_empty() {
        "own_ledger".to_owned()
    } else {
        format!("own_{}", stem.trim_end_matches('_'))
    };
    let free = |name: &String| !taken.contains(name);
    let mut numbered = (1_u32..).map(|n| {
        if n == 1 {
            stem.clone()
        } else {
            format!("{stem}_{n}")
        }
    });
    numbered.find(free).unwrap_or(stem)
}

/// Whether a field of the type could bear a key: what is told apart must be a plain value.
pub fn may_be_key(field: &Field) -> bool {
    !matches!(
        field.kind,
        base::Type::Links(_) | base::Type::Sealed(_) | base::Type::Long
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ledger() -> OwnKind {
        let field = |name: &str, zh: &str, holds: &str| OwnField {
            name: name.into(),
            zh: zh.into(),
            en: zh.into(),
            holds: holds.into(),
            ..OwnField::default()
        };
        OwnKind {
            name: "own_keys".into(),
            zh: "钥匙借用".into(),
            en: "Keys lent".into(),
            unit: "次".into(),
            work: "people".into(),
            rights: "work".into(),
            fields: vec![field("f1", "编号", "text"), field("f2", "日期", "day")],
            key: vec!["f1".into()],
            when: "f2".into(),
            ..OwnKind::default()
        }
    }

    #[test]
    fn a_ledger_is_read_as_it_is_written() {
        let ledger = ledger();
        assert_eq!(read(&pairs(&ledger), Some(&ledger)), ledger);
    }

    #[test]
    fn what_is_chosen_means_the_same_field_when_another_is_taken_away() {
        let mut under_way = OwnKind {
            name: String::new(),
            ..ledger()
        };
        under_way.key = vec!["f2".into()];
        under_way.fields.remove(0);
        let again = read(&pairs(&under_way), None);
        assert_eq!(again, under_way, "the day is still the day");
        let more = pairs(&again).with("f.2.zh", Some("去处"));
        let more = read(&more, None);
        assert_eq!(more.fields[1].name, "f3", "a new one has a name of its own");
    }

    #[test]
    fn what_was_recorded_stays_readable() {
        let was = ledger();
        let mut form = pairs(&was)
            .with("f.2.holds", Some("whole"))
            .with("f.3.zh", Some("去处"));
        form = form.with("f.3.holds", Some("text"));
        let now = read(&form, Some(&was));
        let fields: Vec<(&str, &str)> = now
            .fields
            .iter()
            .map(|f| (f.name.as_str(), f.holds.as_str()))
            .collect();
        assert_eq!(
            fields,
            [("f1", "text"), ("f2", "day"), ("f3", "text")],
            "a field keeps what it holds; a new one has a new name"
        );
    }

    #[test]
    fn every_mistake_is_told_at_its_field() {
        let catalogue = Catalogue::new(crate::records::KINDS.iter().copied());
        let mut bad = ledger();
        bad.zh = "活动".into();
        bad.rights = String::new();
        bad.when = "f1".into();
        bad.fields.push(OwnField {
            name: "f3".into(),
            zh: "编 号".into(),
            en: "x".into(),
            holds: "choice".into(),
            ..OwnField::default()
        });
        bad.fields[1].retired = true;
        let used = |name: &str| (name == "f2").then(|| ("外借次数".to_owned(), "Loans".to_owned()));
        let found = problems(&bad, None, &catalogue, &used);
        let told: Vec<(&str, Code)> = found
            .iter()
            .map(|p| (p.place.field.as_str(), p.code))
            .collect();
        for expected in [
            ("zh", Code::DuplicateKey),
            ("rights", Code::Missing),
            ("when", Code::NoSuchDay),
            ("f.3.zh", Code::DuplicateKey),
            ("f.3.choices", Code::Missing),
            ("f.2.retired", Code::InUse),
        ] {
            assert!(told.contains(&expected), "{expected:?} in {told:?}");
        }
        assert_eq!(problems(&ledger(), None, &catalogue, &|_| None), []);
    }

    #[test]
    fn a_new_ledger_gets_a_name_that_fits_a_table() {
        assert_eq!(
            free_name("Keys lent out to neighbours", &[]),
            "own_keys_lent_out"
        );
        assert_eq!(free_name("钥匙", &[]), "own_ledger");
        assert_eq!(
            free_name("钥匙", &["own_ledger".to_owned()]),
            "own_ledger_2"
        );
    }
}
