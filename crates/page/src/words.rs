//! A text in the two languages of the product, and the choice between them.
//!
//! In goes nothing but constants; out comes the text in the reader's language.
//! A text in one language only does not compile, nor does an empty one. Texts
//! typed by people never come through here: they are printed as they are.

/// The language a page is read in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Simplified Chinese, the first language of the product.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The tag a browser knows the language by: `zh-CN` or `en`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }
}

/// One text in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// The text in Simplified Chinese.
    pub zh: &'static str,
    /// The same text in English.
    pub en: &'static str,
}

/// The text in both languages; an empty half stops the build.
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
