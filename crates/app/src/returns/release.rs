//! What a return tells of the care compartment for a part of a year.
//!
//! In: a return's period, and what the returns of the same year that were handed in said. Out: the
//! figures that it keeps back so that one small number of an earlier return cannot be worked out
//! from the year's: once a figure was kept back for being small, the next number of it is kept
//! back as well. It is settled before a return is signed, and held fast with it.
//!
//! Source: primary and secondary suppression of small cells, decided once a release over all
//! earlier ones (Hundepool and others, *Statistical Disclosure Control*, 2012, ch. 4).

use std::collections::{BTreeMap, BTreeSet};

use base::{Answer, Ask, Filter, Operand, Period, Selection, Sort, Test, Value};
use store::{AskError, Moment, Scope, Store};

use crate::reports::guard::{BESIDE, FEW, Release};

/// More numbers than leave in the returns of a year.
const MOST: u32 = 50_000;

/// A number that left with a return: its figure, its period, how it read in Chinese.
type Said = (String, String, String);

/// The release of a return of this period; none for a whole year, which every page tells.
///
/// # Errors
/// When the store does not answer.
pub async fn release(
    store: &Store,
    reader: &Scope,
    period: Period,
) -> Result<Option<Release>, AskError> {
    let kind = store.catalogue().kind("given_out");
    let (Some(kind), None) = (kind, period.whole_year()) else {
        return Ok(None);
    };
    let year = period.year();
    let bound = |text: String| Operand::Is(Value::from(text.as_str()));
    let selection = Selection::all(kind.name)
        .and(Filter::is("channel", "return"))
        .and(Filter::is("state", "out"))
        .and(Filter::leaf(
            "for_period",
            Test::AtLeast(bound(format!("{year:04}"))),
        ))
        .and(Filter::leaf(
            "for_period",
            Test::AtMost(bound(format!("{year:04}~"))),
        ))
        .and(Filter::leaf("place", Test::Set(false)));
    let ask = Ask::Rows {
        selection,
        sort: Sort::default(),
        after: None,
        limit: MOST,
    };
    let scope = Scope::system(reader.park(), "what earlier returns kept back");
    let answers = store.ask(&scope, Moment::Now, vec![ask]).await?;
    let mut rows: Vec<_> = answers.into_iter().flat_map(Answer::many).collect();
    rows.sort_by_key(|row| row.since);
    let text = |row: &base::Record, field| row.text(kind, field).unwrap_or_default().to_owned();
    let said = rows.iter().map(|row| {
        (
            text(row, "figure"),
            text(row, "for_period"),
            text(row, "said"),
        )
    });
    Ok(Some(Release {
        beside: beside(&period.to_string(), said),
    }))
}

/// The figures to keep back for a period, by what was said before, the last word of each last.
fn beside(period: &str, said: impl Iterator<Item = Said>) -> BTreeSet<String> {
    let mut last: BTreeMap<(String, String), String> = BTreeMap::new();
    for (figure, of, words) in said {
        last.insert((figure, of), words);
    }
    let mut few: BTreeMap<&str, usize> = BTreeMap::new();
    let mut kept: BTreeMap<&str, bool> = BTreeMap::new();
    for ((figure, of), words) in &last {
        if words == BESIDE.zh {
            // One that was kept back for this very period stays so in its correction.
            *kept.entry(figure).or_default() |= of == period;
        } else if words.starts_with(FEW.zh) && of != period {
            *few.entry(figure).or_default() += 1;
        }
    }
    let alone = few
        .iter()
        .filter(|(figure, n)| **n == 1 && !kept.contains_key(*figure));
    let again = kept.iter().filter(|(_, own)| **own);
    let all = alone
        .map(|(figure, _)| *figure)
        .chain(again.map(|(figure, _)| *figure));
    all.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_small_number_of_a_year_is_never_alone() {
        for (said, kept) in [
            (vec![], false),
            (vec![("2026-01", "46人")], false),
            (vec![("2026-01", "不足5人")], true),
            (vec![("2026-01", "0人"), ("2026-02", "不足5人")], true),
            // Two small ones hide each other, and so does one with the one kept back beside it.
            (vec![("2026-01", "不足5人"), ("2026-02", "不足5人")], false),
            (vec![("2026-01", "不足5人"), ("2026-02", "—")], false),
            // A correction that says more than a few leaves nothing to hide.
            (vec![("2026-01", "不足5人"), ("2026-01", "7人")], false),
            // The correction of one kept back keeps it back.
            (vec![("2026-01", "不足5人"), ("2026-03", "—")], true),
            (vec![("2026-03", "不足5人")], false),
        ] {
            let all = said
                .iter()
                .map(|(of, words)| ("screened".to_owned(), (*of).to_owned(), (*words).to_owned()));
            let found = beside("2026-03", all);
            assert_eq!(found.contains("screened"), kept, "{said:?}");
        }
    }
}
