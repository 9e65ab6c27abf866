//! Which fields of its kind a definition names: those that cannot go while it stands.
//!
//! In: a definition. Out: the names of the fields at the start of every path, each once. Of a
//! condition on a record that points here, the link that points is the other kind's own.

use std::collections::BTreeSet;

use base::{Filter, Selection, Test};

use crate::{Definition, Fold};

/// The paths that a definition names outside its filters, each as written.
pub(crate) fn paths(definition: &Definition) -> Vec<&str> {
    let places = definition
        .when
        .iter()
        .chain(&definition.until)
        .chain(&definition.by);
    let mut paths: Vec<&str> = places.map(String::as_str).collect();
    match &definition.fold {
        Fold::Sum(p)
        | Fold::Distinct(p)
        | Fold::Names(p)
        | Fold::Months(p)
        | Fold::Mean(p)
        | Fold::Median(p)
        | Fold::Least(p)
        | Fold::Most(p) => paths.push(p),
        Fold::Trimmed(trimmed) => paths.push(&trimmed.of),
        Fold::Last(last) => {
            paths.push(&last.of);
            paths.extend(last.per.as_deref());
        }
        Fold::Span(span) => paths.extend([span.from.as_str(), &span.to]),
        Fold::Rank(rank) => paths.extend([rank.of.as_str(), &rank.each, &rank.sum, &rank.show]),
        _ => {}
    }
    paths.retain(|path| !path.is_empty());
    paths
}

/// The fields of its own kind that a definition names.
pub fn fields_named(definition: &Definition) -> Vec<String> {
    let mut names = BTreeSet::new();
    let mut path = |path: &str| {
        let first = path.split(['.', ':']).next().unwrap_or(path);
        names.insert(first.to_owned());
    };
    paths(definition).into_iter().for_each(&mut path);
    for filter in definition.filters() {
        in_filter(filter, &mut path);
    }
    names.into_iter().collect()
}

/// The fields of its own kind that a selection names: the day it is selected by first.
pub fn fields_of(selection: &Selection) -> Vec<String> {
    let mut names = Vec::new();
    let mut path = |path: &str| {
        let first = path.split(['.', ':']).next().unwrap_or(path).to_owned();
        if !names.contains(&first) {
            names.push(first);
        }
    };
    if let Some((when, _)) = &selection.period {
        path(when);
    }
    in_filter(&selection.filter, &mut path);
    names
}

fn in_filter(filter: &Filter, path: &mut dyn FnMut(&str)) {
    match filter {
        Filter::All { all: many } | Filter::Any { any: many } => {
            many.iter().for_each(|f| in_filter(f, path));
        }
        Filter::Not { not } => in_filter(not, path),
        Filter::Through { through, .. } => path(through),
        Filter::Below { by, .. } => path(by),
        Filter::HeldBy { .. } | Filter::Ids { .. } => {}
        Filter::Leaf(leaf) => {
            path(&leaf.field);
            if let Test::AtLeastField(other)
            | Test::AtMostField(other)
            | Test::IsField(other)
            | Test::FigureAtLeast(other) = &leaf.test
            {
                path(other);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_a_definition_stands_on_is_named_once() {
        let definition: Definition = toml::from_str(
            r#"
            key = "k"
            zh = "数"
            en = "k"
            kind = "visits"
            when = "on"
            by = ["community", "on:month"]
            where = { all = [{ field = "done", at_least_field = "target" }, { not = { through = "project", where = { field = "year", is = 2022 } } }] }
            fold = { span = { from = "began", to = "ended", in = "days", take = "mean" } }
            "#,
        )
        .unwrap();
        let named = fields_named(&definition);
        assert_eq!(
            named,
            [
                "began",
                "community",
                "done",
                "ended",
                "on",
                "project",
                "target"
            ]
        );
    }
}
