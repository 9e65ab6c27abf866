//! How alike two names are: for a list that somebody sends, whose rows carry no key of ours.
//!
//! In: two names as typed. Out: a likeness from 0 to 100. It proposes; a person decides what is
//! not sure. The measure is the share of neighbouring pairs of characters the two have in common
//! (the coefficient of Sørensen and Dice), after spellings are folded.

use std::collections::BTreeMap;

use base::folded;

/// From this on, two rows are taken as one without asking.
pub const SURE: u8 = 90;
/// Below this, two rows are not proposed as one.
pub const UNLIKE: u8 = 55;

/// The likeness of two names, 0 to 100.
pub fn likeness(a: &str, b: &str) -> u8 {
    let (a, b) = (plain(a), plain(b));
    if a.is_empty() || b.is_empty() {
        return 0;
    }
    if a == b {
        return 100;
    }
    let (first, second) = (pairs(&a), pairs(&b));
    let total: usize = first.values().chain(second.values()).sum();
    let common: usize = first
        .iter()
        .map(|(pair, n)| second.get(pair).map_or(0, |m| (*n).min(*m)))
        .sum();
    // Only equal names are 100.
    u8::try_from(200 * common / total.max(1))
        .unwrap_or(99)
        .min(99)
}

/// Letters, characters and digits only, spellings folded.
fn plain(text: &str) -> Vec<char> {
    folded(text)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// Each pair of neighbours, the ends counted with nothing, with how often.
fn pairs(text: &[char]) -> BTreeMap<(Option<char>, Option<char>), usize> {
    let mut padded: Vec<Option<char>> = vec![None];
    padded.extend(text.iter().copied().map(Some));
    padded.push(None);
    let mut pairs = BTreeMap::new();
    for two in padded.windows(2) {
        if let [a, b] = two {
            *pairs.entry((*a, *b)).or_insert(0) += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_grows_with_what_is_common() {
        // By hand: 6 of 7 and 9 pairs in common, 12/16; 5 of 8 and 9, 10/17.
        for (a, b, least, most) in [
            ("社区健康义诊", "社区健康义诊", 100, 100),
            ("社区健康义诊（第二场）", "社区健康义诊 第二场", 100, 100),
            ("社区健康义诊", "社区健康义诊活动", 75, 75),
            ("儿童议事会培训", "儿童议事会工作坊", 58, 58),
            ("亲子绘本阅读", "消防安全演练", 0, 20),
            ("", "消防安全演练", 0, 0),
        ] {
            let found = likeness(a, b);
            assert!((least..=most).contains(&found), "{a} / {b}: {found}");
            assert_eq!(found, likeness(b, a), "the same both ways");
        }
    }
}
