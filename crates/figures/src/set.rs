//! All definitions of a park, checked: each names what there is, none feeds on itself.
//!
//! In: definitions as data. Out: the set, or every reason why one does not fit. A set that was
//! made can be computed without meeting an unknown kind, field or figure.

use std::collections::BTreeMap;

use base::{Catalogue, Filter, Test, Type};
use serde::Deserialize;

use crate::{Definition, Fold, plan::by_figure};

/// Why a definition cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{key}: {reason}")]
pub struct Unfit {
    /// The definition.
    pub key: String,
    /// What is wrong with it.
    pub reason: String,
}

/// The definitions of a park, in the order written.
#[derive(Clone, Debug, Default)]
pub struct Definitions {
    list: Vec<Definition>,
    by_key: BTreeMap<String, usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    figure: Vec<Definition>,
}

impl Definitions {
    /// Reads a TOML file of `[[figure]]`s.
    ///
    /// # Errors
    /// What the reader did not understand, or every definition that does not fit the catalogue.
    pub fn read(toml: &str, catalogue: &Catalogue) -> Result<Definitions, Vec<Unfit>> {
        let file: File = toml::from_str(toml).map_err(|e| {
            vec![Unfit {
                key: String::new(),
                reason: e.to_string(),
            }]
        })?;
        Definitions::new(file.figure, catalogue)
    }

    /// The set of these definitions.
    ///
    /// # Errors
    /// Every definition that names an unknown kind, field or figure, stands twice, or feeds on
    /// itself.
    pub fn new(list: Vec<Definition>, catalogue: &Catalogue) -> Result<Definitions, Vec<Unfit>> {
        let mut unfit = Vec::new();
        let mut by_key = BTreeMap::new();
        for (at, definition) in list.iter().enumerate() {
            if by_key.insert(definition.key.clone(), at).is_some() {
                unfit.push(Unfit {
                    key: definition.key.clone(),
                    reason: "defined twice".to_owned(),
                });
            }
        }
        let set = Definitions { list, by_key };
        for definition in &set.list {
            let reasons = set.reasons(definition, catalogue);
            unfit.extend(reasons.into_iter().map(|reason| Unfit {
                key: definition.key.clone(),
                reason,
            }));
        }
        if unfit.is_empty() {
            Ok(set)
        } else {
            Err(unfit)
        }
    }

    /// The definition of this key.
    pub fn get(&self, key: &str) -> Option<&Definition> {
        self.list.get(*self.by_key.get(key)?)
    }

    /// Every definition, in the order written.
    pub fn iter(&self) -> impl Iterator<Item = &Definition> {
        self.list.iter()
    }

    /// The keys in an order in which each comes after all it is made of.
    pub fn order(&self) -> Vec<&Definition> {
        let mut done: Vec<&Definition> = Vec::new();
        // A definition whose records name figures may need any of them: it comes last.
        let (last, first): (Vec<_>, Vec<_>) = self
            .list
            .iter()
            .partition(|d| by_figure(&d.filter).is_some());
        for definition in first.into_iter().chain(last) {
            self.visit(definition, &mut done, 0);
        }
        done
    }

    fn visit<'a>(
        &'a self,
        definition: &'a Definition,
        done: &mut Vec<&'a Definition>,
        depth: usize,
    ) {
        if depth > self.list.len() || done.iter().any(|d| d.key == definition.key) {
            return;
        }
        for used in definition
            .uses()
            .into_iter()
            .filter_map(|key| self.get(key))
        {
            self.visit(used, done, depth + 1);
        }
        done.push(definition);
    }

    fn reasons(&self, definition: &Definition, catalogue: &Catalogue) -> Vec<String> {
        let mut reasons: Vec<String> = definition
            .uses()
            .into_iter()
            .filter(|key| self.get(key).is_none())
            .map(|key| format!("no figure {key}"))
            .collect();
        if self.feeds_on_itself(definition) {
            reasons.push("made of itself".to_owned());
        }
        if !definition.uses().is_empty() {
            return reasons;
        }
        let kind = definition.kind.as_str();
        let path = |path: &str, reasons: &mut Vec<String>| {
            let bare = path.strip_suffix(":month").unwrap_or(path);
            if catalogue.field_at(kind, bare).is_none() {
                reasons.push(format!("{kind} has no field {bare}"));
            }
        };
        if catalogue.kind(kind).is_none() {
            reasons.push(format!("no kind {kind}"));
            return reasons;
        }
        if let Some(when) = definition.when.as_deref().filter(|w| !w.is_empty()) {
            path(when, &mut reasons);
        }
        match &definition.fold {
            Fold::Sum(p) | Fold::Distinct(p) | Fold::Names(p) | Fold::Months(p) | Fold::Mean(p) => {
                path(p, &mut reasons)
            }
            Fold::Rank(rank) => {
                for p in [&rank.of, &rank.each, &rank.sum] {
                    path(p, &mut reasons);
                }
            }
            Fold::Share(filter) => reasons.extend(unknown(filter, kind, catalogue)),
            _ => {}
        }
        reasons.extend(unknown(&definition.filter, kind, catalogue));
        reasons
    }

    fn feeds_on_itself(&self, definition: &Definition) -> bool {
        let mut open: Vec<&str> = definition.uses();
        let mut seen: Vec<&str> = Vec::new();
        while let Some(key) = open.pop() {
            if key == definition.key {
                return true;
            }
            if !seen.contains(&key) {
                seen.push(key);
                open.extend(self.get(key).map(Definition::uses).unwrap_or_default());
            }
        }
        false
    }
}

/// What a filter names that is not there, or may not be named.
fn unknown(filter: &Filter, kind: &str, catalogue: &Catalogue) -> Vec<String> {
    match filter {
        Filter::All { all: parts } | Filter::Any { any: parts } => parts
            .iter()
            .flat_map(|f| unknown(f, kind, catalogue))
            .collect(),
        Filter::Not { not } => unknown(not, kind, catalogue),
        Filter::Ids { .. } => Vec::new(),
        Filter::Below { by, .. } => match catalogue.field_at(kind, by) {
            Some((_, field)) if field.leads_up(kind) => Vec::new(),
            _ => vec![format!("{kind} has no link {by} to one above")],
        },
        Filter::Through {
            through,
            kind: target,
            filter,
        } => {
            let targets = catalogue
                .kind(kind)
                .and_then(|k| k.field(through))
                .map(|f| f.targets())
                .unwrap_or_default();
            match targets.iter().find(|t| target.is_empty() || **t == target) {
                Some(target) => unknown(filter, target, catalogue),
                None => vec![format!("{kind} has no link {through}")],
            }
        }
        Filter::HeldBy {
            held_by,
            by,
            filter,
        } => match catalogue.field_at(held_by, by) {
            Some((_, field)) if field.targets().contains(&kind) => {
                unknown(filter, held_by, catalogue)
            }
            _ => vec![format!("{held_by} has no link {by} to {kind}")],
        },
        Filter::Leaf(leaf) => {
            let mut names = vec![leaf.field.as_str()];
            if let Test::AtLeastField(f)
            | Test::AtMostField(f)
            | Test::IsField(f)
            | Test::FigureAtLeast(f) = &leaf.test
            {
                names.push(f);
            }
            let known = |name: &&str| {
                catalogue
                    .kind(kind)
                    .and_then(|k| k.field(name))
                    .is_some_and(|f| !matches!(f.kind, Type::Sealed(_)))
            };
            names
                .into_iter()
                .filter(|n| !known(n))
                .map(|n| format!("{kind} has no field {n}"))
                .collect()
        }
    }
}
