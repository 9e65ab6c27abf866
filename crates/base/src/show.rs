//! A stored value as people read it.
//!
//! In: a field and its value. Out: words: a day as 2022-07-06, money in 元, a choice in the
//! reader's language, a decimal with its places. Links are numbers here: whoever shows them
//! has looked up their names.

use crate::{Field, Lang, Type, Value};

/// The value in words. An undeclared choice of a growing field is its own word.
pub fn show(field: &Field, value: &Value, lang: Lang) -> String {
    match (field.kind, value) {
        (Type::Choice(choices), Value::Text(code)) => {
            let found = choices.iter().find(|c| c.code == code);
            found.map_or_else(|| code.clone(), |c| c.words.get(lang).to_owned())
        }
        (Type::YesNo, Value::Whole(n)) => match (lang, *n != 0) {
            (Lang::Zh, true) => "是",
            (Lang::Zh, false) => "否",
            (Lang::En, true) => "Yes",
            (Lang::En, false) => "No",
        }
        .to_owned(),
        (Type::Money, Value::Whole(n)) if n % 100 == 0 => (n / 100).to_string(),
        (Type::Money, Value::Whole(n)) => decimal(*n, 2),
        (Type::Decimal(places), Value::Whole(n)) => shortest(decimal(*n, places)),
        (_, Value::Whole(n)) => n.to_string(),
        (_, Value::Text(t)) => t.clone(),
        (_, Value::Many(many)) => many
            .iter()
            .map(i64::to_string)
            .collect::<Vec<_>>()
            .join("、"),
        (_, Value::Sealed(_)) => "••••".to_owned(),
    }
}

/// A whole number of 10^-places with just that many places: `decimal(8038, 2)` is `80.38`.
pub fn decimal(n: i64, places: u8) -> String {
    if places == 0 {
        return n.to_string();
    }
    let (sign, digits) = (if n < 0 { "-" } else { "" }, n.unsigned_abs());
    let unit = 10u64.pow(u32::from(places.min(18)));
    format!(
        "{sign}{}.{:0width$}",
        digits / unit,
        digits % unit,
        width = usize::from(places)
    )
}

/// `2.50` as `2.5`, `2.00` as `2`: for values people typed without the zeros.
fn shortest(text: String) -> String {
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_write_them() {
        const FEE: Field = Field::money("fee", "费用", "Fee");
        const HOURS: Field = Field::decimal("hours", "时长", "Hours", 2);
        for (field, stored, shown) in [
            (FEE, 5_000_000, "50000"),
            (FEE, 1_050, "10.50"),
            (HOURS, 150, "1.5"),
            (HOURS, -5, "-0.05"),
        ] {
            assert_eq!(show(&field, &Value::Whole(stored), Lang::Zh), shown);
        }
    }
}
