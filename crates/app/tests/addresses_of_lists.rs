//! The address of a list and the selection it means are two spellings of one thing.

// A test stops where it fails.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use app::{
    front::Fields,
    ledgers::selected::{read, write},
    records::KINDS,
};
use base::{Catalogue, Filter, Kind, Operand, Period, Selection, Sort, Test, Type, Value};
use proptest::prelude::*;

fn catalogue() -> Catalogue {
    Catalogue::new(KINDS.iter().copied())
}

fn day() -> impl Strategy<Value = String> {
    (2000i16..2030, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| format!("{y:04}-{m:02}-{d:02}"))
}

/// Any value a field may hold, by its declaration.
fn value_of(kind: Type) -> BoxedStrategy<Value> {
    match kind {
        Type::Choice(choices) => (0..choices.len())
            .prop_map(move |n| Value::from(choices[n].code))
            .boxed(),
        Type::YesNo => any::<bool>().prop_map(Value::from).boxed(),
        Type::Day => day().prop_map(Value::Text).boxed(),
        Type::Month => day().prop_map(|d| Value::Text(d[..7].to_owned())).boxed(),
        Type::Moment => (day(), prop::option::of(0..24u8))
            .prop_map(|(d, h)| Value::Text(h.map_or(d.clone(), |h| format!("{d} {h:02}:59"))))
            .boxed(),
        Type::Time => (0..24u8, 0..60u8)
            .prop_map(|(h, m)| Value::Text(format!("{h:02}:{m:02}")))
            .boxed(),
        Type::Year => (1950i64..2100).prop_map(Value::Whole).boxed(),
        Type::Whole | Type::Decimal(_) | Type::Money => {
            (-100_000i64..10_000_000).prop_map(Value::Whole).boxed()
        }
        Type::Area | Type::Link(_) | Type::Links(_) => {
            (1i64..1_000_000).prop_map(Value::Whole).boxed()
        }
        _ => "[a-z灯会 %&=+@.]{1,6}"
            .prop_map(|t| Value::text(t).unwrap())
            .boxed(),
    }
}

fn condition(kind: &'static Kind) -> impl Strategy<Value = Filter> {
    let fields: Vec<_> = kind
        .fields
        .iter()
        .filter(|f| !matches!(f.kind, Type::Sealed(_)))
        .collect();
    (0..fields.len(), 0..10usize).prop_flat_map(move |(at, how)| {
        let field = fields[at];
        (
            // The same word twice means it once: an address says it once.
            prop::collection::btree_set(value_of(field.kind), 1..4)
                .prop_map(|set| set.into_iter().collect::<Vec<Value>>()),
            any::<bool>(),
        )
            .prop_map(move |(values, there)| {
                let operands: Vec<Operand> = values.iter().cloned().map(Operand::Is).collect();
                let one = operands[0].clone();
                let ids: Vec<i64> = values.iter().filter_map(Value::as_whole).collect();
                let test = match how {
                    0 => Test::In(operands),
                    1 => Test::AtLeast(one),
                    2 => Test::AtMost(one),
                    3 => Test::Set(there),
                    4 => Test::Contains(values[0].as_text().unwrap_or("x").to_owned()),
                    5 => Test::Above(one),
                    6 if there && !field.targets().is_empty() => {
                        return Filter::through(field.name, Filter::below(ids, "parent"));
                    }
                    6 if !field.targets().is_empty() => {
                        return Filter::through(field.name, Filter::ids(ids));
                    }
                    7 => return Filter::negate(Filter::leaf(field.name, Test::Is(one))),
                    8 => {
                        return Filter::Any {
                            any: vec![
                                Filter::leaf(field.name, Test::Is(one)),
                                Filter::leaf(field.name, Test::Set(there)),
                            ],
                        };
                    }
                    _ => Test::Is(one),
                };
                Filter::leaf(field.name, test)
            })
    })
}

fn selection() -> impl Strategy<Value = (Selection, Sort)> {
    (0..KINDS.len()).prop_flat_map(|at| {
        let kind = KINDS[at];
        let sorts: Vec<&str> = kind
            .fields
            .iter()
            .filter(|f| f.sorted)
            .map(|f| f.name)
            .chain([""])
            .collect();
        let period = (!kind.when.is_empty()).then_some(kind.when);
        (
            prop::collection::vec(condition(kind), 0..4),
            any::<bool>(),
            0..sorts.len(),
            any::<bool>(),
        )
            .prop_map(move |(all, dated, sort, descending)| {
                let filter = all.into_iter().fold(Filter::default(), Filter::and);
                let period = period
                    .filter(|_| dated)
                    .map(|when| (when.to_owned(), Period::Year(2022)));
                let selection = Selection {
                    kind: kind.name.to_owned(),
                    filter,
                    period,
                };
                (
                    selection,
                    Sort {
                        field: sorts[sort].to_owned(),
                        descending,
                    },
                )
            })
    })
}

/// The conditions of a selection, in one order: «both» has none.
fn conditions(selection: &Selection) -> Vec<String> {
    let all = match &selection.filter {
        Filter::All { all } => all.clone(),
        one => vec![one.clone()],
    };
    let mut all: Vec<String> = all
        .iter()
        .map(|f| serde_json::to_string(f).unwrap())
        .collect();
    all.sort();
    all.dedup();
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_selection_comes_back_from_its_address((selection, sort) in selection()) {
        let catalogue = catalogue();
        let address = write(&catalogue, &selection, &sort).write();
        let fields = Fields::read(address.as_bytes()).unwrap();
        let kind = catalogue.kind(&selection.kind).unwrap();
        let back = read(&catalogue, kind, &fields, &|_| true).unwrap_or_else(|p| panic!("{address}: {p:?}"));
        prop_assert_eq!(conditions(&back.selection), conditions(&selection), "{}", address);
        prop_assert_eq!(back.selection.period, selection.period);
        prop_assert_eq!(back.sort, sort);
        prop_assert!(back.unknown.is_empty(), "{:?}", back.unknown);
    }

    #[test]
    fn any_address_is_read_or_told(pairs in prop::collection::vec(("[a-z_]{1,9}|on_from|category|where|after|sort|period", "[^\0]{0,12}"), 0..6)) {
        let catalogue = catalogue();
        let kind = catalogue.kind("activities").unwrap();
        if let Ok(selected) = read(&catalogue, kind, &Fields(pairs), &|_| true) {
            let again = read(&catalogue, kind, &write(&catalogue, &selected.selection, &selected.sort), &|_| true).unwrap();
            prop_assert_eq!(conditions(&again.selection), conditions(&selected.selection));
        }
    }
}
