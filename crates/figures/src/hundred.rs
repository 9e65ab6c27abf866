//! The parts of a figure in percent: each rounded by itself, or so that they add to 100.
//!
//! In: the parts' amounts. Out: their shares in percent. By the largest remainder (最大余数法)
//! every share is first cut down, and what is missing to 100 goes, a last digit each, to those
//! that lost most. No share moves by as much as one last digit.

use crate::{Amount, PartsAs};

/// The shares of these amounts in percent, in the same order, exact to the decimals asked for.
/// `None` where the parts are to be shown as they are, or have no shares: nothing in all of them,
/// or one below nothing.
pub fn percents(amounts: &[Amount], as_said: PartsAs) -> Option<Vec<Amount>> {
    let nothing = Amount::whole(0);
    let all = amounts.iter().fold(nothing, |sum, a| sum.plus(*a));
    if all <= nothing || amounts.iter().any(|a| *a < nothing) {
        return None;
    }
    let share = |a: &Amount| Some(a.divided(all)?.percent());
    let shares: Vec<Amount> = amounts.iter().map(share).collect::<Option<_>>()?;
    match as_said {
        PartsAs::Amounts => None,
        PartsAs::Percent(_) => Some(shares),
        PartsAs::Hundred(places) => Some(to_hundred(&shares, places)),
    }
}

impl PartsAs {
    /// The decimals of its shares.
    pub const fn places(self) -> u8 {
        match self {
            PartsAs::Amounts => 0,
            PartsAs::Percent(places) | PartsAs::Hundred(places) => places,
        }
    }
}

fn to_hundred(shares: &[Amount], places: u8) -> Vec<Amount> {
    let places = places.min(6);
    let unit = 10i64.pow(u32::from(places));
    let quotas: Vec<Amount> = shares
        .iter()
        .map(|s| s.times(Amount::whole(unit)))
        .collect();
    let mut cut: Vec<i64> = quotas.iter().map(|q| q.floor()).collect();
    let missing = 100 * unit - cut.iter().sum::<i64>();
    let mut order: Vec<(usize, Amount)> = quotas
        .iter()
        .zip(&cut)
        .map(|(quota, n)| quota.minus(Amount::whole(*n)))
        .enumerate()
        .collect();
    // Of equal remainders the earlier part comes first.
    order.sort_by_key(|(_, remainder)| std::cmp::Reverse(*remainder));
    let more = usize::try_from(missing).unwrap_or(0);
    for (at, _) in order.into_iter().take(more) {
        if let Some(n) = cut.get_mut(at) {
            *n += 1;
        }
    }
    cut.into_iter().map(|n| Amount::scaled(n, places)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn thirds_add_to_a_hundred_and_nothing_has_no_shares() {
        let of = |n: &[i64]| n.iter().map(|n| Amount::whole(*n)).collect::<Vec<_>>();
        let said = |n: &[i64], parts: PartsAs| {
            let shares = percents(&of(n), parts)?;
            Some(
                shares
                    .iter()
                    .map(|s| s.digits(parts.places()))
                    .collect::<Vec<_>>()
                    .join(" "),
            )
        };
        for (amounts, parts, shares) in [
            (&[1, 1, 1][..], PartsAs::Percent(1), Some("33.3 33.3 33.3")),
            (&[1, 1, 1], PartsAs::Hundred(1), Some("33.4 33.3 33.3")),
            (&[1, 1, 1], PartsAs::Hundred(0), Some("34 33 33")),
            // 2/3 is cut by 0.67 and 1/3 by 0.33: the first is given the missing one.
            (&[2, 1], PartsAs::Hundred(0), Some("67 33")),
            (&[5, 0], PartsAs::Hundred(1), Some("100.0 0.0")),
            (&[0, 0], PartsAs::Hundred(1), None),
            (&[3, -1], PartsAs::Percent(0), None),
            (&[1, 1], PartsAs::Amounts, None),
        ] {
            assert_eq!(
                said(amounts, parts).as_deref(),
                shares,
                "{amounts:?} {parts:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn shares_add_to_a_hundred_and_none_moves_by_a_last_digit(
            amounts in proptest::collection::vec(0i64..1_000_000, 1..40), places in 0u8..4
        ) {
            prop_assume!(amounts.iter().sum::<i64>() > 0);
            let amounts: Vec<Amount> = amounts.into_iter().map(Amount::whole).collect();
            let exact = percents(&amounts, PartsAs::Percent(places)).unwrap();
            let whole = percents(&amounts, PartsAs::Hundred(places)).unwrap();
            let sum = whole.iter().fold(Amount::whole(0), |sum, s| sum.plus(*s));
            prop_assert_eq!(sum, Amount::whole(100));
            for (exact, whole) in exact.iter().zip(&whole) {
                prop_assert!(exact.minus(*whole).size() < Amount::scaled(1, places));
            }
        }
    }
}
