//! How alike two names are: for a list that somebody sends, whose rows carry no key of ours.
//!
//! In: two names as typed. Out: a likeness from 0 to 100. It proposes; a person decides what is
//! not sure. The measure is the share of neighbouring pairs of characters the two have in common
//! (the coefficient of Sørensen and Dice), after spellings are folded.

use base::folded;

/// From this on, two rows are taken as one without asking.
pub const SURE: u8 = 90;
/// Below this, two rows are not proposed as one.
pub const UNLIKE: u8 = 55;

/// The likeness of two names, 0 to 100.
pub fn likeness(a: &str, b: &str) -> u8 {
    Spelt::of(a).likeness(&Spelt::of(b))
}

/// A name prepared to be held against many.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Spelt {
    /// Letters, characters and digits only, spellings folded.
    plain: String,
    /// Each pair of neighbours, the ends counted with nothing, in order.
    pairs: Vec<u64>,
}

impl Spelt {
    /// A name as typed.
    pub fn of(text: &str) -> Spelt {
        let plain: String = folded(text)
            .chars()
            .filter(|c| c.is_alphanumeric())
            .collect();
        let letters: Vec<u32> = plain.chars().map(u32::from).collect();
        let first = std::iter::once(0).chain(letters.iter().copied());
        let second = letters.iter().copied().chain(std::iter::once(0));
        let mut pairs: Vec<u64> = match plain.is_empty() {
            true => Vec::new(),
            false => first
                .zip(second)
                .map(|(a, b)| u64::from(a) << 32 | u64::from(b))
                .collect(),
        };
        pairs.sort_unstable();
        Spelt { plain, pairs }
    }

    /// The name itself, spelling folded.
    pub fn plain(&self) -> &str {
        &self.plain
    }

    /// Its pairs of neighbours, in order.
    pub fn pairs(&self) -> &[u64] {
        &self.pairs
    }

    /// The likeness to another, 0 to 100; only equal names are 100.
    pub fn likeness(&self, other: &Spelt) -> u8 {
        if self.plain.is_empty() || other.plain.is_empty() {
            return 0;
        }
        if self.plain == other.plain {
            return 100;
        }
        let (mut a, mut b) = (self.pairs.iter().peekable(), other.pairs.iter().peekable());
        let mut common = 0;
        while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
            match x.cmp(y) {
                std::cmp::Ordering::Less => drop(a.next()),
                std::cmp::Ordering::Greater => drop(b.next()),
                std::cmp::Ordering::Equal => {
                    common += 1;
                    a.next();
                    b.next();
                }
            }
        }
        let total = self.pairs.len() + other.pairs.len();
        u8::try_from(200 * common / total.max(1))
            .unwrap_or(99)
            .min(99)
    }
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
