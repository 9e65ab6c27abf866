//! All definitions of a park, checked: each names what there is, none feeds on itself.
//!
//! In: definitions as data. Out: the set, or every reason why one does not fit. A set that was
//! made can be computed without meeting an unknown kind, field or figure.

use std::collections::BTreeMap;

use base::Catalogue;
use serde::Deserialize;

use crate::{Definition, Reason, check};

/// Why a definition cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{key}: {reason}")]
pub struct Unfit {
    /// The definition.
    pub key: String,
    /// What is wrong with it.
    pub reason: Reason,
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
                reason: Reason::Unread(e.to_string()),
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
                    reason: Reason::Twice,
                });
            }
        }
        let set = Definitions { list, by_key };
        for definition in &set.list {
            let reasons = check::reasons(definition, &set, catalogue);
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

    /// The set unchecked, for tests of what works on any set.
    #[cfg(test)]
    pub(crate) fn unchecked(list: Vec<Definition>) -> Definitions {
        let keys = list.iter().enumerate().map(|(at, d)| (d.key.clone(), at));
        let by_key = keys.collect();
        Definitions { list, by_key }
    }

    /// Whether a definition is, on some way, made of itself.
    pub(crate) fn feeds_on_itself(&self, definition: &Definition) -> bool {
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
