//! Whole numbers in Chinese characters: 十二, 一百零三, 两万.
//!
//! In: a number and whether it counts things (两个) or names a place (第二). Out: its characters.
//! Only numbers below 10^16 have a form here; larger ones stay digits, which are always true.

const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const GROUPS: [&str; 4] = ["", "万", "亿", "万亿"];

/// The number in Chinese characters; `counting` writes a lone two as 两.
pub fn chinese(n: i64, counting: bool) -> String {
    if !(0..10_000_000_000_000_000).contains(&n) {
        return n.to_string();
    }
    if counting && n == 2 {
        return "两".to_owned();
    }
    let mut parts: Vec<String> = Vec::new();
    let (mut rest, mut gap) = (n, false);
    for name in GROUPS {
        let group = rest % 10_000;
        rest /= 10_000;
        if group > 0 {
            // A zero is said once between groups, where the lower one does not fill its places.
            let zero = if rest > 0 && group < 1_000 { "零" } else { "" };
            parts.push(format!("{zero}{}{name}", four(group, rest == 0)));
            gap = false;
        } else if rest > 0 && !gap {
            gap = true;
        }
        if rest == 0 {
            break;
        }
    }
    parts.reverse();
    let text = parts.concat();
    if text.is_empty() {
        "零".to_owned()
    } else {
        text
    }
}

/// Up to four digits; a leading ten is 十, not 一十.
fn four(n: i64, leading: bool) -> String {
    let mut text = String::new();
    let mut zero = false;
    for (unit, name) in [(1_000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = n / unit % 10;
        if digit == 0 {
            zero = !text.is_empty();
            continue;
        }
        if zero {
            text.push('零');
            zero = false;
        }
        let lone_ten = leading && unit == 10 && digit == 1 && text.is_empty();
        if !lone_ten {
            text.push_str(DIGITS.get(digit as usize).unwrap_or(&""));
        }
        text.push_str(name);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_as_people_say_them() {
        for (n, said) in [
            (0, "零"),
            (1, "一"),
            (2, "二"),
            (10, "十"),
            (12, "十二"),
            (20, "二十"),
            (46, "四十六"),
            (100, "一百"),
            (103, "一百零三"),
            (110, "一百一十"),
            (1_001, "一千零一"),
            (1_010, "一千零一十"),
            (10_000, "一万"),
            (10_012, "一万零一十二"),
            (120_000, "十二万"),
            (100_000_000, "一亿"),
            (100_000_005, "一亿零五"),
            (20_300, "二万零三百"),
        ] {
            assert_eq!(chinese(n, false), said, "{n}");
        }
        assert_eq!(chinese(2, true), "两");
        assert_eq!(chinese(12, true), "十二");
        assert_eq!(chinese(-3, true), "-3");
    }
}
