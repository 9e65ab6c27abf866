//! What may be made of the care compartment: numbers of people, never a person.
//!
//! In: a definition that looks into the compartment on whatever way. Out: what is against it.
//! Only counts, distinct counts and shares of those come out; no condition may single out one
//! record. The number itself is kept back from readers elsewhere where it is small.

use base::{Catalogue, Filter, Privacy, Test, Type};

use crate::{Definition, Definitions, Fold, Reason, touched::Touched};

/// Everything against a definition because of the care compartment; nothing where it does not
/// enter it.
pub(crate) fn against(
    definition: &Definition,
    all: &Definitions,
    catalogue: &Catalogue,
) -> Vec<Reason> {
    if !Touched::by(definition, all, catalogue).care() {
        return Vec::new();
    }
    let mut reasons = Vec::new();
    let counts = matches!(
        definition.fold,
        Fold::Count
            | Fold::Distinct(_)
            | Fold::Share(_)
            | Fold::Ratio(_)
            | Fold::Rate(_)
            | Fold::Same(_)
    );
    if !counts {
        reasons.push(Reason::CareFold);
    }
    if definition.month.is_some() {
        reasons.push(Reason::CareMonth);
    }
    let mut single =
        |filter: &Filter| singles_out(filter, &definition.kind, false, catalogue, &mut reasons);
    definition.filters().into_iter().for_each(&mut single);
    reasons
}

/// The conditions within the compartment that could name one record: its identity, a file
/// number, a link, a day. `inside` once a step has entered.
fn singles_out(
    filter: &Filter,
    kind: &str,
    inside: bool,
    catalogue: &Catalogue,
    reasons: &mut Vec<Reason>,
) {
    let inside = inside || catalogue.kind(kind).is_some_and(|k| k.is_care());
    let mut refuse = |name: &str| {
        let reason = Reason::CareCondition(name.to_owned());
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    };
    match filter {
        Filter::All { all: many } | Filter::Any { any: many } => {
            for filter in many {
                singles_out(filter, kind, inside, catalogue, reasons);
            }
        }
        Filter::Not { not } => singles_out(not, kind, inside, catalogue, reasons),
        Filter::Ids { .. } if inside => refuse("id"),
        Filter::Below { by, .. } if inside => refuse(by),
        Filter::Ids { .. } | Filter::Below { .. } => {}
        Filter::Through {
            through,
            kind: to,
            filter,
        } => {
            let field = catalogue.kind(kind).and_then(|k| k.field(through));
            let targets = field.map(|f| f.targets()).unwrap_or_default();
            for target in targets.iter().filter(|t| to.is_empty() || *t == to) {
                singles_out(filter, target, inside, catalogue, reasons);
            }
        }
        Filter::HeldBy {
            held_by, filter, ..
        } => singles_out(filter, held_by, inside, catalogue, reasons),
        Filter::Leaf(leaf) => {
            let field = catalogue.kind(kind).and_then(|k| k.field(&leaf.field));
            let care = field.is_some_and(|f| f.privacy == Some(Privacy::Care));
            let many = field.is_some_and(|f| {
                matches!(
                    f.kind,
                    Type::Choice(_) | Type::YesNo | Type::Whole | Type::Decimal(_) | Type::Year
                )
            });
            let compares = !matches!(
                leaf.test,
                Test::Set(_) | Test::AtLeastField(_) | Test::AtMostField(_) | Test::IsField(_)
            );
            if (inside || care) && compares && !many {
                refuse(&leaf.field);
            }
        }
    }
}
