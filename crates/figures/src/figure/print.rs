//! A figure as it is printed: the value, and the value in a sentence.
//!
//! In: a figure and its definition. Out: `62.5`, 「30余次」, 「2022年10月」. What has no value is
//! printed as （无）, never as zero.

use base::{Day, Lang, Month, Value};

use super::Figure;
use crate::{Definition, Fold, Numerals, Style, Worded, unit};

impl Figure {
    /// The value without its unit, in the words of its definition: `2`, `62.5`, `30余`,
    /// `XM2022-001`. Empty when there is none.
    pub fn value(&self, definition: &Definition, lang: Lang) -> String {
        match self.worded(definition, lang) {
            Some(worded) => worded.words,
            None => self.named("、", |v| v.as_text().map(str::to_owned)),
        }
    }

    /// The value with its unit as it stands in a sentence: `2场`, `30余次`, `2022年10月`.
    pub fn text(&self, definition: &Definition, lang: Lang) -> String {
        if !self.is_there() {
            return match lang {
                Lang::Zh => "（无）".to_owned(),
                Lang::En => "(none)".to_owned(),
            };
        }
        let Some(Worded {
            words,
            unit: followed,
        }) = self.worded(definition, lang)
        else {
            let said = |v: &Value| match (&definition.fold, lang) {
                (Fold::Months(_) | Fold::Least(_) | Fold::Most(_) | Fold::Peak(_), Lang::Zh) => {
                    date_zh(v)
                }
                _ => v.as_text().map(str::to_owned),
            };
            let names = self.named("、", said);
            return if lang == Lang::Zh {
                format!("{names}{}", definition.unit)
            } else {
                names
            };
        };
        match (lang, definition.unit.as_str()) {
            (_, "") => words,
            _ if !followed => words,
            (Lang::Zh, unit) => format!("{words}{unit}"),
            (Lang::En, "%") => format!("{words}%"),
            (Lang::En, zh) => format!("{words} {}", unit(zh, self.is_one())),
        }
    }

    /// Exactly, without the words: what a mark in a chart or a table's cell says.
    pub fn exact(&self, definition: &Definition) -> String {
        let style = Style {
            numerals: Numerals::Digits,
            ..definition.style()
        };
        self.amount
            .map_or_else(String::new, |a| style.digits(a, true, Lang::Zh))
    }

    fn is_one(&self) -> bool {
        self.amount.and_then(|a| a.as_whole()) == Some(1)
    }

    fn worded(&self, definition: &Definition, lang: Lang) -> Option<Worded> {
        let amount = self.amount?;
        let style = definition.style();
        let words = definition.wording.of(amount, self.against, style, lang);
        Some(words.unwrap_or_else(|_| Worded {
            words: style.digits(amount, true, lang),
            unit: true,
        }))
    }

    fn named(&self, between: &str, said: impl Fn(&Value) -> Option<String>) -> String {
        let names: Vec<String> = self.names.iter().filter_map(said).collect();
        names.join(between)
    }
}

/// 「2022年10月」 「2022年10月6日」 for what is stored as `2022-10` and `2022-10-06`.
fn date_zh(value: &Value) -> Option<String> {
    let text = value.as_text()?;
    let day = |d: Day| format!("{}年{}月{}日", d.year(), d.month().number(), d.number());
    let month = |m: Month| format!("{}年{}月", m.year(), m.number());
    Some(match (text.parse().map(day), text.parse().map(month)) {
        (Ok(day), _) => day,
        (_, Ok(month)) => month,
        _ => text.to_owned(),
    })
}
