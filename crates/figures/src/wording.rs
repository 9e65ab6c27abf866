//! Words over an exact value: 「30余」 is true of 31 to 39, and only then is it written.
//!
//! In: an exact amount. Out: the words that it bears. A round number is printed as it is:
//! 30 is not 「30余」. Words are made here and never typed.

use base::Lang;
use serde::{Deserialize, Serialize};

use crate::Amount;

/// How a value is put in words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wording {
    /// As it is.
    #[default]
    Exact,
    /// Cut down to the ten, with 余.
    FloorTen,
    /// Cut down to the hundred, with 余; below a hundred to the ten.
    FloorHundred,
}

impl Wording {
    /// The words for an amount.
    pub fn of(self, amount: Amount, decimals: u8, lang: Lang) -> String {
        let step = match self {
            Wording::Exact => return amount.digits(decimals),
            Wording::FloorHundred if amount >= Amount::whole(100) => 100,
            Wording::FloorTen | Wording::FloorHundred => 10,
        };
        let n = amount.floor();
        let floor = n / step * step;
        if floor == 0 || amount == Amount::whole(floor) {
            return amount.digits(decimals);
        }
        match lang {
            Lang::Zh => format!("{floor}余"),
            Lang::En => format!("over {floor}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yu_is_written_only_where_it_is_true() {
        for (wording, n, zh) in [
            (Wording::FloorTen, 33, "30余"),
            (Wording::FloorTen, 30, "30"),
            (Wording::FloorTen, 9, "9"),
            (Wording::FloorTen, 131, "130余"),
            (Wording::FloorHundred, 108, "100余"),
            (Wording::FloorHundred, 100, "100"),
            (Wording::FloorHundred, 96, "90余"),
            (Wording::FloorHundred, 250, "200余"),
            (Wording::Exact, 33, "33"),
        ] {
            assert_eq!(
                wording.of(Amount::whole(n), 0, Lang::Zh),
                zh,
                "{wording:?} of {n}"
            );
        }
    }
}
