//! A definition as one sentence, in Chinese and in English.
//!
//! In: a definition and the words of its kind's fields. Out: the sentence a manager checks
//! before signing: what is counted, which records, by which day. It is made from the
//! definition alone, so it can never say something else.

mod filter;
mod made;
mod records;

use base::{Catalogue, Lang};

pub use filter::describe;

use crate::{Definition, Definitions};

/// The definition as one sentence, with a full stop.
pub fn sentence(
    definition: &Definition,
    all: &Definitions,
    catalogue: &Catalogue,
    lang: Lang,
) -> String {
    let clause = if definition.made_of().is_empty() {
        let Some(kind) = catalogue.kind(&definition.kind) else {
            return String::new();
        };
        records::clause(definition, kind, (catalogue, all.places()), lang)
    } else {
        made::clause(definition, all, catalogue, lang)
    };
    match lang {
        Lang::Zh => format!("{clause}。"),
        Lang::En => capital(&format!("{clause}.")),
    }
}

/// What a counted record must have to be proved (佐证要求), in words; nothing where nothing is asked.
pub fn evidence(
    definition: &Definition,
    all: &Definitions,
    catalogue: &Catalogue,
    lang: Lang,
) -> Option<String> {
    let kind = catalogue.kind(&definition.kind)?;
    let said = filter::said(&definition.evidence, kind, (catalogue, all.places()), lang);
    (!definition.evidence.is_all()).then_some(said)
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// A field's or kind's words within a sentence: small letters, save for names like PHQ-9.
fn lower(words: &str) -> String {
    let small = |word: &str| match word.chars().skip(1).any(char::is_uppercase) {
        true => word.to_owned(),
        false => word.to_lowercase(),
    };
    words.split(' ').map(small).collect::<Vec<_>>().join(" ")
}
