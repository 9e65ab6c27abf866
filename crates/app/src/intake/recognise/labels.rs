//! The words by which sheets know a kind's fields, made comparable.
//!
//! In: the kinds that have a sheet. Out: for a header's text, the field or sealed item it
//! names. A unit or remark in brackets may be left out; spelling is folded; it never guesses.

use std::collections::HashMap;

use base::{Catalogue, Kind, Type, folded};

use crate::intake::Part;

/// A kind as sheets know it.
#[derive(Debug)]
pub(super) struct Labels {
    /// The kind.
    pub kind: &'static Kind,
    names: Vec<String>,
    exact: HashMap<String, Part>,
    loose: HashMap<String, Part>,
}

impl Labels {
    /// The labels of every kind that has a sheet, in the order of the catalogue.
    pub fn all(catalogue: &Catalogue) -> Vec<Labels> {
        let sheeted = catalogue.kinds().filter(|kind| !kind.sheet.is_empty());
        sheeted.map(Labels::of).collect()
    }

    fn of(kind: &'static Kind) -> Labels {
        let mut names: Vec<String> = std::iter::once(&kind.sheet)
            .chain(kind.also)
            .chain([&kind.words.en])
            .map(|name| folded(name))
            .collect();
        names.retain(|name| !name.is_empty());
        let mut labels = Labels {
            kind,
            names,
            exact: HashMap::new(),
            loose: HashMap::new(),
        };
        let typed = |(_, field): &(usize, &base::Field)| !field.derived;
        // First every field's own words, then synonyms: a synonym never takes another's name.
        for (at, field) in kind.fields.iter().enumerate().filter(typed) {
            let Some(part) = Part::field(at) else {
                continue;
            };
            labels.know(field.words.zh, part);
            labels.know(field.words.en, part);
            labels.know(field.name, part);
            if let Type::Sealed(items) = field.kind {
                for item in items {
                    labels.know(item, Part::of(kind, item).unwrap_or(part));
                }
            }
        }
        for (at, field) in kind.fields.iter().enumerate().filter(typed) {
            for synonym in field.synonyms {
                labels.know(
                    synonym,
                    Part::field(at).unwrap_or(Part {
                        field: 0,
                        item: None,
                    }),
                );
            }
        }
        labels
    }

    fn know(&mut self, words: &str, part: Part) {
        let words = folded(words);
        self.loose.entry(bare(&words).to_owned()).or_insert(part);
        self.exact.entry(words).or_insert(part);
    }

    /// The part that a header's folded text names.
    pub fn part(&self, header: &str) -> Option<Part> {
        let header = header.trim_matches(['*', ':', '\u{203b}']);
        let exact = self.exact.get(header);
        exact.or_else(|| self.loose.get(bare(header))).copied()
    }

    /// How much of a sheet's folded name is this kind's: 0 when it is not named so.
    pub fn named(&self, sheet: &str) -> usize {
        let fits = self
            .names
            .iter()
            .filter(|name| sheet.contains(name.as_str()));
        fits.map(|name| name.chars().count()).max().unwrap_or(0)
    }
}

/// A folded text without what stands in brackets at its end: `时长(小时)` is `时长`.
fn bare(words: &str) -> &str {
    let closed = words.strip_suffix(')').or_else(|| words.strip_suffix(']'));
    let cut = closed.and_then(|words| words.rfind(['(', '[']));
    match cut.and_then(|at| words.get(..at)) {
        Some(rest) if !rest.is_empty() => rest,
        _ => words,
    }
}
