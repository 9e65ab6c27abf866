//! How many records a list holds, in one word for its page and for programs.
//!
//! In: a selection. Out: how many records it holds; of more than [`MOST`] that it is more, since
//! to count a million takes longer than to show fifty of them. `count=all` in the address asks
//! for the whole number. A figure's number never comes from here.

use base::{Answer, Ask, Fold, Lang, Page, Selection};

use super::selected::Selected;
use crate::front::{Call, Stop};

/// Counted so far unless more is asked for.
pub const MOST: i64 = 10_000;

/// How many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The number; [`MOST`] where there are more.
    pub number: i64,
    /// Whether there are more than the number.
    pub over: bool,
}

impl Counted {
    /// What asks for it.
    pub fn ask(selection: Selection) -> Ask {
        Ask::Count {
            selection,
            most: MOST.unsigned_abs().try_into().unwrap_or(u32::MAX),
        }
    }

    /// What was answered.
    pub fn read(answer: Answer) -> Counted {
        let number = answer.number();
        Counted {
            number: number.min(MOST),
            over: number > MOST,
        }
    }

    /// As it is read.
    pub fn words(self, lang: Lang) -> String {
        match (self.over, lang) {
            (false, _) => self.number.to_string(),
            (true, Lang::Zh) => "10,000以上".to_owned(),
            (true, Lang::En) => "over 10,000".to_owned(),
        }
    }
}

/// A page of a list, and how many records the list holds.
///
/// # Errors
/// Faults of the store.
pub async fn page(call: &Call, selected: &Selected, rows: u32) -> Result<(Page, Counted), Stop> {
    let whole = call.query.get("count") == Some("all");
    let mut asks = vec![selected.page(rows)];
    if whole {
        asks.push(Ask::Fold {
            selection: selected.selection.clone(),
            fold: Fold::Count,
            by: Vec::new(),
            after: None,
            limit: 1,
        });
    }
    let mut answers = call.ask(asks).await?.into_iter();
    let page = answers.next().map(Answer::page).unwrap_or_default();
    let known = answers.next().map(Answer::number).or(page.all);
    if let Some(number) = known {
        let over = false;
        return Ok((page, Counted { number, over }));
    }
    let asks = vec![Counted::ask(selected.selection.clone())];
    let mut answers = call.ask(asks).await?.into_iter();
    let counted = answers.next().map(Counted::read);
    let nothing = Counted {
        number: 0,
        over: false,
    };
    Ok((page, counted.unwrap_or(nothing)))
}

#[cfg(test)]
mod tests {
    use base::{Group, Groups};

    use super::*;

    #[test]
    fn a_number_is_told_up_to_the_most() {
        let cases = [
            (0, "0", "0"),
            (9_999, "9999", "9999"),
            (10_000, "10000", "10000"),
            (10_001, "10,000以上", "over 10,000"),
        ];
        for (number, zh, en) in cases {
            let group = Group {
                by: Vec::new(),
                value: Some(number.into()),
                rows: number,
            };
            let counted = Counted::read(Answer::Groups(Groups {
                groups: vec![group],
                more: false,
            }));
            assert_eq!(counted.words(Lang::Zh), zh);
            assert_eq!(counted.words(Lang::En), en);
        }
    }
}
