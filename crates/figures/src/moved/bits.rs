//! Which rows of a table, a bit a row.
//!
//! In: truths, row by row. Out: the same joined, parted and counted, 64 rows at a time. Two that
//! are held against each other are of one table, and as long.

/// Rows of one table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    /// None of so many rows.
    pub(super) fn none(rows: usize) -> Bits {
        Bits(vec![0; rows.div_ceil(64)])
    }

    /// Those that are true, in order.
    pub(super) fn of(rows: impl ExactSizeIterator<Item = bool>) -> Bits {
        let mut bits = Bits::none(rows.len());
        rows.enumerate().filter(|(_, t)| *t).for_each(|(at, _)| {
            bits.add(at);
        });
        bits
    }

    /// Takes in a row.
    pub(super) fn add(&mut self, at: usize) {
        if let Some(word) = self.0.get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
    }

    /// Whether a row is among them.
    pub(super) fn has(&self, at: usize) -> bool {
        self.0.get(at / 64).is_some_and(|w| w >> (at % 64) & 1 == 1)
    }

    fn with(&self, other: &Bits, join: fn(u64, u64) -> u64) -> Bits {
        let words = self.0.iter().zip(&other.0);
        Bits(words.map(|(a, b)| join(*a, *b)).collect())
    }

    /// Those among both.
    pub(super) fn and(&self, other: &Bits) -> Bits {
        self.with(other, |a, b| a & b)
    }

    /// Those among either.
    pub(super) fn or(&self, other: &Bits) -> Bits {
        self.with(other, |a, b| a | b)
    }

    /// Those not among the other.
    pub(super) fn without(&self, other: &Bits) -> Bits {
        self.with(other, |a, b| a & !b)
    }

    /// Those among one of them only.
    pub(super) fn apart(&self, other: &Bits) -> Bits {
        self.with(other, |a, b| a ^ b)
    }

    /// How many.
    pub(super) fn many(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// Their places, in order.
    pub(super) fn places(&self) -> Vec<usize> {
        let mut places = Vec::with_capacity(self.many());
        for (at, word) in self.0.iter().enumerate() {
            let mut left = *word;
            while left != 0 {
                places.push(at * 64 + left.trailing_zeros() as usize);
                left &= left - 1;
            }
        }
        places
    }
}
