//! Text as a workbook can hold it: no character that XML forbids, and Excel's own `_x000D_` escapes.
//!
//! Excel writes a character that XML cannot hold as `_x` and four hexadecimal digits and `_`.
//! Reading turns such an escape back, be it one that cannot be kept: to tell it at its cell is for
//! whoever reads the cell. One that names half a character (a lone surrogate) is left as it
//! stands, for no text can hold it. What is written leaves out what XML cannot hold.

use std::borrow::Cow;

/// Tells whether XML 1.0 can hold the character. Source: XML 1.0, production 2.
pub fn is_allowed(letter: char) -> bool {
    !matches!(letter, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// Gives the text without the characters that XML cannot hold; nothing is copied when there are none.
pub fn allowed(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_allowed) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|letter| is_allowed(*letter)).collect())
}

/// Gives the text with Excel's escapes turned back into the characters they stand for.
pub fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("_x") {
        plain.push_str(before);
        match escape(after) {
            Some((letter, left)) => {
                plain.push(letter);
                rest = left;
            }
            None => {
                plain.push_str("_x");
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// Reads the four digits and the underscore that follow `_x`.
fn escape(after: &str) -> Option<(char, &str)> {
    let (digits, left) = after.split_at_checked(4)?;
    let left = left.strip_prefix('_')?;
    let all_digits = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let code = u32::from_str_radix(digits, 16)
        .ok()
        .filter(|_| all_digits)?;
    Some((char::from_u32(code)?, left))
}

#[cfg(test)]
mod tests {
    use super::{allowed, unescaped};

    #[test]
    fn escapes_become_their_characters() {
        let cases = [
            ("甲_x000D_乙", "甲\r乙"),
            ("_x005F_x000D_", "_x000D_"),
            ("_x000d__x000A_", "\r\n"),
            ("_x4E2D_", "中"),
            ("_xD800_", "_xD800_"),
            ("_xD840__xDFB7_", "_xD840__xDFB7_"),
            ("_x00+D_", "_x00+D_"),
            ("_x0000_", "\0"),
            ("甲\0乙", "甲\0乙"),
            ("_x000", "_x000"),
            ("_x_x0041_", "_xA"),
            ("_x中文_", "_x中文_"),
        ];
        for (written, read) in cases {
            assert_eq!(unescaped(written), read, "{written}");
        }
    }

    #[test]
    fn only_what_xml_forbids_is_left_out() {
        assert_eq!(
            allowed("a\0b\tc\nd\re\u{1f}f\u{fffe}𠮷\u{202e}"),
            "ab\tc\nd\ref𠮷\u{202e}"
        );
    }
}
