//! The number by which one record is known everywhere, for good.
//!
//! In: the present moment and which writer asks. Out: a 63-bit number that grows with time:
//! 41 bits of milliseconds since 2020, 6 bits of writer, 16 bits of counter. It never reads
//! a clock itself and never gives the same number twice from one maker.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// 2020-01-01T00:00:00Z in milliseconds: identities count from here.
const START_MS: i64 = 1_577_836_800_000;

/// A record's identity. In JSON it is a string, since a browser's numbers end at 2^53.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(pub i64);

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Id {
    type Err = std::num::ParseIntError;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        s.parse().map(Id)
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// Makes identities for one writer.
#[derive(Debug)]
pub struct IdMaker {
    writer: i64,
    last_ms: i64,
    counter: i64,
}

impl IdMaker {
    /// A maker for writer number `writer` (0–63; higher bits are dropped).
    pub const fn new(writer: u8) -> Self {
        Self {
            writer: (writer & 63) as i64,
            last_ms: 0,
            counter: 0,
        }
    }

    /// The next identity. `now_ms` is milliseconds since 1970; a clock that stands still or
    /// goes back is outrun, so identities from one maker always grow.
    pub fn next(&mut self, now_ms: i64) -> Id {
        let ms = (now_ms - START_MS).max(self.last_ms).max(1);
        if ms > self.last_ms {
            self.last_ms = ms;
            self.counter = 0;
        } else if self.counter == 0xFFFF {
            self.last_ms += 1;
            self.counter = 0;
        } else {
            self.counter += 1;
        }
        Id(self.last_ms << 22 | self.writer << 16 | self.counter)
    }

    /// A maker of its own for at least `count` identities, none of which this one gives.
    pub fn stretch(&mut self, now_ms: i64, count: usize) -> IdMaker {
        let first = self.next(now_ms).0 >> 22;
        let count = i64::try_from(count).unwrap_or(i64::MAX >> 17);
        // Whole milliseconds, the first of which is begun already.
        self.last_ms = first + 1 + (count >> 16);
        self.counter = 0xFFFF;
        IdMaker {
            writer: self.writer,
            last_ms: first,
            counter: 0xFFFF,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_is_nobody_elses() {
        for count in [0, 1, 65_535, 65_536, 200_000] {
            let mut maker = IdMaker::new(3);
            let before = maker.next(START_MS + 5);
            let mut stretch = maker.stretch(START_MS + 5, count);
            let after = maker.next(START_MS + 5);
            let mut last = before;
            for _ in 0..count {
                let id = stretch.next(0);
                assert!(id > last && id < after, "{id} between {last} and {after}");
                last = id;
            }
        }
    }

    #[test]
    fn identities_grow_even_when_the_clock_goes_back() {
        let mut maker = IdMaker::new(3);
        let mut last = Id(0);
        for now in [START_MS + 5, START_MS + 5, START_MS + 2, START_MS + 9] {
            for _ in 0..70_000 {
                let id = maker.next(now);
                assert!(id > last, "{id} after {last} at {now}");
                last = id;
            }
        }
    }
}
