//! A text that people read, in Simplified Chinese and in English.
//!
//! In: the two sentences, written side by side. Out: the one the reader asked for.
//! A text in one language only does not compile, so no page can be half translated.

use serde::{Deserialize, Serialize};

/// The language a reader has chosen. Chinese comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Simplified Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The tag for `<html lang>` and `Accept-Language`.
    pub const fn tag(self) -> &'static str {
        match self {
            Lang::Zh => "zh-CN",
            Lang::En => "en",
        }
    }

    /// The one of two wordings that is in this language, where they are no fixed text.
    pub const fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }
}

/// One text in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Words {
    /// Simplified Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

/// Makes a text in both languages.
/// An empty half stops the build.
pub const fn words(zh: &'static str, en: &'static str) -> Words {
    assert!(
        !zh.is_empty() && !en.is_empty(),
        "a text stands in both languages"
    );
    Words { zh, en }
}

impl Words {
    /// The text in the reader's language.
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }

    /// The text with its slot `{}` filled.
    pub fn fill(self, lang: Lang, value: &str) -> String {
        self.get(lang).replacen("{}", value, 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reader_gets_their_own_language() {
        const DAYS: Words = words("剩{}天", "{} days left");
        assert_eq!(DAYS.get(Lang::Zh), "剩{}天");
        assert_eq!(DAYS.fill(Lang::En, "4"), "4 days left");
    }
}
