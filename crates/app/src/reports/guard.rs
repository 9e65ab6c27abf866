//! What a reader sees of a figure whose records are not theirs to open.
//!
//! In: the values of a period, the catalogue, a reader (nobody: the public). Out: the figure as
//! it reads to them, everywhere alike: pages, report, Word file, article, JSON. Of the care
//! compartment whoever may not open it gets whole years of the whole park only, and no number
//! from which 1 to 4 people could be told: neither the number itself nor a share over it. 0 is
//! shown. A return is a release: it also tells months, quarters and half years, by the same rule,
//! and keeps a number back from which an earlier small one could be worked out.

use std::collections::BTreeSet;

use base::{Catalogue, Lang, Period, Words, words};
use figures::{Amount, Definition, Figure, Fold, Touched};
use serde::{Deserialize, Serialize};
use store::Scope;

use super::Values;

/// Below this a number of people is kept back.
/// Source: the small-cell rule of the design (1–4 kept back, 0 shown).
const SMALL: i64 = 5;

/// In place of 1 to 4 people.
pub const FEW: Words = words("不足5", "fewer than 5");
const FEW_TO_SHARE: Words = words("人数太少，不给出", "too few to tell");
const WHOLE_YEARS: Words = words(
    "只按全园整年给出",
    "told for the whole park and whole years only",
);

/// In place of a number from which a small one could be worked out.
pub const BESIDE: Words = words("—", "—");

/// What a return tells of the care compartment for a part of a year.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// The figures it keeps back so that a small number of an earlier release stays untold.
    pub beside: BTreeSet<String>,
}

/// How far a figure opens to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// Its records open.
    Opens,
    /// The number, without its records.
    Number,
    /// The number of the care compartment: guarded where it is small.
    Guarded,
}

/// A figure as it reads to somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Its value.
    pub value: String,
    /// The unit beside it.
    pub unit: String,
    /// Whether the value is kept back and these are words in its place.
    pub kept_back: bool,
}

/// A reader before the figures of a period.
#[derive(Clone, Copy)]
pub struct Guard<'a> {
    /// The figures.
    pub values: &'a Values,
    /// The kinds there are.
    pub catalogue: &'a Catalogue,
    /// Who reads; nobody for what is made public.
    pub reader: Option<&'a Scope>,
    /// The release it stands in; none on a page of figures.
    pub release: Option<&'a Release>,
}

impl<'a> Guard<'a> {
    /// Somebody, or nobody, before these figures on a page.
    pub fn new(values: &'a Values, catalogue: &'a Catalogue, reader: Option<&'a Scope>) -> Self {
        Guard {
            values,
            catalogue,
            reader,
            release: None,
        }
    }

    /// Whether what a figure counted may be listed in a text: its records open, and none of them
    /// tells of a client.
    pub fn lists(&self, definition: &Definition) -> bool {
        let nobody = Guard {
            reader: None,
            ..*self
        };
        self.opens(definition) && nobody.sight(definition) == Sight::Number
    }

    /// How far a figure opens: its records do where every kind and field it looks at, on
    /// whatever way, may be read.
    pub fn sight(&self, definition: &Definition) -> Sight {
        let touched = Touched::by(definition, &self.values.definitions, self.catalogue);
        let opens = self.reader.is_some_and(|reader| {
            touched.kinds.iter().all(|kind| reader.may_read(kind))
                && touched.fields.iter().all(|f| reader.may_see(f.privacy))
        });
        match (opens, touched.care()) {
            (true, _) => Sight::Opens,
            (false, true) => Sight::Guarded,
            (false, false) => Sight::Number,
        }
    }

    /// Whether the reader may open the records behind a figure.
    pub fn opens(&self, definition: &Definition) -> bool {
        self.sight(definition) == Sight::Opens
    }

    /// How the figure reads: value and unit apart.
    pub fn read(&self, definition: &Definition, figure: &Figure, lang: Lang) -> Seen {
        if let Some(said) = self.kept_back(definition, figure) {
            let counted = said == FEW;
            return Seen {
                value: said.get(lang).to_owned(),
                // Its unit is said as of several: «person» would tell that it is one.
                unit: if counted {
                    unit(definition, false, lang)
                } else {
                    String::new()
                },
                kept_back: true,
            };
        }
        if !figure.is_there() {
            return Seen {
                value: "—".to_owned(),
                ..Seen::default()
            };
        }
        Seen {
            value: match figure.amount {
                Some(_) => figure.value(definition, lang),
                None => figure.text(definition, lang),
            },
            unit: unit(definition, figure.amount == Some(Amount::whole(1)), lang),
            kept_back: false,
        }
    }

    /// The words in place of a value that is kept back.
    fn kept_back(&self, definition: &Definition, figure: &Figure) -> Option<Words> {
        if self.sight(definition) != Sight::Guarded {
            return None;
        }
        let period = self.values.period;
        let part = matches!(
            period,
            Period::Month(_) | Period::Quarter(..) | Period::Half(..)
        );
        let told = period.whole_year().is_some() || (part && self.release.is_some());
        if self.values.place.is_some() || !told {
            return Some(WHOLE_YEARS);
        }
        let shares = matches!(
            definition.fold,
            Fold::Share(_) | Fold::Ratio(_) | Fold::Rate(_)
        );
        if self.few(definition, figure) {
            return Some(if shares { FEW_TO_SHARE } else { FEW });
        }
        let beside = self
            .release
            .is_some_and(|r| r.beside.contains(&definition.key));
        beside.then_some(BESIDE)
    }

    /// Whether 1 to 4 people could be told from it: itself, a part, the whole or the rest.
    fn few(&self, definition: &Definition, figure: &Figure) -> bool {
        let few = |a: Amount| a > Amount::whole(0) && a < Amount::whole(SMALL);
        let apart =
            |(part, whole): (Amount, Amount)| few(part) || few(whole) || few(whole.minus(part));
        let used: Vec<(&Definition, &Figure)> = definition
            .made_of()
            .into_iter()
            .filter_map(|key| self.values.get(key))
            .filter(|(d, _)| self.sight(d) == Sight::Guarded)
            .collect();
        let amounts: Vec<Amount> = used.iter().filter_map(|(_, f)| f.amount).collect();
        let rest = match amounts.as_slice() {
            [part, whole] => apart((*part, *whole)),
            _ => false,
        };
        match definition.fold {
            Fold::Share(_) => figure.out_of.is_some_and(apart),
            _ if definition.made_of().is_empty() => figure.amount.is_some_and(few),
            _ => rest || used.iter().any(|(d, f)| self.few(d, f)),
        }
    }
}

fn unit(definition: &Definition, one: bool, lang: Lang) -> String {
    match (lang, definition.unit.as_str()) {
        (_, "" | "%") | (Lang::Zh, _) => definition.unit.clone(),
        (Lang::En, zh) => format!(" {}", figures::unit(zh, one)),
    }
}
