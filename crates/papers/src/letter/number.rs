//! The numbers of headings: «一、», «（一）», «1.» in Chinese papers, «1», «1.1», «1.1.1» in English ones.

use base::Lang;

/// Counts headings, each level anew under the one above.
#[derive(Default)]
pub(super) struct Numbers {
    counts: [u32; 3],
}

impl Numbers {
    /// Gives a heading with its number; one that bears a number already stays as it is, but counts.
    pub(super) fn numbered(&mut self, level: u8, text: &str, language: Lang) -> String {
        let place = usize::from(level.clamp(1, 3)) - 1;
        for (at, count) in self.counts.iter_mut().enumerate() {
            match at.cmp(&place) {
                std::cmp::Ordering::Less => {}
                std::cmp::Ordering::Equal => *count += 1,
                std::cmp::Ordering::Greater => *count = 0,
            }
        }
        if bears_number(text) {
            return text.to_owned();
        }
        let [first, second, third] = self.counts;
        match (language, place) {
            (Lang::Zh, 0) => format!("{}、{text}", chinese(first)),
            (Lang::Zh, 1) => format!("（{}）{text}", chinese(second)),
            (Lang::Zh, _) => format!("{third}.{text}"),
            (Lang::En, 0) => format!("{first} {text}"),
            (Lang::En, 1) => format!("{first}.{second} {text}"),
            (Lang::En, _) => format!("{first}.{second}.{third} {text}"),
        }
    }
}

/// Tells whether words begin with the number of a heading.
fn bears_number(text: &str) -> bool {
    let is_digit =
        |letter: char| letter.is_ascii_digit() || "一二三四五六七八九十百".contains(letter);
    let inside = text.trim_start_matches(['（', '(']);
    let after = inside.trim_start_matches(is_digit);
    let ends = if inside.len() < text.len() {
        after.starts_with(['）', ')'])
    } else {
        after.starts_with(['、', '.', '．'])
    };
    after.len() < inside.len() && ends
}

/// Gives a number from 1 to 99 in Chinese; from 100 in digits.
fn chinese(number: u32) -> String {
    let digit = |digit: u32| {
        "零一二三四五六七八九"
            .chars()
            .nth(digit as usize)
            .map(String::from)
            .unwrap_or_default()
    };
    let ones = |rest: u32| {
        if rest == 0 {
            String::new()
        } else {
            digit(rest)
        }
    };
    match number {
        0..=9 => digit(number),
        10..=19 => format!("十{}", ones(number - 10)),
        20..=99 => format!("{}十{}", digit(number / 10), ones(number % 10)),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Numbers, bears_number, chinese};
    use base::Lang;

    #[test]
    fn levels_count_anew_under_the_one_above() {
        let mut numbers = Numbers::default();
        let cases = [
            (1, "一、甲"),
            (2, "（一）甲"),
            (2, "（二）甲"),
            (3, "1.甲"),
            (1, "二、甲"),
            (2, "（一）甲"),
            (3, "1.甲"),
            (3, "2.甲"),
        ];
        for (level, shown) in cases {
            assert_eq!(numbers.numbered(level, "甲", Lang::Zh), shown);
        }
        assert_eq!(numbers.numbered(3, "a", Lang::En), "2.1.3 a");
        assert_eq!(numbers.numbered(1, "三、有号", Lang::Zh), "三、有号");
        assert_eq!(numbers.numbered(1, "甲", Lang::Zh), "四、甲");
    }

    #[test]
    fn numbers_are_written_as_people_write_them() {
        for (number, shown) in [
            (1, "一"),
            (10, "十"),
            (11, "十一"),
            (20, "二十"),
            (99, "九十九"),
            (100, "100"),
        ] {
            assert_eq!(chinese(number), shown);
        }
    }

    #[test]
    fn words_that_only_look_like_numbers_are_none() {
        for text in ["一、甲", "（十二）甲", "3.甲", "(1)甲"] {
            assert!(bears_number(text), "{text}");
        }
        for text in ["一线工作", "2022年工作", "（试行）办法", "十佳", "、甲", ""]
        {
            assert!(!bears_number(text), "{text}");
        }
    }
}
