//! How the contract stands, in one line: 「合同 开展活动 41/60 场,剩5周」.
//!
//! In: today. Out: the running contract's first indicator, what its figure has reached and how
//! long is left; nothing where no contract runs. The figure is computed by the definition the
//! indicator names, never typed.

use std::sync::Arc;

use base::{Answer, Ask, Day, Filter, Lang, Period, Record, Selection, Sort, Test, Value};
use figures::Amount;
use page::{Fig, Href, Line, Link, Piece, today::Contract};
use store::{Moment, Scope};

use super::{guard::Guard, kept::Wanted, pages::held::say};
use crate::{
    front::Stop,
    today::{Asker, Progress},
};

/// What 今天 asks for.
pub fn progress() -> Progress {
    Arc::new(|asker| Box::pin(async move { line(&asker).await }))
}

async fn line(asker: &Asker) -> Result<Option<Contract>, Stop> {
    let store = &asker.house.store;
    let catalogue = store.catalogue();
    let (Some(contracts), Some(indicators)) = (
        catalogue.kind("contracts"),
        catalogue.kind("contract_indicators"),
    ) else {
        return Ok(None);
    };
    // Its line opens onto the contract's indicators and a figure.
    let reads = asker.scope.may_read(contracts) && asker.scope.may_read(indicators);
    if !reads || !asker.scope.roles().any(base::Roles::TEAM_AND_OFFICES) {
        return Ok(None);
    }
    let Some(contract) = first(asker, "contracts", runs_on(asker.today)).await? else {
        return Ok(None);
    };
    let of_contract = Filter::is("contract", contract.id);
    let Some(indicator) = first(asker, "contract_indicators", of_contract).await? else {
        return Ok(None);
    };
    let (Some(key), Some(target)) = (
        indicator.text(indicators, "figure"),
        indicator.whole(indicators, "target"),
    ) else {
        return Ok(None);
    };
    let day = |name| contract.text(contracts, name).and_then(|d| d.parse().ok());
    let (Some(begins), Some(ends)) = (day("begins"), day("ends")) else {
        return Ok(None);
    };
    let wanted = Wanted {
        period: of_contract_days(begins, ends),
        place: None,
        only: Some(key.to_owned()),
    };
    let values = asker
        .house
        .figures
        .values(store, asker.scope.park(), wanted)
        .await?;
    let Some((definition, figure)) = values.get(key) else {
        return Ok(None);
    };
    let Some(amount) = figure.amount else {
        return Ok(None);
    };
    let target = Amount::scaled(target, 2);
    let name = indicator.text(indicators, "indicator").unwrap_or_default();
    let href = Href::new(format!("/figures/{key}?period={}", values.period));
    let guard = Guard::new(&values, &catalogue, Some(&asker.scope));
    let seen = guard.read(definition, figure, asker.lang);
    let fig = Fig::open(seen.value, "", href);
    let rest = of_target(target, &definition.unit, asker.lang);
    let held = values.held(definition, &catalogue).values().sum();
    Ok(Some(Contract {
        aside: left(asker.today, ends, asker.lang),
        say: Line(vec![
            Piece::Text(format!("{name} ")),
            Piece::Fig(fig),
            Piece::Text(rest + &waiting(held, asker.lang)),
        ]),
        done: match seen.kept_back {
            true => 0,
            false => u64::try_from(amount.floor().max(0)).unwrap_or(0),
        },
        of: u64::try_from(target.floor().max(1)).unwrap_or(1),
        all: Some(Link::new(
            all(asker.lang),
            Href::new(format!(
                "/records/contract_indicators?contract={}",
                contract.id
            )),
        )),
    }))
}

/// Contracts that run on a day.
fn runs_on(day: Day) -> Filter {
    let day = base::Operand::Is(Value::from(day.to_string()));
    Filter::leaf("begins", Test::AtMost(day.clone())).and(Filter::leaf("ends", Test::AtLeast(day)))
}

/// What was agreed, behind what was reached.
fn of_target(target: Amount, unit: &str, lang: Lang) -> String {
    let unit = match lang {
        Lang::Zh => unit,
        Lang::En => figures::unit(unit, false),
    };
    format!("/{} {unit}", target.digits(0))
}

/// What waits to be counted, at the end of the line.
fn waiting(held: usize, lang: Lang) -> String {
    match (held, lang) {
        (0, _) => String::new(),
        (held, Lang::Zh) => format!("，{}", say(held, lang)),
        (held, Lang::En) => format!("; {}", say(held, lang)),
    }
}

/// The contract's own days; a whole year is named as one.
fn of_contract_days(begins: Day, ends: Day) -> Period {
    let year = Period::Year(begins.year());
    match year.bounds() == (begins, ends) {
        true => year,
        false => Period::Range(begins, ends),
    }
}

async fn first(asker: &Asker, kind: &str, filter: Filter) -> Result<Option<Record>, Stop> {
    let scope = Scope::system(asker.scope.park(), "how the contract stands");
    let selection = Selection::all(kind).and(filter);
    let ask = Ask::Rows {
        selection,
        sort: Sort::default(),
        after: None,
        limit: 1,
    };
    let answers = asker
        .house
        .store
        .ask(&scope, Moment::Now, vec![ask])
        .await?;
    Ok(answers.into_iter().flat_map(Answer::many).next())
}

fn left(today: Day, ends: Day, lang: Lang) -> String {
    let days = today.until(ends);
    match (days / 7, lang) {
        (0, Lang::Zh) => format!("剩{days}天"),
        (0, Lang::En) => format!("{days} days left"),
        (weeks, Lang::Zh) => format!("剩{weeks}周"),
        (weeks, Lang::En) => format!("{weeks} weeks left"),
    }
}

fn all(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "合同全部指标",
        Lang::En => "All indicators of the contract",
    }
}
