//! By what two rows are the same person.
//!
//! In: a name, a phone if left, a body or community. Out: one text that is equal for one
//! person. Without a phone 单位/社区 stands in; elders leave none, and children share a
//! guardian's, so a phone alone never tells who somebody is.

use base::{Made, Value, folded};

/// The text by which somebody is told from others: `name+phone`, else `name@unit`.
/// Spelling is folded; of a phone only the digits count. `None` without a name.
pub fn identity(name: &str, phone: Option<&str>, unit: Option<&str>) -> Option<String> {
    let name = folded(name);
    if name.is_empty() {
        return None;
    }
    let digits: String = folded(phone.unwrap_or_default())
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    Some(if digits.is_empty() {
        format!("{name}@{}", folded(unit.unwrap_or_default()))
    } else {
        format!("{name}+{digits}")
    })
}

/// The person that a row with these words implies.
pub fn made(name: &str, phone: Option<&str>, unit: Option<&str>) -> Option<Made> {
    let identity = identity(name, phone, unit)?;
    let mut values = vec![("identity", Value::from(identity)), ("name", name.into())];
    values.extend(phone.map(|phone| ("phone", phone.into())));
    values.extend(unit.map(|unit| ("unit", unit.into())));
    Some(Made {
        kind: "people",
        values,
    })
}
