//! Which new passwords are too weak, and how to say so to the person.
//!
//! In come the password typed and the person's names; out comes nothing, or the
//! one thing to mend. One idea: what others would guess first adds nothing. Names,
//! common pieces and runs are taken out, and what is left must be long enough.

use std::sync::LazyLock;

use super::one_spelling;

/// Fewer characters than this are refused.
///
/// Source: NIST SP 800-63B; 15 is its advice for a password used alone.
const FEWEST: usize = 8;
const MOST: usize = 128;

/// Pieces that people put into passwords, in Chinese and in English habit,
/// longest first so that `password` goes before `pass`.
static COMMON: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let mut pieces: Vec<_> = include_str!("guessed_first.txt")
        .split_whitespace()
        .collect();
    pieces.sort_by_key(|piece| std::cmp::Reverse(piece.len()));
    pieces
});

/// Why a new password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weakness {
    /// Fewer than 8 characters.
    TooShort,
    /// More than 128 characters.
    TooLong,
    /// Little is left without the person's name, account or phone number.
    Name,
    /// Little is left without common words, runs and repeats, or only digits.
    Common,
}

impl Weakness {
    /// What to do about it, in Simplified Chinese.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::TooShort => "密码至少 8 个字符，建议 15 个以上。",
            Self::TooLong => "密码最多 128 个字符。",
            Self::Common => {
                "这个密码太容易猜到：常用词、连号、重复和纯数字都不算长度。请再加几个别人想不到的字。"
            }
            Self::Name => "姓名、账号和手机号不算密码的长度。请再加几个别人想不到的字。",
        }
    }

    /// What to do about it, in English.
    #[must_use]
    pub const fn en(self) -> &'static str {
        match self {
            Self::TooShort => "Use at least 8 characters; 15 or more is better.",
            Self::TooLong => "Use at most 128 characters.",
            Self::Common => {
                "Too easy to guess: common words, runs, repeats and digits alone do not count. Add something nobody would think of."
            }
            Self::Name => {
                "Your name, account and phone number do not count. Add something nobody would think of."
            }
        }
    }
}

/// Whether a new password may be used. `names` are what others know of the
/// person: name, account, phone number. Not for signing in: an old password
/// stays good until it is changed.
///
/// # Errors
/// The first [`Weakness`] found, in the order of its list.
pub fn check_new(password: &str, names: &[&str]) -> Result<(), Weakness> {
    let text = one_spelling(password);
    let text = text.to_lowercase();
    let length = text.chars().count();
    if length < FEWEST {
        return Err(Weakness::TooShort);
    }
    if length > MOST {
        return Err(Weakness::TooLong);
    }
    let names = names.iter().map(|name| one_spelling(name).to_lowercase());
    let unnamed = names
        .filter(|name| name.chars().count() > 1)
        .fold(text.clone(), |left, name| left.replace(&name, ""));
    if unnamed != text && too_little(&without_common(&unnamed)) {
        return Err(Weakness::Name);
    }
    if too_little(&without_common(&text)) || too_little(&without_common(&plain_letters(&text))) {
        return Err(Weakness::Common);
    }
    Ok(())
}

fn too_little(left: &str) -> bool {
    left.chars().count() < FEWEST || left.chars().all(|letter| letter.is_ascii_digit())
}

fn without_common(text: &str) -> String {
    let pieces = COMMON.iter();
    without_runs(&pieces.fold(text.to_owned(), |left, piece| left.replace(piece, "")))
}

/// Takes out each character that repeats the one before it or goes on in its
/// direction (`aaaa`, `1234`, `dcba`), from the third of a run on.
fn without_runs(text: &str) -> String {
    let steps: Vec<_> = text
        .chars()
        .map(|letter| i64::from(u32::from(letter)))
        .collect();
    let third = |at: usize| match at.checked_sub(2).and_then(|from| steps.get(from..=at)) {
        Some(&[first, second, last]) => {
            second - first == last - second && (last - second).abs() < 2
        }
        _ => false,
    };
    let kept = text.chars().enumerate().filter(|&(at, _)| !third(at));
    kept.map(|(_, letter)| letter).collect()
}

/// Undoes the usual disguise of letters: `p@ssw0rd` is `password`.
fn plain_letters(text: &str) -> String {
    let plain = |letter| match letter {
        '@' | '4' => 'a',
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '$' | '5' => 's',
        '7' => 't',
        other => other,
    };
    text.chars().map(plain).collect()
}
