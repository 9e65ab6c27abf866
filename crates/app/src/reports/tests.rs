//! The starting definitions held against the kinds: what they name is there, choices included.

use base::{Catalogue, Filter, Operand, Test, Type, Value};
use figures::{Definitions, Fold};

use super::definitions::STARTING_SET;
use crate::records::KINDS;

fn catalogue() -> Catalogue {
    Catalogue::new(KINDS.iter().copied())
}

/// A word that a filter compares a choice with must be one of its codes, or nothing is counted.
fn check_choices(filter: &Filter, kind: &str, key: &str, catalogue: &Catalogue) {
    match filter {
        Filter::All { all: parts } | Filter::Any { any: parts } => {
            for part in parts {
                check_choices(part, kind, key, catalogue);
            }
        }
        Filter::Not { not } => check_choices(not, kind, key, catalogue),
        Filter::Through {
            through, filter, ..
        } => {
            let (_, link) = catalogue.field_at(kind, through).unwrap();
            for target in link.targets() {
                check_choices(filter, target, key, catalogue);
            }
        }
        Filter::HeldBy {
            held_by, filter, ..
        } => check_choices(filter, held_by, key, catalogue),
        Filter::Below { .. } | Filter::Ids { .. } => {}
        Filter::Leaf(leaf) => {
            let (_, field) = catalogue.field_at(kind, &leaf.field).unwrap();
            let words = match &leaf.test {
                Test::Is(operand) => std::slice::from_ref(operand),
                Test::In(operands) => operands,
                _ => &[],
            };
            for word in words {
                if let (Type::Choice(choices), Operand::Is(Value::Text(code))) = (field.kind, word)
                {
                    let known = choices.iter().any(|c| c.code == code);
                    assert!(known, "{key}: {}.{} is never {code}", kind, leaf.field);
                }
            }
        }
    }
}

#[test]
fn all_of_them_fit_the_kinds_there_are() {
    let catalogue = catalogue();
    let definitions = Definitions::read(STARTING_SET, &catalogue);
    let definitions = definitions.unwrap_or_else(|unfit| panic!("{unfit:#?}"));
    assert_eq!(definitions.iter().count(), 62);
    for definition in definitions.iter() {
        assert!(
            !definition.zh.is_empty() && definition.en.is_ascii(),
            "{}",
            definition.key
        );
        check_choices(
            &definition.filter,
            &definition.kind,
            &definition.key,
            &catalogue,
        );
        if let Fold::Share(share) = &definition.fold {
            check_choices(share, &definition.kind, &definition.key, &catalogue);
        }
    }
}

#[test]
fn whatever_counts_activities_or_sign_ins_leaves_out_the_cancelled() {
    let definitions = Definitions::read(STARTING_SET, &catalogue()).unwrap();
    for definition in definitions.iter() {
        if ["activities", "attendance"].contains(&definition.kind.as_str()) {
            let filter = serde_json::to_string(&definition.filter).unwrap();
            let completed = r#"{"field":"status","is":"completed"}"#;
            assert!(filter.contains(completed), "{}", definition.key);
        }
    }
}

#[test]
fn an_answer_hangs_on_every_kind_its_ask_looks_at() {
    use base::{Ask, Fold as Read, Period, Selection, Sort};
    let catalogue = catalogue();
    let fold = |selection: &Selection, fold: Read, by: &[&str]| Ask::Fold {
        selection: selection.clone(),
        fold,
        by: by.iter().map(|path| (*path).to_owned()).collect(),
        after: None,
        limit: 1,
    };
    let all = Selection::all("attendance");
    let dated = Selection {
        period: Some(("activity.on".to_owned(), Period::Year(2022))),
        ..all.clone()
    };
    let through = all
        .clone()
        .and(Filter::through("activity", Filter::is("category", "talk")));
    let cases = [
        (fold(&all, Read::Count, &[]), vec!["attendance"]),
        (
            fold(&dated, Read::Count, &[]),
            vec!["attendance", "activities"],
        ),
        (
            fold(&through, Read::Count, &[]),
            vec!["attendance", "activities"],
        ),
        (
            fold(&all, Read::Distinct("person".to_owned()), &[]),
            vec!["attendance", "people"],
        ),
        (
            fold(&all, Read::Count, &["activity.on:month"]),
            vec!["attendance", "activities"],
        ),
    ];
    for (ask, kinds) in cases {
        let touched = figures::Touched::by_ask(&ask, &catalogue);
        assert_eq!(touched, Some(kinds), "{ask:?}");
    }
    let rows = Ask::Rows {
        selection: all,
        sort: Sort::default(),
        after: None,
        limit: 1,
    };
    assert_eq!(figures::Touched::by_ask(&rows, &catalogue), None);
}
