//! A figure made of other figures: a ratio, a difference, a growth, a peak.
//!
//! In: the figures needed, whole or parted alike. Out: the figure, part by part: a part that
//! one of them lacks counts as nothing there. It reads no record.

use std::collections::{BTreeMap, BTreeSet};

use base::{Period, Value};

use super::{Figure, Gap, Part, is_called};
use crate::{Amount, Definition, Fold, Need, Peak, Standing, Stretch, need::parts};

/// The figure from those it is made of.
pub(super) fn from_figures(
    definition: &Definition,
    need: &Need,
    known: &BTreeMap<Need, Figure>,
) -> Figure {
    let count = definition.made_of().len().max(match definition.fold {
        Fold::Growth(_) => 2,
        _ => 1,
    });
    let of: Vec<Figure> = parts(definition, need)
        .into_iter()
        .take(count)
        .map(|n| {
            known
                .get(&n)
                .cloned()
                .unwrap_or_else(|| Figure::gap(Gap::Without))
        })
        .collect();
    match &definition.fold {
        Fold::Same(_) => of.into_iter().next().unwrap_or_default(),
        Fold::Peak(peak) if need.by.is_empty() => of
            .first()
            .map_or_else(Figure::default, |f| largest(peak, f)),
        Fold::Place(standing) if need.by.is_empty() => Figure::number(
            of.first()
                .map_or(Err(Gap::Without), |f| standing_in(standing, f)),
        ),
        Fold::Peak(_) | Fold::Place(_) => Figure::gap(Gap::NoParts),
        _ if need.by.is_empty() => {
            let amounts: Option<Vec<Amount>> = of.iter().map(|f| f.amount).collect();
            let gap = of.iter().find_map(|f| f.gap).unwrap_or(Gap::Without);
            Figure::number(
                amounts
                    .ok_or(gap)
                    .and_then(|a| combined(&definition.fold, &a, need.period)),
            )
        }
        fold => parted(fold, &of, need.period),
    }
}

/// One amount of several, as the fold says.
fn combined(fold: &Fold, amounts: &[Amount], period: Period) -> Result<Amount, Gap> {
    let (Some(&first), second) = (amounts.first(), amounts.get(1).copied()) else {
        return Err(Gap::Without);
    };
    let over = |by: Amount| first.divided(by).ok_or(Gap::OverZero);
    match (fold, second) {
        (Fold::Add(_), _) => Ok(amounts.iter().skip(1).fold(first, |sum, n| sum.plus(*n))),
        (Fold::Less(_), Some(second)) => Ok(first.minus(second)),
        (Fold::Ratio(_), Some(whole)) => Ok(over(whole)?.percent()),
        (Fold::Rate(rate), Some(to)) => Ok(over(to)?.times(Amount::whole(rate.every))),
        (Fold::Growth(_), Some(then)) => Ok(first
            .minus(then)
            .divided(then)
            .ok_or(Gap::OverZero)?
            .percent()),
        (Fold::Per(per), _) => over(Amount::whole(stretches(per.each, period))),
        _ => Err(Gap::Without),
    }
}

/// How many stretches a period is cut into: those it touches.
fn stretches(each: Stretch, period: Period) -> i64 {
    let (first, last) = period.bounds();
    match each {
        Stretch::Day => first.until(last) + 1,
        Stretch::Week => first.monday().until(last.monday()) / 7 + 1,
        Stretch::Month => period.months().len() as i64,
    }
}

fn parted(fold: &Fold, of: &[Figure], period: Period) -> Figure {
    let keys: BTreeSet<&Vec<Option<Value>>> = of
        .iter()
        .flat_map(|f| f.parts.iter().map(|p| &p.of))
        .collect();
    let amount = |figure: &Figure, key: &Vec<Option<Value>>| {
        let part = figure.parts.iter().find(|p| p.of == *key);
        part.map_or(Some(Amount::whole(0)), |p| p.amount)
    };
    let part = |key: &Vec<Option<Value>>| {
        let amounts: Option<Vec<Amount>> = of.iter().map(|f| amount(f, key)).collect();
        Part {
            of: key.clone(),
            amount: amounts.and_then(|a| combined(fold, &a, period).ok()),
        }
    };
    Figure {
        parts: keys.into_iter().map(part).collect(),
        gap: of.iter().find_map(|f| f.gap),
        ..Figure::default()
    }
}

/// The largest parts, those equal to the last named too. What belongs to no part is none.
fn largest(peak: &Peak, figure: &Figure) -> Figure {
    let mut parts: Vec<(&Value, Amount)> = figure
        .parts
        .iter()
        .filter_map(|p| Some((p.of.first()?.as_ref()?, p.amount?)))
        .collect();
    parts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let last = parts
        .get(peak.top.max(1) - 1)
        .or(parts.last())
        .map(|(_, n)| *n);
    let named = parts.iter().filter(|(_, n)| Some(*n) >= last);
    Figure {
        names: named.map(|(name, _)| (*name).clone()).collect(),
        gap: figure.gap,
        ..Figure::default()
    }
}

/// The place of one part among those that have an amount; what belongs to no part has none.
fn standing_in(standing: &Standing, figure: &Figure) -> Result<Amount, Gap> {
    if let Some(gap) = figure.gap {
        return Err(gap);
    }
    let known: Vec<(&Value, Amount)> = figure
        .parts
        .iter()
        .filter_map(|p| Some((p.of.first()?.as_ref()?, p.amount?)))
        .collect();
    let mine = known
        .iter()
        .find(|(value, _)| is_called(value, &standing.one));
    let (_, mine) = mine.ok_or(Gap::Absent)?;
    let amounts: Vec<Amount> = known.iter().map(|(_, amount)| *amount).collect();
    let place = crate::place(&amounts, *mine, standing.best, standing.ties);
    Ok(Amount::whole(i64::try_from(place).unwrap_or(i64::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Definitions, Earlier, Growth, Rate, figure, needs};
    use base::{Catalogue, Month};

    fn over(key: &str, fold: Fold) -> Definition {
        Definition {
            key: key.to_owned(),
            fold,
            ..Definition::default()
        }
    }

    fn year() -> Period {
        Period::Year(2022)
    }

    #[test]
    fn figures_of_figures_are_exact_and_say_why_they_are_not_there() {
        let at = |n: i64| Figure::number(Ok(Amount::whole(n)));
        let two = || ["a".to_owned(), "b".to_owned()];
        let rate = Rate {
            of: "a".into(),
            to: "b".into(),
            every: 10_000,
        };
        let per = |each| {
            Fold::Per(crate::Per {
                of: "a".into(),
                each,
            })
        };
        for (fold, a, b, printed) in [
            (Fold::Ratio(two()), 5, 8, Ok("62.5")),
            (Fold::Ratio(two()), 5, 0, Err(Gap::OverZero)),
            (Fold::Less(two()), 5, 8, Ok("-3.0")),
            (Fold::Rate(rate), 35, 42_000, Ok("8.3")),
            (Fold::Add(vec!["a".into(), "b".into()]), 5, 8, Ok("13.0")),
            (per(Stretch::Month), 6, 0, Ok("0.5")),
            (per(Stretch::Day), 730, 0, Ok("2.0")),
        ] {
            let definition = over("x", fold);
            let known = [("a", a), ("b", b)].map(|(k, n)| (Need::whole(k, year()), at(n)));
            let figure = from_figures(&definition, &Need::whole("x", year()), &known.into());
            let said = figure.amount.map(|a| a.digits(1)).ok_or(figure.gap);
            assert_eq!(
                said.as_deref(),
                printed.map_err(Some).as_ref().copied(),
                "{:?}",
                definition.fold
            );
        }
    }

    #[test]
    fn a_growth_needs_its_figure_twice() {
        let growth = Fold::Growth(Growth {
            of: "a".into(),
            over: Earlier::LastYear,
        });
        let all = Definitions::unchecked(vec![over("g", growth), over("a", Fold::Count)]);
        let period: Period = "2024-02".parse().unwrap();
        let list = needs(&all, &[Need::whole("g", period)]);
        let seen: Vec<(&str, String)> = list
            .iter()
            .map(|n| (n.key.as_str(), n.period.to_string()))
            .collect();
        assert_eq!(
            seen,
            [
                ("a", "2024-02".to_owned()),
                ("a", "2023-02".to_owned()),
                ("g", "2024-02".to_owned())
            ]
        );
        let mut known = BTreeMap::new();
        known.insert(list[0].clone(), Figure::number(Ok(Amount::whole(30))));
        known.insert(list[1].clone(), Figure::number(Ok(Amount::whole(24))));
        let catalogue = Catalogue::new([]);
        let definition = all.get("g").unwrap();
        let grown = figure(definition, &list[2], Vec::new(), &catalogue, &known);
        assert_eq!(grown.amount.unwrap().digits(1), "25.0");
    }

    #[test]
    fn a_peak_names_all_that_are_equal_and_not_the_unclassified() {
        let part = |of: Option<&str>, n| Part {
            of: vec![of.map(Value::from)],
            amount: Some(Amount::whole(n)),
        };
        let figure = Figure {
            parts: vec![
                part(Some("2022-05"), 7),
                part(Some("2022-07"), 9),
                part(Some("2022-08"), 9),
                part(None, 20),
            ],
            ..Figure::default()
        };
        let peak = Peak {
            of: "a".into(),
            by: "on:month".into(),
            top: 1,
        };
        let names: Vec<Value> = largest(&peak, &figure).names;
        assert_eq!(names, [Value::from("2022-07"), Value::from("2022-08")]);
    }

    #[test]
    fn one_part_has_its_place_among_all_and_an_absent_one_has_none() {
        let part = |of: Option<i64>, n| Part {
            of: vec![of.map(Value::Whole)],
            amount: Some(Amount::whole(n)),
        };
        let figure = Figure {
            parts: vec![
                part(Some(1), 7),
                part(Some(2), 9),
                part(Some(3), 9),
                part(None, 20),
            ],
            ..Figure::default()
        };
        let at = |one: &str, best, ties| {
            let standing = Standing {
                of: "a".into(),
                by: "community".into(),
                one: one.into(),
                best,
                ties,
            };
            standing_in(&standing, &figure).map(|a| a.digits(0))
        };
        use crate::{Best::*, Ties::*};
        assert_eq!(at("1", Most, Skip), Ok("3".to_owned()));
        assert_eq!(at("1", Most, Close), Ok("2".to_owned()));
        assert_eq!(at("2", Most, Skip), Ok("1".to_owned()));
        assert_eq!(at("1", Least, Skip), Ok("1".to_owned()));
        assert_eq!(at("4", Most, Skip), Err(Gap::Absent));
    }

    #[test]
    fn a_week_counts_where_the_period_touches_it() {
        // August 2022 begins on a Monday and ends on a Wednesday: 5 weeks; July touches 5.
        let month = |m| Period::Month(Month::new(2022, m).unwrap());
        assert_eq!(stretches(Stretch::Week, month(8)), 5);
        assert_eq!(stretches(Stretch::Week, month(7)), 5);
        assert_eq!(stretches(Stretch::Day, month(2)), 28);
    }
}
