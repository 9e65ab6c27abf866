//! One field of a kind of record: its name, its words, its type, its rules, its privacy.
//!
//! In: a declaration, written once beside its kind. Out: what the list, the form, the import
//! sheet, the template, the API, the database column and the figures need to know of it.
//! A field never holds a value; a value never says what it is.

use std::marker::PhantomData;

use crate::{Draft, Value, Words, words};

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Type {
    /// One line of words.
    Text,
    /// Several lines of words.
    Long,
    /// A whole number.
    Whole,
    /// A decimal number, stored as a whole number of 10^-n: `Decimal(1)` keeps tenths.
    Decimal(u8),
    /// Money, stored in 分, shown in 元.
    Money,
    /// A day, stored as `2022-07-06`.
    Day,
    /// A month, stored as `2022-07`.
    Month,
    /// A year, stored as a whole number.
    Year,
    /// A time of day, stored as `14:30`.
    Time,
    /// A day with a time, in the park's zone, stored as `2022-07-06 14:30`.
    Moment,
    /// One of a few words, stored as its code.
    Choice(&'static [Choice]),
    /// Yes or no, stored as 1 or 0.
    YesNo,
    /// A place of the area tree: a link to `areas`.
    Area,
    /// A link to one record of one of these kinds.
    Link(&'static [&'static str]),
    /// Links to one or more records of these kinds, joined by 、 in a sheet.
    Links(&'static [&'static str]),
    /// The key of a figure's definition, stored as that key.
    Definition,
    /// Whole numbers under encryption, one byte each, opened by a service file's key only.
    /// The parts are the sheet's columns (`PHQ1` … `PHQ9`).
    Sealed(&'static [&'static str]),
}

/// One word of a choice field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is stored and what definitions name; it never changes.
    pub code: &'static str,
    /// What people read. It may be reworded.
    pub words: Words,
}

impl Choice {
    /// A choice with its code and both wordings.
    pub const fn new(code: &'static str, zh: &'static str, en: &'static str) -> Choice {
        Choice {
            code,
            words: words(zh, en),
        }
    }
}

/// What a field is to privacy. A field that does not say fails a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Privacy {
    /// May stand on a public page.
    Open,
    /// For the park's people and the offices it answers to.
    Internal,
    /// Names a person: for the park's team only.
    Personal,
    /// Belongs to the care compartment: counsellors and supervisors only.
    Care,
}

/// A record that a row implies and that is found or made when the row is taken
/// (the person of a sign-in, the round of a visit, the file of a screening).
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    /// The kind it belongs to.
    pub kind: &'static str,
    /// Its values; those of its kind's key decide whether it is there already.
    pub values: Vec<(&'static str, Value)>,
}

/// The rule by which a link is made from the other fields of its record.
pub type Make = fn(&Draft<'_>) -> Option<Made>;

/// One field. Made by the functions below and the methods that follow.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name in tables, addresses and the API.
    pub name: &'static str,
    /// Its words on pages and as a column's header (Chinese is the sheet's header).
    pub words: Words,
    /// Other headers by which sheets know it.
    pub synonyms: &'static [&'static str],
    /// What it holds.
    pub kind: Type,
    /// A record without it is not taken.
    pub must: bool,
    /// The park may add choices: an unknown word is taken as a new choice.
    pub grows: bool,
    /// The smallest value taken, in stored units.
    pub least: Option<i64>,
    /// The largest value taken, in stored units.
    pub most: Option<i64>,
    /// The unit it is counted in.
    pub unit: Option<Words>,
    /// What it is to privacy.
    pub privacy: Option<Privacy>,
    /// «Contains» works on it (a folded second column stands beside it).
    pub searched: bool,
    /// Indexed with the record's id, so that a list may be sorted by it.
    pub sorted: bool,
    /// Written by the kind's rule, never typed; not a column of sheets or forms.
    pub derived: bool,
    /// How a link is made when it is not typed.
    pub make: Option<Make>,
    /// What to write here, for forms and templates.
    pub hint: Option<Words>,
    /// The letters its numbers begin with (`ZF` of `ZF2026-001`): left blank in a form or a
    /// program's call it takes the next one of its year. A sheet must give it.
    pub numbered: Option<&'static str>,
}

const fn field(name: &'static str, zh: &'static str, en: &'static str, kind: Type) -> Field {
    Field {
        name,
        words: words(zh, en),
        synonyms: &[],
        kind,
        must: false,
        grows: false,
        least: None,
        most: None,
        unit: None,
        privacy: None,
        searched: false,
        sorted: false,
        derived: false,
        make: None,
        hint: None,
        numbered: None,
    }
}

impl Field {
    /// One line of words.
    pub const fn text(name: &'static str, zh: &'static str, en: &'static str) -> Field {
        field(name, zh, en, Type::Text)
    }
    /// Several lines of words.
    pub const fn long(name: &'static str, zh: &'static str, en: &'static str) -> Field {
        field(name, zh, en, Type::Long)
    }
    /// A whole number.
    pub const fn whole(name: &'static str, zh: &'static str, en: &'static str) -> Field {
        field(name, zh, en, Type::Whole)
    }
    /// A decimal number with this many places.
    pub const fn decimal(
        name: &'static str,
        zh: &'static str,
        en: &'static str,
        places: u8,
    ) -> Field {
        field(name, zh, en, Type::Decimal(places))
    }
    /// Money.
    pub const fn money(name: &'static str, zh: &'static str, en: &'static str) -> Field {
        field(name, zh, en, Type::Money)
    }
    /// A day.
    pub const fn day(name: &'static str, zh: &'static str, en: &'static str) -> Field {
        field(name, zh, en, Type::Day)
    }
    /// A month.
    pub const fn month(name: &'static str, zh: &'static str, en: &'static str) -> Field {
        field(name, zh, en, Type::Month)
    }
    /// A year.
    pub const fn year(name: &'static str, zh: &'static str, en: &'static str) -> Field {
        field(name, zh, en, Type::Year)
    }
    /// A time of day.
    pub const fn time(name: &'static str, zh: &'static str, en: &'static str) -> Field {
        field(name, zh, en, Type::Time)
    }
    /// A day with a time.
    pub const fn moment(name: &'static str, zh: &'static str, en: &'static str) -> Field {
        field(name, zh, en, Type::Moment)
    }
    /// One of a few words.
    pub const fn choice(
        name: &'static str,
        zh: &'static str,
        en: &'static str,
        choices: &'static [Choice],
    ) -> Field {
        field(name, zh, en, Type::Choice(choices))
    }
    /// Yes or no.
    pub const fn yes_no(name: &'static str, zh: &'static str, en: &'static str) -> Field {
        field(name, zh, en, Type::YesNo)
    }
    /// A place.
    pub const fn area(name: &'static str, zh: &'static str, en: &'static str) -> Field {
        field(name, zh, en, Type::Area)
    }
    /// A link to one record.
    pub const fn link(
        name: &'static str,
        zh: &'static str,
        en: &'static str,
        to: &'static [&'static str],
    ) -> Field {
        field(name, zh, en, Type::Link(to))
    }
    /// Links to several records.
    pub const fn links(
        name: &'static str,
        zh: &'static str,
        en: &'static str,
        to: &'static [&'static str],
    ) -> Field {
        field(name, zh, en, Type::Links(to))
    }
    /// The key of a definition.
    pub const fn definition(name: &'static str, zh: &'static str, en: &'static str) -> Field {
        field(name, zh, en, Type::Definition)
    }
    /// Encrypted item answers.
    pub const fn sealed(
        name: &'static str,
        zh: &'static str,
        en: &'static str,
        parts: &'static [&'static str],
    ) -> Field {
        field(name, zh, en, Type::Sealed(parts))
    }

    /// A record without it is not taken.
    pub const fn must(mut self) -> Field {
        self.must = true;
        self
    }
    /// The park may add choices.
    pub const fn grows(mut self) -> Field {
        self.grows = true;
        self
    }
    /// No smaller value is taken (stored units).
    pub const fn at_least(mut self, least: i64) -> Field {
        self.least = Some(least);
        self
    }
    /// No larger value is taken (stored units).
    pub const fn at_most(mut self, most: i64) -> Field {
        self.most = Some(most);
        self
    }
    /// The unit it is counted in.
    pub const fn unit(mut self, zh: &'static str, en: &'static str) -> Field {
        self.unit = Some(words(zh, en));
        self
    }
    /// May stand on a public page.
    pub const fn open(mut self) -> Field {
        self.privacy = Some(Privacy::Open);
        self
    }
    /// For the park's people and the offices it answers to.
    pub const fn internal(mut self) -> Field {
        self.privacy = Some(Privacy::Internal);
        self
    }
    /// Names a person.
    pub const fn personal(mut self) -> Field {
        self.privacy = Some(Privacy::Personal);
        self
    }
    /// Of the care compartment.
    pub const fn care(mut self) -> Field {
        self.privacy = Some(Privacy::Care);
        self
    }
    /// «Contains» works on it.
    pub const fn searched(mut self) -> Field {
        self.searched = true;
        self
    }
    /// A list may be sorted by it.
    pub const fn sorted(mut self) -> Field {
        self.sorted = true;
        self
    }
    /// Written by the kind's rule.
    pub const fn derived(mut self) -> Field {
        self.derived = true;
        self
    }
    /// A link that is found or made from the other fields.
    pub const fn made(mut self, make: Make) -> Field {
        self.make = Some(make);
        self.derived = true;
        self
    }
    /// Other headers by which sheets know it.
    pub const fn also(mut self, synonyms: &'static [&'static str]) -> Field {
        self.synonyms = synonyms;
        self
    }
    /// Left blank it takes the next number: `letters`, the year, a hyphen, and how many it is.
    pub const fn numbered(mut self, letters: &'static str) -> Field {
        self.numbered = Some(letters);
        self
    }
    /// What to write here.
    pub const fn hint(mut self, zh: &'static str, en: &'static str) -> Field {
        self.hint = Some(words(zh, en));
        self
    }

    /// Whether whoever writes a new record by hand must fill it in.
    pub const fn must_be_typed(&self) -> bool {
        self.must && self.numbered.is_none()
    }

    /// The kinds a link may point at; empty for what is no link.
    pub const fn targets(&self) -> &'static [&'static str] {
        match self.kind {
            Type::Link(to) | Type::Links(to) => to,
            Type::Area => &["areas"],
            _ => &[],
        }
    }

    /// Whether it is one link to a record of its own kind: to what stands above.
    pub fn leads_up(&self, kind: &str) -> bool {
        !matches!(self.kind, Type::Links(_)) && self.targets() == [kind]
    }

    /// Whether its value is stored as text (else as a whole number, links or bytes).
    pub const fn is_text(&self) -> bool {
        matches!(
            self.kind,
            Type::Text
                | Type::Long
                | Type::Day
                | Type::Month
                | Type::Time
                | Type::Moment
                | Type::Choice(_)
                | Type::Definition
        )
    }
}

/// A typed handle on a field, so that `record.get(ATTENDED)` has the type that was declared.
#[derive(Debug)]
pub struct F<T>(pub &'static str, PhantomData<T>);

impl<T> F<T> {
    /// The handle of the field with this name.
    pub const fn new(name: &'static str) -> F<T> {
        F(name, PhantomData)
    }
}

impl<T> Clone for F<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for F<T> {}
