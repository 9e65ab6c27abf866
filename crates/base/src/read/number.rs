//! Numbers as people type them: full-width digits, thousands marks, units behind them.
//!
//! In: a raw cell. Out: a whole number of the field's smallest unit, exactly. A number with
//! more places than the field keeps is told, not rounded away.

use unicode_normalization::UnicodeNormalization;

use super::Raw;
use crate::Code;

/// A number as a whole number of 10^-places.
///
/// # Errors
/// `NotANumber`, or `TooFine` when it has more places or digits than can be kept.
pub(super) fn scaled(raw: Raw<'_>, places: u8) -> Result<i64, Code> {
    match raw {
        Raw::Number(n) | Raw::Serial(n) => parse(&plain(n), places),
        Raw::Text(t) => parse(t, places),
        Raw::Yes(_) => Err(Code::NotANumber),
    }
}

/// Money in cents, below a million million: a hundred thousand such sums still add up within
/// what a database adds up exactly.
pub(super) fn money(raw: Raw<'_>) -> Result<i64, Code> {
    let cents = scaled(raw, 2)?;
    match cents.abs() < 100_000_000_000_000 {
        true => Ok(cents),
        false => Err(Code::OutOfRange),
    }
}

/// A year: `2022`, `2022年`, `２０２２`.
pub(super) fn year(raw: Raw<'_>) -> Result<i64, Code> {
    let year = scaled(raw, 0)?;
    if (1900..=2199).contains(&year) {
        Ok(year)
    } else {
        Err(Code::OutOfRange)
    }
}

/// A whole number typed as words, for what is no field (a round's 「第3轮」).
pub fn whole(text: &str) -> Option<i64> {
    parse(text, 0).ok()
}

/// A spreadsheet's number in the fewest digits that mean it: `8` for 8.0, `24.4` for 24.4.
/// A sheet keeps doubles; what a person saw has at most 15 digits.
pub(super) fn plain(n: f64) -> String {
    if n.fract() == 0.0 && n.abs() < 1e15 {
        return format!("{n:.0}");
    }
    let short = format!("{n:.10}");
    short.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Units that people write behind a number.
const UNITS: &[&str] = &[
    "人次", "元", "人", "名", "场", "次", "份", "张", "小时", "分", "轮", "期", "个", "年", "项",
    "条", "岁",
];

fn parse(text: &str, places: u8) -> Result<i64, Code> {
    let folded: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    let bare = UNITS
        .iter()
        .find_map(|unit| folded.strip_suffix(unit))
        .unwrap_or(&folded);
    let bare = bare
        .strip_prefix('第')
        .unwrap_or(bare)
        .trim_start_matches('¥')
        .trim_end_matches('%');
    let (negative, digits) = match bare.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, bare.strip_prefix('+').unwrap_or(bare)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let whole = &without_marks(whole);
    let all_digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty()
        || !all_digits(whole)
        || !all_digits(fraction)
        || (digits.contains('.') && fraction.is_empty())
    {
        return Err(Code::NotANumber);
    }
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > usize::from(places) || whole.len() > 15 {
        return Err(Code::TooFine);
    }
    let scaled = format!("{whole}{fraction:0<width$}", width = usize::from(places));
    let n: i64 = scaled.parse().map_err(|_| Code::TooFine)?;
    Ok(if negative { -n } else { n })
}

/// A whole number without its marks of thousands; as it is where a comma is no such mark:
/// 「2,5」 is never 25.
fn without_marks(whole: &str) -> String {
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    if (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3) {
        whole.replace(',', "")
    } else {
        whole.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_type_them() {
        for (text, places, read) in [
            ("１９", 0, Ok(19)),
            ("1,200", 0, Ok(1200)),
            ("1,234,567.5", 1, Ok(12_345_675)),
            ("2,5", 1, Err(Code::NotANumber)),
            ("12,00", 0, Err(Code::NotANumber)),
            ("1.2,5", 2, Err(Code::NotANumber)),
            ("1234,567", 0, Err(Code::NotANumber)),
            (",200", 0, Err(Code::NotANumber)),
            ("120人次", 0, Ok(120)),
            ("2.5", 2, Ok(250)),
            ("2.50", 1, Ok(25)),
            ("-3", 0, Ok(-3)),
            ("第16期", 0, Ok(16)),
            ("十二", 0, Err(Code::NotANumber)),
            ("12人左右", 0, Err(Code::NotANumber)),
            ("", 0, Err(Code::NotANumber)),
            ("2.", 1, Err(Code::NotANumber)),
            ("2.55", 1, Err(Code::TooFine)),
            ("99999999999999999999", 0, Err(Code::TooFine)),
        ] {
            assert_eq!(parse(text, places), read, "{text}");
        }
        assert_eq!(
            scaled(Raw::Number(24.4), 1),
            Ok(244),
            "a double that means 24.4"
        );
        assert_eq!(money(Raw::Text("999999999999.99")), Ok(99_999_999_999_999));
        assert_eq!(money(Raw::Text("1000000000000")), Err(Code::OutOfRange));
    }
}
