//! Rising numbers as a short text: each as how much it is above the one before.
//!
//! In: identities or places, rising. Out: `17 1 1 40`, and back. A signed return names every record
//! of every figure; so they stay small beside the records themselves.

/// Rising numbers as text.
pub fn pack(numbers: impl IntoIterator<Item = i64>) -> String {
    let mut text = String::new();
    let mut last = 0;
    for number in numbers {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&(number - last).to_string());
        last = number;
    }
    text
}

/// The numbers of a text; none of one that is not such a text.
pub fn unpack(text: &str) -> Vec<i64> {
    let mut last = 0;
    let next = |step: &str| {
        last += step.parse::<i64>().ok()?;
        Some(last)
    };
    let numbers: Option<Vec<i64>> = text.split_ascii_whitespace().map(next).collect();
    numbers.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked(mut numbers in prop::collection::vec(0_i64..1 << 50, 0..50)) {
            numbers.sort_unstable();
            prop_assert_eq!(unpack(&pack(numbers.clone())), numbers);
        }
    }
}
