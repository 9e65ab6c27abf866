//! The declarations held against each other: what a kind names is there, and says what it must.

pub mod desk;

use std::collections::HashSet;

use base::{Catalogue, Kind, ScopedBy, Type, Words, folded};

use super::KINDS;

fn is_code(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

fn in_both(words: Words, what: &str) {
    assert!(!words.zh.trim().is_empty(), "{what} has no Chinese words");
    assert!(!words.en.trim().is_empty(), "{what} has no English words");
    assert!(
        words.en.is_ascii() || words.en.contains(['é', '–']),
        "{what}: {}",
        words.en
    );
}

fn once<'a>(seen: &mut HashSet<String>, name: &'a str, what: &str) -> &'a str {
    assert!(seen.insert(folded(name)), "{what} «{name}» stands twice");
    name
}

#[test]
fn names_and_sheets_are_each_given_once() {
    let (mut names, mut sheets) = (HashSet::new(), HashSet::new());
    for kind in KINDS {
        assert!(
            is_code(once(&mut names, kind.name, "kind")),
            "{}",
            kind.name
        );
        for sheet in [kind.sheet]
            .iter()
            .chain(kind.also)
            .filter(|s| !s.is_empty())
        {
            once(&mut sheets, sheet, "sheet");
        }
        in_both(kind.words, kind.name);
        in_both(kind.unit, kind.name);
    }
}

#[test]
fn fields_say_their_words_their_privacy_and_their_choices() {
    for kind in KINDS {
        let mut names = HashSet::new();
        let mut headers = HashSet::new();
        for field in kind.fields {
            let what = format!("{}.{}", kind.name, field.name);
            assert!(is_code(once(&mut names, field.name, kind.name)), "{what}");
            in_both(field.words, &what);
            for words in field.unit.into_iter().chain(field.hint) {
                in_both(words, &what);
            }
            assert!(
                field.privacy.is_some(),
                "{what} does not say what it is to privacy"
            );
            if !field.derived {
                for header in [field.words.zh].iter().chain(field.synonyms) {
                    once(&mut headers, header, &format!("header of {}", kind.name));
                }
            }
            if let Type::Choice(choices) = field.kind {
                let (mut codes, mut words) = (HashSet::new(), HashSet::new());
                assert!(!choices.is_empty(), "{what} has no choices");
                for choice in choices {
                    assert!(is_code(once(&mut codes, choice.code, &what)), "{what}");
                    once(&mut words, choice.words.zh, &what);
                    in_both(choice.words, &what);
                }
            }
        }
    }
}

/// What a kind names of its own: key, label, list, period, scope.
fn names_what_it_has(kind: &'static Kind, catalogue: &Catalogue) {
    let has = |name: &str| assert!(kind.field(name).is_some(), "{}: no field {name}", kind.name);
    kind.key.fields().iter().copied().for_each(has);
    kind.list.iter().copied().for_each(has);
    assert!(
        (1..=6).contains(&kind.list.len()),
        "{} lists too much",
        kind.name
    );
    if !kind.label.is_empty() {
        has(kind.label);
    }
    if !kind.when.is_empty() {
        let field = catalogue.field_at(kind.name, kind.when);
        let timed = matches!(
            field.map(|(_, f)| f.kind),
            Some(Type::Day | Type::Month | Type::Year | Type::Moment)
        );
        assert!(timed, "{}: {} is no time", kind.name, kind.when);
    }
    match kind.scoped_by {
        ScopedBy::Park => {}
        ScopedBy::Area(area) => {
            let field = kind.field(area).map(|f| f.kind);
            assert_eq!(field, Some(Type::Area), "{}.{area}", kind.name);
        }
        ScopedBy::Through(link, target) => {
            let targets = kind.field(link).map(|f| f.targets());
            assert_eq!(targets, Some(&[target][..]), "{}.{link}", kind.name);
        }
    }
}

#[test]
fn what_a_kind_names_is_there() {
    let catalogue = Catalogue::new(KINDS.iter().copied());
    for kind in KINDS {
        names_what_it_has(kind, &catalogue);
        for field in kind.fields {
            for target in field.targets() {
                let there = catalogue.kind(target).is_some();
                assert!(there, "{}.{} points at {target}", kind.name, field.name);
            }
            if let (Some(least), Some(most)) = (field.least, field.most) {
                assert!(least <= most, "{}.{}", kind.name, field.name);
            }
        }
        assert!(
            kind.typed().any(|f| f.must),
            "{} can be left empty",
            kind.name
        );
    }
}

#[test]
fn only_counsellors_and_supervisors_read_what_belongs_to_care() {
    use base::{Privacy, Role, Roles};
    for kind in KINDS {
        if kind.fields.iter().any(|f| f.privacy == Some(Privacy::Care)) {
            for role in Role::ALL {
                let care = Roles::CARE.has(role);
                assert_eq!(kind.rights.read.has(role), care, "{}: {role:?}", kind.name);
            }
        }
        for role in Role::ALL.into_iter().filter(|r| kind.rights.write.has(*r)) {
            assert!(
                kind.rights.read.has(role),
                "{}: {role:?} writes blind",
                kind.name
            );
        }
    }
}

#[test]
fn what_is_numbered_is_told_apart_by_its_number() {
    let mut letters = HashSet::new();
    for kind in KINDS {
        for field in kind.fields {
            let Some(begins) = field.numbered else {
                continue;
            };
            let what = format!("{}.{}", kind.name, field.name);
            once(&mut letters, begins, "letters");
            assert_eq!(kind.key, base::Key::Unique(&["number"]), "{what}");
            assert!(field.must && field.sorted, "{what}");
            assert_eq!(field.kind, Type::Text, "{what}");
        }
    }
}
