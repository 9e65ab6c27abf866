//! All definitions of a park, checked: each names what there is, none feeds on itself.
//!
//! In: definitions as data. Out: the set, or every reason why one does not fit. A set that was
//! made can be computed without meeting an unknown kind, field or figure.

use std::{collections::BTreeMap, sync::Arc};

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
    left_out: Vec<Unfit>,
    places: Arc<BTreeMap<i64, String>>,
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
        let set = Definitions {
            list,
            by_key,
            left_out: Vec::new(),
            places: Arc::default(),
        };
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

    /// As many of these definitions as fit together; the set tells every reason against the
    /// others (`left_out`), after those `told` before. One that does not fit takes those made of
    /// it with it, and no other.
    pub fn fitting(
        list: Vec<Definition>,
        catalogue: &Catalogue,
        mut told: Vec<Unfit>,
    ) -> Definitions {
        let mut left: Vec<Definition> = Vec::new();
        for definition in list {
            if left.iter().any(|d| d.key == definition.key) {
                told.push(Unfit {
                    key: definition.key,
                    reason: Reason::Twice,
                });
            } else {
                left.push(definition);
            }
        }
        loop {
            match Definitions::new(left.clone(), catalogue) {
                Ok(set) => {
                    return Definitions {
                        left_out: told,
                        ..set
                    };
                }
                Err(unfit) => {
                    left.retain(|d| !unfit.iter().any(|u| u.key == d.key));
                    told.extend(unfit);
                }
            }
        }
    }

    /// The set with each definition changed, as one narrowed to a place is; without those for
    /// which there is nothing (`None`) and without those made of them. It was checked before.
    pub fn narrowed(&self, to: impl Fn(&Definition) -> Option<Definition>) -> Definitions {
        let mut list: Vec<Definition> = self.list.iter().filter_map(to).collect();
        loop {
            let keys: Vec<String> = list.iter().map(|d| d.key.clone()).collect();
            let before = list.len();
            list.retain(|d| d.uses().iter().all(|key| keys.iter().any(|k| k == key)));
            if list.len() == before {
                break;
            }
        }
        Definitions {
            left_out: self.left_out.clone(),
            places: self.places.clone(),
            ..Definitions::of(list)
        }
    }

    /// Those that were left out because they do not fit, each with why.
    pub fn left_out(&self) -> &[Unfit] {
        &self.left_out
    }

    pub(crate) fn of(list: Vec<Definition>) -> Definitions {
        let keys = list.iter().enumerate().map(|(at, d)| (d.key.clone(), at));
        let by_key = keys.collect();
        Definitions {
            list,
            by_key,
            left_out: Vec::new(),
            places: Arc::default(),
        }
    }

    /// The set with the names of the places its conditions point at, for its sentences.
    pub fn naming(self, places: BTreeMap<i64, String>) -> Definitions {
        Definitions {
            places: Arc::new(places),
            ..self
        }
    }

    /// The names of places, by identity.
    pub fn places(&self) -> &BTreeMap<i64, String> {
        &self.places
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
        Definitions::of(list)
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

#[cfg(test)]
mod tests {
    use base::{Field, Key, Kind, Rights, Role, Roles, ScopedBy, Work, words};

    use super::*;

    const fn kind(name: &'static str, fields: &'static [Field], read: Roles) -> Kind {
        Kind {
            name,
            words: words("台账", "Records"),
            work: Work::Care,
            unit: words("条", "records"),
            sheet: "",
            also: &[],
            key: Key::Nth(&["number"]),
            label: "number",
            fields,
            list: &[],
            when: "on",
            scoped_by: ScopedBy::Park,
            rights: Rights {
                read,
                write: read,
                remove: read,
            },
            park: None,
            rule: None,
        }
    }

    static FILES: Kind = kind(
        "files",
        &[
            Field::text("number", "编号", "No.").care(),
            Field::day("on", "日期", "On").care(),
            Field::whole("score", "得分", "Score").care(),
            Field::link("place", "地方", "Place", &["places"]).care(),
        ],
        Roles::CARE,
    );
    static PLACES: Kind = kind(
        "places",
        &[
            Field::text("number", "名称", "Name").open(),
            Field::day("on", "日期", "On").open(),
            Field::whole("score", "得分", "Score").open(),
        ],
        Roles::of(&[Role::Staff, Role::Counsellor]),
    );

    fn catalogue() -> Catalogue {
        Catalogue::new([&FILES, &PLACES])
    }

    fn made(key: &str, rest: &str) -> Definition {
        let toml = format!("key = \"{key}\"\nzh = \"数\"\nen = \"n\"\n{rest}");
        toml::from_str(&toml).unwrap()
    }

    fn against(rest: &str) -> Vec<Reason> {
        let set = vec![
            made("files", "kind = \"files\"\nfold = \"count\""),
            made("n", rest),
        ];
        match Definitions::new(set, &catalogue()) {
            Ok(_) => Vec::new(),
            Err(unfit) => unfit.into_iter().map(|u| u.reason).collect(),
        }
    }

    #[test]
    fn of_the_care_compartment_only_numbers_of_people_are_made() {
        let held = "where = { held_by = \"files\", by = \"place\", where = { field = \"score\", at_least = 1 } }";
        for fits in [
            "kind = \"files\"\nfold = \"count\"",
            "kind = \"files\"\nwhere = { field = \"score\", at_least = 10 }\nfold = { distinct = \"number\" }",
            "kind = \"files\"\nfold = { share = { field = \"on\", set = true } }",
            "fold = { ratio = [\"files\", \"files\"] }",
            "kind = \"places\"\nfold = { names = \"number\" }",
            &format!("kind = \"places\"\n{held}\nfold = \"count\""),
        ] {
            assert_eq!(against(fits), [], "{fits}");
        }
        for unfit in [
            "kind = \"files\"\nfold = { names = \"number\" }",
            "kind = \"files\"\nfold = { mean = \"score\" }",
            "kind = \"files\"\nfold = { sum = \"score\" }",
            "kind = \"files\"\nfold = { most = \"score\" }",
            "fold = { less = [\"files\", \"files\"] }",
            "fold = { add = [\"files\"] }",
            &format!("kind = \"places\"\n{held}\nfold = {{ names = \"number\" }}"),
            &format!("kind = \"places\"\n{held}\nfold = {{ sum = \"score\" }}"),
        ] {
            assert!(against(unfit).contains(&Reason::CareFold), "{unfit}");
        }
    }

    #[test]
    fn no_condition_singles_out_one_record_of_the_compartment() {
        for (named, filter) in [
            ("number", "{ field = \"number\", is = \"DA2026-1\" }"),
            (
                "number",
                "{ not = { field = \"number\", contains = \"1\" } }",
            ),
            ("on", "{ field = \"on\", is = \"2026-01-01\" }"),
            ("id", "{ ids = [1] }"),
            (
                "number",
                "{ through = \"place\", where = { field = \"number\", is = \"x\" } }",
            ),
        ] {
            let reasons = against(&format!(
                "kind = \"files\"\nfold = \"count\"\nwhere = {filter}"
            ));
            assert_eq!(
                reasons,
                [Reason::CareCondition(named.to_owned())],
                "{filter}"
            );
        }
        let open =
            "kind = \"places\"\nfold = \"count\"\nwhere = { field = \"number\", is = \"x\" }";
        assert_eq!(against(open), []);
        let month = "kind = \"files\"\nfold = \"count\"\nmonth = 3";
        assert_eq!(against(month), [Reason::CareMonth]);
    }

    #[test]
    fn one_that_does_not_fit_takes_only_those_made_of_it_with_it() {
        let list = vec![
            made("good", "kind = \"places\"\nfold = \"count\""),
            made("bad", "kind = \"nothing\"\nfold = \"count\""),
            made("of_bad", "fold = { same = \"bad\" }"),
            made("of_good", "fold = { same = \"good\" }"),
            made("good", "kind = \"files\"\nfold = \"count\""),
        ];
        let set = Definitions::fitting(list, &catalogue(), Vec::new());
        let keys: Vec<&str> = set.iter().map(|d| d.key.as_str()).collect();
        assert_eq!(keys, ["good", "of_good"]);
        assert_eq!(set.get("good").unwrap().kind, "places");
        let told: Vec<(&str, &Reason)> = set
            .left_out()
            .iter()
            .map(|u| (u.key.as_str(), &u.reason))
            .collect();
        assert_eq!(
            told,
            [
                ("good", &Reason::Twice),
                ("bad", &Reason::NoKind("nothing".to_owned())),
                ("of_bad", &Reason::NoFigure("bad".to_owned())),
            ]
        );
    }
}
