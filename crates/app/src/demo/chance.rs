//! Chance that is the same every time: a small generator begun with a number.
//!
//! In: a seed. Out: numbers that look random and never differ from run to run. It is for the
//! demo only; nothing secret is ever made with it. Source: SplitMix64 (Steele, Lea, Flood, 2014).

/// A stream of chance.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// The stream of a subject in a year: subjects do not disturb one another.
    pub fn of(subject: &str, year: i16) -> Chance {
        let mixed = subject.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| {
            (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)
        });
        Chance(mixed ^ u64::from(year.unsigned_abs()))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0, below `end` (0 when `end` is 0).
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(1).max(1);
        usize::try_from(self.next() % end).unwrap_or(0)
    }

    /// A number from `least` to `most`, both counted.
    pub fn within(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most.saturating_sub(least) + 1)
    }

    /// One of these; the empty text of none.
    pub fn one(&mut self, of: &[&'static str]) -> &'static str {
        of.get(self.below(of.len())).copied().unwrap_or_default()
    }
}
