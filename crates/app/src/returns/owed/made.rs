//! What is owed, put on the calendar: a return that is due for every type and period.
//!
//! In: a park's house. Out: the records added, by the one way in, as the house's own act; none a
//! second time. It is done when the house opens, when a day begins, and when somebody asks.

use std::{collections::BTreeSet, sync::Weak, time::Duration};

use base::{Act, Answer, Ask, Filter, Id, Selection, Sort, Source, Test};
use store::{Moment, Scope};

use super::{Owed, Plan, owed};
use crate::{
    front::{House, Stop},
    intake::{Aim, Cell, Given, Taking, take},
    returns::paper::KIND,
};

/// More returns than a park has on its calendar.
const MOST: u32 = 50_000;

/// Puts what is owed on the calendar, and says how many returns that were.
///
/// # Errors
/// Faults of the store; what a type says that no return can be made of.
pub async fn make(house: &House) -> Result<usize, Stop> {
    let scope = Scope::system(house.park, "what is owed");
    let catalogue = house.store.catalogue();
    let kinds = catalogue.kind("return_types").zip(catalogue.kind(KIND));
    let Some((types, returns)) = kinds else {
        return Ok(0);
    };
    let rows = |selection: Selection| Ask::Rows {
        selection,
        sort: Sort::default(),
        after: None,
        limit: MOST,
    };
    let asks = vec![
        rows(Selection::all(types.name).and(Filter::leaf("begins", Test::Set(true)))),
        rows(Selection::all(returns.name).and(Filter::leaf("for_period", Test::Set(true)))),
    ];
    let mut answers = house
        .store
        .ask(&scope, Moment::Now, asks)
        .await?
        .into_iter();
    let mut next = || answers.next().map(Answer::many).unwrap_or_default();
    let plans: Vec<Plan> = next()
        .iter()
        .map(|record| Plan::of(types, record))
        .collect();
    let text = |r: &base::Record, field| r.text(returns, field).unwrap_or_default().to_owned();
    let there: BTreeSet<(String, String)> = next()
        .iter()
        .map(|r| (text(r, "category"), text(r, "for_period")))
        .collect();
    let given: Vec<Given> = owed(&plans, &there, house.today())
        .iter()
        .map(|owed| given(returns, owed))
        .collect();
    if given.is_empty() {
        return Ok(0);
    }
    let taking = Taking {
        act: Act {
            actor: Id(0),
            source: Source::System,
            note: "待报".to_owned(),
        },
        scope,
        key: None,
        world: house.world().await?,
        sealer: house.sealer.clone(),
        also: Vec::new(),
    };
    let done = take(&house.store, &taking, given).await?;
    Ok(done.ids.len())
}

/// Puts what is owed on the calendar now, and again when a day begins, as long as the house stands.
/// What cannot be made is logged; nobody waits for it.
pub async fn keep(house: Weak<House>) {
    const LOOK: Duration = Duration::from_secs(600);
    let mut done = None;
    while let Some(house) = house.upgrade() {
        let today = house.today();
        if done != Some(today) {
            match make(&house).await {
                Ok(count) => tracing::debug!(count, "what is owed was put on the calendar"),
                Err(error) => {
                    tracing::error!(?error, "what is owed could not be put on the calendar")
                }
            }
            done = Some(today);
        }
        drop(house);
        tokio::time::sleep(LOOK).await;
    }
}

fn given(kind: &'static base::Kind, owed: &Owed<'_>) -> Given {
    let (plan, period, due) = (owed.plan, owed.period.to_string(), owed.due.to_string());
    let name = owed.name();
    let cells = [
        ("category", plan.code.as_str()),
        ("name", &name),
        ("for_period", &period),
        ("due", &due),
        ("recipient", &plan.recipient),
        ("handler", &plan.handler),
        ("state", "due"),
    ];
    let cells = cells.into_iter().map(|(name, text)| {
        let text = Some(text).filter(|text| !text.is_empty());
        (name, text.map(Cell::text))
    });
    Given::typed(kind, Aim::New, cells).0
}
