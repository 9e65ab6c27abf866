//! A figure: what a definition came to in a period, exact, with its words.
//!
//! In: a definition and the store's answers to its asks (or the figures it is made of). Out:
//! an exact amount or names, what was counted, and how it is printed. A figure that has no
//! value (a share of nothing, no name found) says so and is never printed as zero.

use std::collections::BTreeMap;

use base::{Answer, Catalogue, Group, Lang, Month, Test, Type, Value};

use crate::{Amount, Definition, Fold, Placed, ranking, unit};

/// What a definition came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figure {
    /// The exact amount, where it is a number.
    pub amount: Option<Amount>,
    /// The names or months, where it is those; also the thing placed, for a ranking.
    pub names: Vec<Value>,
    /// The records or things that make it up, where the fold had to pick them out: the placed
    /// things of a ranking, the records that a figure's value let through.
    pub picked: Option<Vec<i64>>,
    /// The whole ranking, where it is one: best first.
    pub ranking: Vec<Placed>,
}

/// Computes one figure. `others` holds those it is made of.
pub fn figure(
    definition: &Definition,
    answers: Vec<Answer>,
    catalogue: &Catalogue,
    others: &BTreeMap<String, Figure>,
) -> Figure {
    let places = |path: &str| match catalogue
        .field_at(&definition.kind, path)
        .map(|(_, f)| f.kind)
    {
        Some(Type::Decimal(places)) => places,
        Some(Type::Money) => 2,
        _ => 0,
    };
    let other = |key: &String| others.get(key).and_then(|f| f.amount);
    if let Some((_, leaf)) = crate::plan::by_figure(&definition.filter) {
        return by_figure(definition, &leaf, answers, catalogue, others);
    }
    match &definition.fold {
        Fold::Same(key) => others.get(key).cloned().unwrap_or_default(),
        Fold::Add(keys) => number(
            keys.iter()
                .map(other)
                .try_fold(Amount::whole(0), |sum, n| Some(sum.plus(n?))),
        ),
        Fold::Ratio([part, whole]) => number(share(other(part), other(whole))),
        Fold::Rank(rank) => placed(rank, groups(answers), places(&rank.sum)),
        Fold::Names(_) | Fold::Months(_) => {
            let names = groups(answers)
                .into_iter()
                .filter_map(|g| g.by.into_iter().next().flatten());
            Figure {
                names: names.collect(),
                ..Figure::default()
            }
        }
        Fold::Share(_) => {
            let mut numbers = answers.into_iter().map(|a| Amount::whole(a.number()));
            let (part, whole) = (numbers.next(), numbers.next());
            number(share(part, whole))
        }
        Fold::Mean(field) => {
            let mut numbers = answers.into_iter().map(Answer::number);
            let sum = numbers.next().map(|n| Amount::scaled(n, places(field)));
            number(
                sum.zip(numbers.next())
                    .and_then(|(sum, n)| sum.divided(Amount::whole(n))),
            )
        }
        Fold::Sum(field) => number(
            answers
                .into_iter()
                .next()
                .map(|a| Amount::scaled(a.number(), places(field))),
        ),
        Fold::Count | Fold::Distinct(_) => number(
            answers
                .into_iter()
                .next()
                .map(|a| Amount::whole(a.number())),
        ),
    }
}

fn number(amount: Option<Amount>) -> Figure {
    Figure {
        amount,
        ..Figure::default()
    }
}

fn groups(answers: Vec<Answer>) -> Vec<Group> {
    answers
        .into_iter()
        .next()
        .map(Answer::groups)
        .unwrap_or_default()
}

fn share(part: Option<Amount>, whole: Option<Amount>) -> Option<Amount> {
    Some(part?.divided(whole?)?.percent())
}

fn placed(rank: &crate::Rank, groups: Vec<Group>, places: u8) -> Figure {
    let ranking = ranking(&groups, places, rank.trim);
    let first: Vec<&Placed> = ranking.iter().filter(|p| p.place == rank.place).collect();
    let picked = first.iter().filter_map(|p| p.thing.as_whole()).collect();
    let (amount, names) = if rank.show == "score" {
        (first.first().map(|p| p.mean), Vec::new())
    } else {
        (None, first.iter().filter_map(|p| p.name.clone()).collect())
    };
    Figure {
        amount,
        names,
        picked: Some(picked),
        ranking,
    }
}

fn by_figure(
    definition: &Definition,
    leaf: &base::Leaf,
    answers: Vec<Answer>,
    catalogue: &Catalogue,
    others: &BTreeMap<String, Figure>,
) -> Figure {
    let (Some(kind), Test::FigureAtLeast(target)) = (catalogue.kind(&definition.kind), &leaf.test)
    else {
        return Figure::default();
    };
    let places = match kind.field(target).map(|f| f.kind) {
        Some(Type::Decimal(places)) => places,
        Some(Type::Money) => 2,
        _ => 0,
    };
    let rows = answers.into_iter().flat_map(Answer::many);
    let met = rows.filter(|row| {
        let amount = row
            .text(kind, &leaf.field)
            .and_then(|key| others.get(key)?.amount);
        let target = row.whole(kind, target).map(|n| Amount::scaled(n, places));
        matches!((amount, target), (Some(a), Some(t)) if a >= t)
    });
    let picked: Vec<i64> = met.map(|row| row.id.0).collect();
    Figure {
        amount: Some(Amount::whole(picked.len() as i64)),
        picked: Some(picked),
        ..Figure::default()
    }
}

impl Figure {
    /// Whether it has a value at all.
    pub fn is_there(&self) -> bool {
        self.amount.is_some() || !self.names.is_empty()
    }

    /// The value without its unit, in the words of its definition: `2`, `62.5`, `30余`,
    /// `XM2022-001`. Empty when there is none.
    pub fn value(&self, definition: &Definition, lang: Lang) -> String {
        match self.amount {
            Some(amount) => definition.wording.of(amount, definition.decimals, lang),
            None => self
                .names
                .iter()
                .filter_map(Value::as_text)
                .collect::<Vec<_>>()
                .join("、"),
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
        let value = match (&definition.fold, lang) {
            (Fold::Months(_), Lang::Zh) => self
                .names
                .iter()
                .filter_map(month_zh)
                .collect::<Vec<_>>()
                .join("、"),
            _ => self.value(definition, lang),
        };
        match (lang, definition.unit.as_str()) {
            (_, "") => value,
            (Lang::Zh, unit) => format!("{value}{unit}"),
            (Lang::En, "%") => format!("{value}%"),
            (Lang::En, zh) => format!(
                "{value} {}",
                unit(zh, self.amount == Some(Amount::whole(1)))
            ),
        }
    }
}

fn month_zh(value: &Value) -> Option<String> {
    let month: Month = value.as_text()?.get(..7)?.parse().ok()?;
    Some(format!("{}年{}月", month.year(), month.number()))
}
