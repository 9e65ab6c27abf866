//! How the digits of a number look: in 万 or 亿, in Chinese characters, with stated decimals.
//!
//! In: an exact amount. Out: its digits. A scale only moves the point: 32,500 is 「3.25万」 with
//! two decimals, and rounded once like any other printed number.

use base::Lang;
use serde::{Deserialize, Serialize};

use super::chinese;
use crate::Amount;

/// In which power of ten thousand a number is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// As it is.
    #[default]
    One,
    /// In 万 (ten thousands).
    Wan,
    /// In 亿 (hundred millions).
    Yi,
}

/// In which characters a whole number is printed in Chinese.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Numerals {
    /// 12
    #[default]
    Digits,
    /// 十二
    Chinese,
}

/// How the digits of one number look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Decimals printed.
    pub decimals: u8,
    /// In 万, in 亿.
    pub scale: Scale,
    /// Which characters.
    pub numerals: Numerals,
}

impl Style {
    /// The digits of an amount. `counting` says whether it counts things (两) or names a place (二).
    pub fn digits(self, amount: Amount, counting: bool, lang: Lang) -> String {
        let (under, zh, en) = match self.scale {
            Scale::One => (1, "", ""),
            Scale::Wan => (10_000, "万", "0,000"),
            Scale::Yi => (100_000_000, "亿", " hundred million"),
        };
        if lang == Lang::En && self.scale == Scale::Wan {
            // English has no word for ten thousand: the number is printed whole.
            let whole = amount.digits(0);
            return whole;
        }
        let scaled = amount.divided(Amount::whole(under)).unwrap_or(amount);
        let whole = scaled.as_whole().filter(|_| self.decimals == 0);
        let digits = match (self.numerals, lang, whole) {
            (Numerals::Chinese, Lang::Zh, Some(n)) => chinese(n, counting),
            _ => scaled.digits(self.decimals),
        };
        let word = if lang == Lang::Zh { zh } else { en };
        format!("{digits}{word}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_look_as_asked() {
        let style = |decimals, scale, numerals| Style {
            decimals,
            scale,
            numerals,
        };
        for (n, style, zh, en) in [
            (
                32_500,
                style(2, Scale::Wan, Numerals::Digits),
                "3.25万",
                "32500",
            ),
            (
                120_000_000,
                style(1, Scale::Yi, Numerals::Digits),
                "1.2亿",
                "1.2 hundred million",
            ),
            (12, style(0, Scale::One, Numerals::Chinese), "十二", "12"),
            (
                30_000,
                style(0, Scale::Wan, Numerals::Chinese),
                "三万",
                "30000",
            ),
            (7, style(0, Scale::One, Numerals::Digits), "7", "7"),
        ] {
            assert_eq!(style.digits(Amount::whole(n), true, Lang::Zh), zh, "{n}");
            assert_eq!(style.digits(Amount::whole(n), true, Lang::En), en, "{n}");
        }
    }
}
