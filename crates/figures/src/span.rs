//! Lengths of time between two fields, and what is made of many values.
//!
//! In: two stored days, moments or times; values in order, each with how often. Out: a length
//! in days, hours or minutes; a sum, mean, middle, least or most. An end before its beginning
//! has no length and is left out.

use base::{Day, Value};

use crate::{Amount, Length, Take};

/// The length from the first value to the second.
pub(crate) fn length(unit: Length, of: &[Option<Value>]) -> Option<Amount> {
    let [Some(from), Some(to)] = of else {
        return None;
    };
    let (from, to) = (minutes(from.as_text()?)?, minutes(to.as_text()?)?);
    let by = match unit {
        Length::Days => 24 * 60,
        Length::Hours => 60,
        Length::Minutes => 1,
    };
    let long = to - from;
    (long >= 0).then(|| Amount::whole(long).divided(Amount::whole(by)))?
}

/// Minutes since a fixed point: of `2022-07-06`, `2022-07-06 14:30`, `14:30`.
fn minutes(text: &str) -> Option<i64> {
    let (day, time) = match text.split_once(' ') {
        Some((day, time)) => (Some(day), Some(time)),
        None if text.contains(':') => (None, Some(text)),
        None => (Some(text), None),
    };
    let days = match day {
        Some(day) => Day::FIRST.until(day.parse().ok()?),
        None => 0,
    };
    let minutes = match time {
        Some(time) => {
            let (hours, minutes) = time.split_once(':')?;
            let minutes = minutes.get(..2)?;
            hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?
        }
        None => 0,
    };
    Some(days * 24 * 60 + minutes)
}

/// What is made of values in order, each with how often it stands there.
pub(crate) fn taken(take: Take, many: &[(Amount, i64)]) -> Option<Amount> {
    let count: i64 = many.iter().map(|(_, n)| n).sum();
    let sum = || {
        many.iter().fold(Amount::whole(0), |sum, (v, n)| {
            sum.plus(v.times(Amount::whole(*n)))
        })
    };
    match take {
        Take::Sum => (count > 0).then(sum),
        Take::Mean => sum().divided(Amount::whole(count)),
        Take::Median => middle(many),
        Take::Least => many.first().map(|(v, _)| *v),
        Take::Most => many.last().map(|(v, _)| *v),
    }
}

/// The middle of values in order; of an even number, the mean of the middle two.
pub(crate) fn middle(many: &[(Amount, i64)]) -> Option<Amount> {
    let count: i64 = many.iter().map(|(_, n)| n).sum();
    let at = |place: i64| {
        let mut before = 0;
        many.iter().find_map(|(value, n)| {
            before += n;
            (place < before).then_some(*value)
        })
    };
    let (low, high) = (at((count - 1) / 2)?, at(count / 2)?);
    low.plus(high).divided(Amount::whole(2))
}

/// The mean of values in order without so many at either end; all of them where no more than
/// twice as many are there.
pub(crate) fn trimmed(many: &[(Amount, i64)], trim: usize) -> Option<Amount> {
    let count: i64 = many.iter().map(|(_, n)| n).sum();
    let trim = i64::try_from(trim).unwrap_or(i64::MAX);
    let trim = if (count - 1) / 2 >= trim { trim } else { 0 };
    let mut before = 0;
    let mut sum = Amount::whole(0);
    for (value, n) in many {
        // Of those that stand at places before..before + n, the ones between both ends.
        let (from, to) = (before.max(trim), (before + n).min(count - trim));
        sum = sum.plus(value.times(Amount::whole((to - from).max(0))));
        before += n;
    }
    sum.divided(Amount::whole(count - 2 * trim))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_exact_and_never_negative() {
        let some = |t: &str| Some(Value::from(t));
        for (from, to, unit, long) in [
            ("2024-02-28", "2024-03-01", Length::Days, Some("2.00")),
            (
                "2022-07-06 14:30",
                "2022-07-06 16:00",
                Length::Hours,
                Some("1.50"),
            ),
            ("09:00", "09:50", Length::Minutes, Some("50.00")),
            ("2022-07-06", "2022-07-05", Length::Days, None),
        ] {
            let found = length(unit, &[some(from), some(to)]).map(|a| a.digits(2));
            assert_eq!(found.as_deref(), long, "{from} to {to}");
        }
        assert_eq!(length(Length::Days, &[None, some("2022-07-06")]), None);
    }

    #[test]
    fn extremes_are_left_out_where_enough_are_left() {
        let many = |of: &[(i64, i64)]| {
            of.iter()
                .map(|(v, n)| (Amount::whole(*v), *n))
                .collect::<Vec<_>>()
        };
        // 10 80 81 85 99 → 82; 80 80 80 90 → 80; two values: both; three without one each: the middle.
        for (of, trim, mean) in [
            (
                many(&[(10, 1), (80, 1), (81, 1), (85, 1), (99, 1)]),
                1,
                Some("82.0"),
            ),
            (many(&[(80, 3), (90, 1)]), 1, Some("80.0")),
            (many(&[(1, 1), (2, 1)]), 1, Some("1.5")),
            (many(&[(1, 1), (5, 1), (90, 1)]), 1, Some("5.0")),
            (many(&[(1, 1), (5, 1), (90, 1)]), 2, Some("32.0")),
            (many(&[(4, 2)]), 0, Some("4.0")),
            (many(&[]), 1, None),
        ] {
            let found = trimmed(&of, trim).map(|a| a.digits(1));
            assert_eq!(found.as_deref(), mean, "{of:?} without {trim}");
        }
    }

    #[test]
    fn the_middle_of_many_is_found_by_counting() {
        let many = |of: &[(i64, i64)]| {
            of.iter()
                .map(|(v, n)| (Amount::whole(*v), *n))
                .collect::<Vec<_>>()
        };
        // 1 1 2 9 → 1.5; 1 2 9 → 2; 5 → 5; none → none.
        for (of, half) in [
            (many(&[(1, 2), (2, 1), (9, 1)]), Some("1.5")),
            (many(&[(1, 1), (2, 1), (9, 1)]), Some("2.0")),
            (many(&[(5, 1)]), Some("5.0")),
            (many(&[]), None),
        ] {
            assert_eq!(middle(&of).map(|a| a.digits(1)).as_deref(), half, "{of:?}");
        }
        assert_eq!(
            taken(Take::Mean, &many(&[(1, 2), (4, 1)]))
                .unwrap()
                .digits(2),
            "2.00"
        );
        assert_eq!(
            taken(Take::Sum, &many(&[(1, 2), (4, 1)]))
                .unwrap()
                .digits(0),
            "6"
        );
        assert_eq!(taken(Take::Sum, &many(&[])), None);
    }
}
