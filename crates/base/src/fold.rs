//! Makes two spellings of one word alike, for «contains» and for matching headers.
//!
//! In: a text as typed. Out: the same in NFKC (full-width digits and letters become plain),
//! lower case, white space gone. The result is compared, never shown.

use unicode_normalization::UnicodeNormalization;

/// The text folded for comparison: `ＡＢ １２` and `ab12` fold to the same.
pub fn folded(text: &str) -> String {
    text.nfkc()
        .flat_map(char::to_lowercase)
        .filter(|c| !c.is_whitespace() && *c != '\u{feff}' && *c != '\u{200b}')
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_fold_alike() {
        for (a, b) in [
            ("ＡＢ １２", "ab12"),
            ("时长(小时)", "时长（小时）"),
            (" 手机 ", "手机"),
        ] {
            assert_eq!(folded(a), folded(b), "{a} and {b}");
        }
    }
}
