//! What the park says of itself: a sentence, and how to reach it.
//!
//! In: a few small things kept in the space `park`, each under its name, beside what the park
//! was made as. Out: their words; where the park has written none, a plain sentence of ours
//! and nothing else. It holds no secret: all of it is printed for everybody.

use base::{Answer, Ask, Change, Lang, Words, words};

use crate::access::parks::{self, About};

/// The names of what may be kept, with what each is.
pub const NAMES: [(&str, Words); 6] = [
    (
        "sentence",
        words("一句话介绍", "What the park is, in a sentence"),
    ),
    ("operator", words("运营单位", "Run by")),
    ("phone", words("电话", "Phone")),
    ("mail", words("邮箱", "Mail")),
    ("address", words("地址", "Address")),
    ("hours", words("开放时间", "Opening hours")),
];

const ABOUT: Words = words(
    "街道里的社会创新园：邻里的事，和大家一起议、一起办。",
    "The street's park for social innovation: what concerns neighbours is talked over and done together.",
);

/// What the park says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts(Vec<(String, String)>);

impl Facts {
    /// Asks for them.
    pub fn ask() -> Ask {
        Ask::KeptAll {
            space: parks::SPACE,
        }
    }

    /// What was answered.
    pub fn of(answer: Answer) -> Facts {
        let Answer::KeptAll(mut kept) = answer else {
            return Facts::default();
        };
        let made = kept.iter().find(|(key, _)| key == parks::KEY);
        let made: Option<About> = made.and_then(|(_, json)| serde_json::from_str(json).ok());
        let operator = made.map(|about| about.operator).unwrap_or_default();
        kept.retain(|(key, _)| key != parks::KEY);
        kept.push(("operator".to_owned(), operator));
        Facts(kept)
    }

    /// The change that keeps one of them; an empty one is dropped.
    pub fn change(name: &'static str, value: &str) -> Change {
        let (space, key) = (parks::SPACE, name.to_owned());
        match value.trim() {
            "" => Change::Drop { space, key },
            value => Change::Keep {
                space,
                key,
                value: value.to_owned(),
                until: 0,
            },
        }
    }

    /// The words kept under a name; empty when there are none.
    pub fn get(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    /// What the park is, in a sentence.
    pub fn about(&self, lang: Lang) -> &str {
        match self.get("sentence") {
            "" => ABOUT.get(lang),
            sentence => sentence,
        }
    }
}
