//! An exact amount: a fraction that is rounded only when it is printed.
//!
//! In: a count, a sum in stored units, a part of a whole, a mean. Out: the same as digits with
//! the places asked for, rounded half up as 四舍五入 has it. It never holds a floating number.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

/// A fraction. `None` is never an amount: a share of nothing has no value at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    over: i128,
    under: i128,
}

impl Amount {
    /// A whole number.
    pub const fn whole(n: i64) -> Amount {
        Amount {
            over: n as i128,
            under: 1,
        }
    }

    /// A whole number of 10^-places, as stored.
    pub fn scaled(n: i64, places: u8) -> Amount {
        Amount {
            over: i128::from(n),
            under: 10i128.pow(u32::from(places.min(18))),
        }
    }

    /// One amount divided by another; `None` when that is nothing.
    pub fn divided(self, by: Amount) -> Option<Amount> {
        let (over, under) = (self.over * by.under, self.under * by.over);
        match under.cmp(&0) {
            Ordering::Equal => None,
            Ordering::Less => Some(
                Amount {
                    over: -over,
                    under: -under,
                }
                .reduced(),
            ),
            Ordering::Greater => Some(Amount { over, under }.reduced()),
        }
    }

    /// A hundred times it: a share as percent.
    pub fn percent(self) -> Amount {
        Amount {
            over: self.over * 100,
            under: self.under,
        }
        .reduced()
    }

    /// Both together.
    pub fn plus(self, other: Amount) -> Amount {
        Amount {
            over: self.over * other.under + other.over * self.under,
            under: self.under * other.under,
        }
        .reduced()
    }

    /// The first without the second.
    pub fn minus(self, other: Amount) -> Amount {
        self.plus(Amount {
            over: -other.over,
            under: other.under,
        })
    }

    /// One as many times as the other says.
    pub fn times(self, other: Amount) -> Amount {
        Amount {
            over: self.over * other.over,
            under: self.under * other.under,
        }
        .reduced()
    }

    /// How large it is, whatever its sign.
    pub fn size(self) -> Amount {
        Amount {
            over: self.over.abs(),
            under: self.under,
        }
    }

    /// The digits with just these places, rounded half up (away from zero).
    pub fn digits(self, places: u8) -> String {
        let unit = 10i128.pow(u32::from(places.min(18)));
        let twice = self.over.abs() * unit * 2 + self.under;
        let rounded = twice / (self.under * 2);
        let sign = if self.over < 0 && rounded > 0 {
            "-"
        } else {
            ""
        };
        match places {
            0 => format!("{sign}{rounded}"),
            _ => format!(
                "{sign}{}.{:0width$}",
                rounded / unit,
                rounded % unit,
                width = usize::from(places)
            ),
        }
    }

    /// The whole number it is, when it is one.
    pub fn as_whole(self) -> Option<i64> {
        let n = self.reduced();
        (n.under == 1).then(|| i64::try_from(n.over).ok()).flatten()
    }

    /// The whole part, cut toward zero.
    pub fn floor(self) -> i64 {
        i64::try_from(self.over / self.under).unwrap_or(i64::MAX)
    }

    fn reduced(self) -> Amount {
        let (mut a, mut b) = (self.over.abs(), self.under);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let by = a.max(1);
        Amount {
            over: self.over / by,
            under: self.under / by,
        }
    }
}

impl PartialOrd for Amount {
    fn partial_cmp(&self, other: &Amount) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Amount {
    fn cmp(&self, other: &Amount) -> Ordering {
        (self.over * other.under).cmp(&(other.over * self.under))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotients_are_rounded_once_half_up() {
        // 5/8 = 62.5 %; 17/19 = 89.473… %; 1/3 and 2/3 by hand; 1/16 = 6.25 % rounds up.
        for (part, whole, places, printed) in [
            (5, 8, 1, "62.5"),
            (17, 19, 1, "89.5"),
            (1, 3, 2, "33.33"),
            (2, 3, 0, "67"),
            (1, 16, 1, "6.3"),
            (0, 7, 1, "0.0"),
            (46, 46, 1, "100.0"),
        ] {
            let share = Amount::whole(part)
                .divided(Amount::whole(whole))
                .unwrap()
                .percent();
            assert_eq!(share.digits(places), printed, "{part}/{whole}");
        }
        assert_eq!(
            Amount::whole(3).divided(Amount::whole(0)),
            None,
            "a share of nothing has no value"
        );
        // 401.9 points over 5 judges = 80.38.
        let mean = Amount::scaled(4019, 1).divided(Amount::whole(5)).unwrap();
        assert_eq!(mean.digits(2), "80.38");
        assert!(mean > Amount::whole(80) && mean < Amount::whole(81));
    }
}
