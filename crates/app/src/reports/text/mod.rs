//! Texts with figures in them: the annual report and what the park hands in, in its own words.
//!
//! In: the park's types of return (报送种类), each with its texts, and what ships. Out: the texts
//! in parts ([`figures::prose`]), filled with the figures of a period. What ships stands until
//! the park writes its own; no count stands in a text outside a slot but as one that was typed.

mod columns;
pub mod drawn;
mod filled;
mod lists;
mod of_park;
mod own;
pub mod pages;
mod placed;
mod shipped;

pub use filled::{About, Chapter, Filled, Paragraph, Part, Run, Table, plain};
pub use lists::lists;
pub use of_park::{Standing, in_return, of_park};
pub use own::Own;
pub use shipped::{names, shipped};

use std::collections::BTreeSet;

use base::Lang;
use figures::prose::{self, Piece, Prose};
use serde::{Deserialize, Serialize};

/// The code of the annual report among the types of return.
pub const ANNUAL: &str = "annual";

/// What stands in both languages; an empty half is the other's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Both {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Both {
    /// The half in a language, or the other where it is empty.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh if !self.zh.is_empty() => &self.zh,
            Lang::En if self.en.is_empty() => &self.zh,
            _ => &self.en,
        }
    }
}

/// A type of return with its texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub name: Both,
    /// Its title, with slots.
    pub title: Both,
    /// Its text.
    pub body: Both,
}

impl Written {
    /// Its title in stretches. One that cannot be read stands as it was typed.
    pub fn title(&self, lang: Lang) -> Vec<Piece> {
        let typed = self.title.get(lang);
        prose::pieces(typed).unwrap_or_else(|_| vec![Piece::Words(typed.to_owned())])
    }

    /// Its text in parts. One that cannot be read (none was let in) is empty.
    pub fn prose(&self, lang: Lang) -> Prose {
        prose::read(self.body.get(lang)).unwrap_or_default()
    }

    /// The figures that stand in it, in either language.
    pub fn slots(&self) -> BTreeSet<String> {
        let mut slots = BTreeSet::new();
        for lang in [Lang::Zh, Lang::En] {
            slots.extend(self.prose(lang).slots().into_iter().map(str::to_owned));
            slots.extend(
                self.title(lang)
                    .into_iter()
                    .filter_map(|piece| match piece {
                        Piece::Slot(key) => Some(key),
                        Piece::Words(_) => None,
                    }),
            );
        }
        slots
    }
}

/// The texts of a park.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts(Vec<Written>);

impl Texts {
    /// These, what ships standing in where there is no text of the park's own.
    pub fn over_shipped(own: Vec<Written>) -> Texts {
        let mut all: Vec<Written> = Vec::new();
        for mut written in own {
            if let Some((shipped, _)) = shipped().into_iter().find(|(s, _)| s.code == written.code)
                && written.body == Both::default()
            {
                written.title = shipped.title;
                written.body = shipped.body;
            }
            all.push(written);
        }
        let lacking = |s: &Written| !all.iter().any(|w| w.code == s.code);
        let more = shipped().into_iter().map(|(written, _)| written);
        let more: Vec<Written> = more.filter(lacking).collect();
        all.extend(more);
        Texts(all)
    }

    /// The text of this code.
    pub fn get(&self, code: &str) -> Option<&Written> {
        self.0.iter().find(|written| written.code == code)
    }

    /// All of them, the park's own first.
    pub fn iter(&self) -> impl Iterator<Item = &Written> {
        self.0.iter()
    }

    /// The texts in which a figure stands.
    pub fn holding<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a Written> {
        self.0
            .iter()
            .filter(move |written| written.slots().contains(key))
    }
}

#[cfg(test)]
mod tests;
